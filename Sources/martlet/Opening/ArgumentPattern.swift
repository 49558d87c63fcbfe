import ReaderCore

/// The words of a program in which `{url}`, `{title}` and the like stand for what an article has.
///
/// Whatever an article says stays within the argument that it stands in, and is never an option: where
/// it would begin an argument with a dash, a blank goes before it, unless `--` has ended the options.
/// Control characters are blanks in it, but for line ends and tabs of a text; NUL cannot be there at
/// all. What is longer than an argument may be is cut.
enum ArgumentPattern {
  /// What can stand in braces.
  enum Field: String, CaseIterable {
    case url
    case title
    case provider
    case author
    case date
    case excerpt
    case text
    case file
    case feed
    case address
    case topics
    case labels
  }

  /// In bytes: Linux takes 131072 with the NUL.
  private static let longest = 100_000

  /// Why these words are none; `nil` where they are.
  static func fault(in words: [String], fields: [String] = Field.allCases.map(\.rawValue))
    -> String?
  {
    guard let program = words.first, !program.isEmpty,
      !words.contains(where: { $0.utf8.contains(0) })
    else { return Wording.runShape }
    let code = CodeArgument.places(in: words)
    for (place, word) in words.enumerated() {
      for name in names(in: word) {
        guard fields.contains(name) else { return Wording.noPlaceholder(name, of: fields) }
        if place == 0 { return Wording.placeholderAsProgram }
        if code.contains(place) { return Wording.placeholderAsCode(name, of: program) }
      }
    }
    return nil
  }

  static func uses(_ field: Field, in words: [String]) -> Bool {
    words.contains { names(in: $0).contains(field.rawValue) }
  }

  /// - Parameter value: what stands for a name.
  static func filled(_ words: [String], value: (String) -> String) -> [String] {
    var isPastOptions = false
    return words.map { word in
      if word == "--" { isPastOptions = true }
      var result = ""
      for piece in pieces(of: word) {
        switch piece {
        case .literal(let text): result += text
        case .name(let name):
          let text = plain(value(name), keepsLines: name == Field.text.rawValue)
          // By bytes: a dash with an accent is another character, but begins an option all the same.
          if result.isEmpty, !isPastOptions, text.utf8.first == UInt8(ascii: "-") { result = " " }
          result += text
        }
      }
      return result.utf8.count <= longest ? result : cut(result)
    }
  }

  private static func cut(_ text: String) -> String {
    var result = ""
    var bytes = 0
    for character in text {
      bytes += character.utf8.count
      guard bytes <= longest else { break }
      result.append(character)
    }
    return result
  }

  private static func plain(_ text: String, keepsLines: Bool) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          if scalar.value == 0 { return nil }
          guard scalar.properties.generalCategory == .control else { return scalar }
          return keepsLines && (scalar == "\n" || scalar == "\t") ? scalar : " "
        }))
  }

  private enum Piece {
    case literal(String)
    case name(String)
  }

  private static func names(in word: String) -> [String] {
    pieces(of: word).compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// `{{` is a brace; braces around anything but small letters are characters like others.
  private static func pieces(of word: String) -> [Piece] {
    var pieces: [Piece] = []
    var literal = ""
    var rest = word[...]
    while let character = rest.popFirst() {
      if character == "{", rest.first == "{" {
        rest.removeFirst()
        literal += "{"
        if let close = rest.firstRange(of: "}}") {
          literal += rest[..<close.lowerBound] + "}"
          rest = rest[close.upperBound...]
        }
        continue
      }
      let name = rest.prefix { $0.isASCII && $0.isLowercase }
      guard character == "{", !name.isEmpty, rest.dropFirst(name.count).first == "}" else {
        literal.append(character)
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = ""
      pieces.append(.name(String(name)))
      rest = rest.dropFirst(name.count + 1)
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    return pieces
  }
}
