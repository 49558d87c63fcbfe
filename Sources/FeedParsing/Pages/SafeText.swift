internal import Articles

/// Text without what could command a terminal or turn its direction.
enum SafeText {
  /// - Parameter escaping: whether signs of markup become references.
  static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, escaping: Bool = false, to output: inout [UInt8]
  ) {
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      var length = 1
      var reference: StaticString = ""
      switch byte {
      case UInt8(ascii: "&") where escaping: reference = "&amp;"
      case UInt8(ascii: "<") where escaping: reference = "&lt;"
      case UInt8(ascii: ">") where escaping: reference = "&gt;"
      case UInt8(ascii: "\"") where escaping: reference = "&quot;"
      case 0x09, 0x0A:
        index += 1
        continue
      case 0x1B: length = (TerminalSequence.end(in: bytes, at: index) ?? index + 1) - index
      case ..<0x20, 0x7F: break
      case 0xC2, 0xD8, 0xE1, 0xE2, 0xEF:
        if let end = TerminalSequence.end(in: bytes, at: index) {
          length = end - index
          break
        }
        length = min(byte < 0xE0 ? 2 : 3, bytes.count - index)
        let text = String(
          decoding: UnsafeBufferPointer(rebasing: bytes[index..<index + length]), as: UTF8.self)
        guard let scalar = text.unicodeScalars.first, ScalarKind(scalar) == .dropped else {
          index += length
          continue
        }
      default:
        index += 1
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      reference.withUTF8Buffer { output.append(contentsOf: $0) }
      index += length
      start = index
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
  }
}
