/// Lays out text of narrow characters with single blanks between its words, as most text is: what
/// ``LineWrapper`` does with it, many times faster. Whether a line may end beside letters and the usual signs is
/// seen at once; beside others ``LineBreaks`` is asked about the words around.
struct NarrowWrapper {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// - Returns: `nil` for any other text.
  static func lines(
    of text: StyledText, columns: Int, hangingIndent: Int, charset: Charset
  ) -> [StyledText]? {
    let columns = max(1, columns)
    let indent = min(max(0, hangingIndent), max(0, columns - 2))
    if let line = onlyLine(of: text, columns: columns, charset) { return line }
    var wrapper = NarrowWrapper()
    wrapper.bytes.reserveCapacity(text.runs.reduce(0) { $0 + $1.text.utf8.count })
    wrapper.ends.reserveCapacity(text.runs.count)
    for run in text.runs {
      guard wrapper.take(run.text, charset) else { return nil }
    }
    return wrapper.wrapped(text, first: columns, indent: indent)
  }

  /// A text that fits in a line as it is.
  private static func onlyLine(
    of text: StyledText, columns: Int, _ charset: Charset
  ) -> [StyledText]? {
    guard text.runs.reduce(0, { $0 + $1.text.utf8.count }) <= columns else { return nil }
    var last: UInt8 = 0x0A
    for run in text.runs {
      var text = run.text
      guard text.withUTF8({ isNarrow($0, after: &last, charset) && !$0.contains(0x0A) }) else {
        return nil
      }
    }
    return [text]
  }

  /// Takes a text if it is of the kind.
  private mutating func take(_ text: String, _ charset: Charset) -> Bool {
    var text = text
    var last = bytes.last ?? 0x0A
    return text.withUTF8 { more in
      guard Self.isNarrow(more, after: &last, charset) else { return false }
      bytes.append(contentsOf: more)
      ends.append(bytes.count)
      return true
    }
  }

  private static func isNarrow(
    _ bytes: UnsafeBufferPointer<UInt8>, after last: inout UInt8, _ charset: Charset
  ) -> Bool {
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

  private func wrapped(_ text: StyledText, first: Int, indent: Int) -> [StyledText] {
    var lines: [StyledText] = []
    bytes.withUnsafeBufferPointer { bytes in
      lines.reserveCapacity(bytes.count / first + 2)
      var start = 0
      var run = 0
      var lineBreak = PlainBytes.index(of: 0x0A, in: bytes, from: 0)
      func end(_ line: Range<Int>) {
        let indent = lines.isEmpty ? 0 : indent
        lines.append(styled(line, of: bytes, as: text, indent: indent, from: &run))
      }
      while true {
        let room = lines.isEmpty ? first : first - indent
        let full = PlainBytes.place(after: room, from: start, upTo: lineBreak, in: bytes)
        guard full < lineBreak else {
          end(start..<lineBreak)
          guard lineBreak < bytes.count else { return }
          start = lineBreak + 1
          lineBreak = PlainBytes.index(of: 0x0A, in: bytes, from: start)
          continue
        }
        var place = full
        while place > start, !NarrowBreaks.mayEnd(at: place, in: bytes) { place -= 1 }
        if place > start {
          end(start..<place)
          start = bytes[place] == 0x20 ? place + 1 : place
        } else {
          // A word that is wider than a line is cut.
          end(start..<full)
          start = bytes[full] == 0x20 ? full + 1 : full
        }
        // A blank at the end that has no room goes.
        if start == bytes.count { return }
      }
    }
    return lines
  }

  /// - Parameter run: where the line begins or an earlier one.
  private func styled(
    _ line: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, as text: StyledText, indent: Int,
    from run: inout Int
  ) -> StyledText {
    guard !line.isEmpty else { return StyledText() }
    while run < ends.count, ends[run] <= line.lowerBound { run += 1 }
    var runs: [StyledText.Run] = []
    var count = 1
    while run + count <= ends.count, ends[run + count - 1] < line.upperBound { count += 1 }
    runs.reserveCapacity(count + (indent > 0 ? 1 : 0))
    if indent > 0 {
      runs.append(StyledText.Run(String(repeating: " ", count: indent), style: .plain))
    }
    var start = line.lowerBound
    var place = run
    while start < line.upperBound, place < ends.count {
      let end = min(ends[place], line.upperBound)
      let source = text.runs[place]
      let part = PlainBytes.string(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      if let last = runs.last, last.style == source.style, last.tag == source.tag {
        runs[runs.count - 1].text += part
      } else {
        runs.append(StyledText.Run(part, style: source.style, tag: source.tag))
      }
      start = end
      place += 1
    }
    return StyledText(ofDistinct: runs)
  }
}

/// Where lines of narrow text may end.
private enum NarrowBreaks {
  /// Whether a line may end at a blank, or before a character that stands behind no blank.
  static func mayEnd(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let byte = bytes[place]
    if byte == 0x20 {
      guard place > 0, place + 1 < bytes.count else { return true }
      return endsAnywhere(bytes[place - 1], before: place, in: bytes)
        && beginsAnywhere(bytes[place + 1])
        || asked(before: place + 1, in: bytes)
    }
    guard byte & 0xC0 != 0x80, place > 0, bytes[place - 1] != 0x20 else { return false }
    let last = bytes[place - 1]
    if isLetter(at: place, in: bytes), isLetter(before: place, in: bytes) { return false }
    if last < 0x80, byte < 0x80, signs[Int(last)] == .holds || signs[Int(byte)] == .holds {
      return false
    }
    return asked(before: place, in: bytes)
  }

  private enum Sign: UInt8 {
    case letter, other
    /// Neither side of it is the end of a line, but for blanks.
    case holds
  }

  private static let signs: [Sign] = (0..<128).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: .letter
    case UInt8(ascii: "'"), UInt8(ascii: "\""): .holds
    default: .other
    }
  }

  private static func isLetter(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let byte = bytes[place]
    return byte < 0x80 ? signs[Int(byte)] == .letter : isLead(byte)
  }

  private static func isLetter(before place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let byte = bytes[place - 1]
    return byte < 0x80 ? signs[Int(byte)] == .letter : place > 1 && isLead(bytes[place - 2])
  }

  /// Whether it begins a letter from U+00C0 to U+02BF.
  private static func isLead(_ byte: UInt8) -> Bool { (0xC3...0xC9).contains(byte) }

  /// Whether what stands before a blank leaves the choice to what follows.
  private static func endsAnywhere(
    _ last: UInt8, before place: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"): true
    default: isLetter(before: place, in: bytes)
    }
  }

  private static func beginsAnywhere(_ next: UInt8) -> Bool {
    next < 0x80 ? signs[Int(next)] == .letter : isLead(next)
  }

  /// Asks the rules, which look at what stands around.
  private static func asked(before place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Two words back, and two characters on.
    var start = place
    var blanks = 0
    while start > 0, place - start < 200 {
      if bytes[start - 1] <= 0x20 {
        if blanks == 2 || bytes[start - 1] == 0x0A { break }
        blanks += 1
      }
      start -= 1
    }
    while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
    var end = min(place + 6, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
    return LineBreaks(part)[place - start] != .none
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
