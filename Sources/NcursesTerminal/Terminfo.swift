internal import CNcurses
internal import CTerminal

/// What the terminfo database says of the terminal that curses uses.
enum Terminfo {
  /// A capability as bytes to be sent; `nil` where the terminal has none.
  static func string(_ name: String) -> [UInt8]? {
    guard let text = tigetstr(name), text != UnsafeMutablePointer(bitPattern: -1) else {
      return nil
    }
    return withoutDelays(String(cString: text).utf8)
  }

  /// Tells what a crash must write: what undoes attributes, a hidden cursor, keypad keys, the
  /// alternate screen and, if so, changed colours.
  static func armReset(withColors: Bool) {
    let names = ["sgr0", "cnorm", "rmkx"] + (withColors ? ["oc"] : []) + ["rmcup"]
    let bytes = names.flatMap { string($0) ?? [] }
    ct_set_reset(bytes, bytes.count)
  }

  /// Drops padding such as `$<5/>`, which only `tputs` understands.
  static func withoutDelays(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var delayStart: Int?
    for byte in text {
      result.append(byte)
      if byte == 0x3C, result.dropLast().last == 0x24 {
        delayStart = result.count - 2
      } else if byte == 0x3E, let start = delayStart {
        result.removeSubrange(start...)
        delayStart = nil
      }
    }
    return result
  }
}
