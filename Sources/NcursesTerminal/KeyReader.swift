internal import CNcurses
public import TUI

/// The keys that were pressed, one after another.
struct KeyReader {
  private let window: UnsafeMutableRawPointer
  /// Keys of a sequence that gave several, the next one last.
  private var ahead: [Key] = []

  private enum Reading {
    case character(UInt32)
    case code(Int32)
  }

  /// Curses has begun. `nil` where it has no memory.
  init?() {
    guard let window = cn_open_input() else { return nil }
    self.window = window
  }

  func close() {
    cn_close_input(window)
  }

  /// `nil` when none is pending.
  mutating func next() -> Key? {
    while ahead.isEmpty, let reading = read() {
      switch reading {
      case .character(0x1B): ahead = keysAfterEscape().reversed()
      case .character(let scalar): ahead = KeyDecoder.key(scalar: scalar).map { [$0] } ?? []
      case .code(let code): ahead = KeyDecoder.key(code: code).map { [$0] } ?? []
      }
    }
    return ahead.popLast()
  }

  private func keysAfterEscape() -> [Key] {
    var last: Key?
    let keys = EscapeSequence.keys {
      switch read() {
      case .character(let scalar): return scalar
      case .code(let code):
        last = KeyDecoder.key(code: code)
        return nil
      case nil: return nil
      }
    }
    return keys + (last.map { [$0] } ?? [])
  }

  private func read() -> Reading? {
    var value: UInt32 = 0
    switch cn_read(window, &value) {
    case cn_character: return .character(value)
    case cn_code: return .code(Int32(bitPattern: value))
    default: return nil
    }
  }
}

/// What came from the terminal.
public enum Input: Equatable, Sendable {
  case key(Key)
  case resized(Size)
  /// The terminal is gone: nothing more will come.
  case hangup
}

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

/// The keys behind an escape character, for sequences that terminfo did not tell curses of.
///
/// A sequence that means no key is read to its end and gives none, so that its letters are never
/// taken for commands.
enum EscapeSequence {
  /// - Parameter next: gives the characters after the escape; `nil` when none has come yet.
  static func keys(reading next: () -> UInt32?) -> [Key] {
    switch next() {
    case nil: [.escape]
    case 0x5B: controlSequence(next)
    case 0x4F: singleShift(next)
    case 0x5D, 0x50: text(next)
    case 0x1B: [.escape] + keys(reading: next)
    case let scalar?:
      switch KeyDecoder.key(scalar: scalar) {
      case .character(let character): [.alt(character)]
      case let key?: [.escape, key]
      case nil: [.escape]
      }
    }
  }

  /// `ESC [`, parameters, one final letter (ECMA-48, 5.4).
  private static func controlSequence(_ next: () -> UInt32?) -> [Key] {
    var parameters: [Int] = [0]
    var isEmpty = true
    while let scalar = next() {
      isEmpty = false
      switch scalar {
      case 0x30...0x39:
        let digit = Int(scalar - 0x30)
        parameters[parameters.count - 1] = min(parameters[parameters.count - 1] * 10 + digit, 9999)
      case 0x3B: if parameters.count < 16 { parameters.append(0) }
      case 0x40...0x7E: return key(final: scalar, parameters).map { [$0] } ?? []
      case 0x20...0x3F: continue
      default: return []
      }
    }
    return isEmpty ? [.alt("[")] : []
  }

  private static func key(final: UInt32, _ parameters: [Int]) -> Key? {
    guard parameters.count < 2 || parameters[1] <= 1 else { return nil }
    return final == 0x7E ? numbered[parameters[0]] : lettered[final]
  }

  private static func singleShift(_ next: () -> UInt32?) -> [Key] {
    guard let scalar = next() else { return [.alt("O")] }
    return lettered[scalar].map { [$0] } ?? []
  }

  /// An answer of the terminal: as far as it came, up to its end.
  private static func text(_ next: () -> UInt32?) -> [Key] {
    while let scalar = next(), scalar != 0x07, scalar != 0x9C {
      if scalar == 0x1B {
        _ = next()
        break
      }
    }
    return []
  }

  private static let lettered: [UInt32: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x5A: .backTab,
    0x4D: .enter, 0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  private static let numbered: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]
}
