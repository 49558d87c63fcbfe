import Articles
internal import Articles

/// Makes one clean line of a text field that anyone may have written.
public enum TextCleaning {
  /// Decodes character references, also those escaped twice or thrice, makes one blank of every run
  /// of white space (no-break spaces and line breaks included), trims, and drops soft hyphens,
  /// sequences for terminals, controls, bidi controls and zero-width marks.
  ///
  /// ZWJ and ZWNJ stay inside words, where emoji and Persian need them. Text that is clean already
  /// is returned as it is, without allocating.
  public static func clean(_ text: String) -> String { clean(text, decodings: 3) }

  /// As `clean`, decoding references so many times at most: not at all what has been decoded as its
  /// format says, so that an "&lt;" that is meant stays.
  public static func clean(_ text: String, decodings: Int) -> String {
    var text = text
    return text.withUTF8 { isClean($0) ? nil : cleaned($0, decodings) } ?? text
  }

  /// May say no to clean text (a lone ampersand, a joiner), never yes to any other.
  private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.first == 0x20 || bytes.last == 0x20 { return false }
    var index = 0
    while index < bytes.count {
      if let next = TextBytes.endOfCleanWord(at: index, in: UnsafeRawBufferPointer(bytes)) {
        index = next
        continue
      }
      let byte = bytes[index]
      switch byte {
      case 0x20:
        if bytes[index - 1] == 0x20 { return false }
        index += 1
      case ..<0x20, 0x7F, UInt8(ascii: "&"):
        return false
      case ..<0x80:
        index += 1
      default:
        let (scalar, length) = scalar(in: bytes, at: index)
        if ScalarKind(scalar) != .text { return false }
        index += length
      }
    }
    return true
  }

  private static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>, _ decodings: Int) -> String {
    guard decodings > 0, var decoded = CharacterReferences.decode(bytes) else {
      return collapsed(bytes)
    }
    for _ in 1..<decodings {
      guard let again = decoded.withUnsafeBufferPointer({ CharacterReferences.decode($0) })
      else { break }
      decoded = again
    }
    return decoded.withUnsafeBufferPointer(collapsed)
  }

  private static func collapsed(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var pendingBlank = false
    var pendingJoiner: Range<Int>?
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x1B || bytes[index] == 0xC2,
        let end = TerminalSequence.end(in: bytes, at: index)
      {
        index = end
        continue
      }
      let (scalar, length) = scalar(in: bytes, at: index)
      let range = index..<(index + length)
      index += length
      switch ScalarKind(scalar) {
      case .dropped: break
      case .blank:
        pendingBlank = !result.isEmpty
        pendingJoiner = nil
      case .joiner:
        pendingJoiner = result.isEmpty || pendingBlank ? nil : range
      case .text:
        if pendingBlank { result.append(0x20) }
        if let pendingJoiner { result += bytes[pendingJoiner] }
        if length == 1 { result.append(bytes[range.lowerBound]) } else { result += bytes[range] }
        pendingBlank = false
        pendingJoiner = nil
      }
    }
    return UTF8Text.string(result)
  }

  /// The character that begins at a position of valid UTF-8, and how many bytes it has.
  static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (Unicode.Scalar, length: Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = min(lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, bytes.count - index)
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<max(length, 1) { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
