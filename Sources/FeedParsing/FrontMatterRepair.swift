import Articles

/// Makes bytes a text that a YAML reader takes.
enum FrontMatterRepair {
  /// The text, with U+FFFD for what is not UTF-8 and for characters that YAML forbids, and the line
  /// of the first one, counted from 0. Sequences for terminals are left out.
  static func repair(
    _ bytes: UnsafeRawBufferPointer
  ) -> (text: String, firstLine: Int?, sequenceLine: Int?) {
    let whole = bytes.bindMemory(to: UInt8.self)
    guard TerminalSequence.mayHold(whole) else {
      let (text, line) = replacing(bytes)
      return (text, line, nil)
    }
    // No sequence holds a line end, so the numbers of the lines stay.
    let first = whole.indices.first { TerminalSequence.end(in: whole, at: $0) != nil }
    let line = first.map { position in
      whole[..<position].count { $0 == 0x0A }
    }
    return TerminalSequence.removed(from: Array(whole)).withUnsafeBytes { clean in
      let (text, firstLine) = replacing(clean)
      return (text, firstLine, line)
    }
  }

  private static func replacing(
    _ bytes: UnsafeRawBufferPointer
  ) -> (text: String, firstLine: Int?) {
    var text = String.UnicodeScalarView()
    var line = 0
    var firstLine: Int?
    var isAfterCarriageReturn = false
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .emptyInput:
        break decoding
      case .scalarValue(let scalar) where isAllowed(scalar):
        text.append(scalar)
        if scalar == "\r" || scalar == "\n" && !isAfterCarriageReturn {
          line += 1
        }
        isAfterCarriageReturn = scalar == "\r"
      case .scalarValue, .error:
        text.append("\u{FFFD}")
        firstLine = firstLine ?? line
        isAfterCarriageReturn = false
      }
    }
    return (String(text), firstLine)
  }

  /// The characters of YAML 1.1, section 5.1.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      true
    default:
      false
    }
  }

  // MARK: Lines that YAML refuses

  /// How many lines may be mended in a text of so many bytes: each costs another reading of it.
  static func mostMendedLines(in count: Int) -> Int { max(1, min(32, (2 << 20) / max(count, 1))) }

  /// The text with quotes around the value on a line that YAML refuses, where its meaning is plain:
  /// `title: a: b`, `title: @home`, `- *new*`, `title: "It" is here`. `nil` for any other line.
  ///
  /// - Parameter number: of the line, counted from 0.
  static func quoting(line number: Int, of text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let line = range(ofLine: number, in: bytes),
      let value = value(in: bytes, line), isRefused(bytes[value])
    else { return nil }
    var result = Array(bytes[..<value.lowerBound])
    result.append(UInt8(ascii: "'"))
    for byte in meaning(of: bytes[value]) {
      result.append(byte)
      if byte == UInt8(ascii: "'") { result.append(byte) }
    }
    result.append(UInt8(ascii: "'"))
    result += bytes[value.upperBound...]
    return String(decoding: result, as: UTF8.self)
  }

  /// The text with blanks for the tabs before this line, which YAML does not allow there; `nil` if it
  /// has none.
  static func indenting(line number: Int, of text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let line = range(ofLine: number, in: bytes) else { return nil }
    let indentation = bytes[line].prefix { $0.isSpaceOrTab }
    guard indentation.contains(0x09) else { return nil }
    let blanks = indentation.flatMap { $0 == 0x09 ? [0x20, 0x20] : [$0] }
    return String(
      decoding: bytes[..<line.lowerBound] + blanks + bytes[indentation.endIndex...], as: UTF8.self)
  }

  private static func range(ofLine number: Int, in bytes: [UInt8]) -> Range<Int>? {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      for _ in 0..<max(number, 0) {
        guard start < bytes.count else { return nil }
        start = TextBytes.endOfLine(from: start, in: bytes)
      }
      var end = TextBytes.endOfLine(from: start, in: bytes)
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      return start < end ? start..<end : nil
    }
  }

  /// What stands after the dashes and the name of a line; it has one of these.
  private static func value(in bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    var isEntry = false
    func skipBlanks() {
      while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
    }
    skipBlanks()
    while start + 1 < line.upperBound, bytes[start] == UInt8(ascii: "-"), bytes[start + 1] == 0x20 {
      isEntry = true
      start += 2
      skipBlanks()
    }
    let name = bytes[start..<line.upperBound].prefix { $0 != UInt8(ascii: ":") }
    let isName =
      name.endIndex + 1 < line.upperBound && bytes[name.endIndex + 1] == 0x20
      && (1...128).contains(name.count) && isWord(name[name.startIndex], isFirst: true)
      && name.allSatisfy { isWord($0, isFirst: false) }
    if isName {
      start = name.endIndex + 1
      skipBlanks()
    }
    return (isName || isEntry) && start < line.upperBound ? start..<line.upperBound : nil
  }

  private static func isWord(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), 0x80...: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), 0x20: !isFirst
    default: byte.isASCIILetter || byte.isASCIIDigit && !isFirst
    }
  }

  /// Whether YAML may refuse it for a sign in it that a person means as it is.
  private static func isRefused(_ value: ArraySlice<UInt8>) -> Bool {
    if let first = value.first {
      // Without another quote the text goes on in the next line, or its end is lost.
      let isQuote = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
      if isQuote { return value.dropFirst().contains(first) }
      if "@`%*&![]{},|>?-:".utf8.contains(first) { return true }
    }
    return value.last == UInt8(ascii: ":")
      || zip(value, value.dropFirst()).contains { $0 == UInt8(ascii: ":") && $1 <= 0x20 }
  }

  /// Quotes around the whole are no part of it, those inside are.
  private static func meaning(of value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      value.count > 2, value.last == quote
    else { return value }
    return value.dropFirst().dropLast()
  }
}
