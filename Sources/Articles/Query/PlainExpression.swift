/// What a regular expression can stand for, if that is a few plain texts. One that ends in a blank is
/// whole words.
struct PlainExpression {
  let texts: [String]
  private static let most = 24

  init(of expression: String, _ name: String) throws(NewsboatFilter.Refusal) {
    var characters = Array(expression)[...]
    // Whatever stands before or after is looked for anyway.
    while characters.starts(with: [".", "*"]) { characters = characters.dropFirst(2) }
    while characters.count > 2, characters.suffix(2) == [".", "*"],
      characters.dropLast(2).last != "\\"
    {
      characters = characters.dropLast(2)
    }
    let found = try Self.either(&characters, expression)
    guard characters.isEmpty, found.count <= Self.most else { throw .expression(expression) }
    var texts: [String] = []
    for text in found where !texts.contains(text) { texts.append(text) }
    self.texts = texts
  }

  private static func either(
    _ rest: inout ArraySlice<Character>, _ whole: String
  ) throws(NewsboatFilter.Refusal) -> [String] {
    var found = try sequence(&rest, whole)
    while rest.first == "|" {
      rest = rest.dropFirst()
      found += try sequence(&rest, whole)
    }
    return found
  }

  private static func sequence(
    _ rest: inout ArraySlice<Character>, _ whole: String
  ) throws(NewsboatFilter.Refusal) -> [String] {
    var texts = [""]
    while let next = rest.first, next != "|", next != ")" {
      var pieces = try piece(&rest, whole)
      if rest.first == "?" {
        rest = rest.dropFirst()
        pieces.append("")
      }
      if let repeated = rest.first, "*+{".contains(repeated) { throw .expression(whole) }
      texts = texts.flatMap { text in pieces.map { text + $0 } }
      guard texts.count <= most else { throw .expression(whole) }
    }
    return texts
  }

  /// One character, or what stands in parentheses or brackets.
  private static func piece(
    _ rest: inout ArraySlice<Character>, _ whole: String
  ) throws(NewsboatFilter.Refusal) -> [String] {
    let next = rest.removeFirst()
    switch next {
    case "(":
      let found = try either(&rest, whole)
      guard rest.first == ")" else { throw .expression(whole) }
      rest = rest.dropFirst()
      return found
    case "[":
      var found: [String] = []
      guard rest.first != "^" else { throw .expression(whole) }
      while let letter = rest.first, letter != "]" {
        guard letter != "-", letter != "[", letter != "\\" else { throw .expression(whole) }
        rest = rest.dropFirst()
        // Capital letters do not count.
        let text = letter == "." ? "." : letter.lowercased()
        if !found.contains(text) { found.append(text) }
      }
      guard rest.first == "]", !found.isEmpty else { throw .expression(whole) }
      rest = rest.dropFirst()
      return found
    case "\\":
      guard let escaped = rest.popFirst() else { throw .expression(whole) }
      switch escaped {
      // Where a word begins or ends; at the end a blank stands for it.
      case "<": return [""]
      case ">": return [rest.isEmpty || rest.first == ")" || rest.first == "|" ? " " : ""]
      case "b":
        return [rest.isEmpty || rest.first == ")" || rest.first == "|" ? " " : ""]
      case _ where escaped.isLetter || escaped.isNumber: throw .expression(whole)
      default: return [String(escaped)]
      }
    // Between letters mostly meant as it stands.
    case "." where rest.first?.isLetter == true || rest.first?.isNumber == true: return ["."]
    case "^", "$", ".", "*", "+", "{": throw .expression(whole)
    default: return [String(next)]
    }
  }
}
