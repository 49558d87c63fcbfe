/// Cuts a query into names, words and quoted texts. Knows what they look like, not what they mean.
struct QueryScanner {
  let scalars: [Unicode.Scalar]
  var position = 0
  /// Of the parentheses around this place; within any, a closing one ends a word.
  var openParentheses = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  struct Name {
    var text: String
    /// The name it should be, if it is none.
    var meant: String?
    var start: Int
    var comparison: QueryComparison?
  }

  struct Word {
    var text: String
    /// Allowed typing errors.
    var errors = 0
    var hasStar = false
  }

  var isAtEnd: Bool { position >= scalars.count }
  var isAtQuote: Bool { scalar(at: position).map(Self.isQuote) ?? false }

  func isAt(_ scalar: Unicode.Scalar) -> Bool { self.scalar(at: position) == scalar }

  var isAtWebAddress: Bool {
    let start = String(text(position..<min(position + 9, scalars.count))).lowercased()
    return ["http://", "https://"].contains { start.hasPrefix($0) && start != $0 }
  }

  /// In characters, from 1.
  func column(of position: Int) -> Int {
    text(0..<min(position, scalars.count)).count + 1
  }

  mutating func skipBlanks() {
    while let next = scalar(at: position), Self.isBlank(next) { position += 1 }
  }

  /// “or” with something after it.
  mutating func takeOr(within parentheses: Bool) -> Bool {
    takeKeyword("or", within: parentheses)
  }

  /// “not” or a dash, with something after it.
  mutating func takeNot(within parentheses: Bool) -> Bool {
    if isAt("-") {
      guard let next = scalar(at: position + 1), !Self.isBlank(next), next != ")" else {
        return false
      }
      position += 1
      return true
    }
    return takeKeyword("not", within: parentheses)
  }

  private mutating func takeKeyword(_ keyword: String, within parentheses: Bool) -> Bool {
    let end = position + keyword.unicodeScalars.count
    guard end < scalars.count, text(position..<end).lowercased() == keyword else { return false }
    guard Self.isBlank(scalars[end]) || scalars[end] == "(" else { return false }
    let start = position
    position = end
    skipBlanks()
    if isAtEnd || isAt(")") {
      position = start
      return false
    }
    return true
  }

  /// A known name with its colon or comparison, or what is surely a slip of one.
  mutating func takeName() -> Name? {
    let start = position
    var end = position
    while let next = scalar(at: end), next.isASCII, next.properties.isAlphabetic { end += 1 }
    let name = text(start..<end).lowercased()
    let known = QueryName.byText[name]
    var found = Name(text: name, start: start)
    if known == nil {
      guard let meant = QueryName.meant(name), let next = scalar(at: end + 1), !Self.isBlank(next)
      else { return nil }
      found.meant = meant
    }
    position = end
    if let next = scalar(at: end), next == ":" || next == "：" {
      if found.meant != nil, scalar(at: end + 1) == "/" { return giveUp(start) }
      position = end + 1
      skipBlanks()
      found.comparison = takeComparison()
      skipBlanks()
      return found
    }
    if let kind = known?.kind, kind.isCompared { skipBlanks() }
    guard let comparison = takeComparison() else { return giveUp(start) }
    found.comparison = comparison
    skipBlanks()
    return found
  }

  private mutating func giveUp(_ start: Int) -> Name? {
    position = start
    return nil
  }

  private mutating func takeComparison() -> QueryComparison? {
    guard let sign = scalar(at: position) else { return nil }
    let isWide = scalar(at: position + 1) == "="
    let comparison: QueryComparison
    switch sign {
    case "<": comparison = isWide ? .atMost : .less
    case ">": comparison = isWide ? .atLeast : .more
    case "=": comparison = .equal
    case "≤": comparison = .atMost
    case "≥": comparison = .atLeast
    default: return nil
    }
    position += sign.isASCII && isWide ? 2 : 1
    return comparison
  }

  /// Up to a blank, or to the end of the parentheses around it.
  mutating func takeWord() -> Word {
    let start = position
    var opened = 0
    while let next = scalar(at: position), !Self.isBlank(next) {
      if next == "(" { opened += 1 }
      if next == ")" {
        if opened == 0, openParentheses > 0 { break }
        opened -= opened > 0 ? 1 : 0
      }
      position += 1
    }
    var word = Word(text: String(text(start..<position)))
    for (ending, errors) in [("~2", 2), ("~1", 1), ("~", 1)] where word.text.hasSuffix(ending) {
      let rest = String(word.text.unicodeScalars.dropLast(ending.count))
      guard Self.isPlain(rest) else { break }
      return Word(text: rest, errors: errors)
    }
    if word.text.unicodeScalars.last == "*", word.text.unicodeScalars.count > 1 {
      word = Word(text: String(word.text.unicodeScalars.dropLast()), hasStar: true)
    }
    return word
  }

  /// A text in quotes that may still be open; “\"”, “\\” and “\*” stand for the sign itself.
  mutating func takeQuoted() -> (text: String, isBeginning: Bool) {
    let isTypographic = !isAt("\"")
    position += 1
    var text = String.UnicodeScalarView()
    var isStar = false
    while let next = scalar(at: position) {
      position += 1
      if isTypographic ? Self.isQuote(next) && next != "\"" : next == "\"" {
        if isStar { text.removeLast() }
        return (Self.trimmed(text), isStar)
      }
      isStar = next == "*"
      if next == "\\", let escaped = scalar(at: position), "\"\\*".unicodeScalars.contains(escaped)
      {
        position += 1
        text.append(escaped)
      } else {
        text.append(next)
      }
    }
    return (Self.trimmed(text), true)
  }

  /// Whether the text means itself wherever a word can stand.
  static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first != "-", saysSomething(text) else {
      return false
    }
    if ["or", "not"].contains(text.lowercased()) { return false }
    return text.unicodeScalars.allSatisfy {
      !isQuote($0) && !isBlank($0) && !"():：<>=≤≥*~\\".unicodeScalars.contains($0)
    }
  }

  /// Whether there is anything to search for: “&” and “–” alone are none.
  static func saysSomething(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      switch $0.properties.generalCategory {
      case .dashPunctuation, .openPunctuation, .closePunctuation, .connectorPunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .modifierSymbol,
        .currencySymbol, .control, .format, .nonspacingMark, .enclosingMark, .spacingMark:
        false
      default: true
      }
    }
  }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "\u{201C}", "\u{201D}", "\u{201E}": true
    default: false
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }

  private static func trimmed(_ text: String.UnicodeScalarView) -> String {
    var rest = text[...]
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }

  private func scalar(at position: Int) -> Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }
}

extension QueryName.Kind {
  /// Whether a comparison may stand apart from it: `heat > 20`.
  fileprivate var isCompared: Bool {
    switch self {
    case .number, .age: true
    default: false
    }
  }
}
