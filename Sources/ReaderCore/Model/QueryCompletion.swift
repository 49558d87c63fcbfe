import Articles

/// What the word at the end of a line can become, each in its turn.
struct QueryCompletion: Hashable, Sendable {
  /// What stands before the word.
  let start: String
  /// What takes its place; at least one.
  let candidates: [String]
  /// The one that stands there now; `nil` before the first.
  private(set) var chosen: Int?

  /// `nil` where nothing begins like the word.
  /// - Parameters:
  ///   - text: the query up to the cursor.
  ///   - names: what there is of a field.
  init?(of text: String, names: (QueryField) -> [String]) {
    let place = Self.startOfWord(in: text)
    self.init(
      start: String(text[..<place]),
      candidates: Self.candidates(for: text[place...], names: names))
  }

  /// `nil` without any candidates.
  init?(start: String, candidates: [String]) {
    if candidates.isEmpty { return nil }
    self.start = start
    self.candidates = candidates
  }

  /// The text with the next candidate, or the one before.
  mutating func step(backwards: Bool) -> String {
    let count = candidates.count
    chosen =
      chosen.map { ($0 + (backwards ? count - 1 : 1)) % count } ?? (backwards ? count - 1 : 0)
    return start + candidates[chosen ?? 0]
  }

  private static func startOfWord(in text: String) -> String.Index {
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices {
      switch text[index] {
      case "\"": isQuoted.toggle()
      case " " where !isQuoted, "(" where !isQuoted: start = text.index(after: index)
      case "-" where index == start && !isQuoted: start = text.index(after: index)
      default: break
      }
    }
    return start
  }

  private static func candidates(
    for word: Substring, names: (QueryField) -> [String]
  ) -> [String] {
    guard let colon = word.firstIndex(of: ":") else {
      guard !word.isEmpty else { return [] }
      let typed = word.lowercased()
      return QueryName.all.filter { $0.text.hasPrefix(typed) }.map { name in
        switch name.kind {
        case .number: name.text + ">"
        case .age: name.text + "<"
        default: name.text + ":"
        }
      }
    }
    let name = word[..<colon].lowercased()
    let fragment = word[word.index(after: colon)...].filter { $0 != "\"" }
    func known(_ words: [String]) -> [String] {
      words.filter { $0.hasPrefix(fragment.lowercased()) }.map { "\(name):\($0)" }
    }
    switch QueryName.all.first(where: { $0.text == name })?.kind {
    case .field(let field):
      return names(field).filter { begins($0, with: fragment) }.map { "\(name):\(quoted($0))" }
    case .state: return known(QueryState.allCases.map(\.rawValue))
    case .part: return known(QueryPart.allCases.map(\.rawValue))
    case .sort: return known(QuerySort.allCases.map(\.rawValue))
    case .time: return known(days)
    case .number, .age, .limit, nil: return []
    }
  }

  private static let days = [
    "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday",
  ]

  /// Whether a word of the name begins so.
  private static func begins(_ name: String, with fragment: String) -> Bool {
    let pattern = FoldedText(fragment)
    return pattern.isEmpty || !FoldedText(name).ranges(ofWord: pattern, whole: false).isEmpty
  }

  /// As the query language reads a name with blanks or signs in it.
  static func quoted(_ name: String) -> String {
    if !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber }) { return name }
    var text = "\""
    for character in name {
      if character == "\"" || character == "\\" || character == "*" { text += "\\" }
      text.append(character)
    }
    return text + "\""
  }
}
