/// One way to open an address: a program and its arguments, with the address in its place.
struct BrowserCommand: Equatable {
  let program: String
  let arguments: [String]

  /// The commands of a `BROWSER` variable: split at `:`, each part at blanks; `%s` is the address,
  /// `%%` a per cent sign, and without `%s` the address is the last argument.
  ///
  /// No shell sees any of it: the address is always part of exactly one argument.
  static func commands(browser: String, address: String) -> [BrowserCommand] {
    browser.split(separator: ":").compactMap { part in
      let words = part.split(whereSeparator: { $0 == " " || $0 == "\t" })
      return filled(words, address: address)
    }
  }

  /// A command whose first word is the program, with the address put in its place: `%s` in one of the
  /// other words, else after them. `nil` without a word, and where the address would be code.
  static func filled<Word: StringProtocol>(_ words: [Word], address: String) -> BrowserCommand? {
    guard let program = words.first, !isCode(words) else { return nil }
    var hasPlace = false
    var arguments = words.dropFirst().map { word in
      let filled = fill(Substring(word), address: address)
      hasPlace = hasPlace || filled.hasPlace
      return filled.text
    }
    if !hasPlace { arguments.append(address) }
    return BrowserCommand(program: String(program), arguments: arguments)
  }

  /// Whether the place of the address is one where the program takes code.
  static func isCode<Word: StringProtocol>(_ words: [Word]) -> Bool {
    let places = words.indices.dropFirst().filter {
      fill(Substring(words[$0]), address: "").hasPlace
    }
    return !CodeArgument.places(in: words.map { String($0) } + [""])
      .isDisjoint(with: places.isEmpty ? [words.count] : places)
  }

  private static func fill(_ word: Substring, address: String) -> (text: String, hasPlace: Bool) {
    var text = ""
    var hasPlace = false
    var rest = word[...]
    while let character = rest.popFirst() {
      guard character == "%", let next = rest.first, next == "s" || next == "%" else {
        text.append(character)
        continue
      }
      rest.removeFirst()
      if next == "s" {
        text += address
        hasPlace = true
      } else {
        text += "%"
      }
    }
    return (text, hasPlace)
  }

  /// Programs that draw in the terminal and must be given it.
  private static let terminalBrowsers: Set<String> = [
    "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "cha", "chawan", "felinks",
    "amfora", "bombadillo", "offpunk", "less", "more", "most", "vi", "vim", "nvim", "nano", "emacs",
    "micro", "hx", "kak", "joe", "ne", "cmus", "mocp",
  ]

  /// - Parameter others: further names that the settings call terminal browsers.
  func needsTerminal(others: [String]) -> Bool {
    let name = program.split(separator: "/").last.map(String.init) ?? program
    return Self.terminalBrowsers.contains(name) || others.contains(name)
  }
}
