/// The escape sequence that asks a terminal to fill the clipboard (xterm's "OSC 52").
public enum OSC52 {
  /// - Parameters:
  ///   - term: the value of `TERM`; GNU screen needs the sequence in pieces of its own.
  ///   - tmux: whether tmux stands between. It is asked twice, since it obeys one or the other
  ///     by its settings `set-clipboard` and `allow-passthrough`.
  public static func sequence(for text: String, term: String, tmux: Bool) -> [UInt8] {
    let plain = escape + "]52;c;".utf8 + base64(text.utf8) + [0x07]
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

  /// RFC 4648, section 4.
  private static func base64(_ bytes: String.UTF8View) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    var group: UInt32 = 0
    var count = 0
    func flush() {
      for place in 0..<4 {
        let sixBits = Int(group >> (18 - 6 * UInt32(place)) & 0x3F)
        result.append(place <= count ? alphabet[sixBits] : 0x3D)
      }
    }
    for byte in bytes {
      group |= UInt32(byte) << (16 - 8 * UInt32(count))
      count += 1
      if count == 3 {
        flush()
        (group, count) = (0, 0)
      }
    }
    if count > 0 { flush() }
    return result
  }
}
