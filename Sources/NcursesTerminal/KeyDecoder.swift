internal import CNcurses
internal import TUI

/// The key of what curses read.
enum KeyDecoder {
  /// - Parameter code: a `KEY_` number of curses.
  static func key(code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME, KEY_FIND: .home
    case KEY_END, KEY_SELECT: .end
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_IC: .insert
    case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
    default: nil
    }
  }

  /// A character as typed; an escape is the key Escape here.
  static func key(scalar: UInt32) -> Key? {
    switch scalar {
    case 0: .control(" ")
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x01...0x1A, 0x1C...0x1F:
      Unicode.Scalar(scalar + 0x40).map { .control(Character($0.properties.lowercaseMapping)) }
    case 0x80..<0xA0: nil
    default: Unicode.Scalar(scalar).map { .character(Character($0)) }
    }
  }
}
