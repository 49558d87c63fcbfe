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
