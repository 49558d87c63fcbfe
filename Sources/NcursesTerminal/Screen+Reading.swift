internal import CNcurses
internal import TUI

extension Screen {
  /// A cell as curses holds it.
  struct HeldCell: Equatable {
    var text: String
    /// As in `StyleTable.curses(_:)`.
    var attributes: UInt32
    var pair: Int32
  }

  /// Where curses puts the cursor after drawing.
  var heldCursor: Point {
    var row: Int32 = 0
    var column: Int32 = 0
    cn_held_cursor(&row, &column)
    return Point(column: Int(column), row: Int(row))
  }

  /// What curses holds at a place; the second half of a wide character reads as the first.
  func heldCell(column: Int, row: Int) -> HeldCell? {
    var characters = [wchar_t](repeating: 0, count: Int(CCHARW_MAX))
    var attributes: UInt32 = 0
    var pair: Int32 = 0
    let cursor = heldCursor
    defer { cn_move(Int32(cursor.row), Int32(cursor.column)) }
    guard cn_held(Int32(row), Int32(column), &characters, &attributes, &pair) else { return nil }
    var text = String.UnicodeScalarView()
    for character in characters.prefix(while: { $0 != 0 }) {
      text.append(Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}")
    }
    return HeldCell(text: String(text), attributes: attributes, pair: pair)
  }
}
