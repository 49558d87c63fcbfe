/// The escape sequence that asks a terminal to fill the clipboard (xterm's "OSC 52").
public enum OSC52 {
  /// - Parameters:
  ///   - term: the value of `TERM`; GNU screen needs the sequence in pieces of its own.
  ///   - tmux: whether tmux stands between. It is asked twice, since it obeys one or the other
  ///     by its settings `set-clipboard` and `allow-passthrough`.
  public static func sequence(for text: String, term: String, tmux: Bool) -> [UInt8] {
    let plain = escape + "]52;c;".utf8 + Base64.encoded(text.utf8) + [0x07]
    if tmux { return plain + throughTmux(plain) }
    if term.hasPrefix("screen") { return throughScreen(plain) }
    return plain
  }

  private static let escape: [UInt8] = [0x1B]
  private static let terminator: [UInt8] = [0x1B, 0x5C]

  static func throughTmux(_ sequence: [UInt8]) -> [UInt8] {
    var result = escape + "Ptmux;".utf8
    for byte in sequence {
      if byte == 0x1B { result.append(byte) }
      result.append(byte)
    }
    return result + terminator
  }

  /// Screen takes device strings of at most 256 bytes.
  static func throughScreen(_ sequence: [UInt8]) -> [UInt8] {
    let length = 240
    var result: [UInt8] = []
    for start in stride(from: 0, to: sequence.count, by: length) {
      let piece = sequence[start..<min(start + length, sequence.count)]
      result += escape + "P".utf8 + piece + terminator
    }
    return result
  }
}
