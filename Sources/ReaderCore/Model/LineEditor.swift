import Articles
import TUI

/// A line of text that is being typed.
struct LineEditor: Hashable, Sendable {
  /// What stands to the left and to the right of the cursor.
  private(set) var before = ""
  private(set) var after = ""

  /// With the cursor after `text`.
  init(_ text: String = "", after: String = "") {
    before = text
    self.after = after
  }

  /// In bytes.
  static let longest = 4000

  var text: String { before + after }

  /// Puts text before the cursor, as much as there is room for.
  mutating func insert(_ text: String) {
    for character in text { press(.character(character)) }
  }

  /// Those that go or delete by words, as in a shell.
  static let byWords: Set<Key> = [.alt("b"), .alt("f"), .alt("d")]

  /// How many characters the word to the left of the cursor has, with the blanks behind it.
  private var wordBefore: Int {
    let blanks = before.reversed().prefix { $0 == " " }.count
    return blanks + before.dropLast(blanks).reversed().prefix { $0 != " " }.count
  }

  private var wordAfter: Int {
    let blanks = after.prefix { $0 == " " }.count
    return blanks + after.dropFirst(blanks).prefix { $0 != " " }.count
  }

  /// Does what a key means for the line; nothing for other keys.
  mutating func press(_ key: Key) {
    switch key {
    case .character(let character):
      if before.utf8.count + after.utf8.count < Self.longest { before.append(character) }
    case .backspace: _ = before.popLast()
    case .delete, .control("d"): after = String(after.dropFirst())
    case .left, .control("b"): if let last = before.popLast() { after = String(last) + after }
    case .right, .control("f"):
      if let first = after.first {
        before.append(first)
        after.removeFirst()
      }
    case .home, .control("a"): (before, after) = ("", text)
    case .end, .control("e"): (before, after) = (text, "")
    case .control("u"): before = ""
    case .control("k"): after = ""
    case .control("w"): before = String(before.dropLast(wordBefore))
    case .alt("d"): after = String(after.dropFirst(wordAfter))
    case .alt("b"):
      let start = before.dropLast(wordBefore)
      (before, after) = (String(start), before[start.endIndex...] + after)
    case .alt("f"):
      let end = after.prefix(wordAfter)
      (before, after) = (before + end, String(after[end.endIndex...]))
    default: break
    }
  }
}

/// What was typed at a prompt before, the last one at the end.
struct LineHistory: Hashable, Sendable {
  static let longest = 100

  private(set) var lines: [String] = []
  /// How far back the person has gone; `nil` on the line of their own.
  private var place: Int?
  private var own = ""

  init(_ lines: [String] = []) { self.lines = lines.suffix(Self.longest) }

  mutating func add(_ line: String) {
    place = nil
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.longest { lines.removeFirst() }
  }

  /// The line before, or after with `forward`; `nil` where there is none.
  mutating func step(forward: Bool, from line: String) -> String? {
    if let present = place {
      let next = present + (forward ? 1 : -1)
      guard next >= 0 else { return nil }
      place = next < lines.count ? next : nil
      return next < lines.count ? lines[next] : own
    }
    guard !forward, !lines.isEmpty else { return nil }
    own = line
    place = lines.count - 1
    return lines.last
  }
}

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
