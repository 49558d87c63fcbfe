/// A program that is there, with its arguments: what the person typed, or what the environment or the
/// machine has for the purpose. No shell sees any of it.
struct ProgramWords {
  let path: String
  let arguments: [String]

  struct Refusal: Error {
    let message: String
  }

  /// - Parameters:
  ///   - typed: the command; empty for what the variables say.
  ///   - others: programs to try where they say nothing.
  init(
    typed: String, variables: [String], otherwise others: [String],
    environment: [String: String]
  ) throws(Refusal) {
    func isEmpty(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
    let given =
      isEmpty(typed) ? variables.lazy.compactMap { environment[$0] }.first { !isEmpty($0) } : typed
    let commands: [[String]]
    do throws(CommandWords.UnclosedQuote) {
      commands = if let given { [try CommandWords.split(given)] } else { others.map { [$0] } }
    } catch {
      throw Refusal(message: Wording.unclosedQuote(error.quote))
    }
    for words in commands {
      guard let first = words.first, !words.contains(where: { $0.utf8.contains(0) }),
        let path = ChildProcess.path(
          of: Paths.withHome(first, environment), environment: environment)
      else { continue }
      self.path = path
      arguments = Array(words.dropFirst())
      return
    }
    let missing = commands.compactMap(\.first).joined(separator: ", ")
    throw Refusal(
      message: Wording.noProgram(
        Output.clean(missing), setting: given == nil ? variables.last : nil))
  }

  /// A program with its arguments, as they are.
  init(_ words: [String], environment: [String: String]) throws(Refusal) {
    let first = words.first ?? ""
    guard !words.contains(where: { $0.utf8.contains(0) }),
      let path = ChildProcess.path(
        of: Paths.withHome(first, environment), environment: environment)
    else { throw Refusal(message: Wording.noProgram(Output.clean(first), setting: nil)) }
    self.path = path
    arguments = Array(words.dropFirst())
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Whether it is known to keep the screen until the person leaves it.
  func isFullScreen(others: [String]) -> Bool {
    BrowserCommand(program: path, arguments: arguments).needsTerminal(others: others)
  }
}

/// A command line as a person types it, split into the words of an argument vector.
///
/// No shell sees it: `$`, `*`, `|` and `>` are characters like others. Blanks part words, single and
/// double quotes hold one together, a backslash takes the next character as it is (within double
/// quotes only `"` and `\`).
enum CommandWords {
  struct UnclosedQuote: Error, Equatable {
    let quote: Character
  }

  static func split(_ text: String) throws(UnclosedQuote) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch (quote, character) {
      case (nil, _) where character.isWhitespace:
        if let done = word { words.append(done) }
        word = nil
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (nil, "\\"): if let next = rest.popFirst() { word = (word ?? "") + String(next) }
      case (let open?, _) where open == character: quote = nil
      case ("\"", "\\") where rest.first == "\"" || rest.first == "\\":
        word = (word ?? "") + String(rest.removeFirst())
      default: word = (word ?? "") + String(character)
      }
    }
    if let quote { throw UnclosedQuote(quote: quote) }
    if let word { words.append(word) }
    return words
  }
}
