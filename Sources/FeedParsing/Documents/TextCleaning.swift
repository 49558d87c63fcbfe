import Articles

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

/// What text cleaning does with a character.
enum ScalarKind {
  case text
  /// White space of any kind.
  case blank
  /// Joins its neighbours (ZWJ, ZWNJ, CGJ); means nothing beside white space.
  case joiner
  /// Controls, bidi controls, zero-width marks: never kept. Soft hyphens and zero-width blanks: kept only inside the
  /// words of a body (``DocumentBuilder``), where they say where a line may end.
  case dropped

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0: self = .blank
    case ..<0x20, 0x7F...0x9F, 0xAD: self = .dropped
    case 0x034F: self = .joiner
    case ..<0x061C: self = .text
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: self = .blank
    case 0x200C, 0x200D: self = .joiner
    case 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB:
      self = .dropped
    default: self = .text
    }
  }
}

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

/// The text of a code block, made fit to show.
enum CodeLines {
  /// Drops blank lines at both ends and blanks at the end, and sets tabs out to columns of eight.
  static func tidy(_ spans: inout [Document.Span]) {
    dropBlankStart(&spans)
    dropBlankEnd(&spans)
    guard spans.contains(where: { $0.text.utf8.contains(0x09) }) else { return }
    var column = 0
    for index in spans.indices {
      spans[index].text = withoutTabs(spans[index].text, column: &column)
    }
  }

  private static func dropBlankStart(_ spans: inout [Document.Span]) {
    while let text = spans.first?.text.unicodeScalars {
      if let start = text.firstIndex(where: { !isBlank($0) }) {
        guard let lineBreak = text[..<start].lastIndex(of: "\n") else { return }
        spans[0].text = String(text[text.index(after: lineBreak)...])
        return
      }
      spans.removeFirst()
    }
  }

  private static func dropBlankEnd(_ spans: inout [Document.Span]) {
    while let text = spans.last?.text.unicodeScalars {
      if let end = text.lastIndex(where: { !isBlank($0) }) {
        spans[spans.count - 1].text = String(text[...end])
        return
      }
      spans.removeLast()
    }
  }

  private static func withoutTabs(_ text: String, column: inout Int) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t":
        let width = 8 - column % 8
        result.append(contentsOf: repeatElement(" ", count: width))
        column += width
      case "\n":
        result.append(scalar)
        column = 0
      default:
        result.append(scalar)
        column += 1
      }
    }
    return String(result)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t"
  }
}
