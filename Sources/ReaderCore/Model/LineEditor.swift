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
