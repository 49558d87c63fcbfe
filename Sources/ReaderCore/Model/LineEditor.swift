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
    case .control("w"):
      while before.last == " " { before.removeLast() }
      while let last = before.last, last != " " { before.removeLast() }
    default: break
    }
  }
}
