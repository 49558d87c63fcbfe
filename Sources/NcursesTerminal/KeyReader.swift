internal import CNcurses
internal import TUI

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
