/// Lays out text of narrow characters with single blanks between its words, as most text is: what
/// ``LineWrapper`` does with it, many times faster. Whether a line may end beside letters and the usual signs is
/// seen at once; beside others ``LineBreaks`` is asked about the words around.
enum NarrowWrapper {
  /// - Returns: `nil` for any other text.
  static func lines(
    of text: StyledText, columns: Int, hangingIndent: Int, charset: Charset
  ) -> [StyledText]? {
    let columns = max(1, columns)
    let indent = min(max(0, hangingIndent), max(0, columns - 2))
    return text.bytes.withUnsafeBufferPointer { bytes in
      guard isNarrow(bytes, charset) else { return nil }
      if bytes.count <= columns, PlainBytes.index(of: 0x0A, in: bytes, from: 0) == bytes.count {
        return [text]
      }
      return wrapped(text, bytes, first: columns, indent: indent)
    }
  }

  private static func isNarrow(_ bytes: UnsafeBufferPointer<UInt8>, _ charset: Charset) -> Bool {
    var last: UInt8 = 0x0A
    var index = 0
    while index < bytes.count {
      if let next = PlainBytes.endOfWords(at: index, in: bytes, after: last) {
        index = next
        last = bytes[index - 1]
        continue
      }
      let byte = bytes[index]
      switch byte {
      case 0x20:
        if last <= 0x20 { return false }
        index += 1
      case 0x0A:
        if last == 0x20 { return false }
        index += 1
      default:
        let length = DisplayWidth.plainLength(at: index, in: bytes, charset)
        if length == 0 { return false }
        index += length
      }
      last = byte
    }
    return true
  }

  private static func wrapped(
    _ text: StyledText, _ bytes: UnsafeBufferPointer<UInt8>, first: Int, indent: Int
  ) -> [StyledText] {
    var lines: [StyledText] = []
    lines.reserveCapacity(bytes.count / first + 2)
    var start = 0
    var run = 0
    var lineBreak = PlainBytes.index(of: 0x0A, in: bytes, from: 0)
    func end(_ range: Range<Int>) {
      let line = text.part(range, from: &run)
      if indent > 0, !lines.isEmpty, !line.isEmpty {
        var indented = StyledText(String(repeating: " ", count: indent))
        indented.append(line)
        lines.append(indented)
      } else {
        lines.append(line)
      }
    }
    while true {
      let room = lines.isEmpty ? first : first - indent
      let full = PlainBytes.place(after: room, from: start, upTo: lineBreak, in: bytes)
      guard full < lineBreak else {
        end(start..<lineBreak)
        guard lineBreak < bytes.count else { return lines }
        start = lineBreak + 1
        lineBreak = PlainBytes.index(of: 0x0A, in: bytes, from: start)
        continue
      }
      var breaks = NarrowBreaks(bytes, line: start..<full)
      var place = full
      while place > start, !breaks.mayEnd(at: place) { place -= 1 }
      if place > start {
        end(start..<place)
        start = bytes[place] == 0x20 ? place + 1 : place
      } else {
        // A word that is wider than a line is cut.
        end(start..<full)
        start = bytes[full] == 0x20 ? full + 1 : full
      }
      // A blank at the end that has no room goes.
      if start == bytes.count { return lines }
    }
  }
}

/// Where a line of narrow text may end.
private struct NarrowBreaks {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// As much as has room.
  private let line: Range<Int>
  /// What the rules say from a place on, once they were asked.
  private var rules: (start: Int, breaks: LineBreaks)?

  init(_ bytes: UnsafeBufferPointer<UInt8>, line: Range<Int>) {
    self.bytes = bytes
    self.line = line
  }

  /// Whether it may end at a blank, or before a character that stands behind no blank.
  mutating func mayEnd(at place: Int) -> Bool {
    if bytes[place] == 0x20 {
      guard place > 0, place + 1 < bytes.count else { return true }
      let (last, next) = (sign(before: place), sign(at: place + 1))
      // Behind a blank a line may begin (LB18), but for what LB13 to LB17 say of these and of no others.
      switch (last, next) {
      case (.letter, .letter), (.letter, .bracket), (.letter, .opening), (.letter, .dash),
        (.closing, .letter), (.closing, .bracket), (.closing, .opening), (.closing, .dash),
        (.dash, .letter), (.dash, .bracket), (.dash, .opening),
        (.other, .letter), (.other, .bracket), (.other, .opening), (.other, .dash):
        return true
      default: break
      }
      return asked(before: place + 1)
    }
    guard bytes[place] & 0xC0 != 0x80, place > 0, bytes[place - 1] != 0x20 else { return false }
    let (last, next) = (sign(before: place), sign(at: place))
    if last == .letter, next == .letter { return false }
    // Beside a quotation mark, but among East Asian characters (LB19).
    if last != .unknown, next != .unknown, last.isQuotation || next.isQuotation { return false }
    return asked(before: place)
  }

  private enum Sign: UInt8 {
    case letter
    /// ( [ {
    case bracket
    /// ‘ “
    case opening
    /// ’ ”
    case closing
    /// " '
    case quotation
    /// —
    case dash
    /// Of ASCII, – and …
    case other
    case unknown

    var isQuotation: Bool { self == .opening || self == .closing || self == .quotation }
  }

  private static let signs: [Sign] = (0..<128).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: .letter
    case UInt8(ascii: "'"), UInt8(ascii: "\""): .quotation
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .bracket
    case 0x21..<0x7F: .other
    default: .unknown
    }
  }

  private func sign(at place: Int) -> Sign {
    let byte = bytes[place]
    if byte < 0x80 { return Self.signs[Int(byte)] }
    // U+00C0 to U+02BF.
    if (0xC3...0xC9).contains(byte) { return .letter }
    return mark(at: place)
  }

  private func sign(before place: Int) -> Sign {
    let byte = bytes[place - 1]
    if byte < 0x80 { return Self.signs[Int(byte)] }
    if place > 1, (0xC3...0xC9).contains(bytes[place - 2]) { return .letter }
    return place > 2 ? mark(at: place - 3) : .unknown
  }

  /// One of U+2010 to U+2027.
  private func mark(at place: Int) -> Sign {
    guard place + 2 < bytes.count, bytes[place] == 0xE2, bytes[place + 1] == 0x80 else {
      return .unknown
    }
    switch bytes[place + 2] {
    case 0x93, 0xA6: return .other
    case 0x94: return .dash
    case 0x98, 0x9C: return .opening
    case 0x99, 0x9D: return .closing
    default: return .unknown
    }
  }

  /// Asks the rules, which look at what stands around: once for a line, as one without blanks asks at each place.
  private mutating func asked(before place: Int) -> Bool {
    let known = rules ?? (contextStart, LineBreaks(context))
    rules = known
    return known.breaks[place - known.start] != .none
  }

  /// Where the word begins in which the line does: no rule that is asked behind a blank looks before it.
  private var contextStart: Int {
    var start = line.lowerBound
    while start > 0, line.lowerBound - start < 200, bytes[start - 1] > 0x20 { start -= 1 }
    while start < line.lowerBound, bytes[start] & 0xC0 == 0x80 { start += 1 }
    return start
  }

  /// The line, what stands before it, and two characters after it.
  private var context: UnsafeBufferPointer<UInt8> {
    var end = min(line.upperBound + 7, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return UnsafeBufferPointer(rebasing: bytes[contextStart..<end])
  }
}

/// Looks at text that is drawn as it is, eight bytes at a time.
enum PlainBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Where the next eight bytes end, if they are printable ASCII and no two blanks follow each other there
  /// or after the byte before.
  @inline(__always)
  static func endOfWords(
    at position: Int, in bytes: UnsafeBufferPointer<UInt8>, after last: UInt8
  ) -> Int? {
    guard position + 8 <= bytes.count else { return nil }
    let word = word(at: position, in: bytes)
    guard isPrintable(word) else { return nil }
    let others = word ^ (ones &* 0x20)
    let blanks = ~((others & ~highs) &+ ~highs) & highs
    guard blanks & (blanks >> 8) == 0, last > 0x20 || blanks & 0x80 == 0 else { return nil }
    return position + 8
  }

  /// The index of the first byte that is no printable ASCII; the end if there is none.
  static func endOfPrintable(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = start
    while position + 8 <= bytes.count, isPrintable(word(at: position, in: bytes)) { position += 8 }
    while position < bytes.count, bytes[position] >= 0x20, bytes[position] < 0x7F { position += 1 }
    return position
  }

  static func index(
    of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var position = start
    while position + 8 <= bytes.count {
      let others = word(at: position, in: bytes) ^ (ones &* UInt64(byte))
      if (others &- ones) & ~others & highs != 0 { break }
      position += 8
    }
    while position < bytes.count, bytes[position] != byte { position += 1 }
    return position
  }

  /// The place after so many characters, if it is not beyond the end.
  static func place(
    after count: Int, from start: Int, upTo end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var place = start
    var left = count
    while left >= 8, place + 8 <= end {
      let word = word(at: place, in: bytes)
      place += 8
      left -= 8 - (word & ~(word << 1) & highs).nonzeroBitCount
    }
    while place < end, bytes[place] & 0xC0 == 0x80 { place += 1 }
    while left > 0, place < end {
      place += 1
      while place < end, bytes[place] & 0xC0 == 0x80 { place += 1 }
      left -= 1
    }
    return place
  }

  /// - Parameter bytes: valid UTF-8.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var position = 0
    var all: UInt64 = 0
    while position + 8 <= bytes.count {
      all |= word(at: position, in: bytes)
      position += 8
    }
    while position < bytes.count {
      all |= UInt64(bytes[position])
      position += 1
    }
    return unsafe String(
      copying: UTF8Span(unchecked: bytes.span, isKnownASCII: all & highs == 0))
  }

  private static func isPrintable(_ word: UInt64) -> Bool {
    (word &- 0x20 &* ones) & ~word & highs == 0 && (word | (word &+ ones)) & highs == 0
  }

  private static func word(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: position, as: UInt64.self))
  }
}
