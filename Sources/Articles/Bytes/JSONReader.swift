/// Why bytes are no JSON.
public struct JSONFault: Error, Equatable, Sendable {
  /// Counted from 0.
  public let offset: Int

  public init(offset: Int) {
    self.offset = offset
  }
}

/// Where a string stands in JSON, without its quotes.
public struct JSONString: Sendable {
  public let range: Range<Int>
  public let hasEscapes: Bool

  /// So many bytes of it. Its last character may be cut, and reads as another then.
  public func beginning(atMost bytes: Int) -> JSONString {
    let end = min(range.upperBound, range.lowerBound + bytes)
    return JSONString(range: range.lowerBound..<end, hasEscapes: hasEscapes)
  }
}

/// Reads JSON (RFC 8259) value by value, without building a tree: what this program has written strictly,
/// what others have written leniently.
///
/// Foundation's reader cannot stream, and its keys are `String`s, which take addresses in NFC and
/// NFD for equal. Strings come out as bytes or text.
///
/// A lenient reader forgives commas too many, control characters, unknown escapes and an end that is
/// missing: objects and lists end where no member can be read any more.
public struct JSONReader {
  private let bytes: [UInt8]
  public private(set) var position: Int
  private let end: Int
  private let isLenient: Bool

  /// Deeper values are refused: reading them would use up the stack.
  public static let deepest = 128

  public init(_ bytes: [UInt8], _ range: Range<Int>? = nil, isLenient: Bool = false) {
    self.bytes = bytes
    self.isLenient = isLenient
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  private var fault: JSONFault { JSONFault(offset: position) }

  /// The first byte of the next value, which tells its kind.
  public mutating func peek() throws(JSONFault) -> UInt8 {
    skipBlanks()
    guard position < end else { throw fault }
    return bytes[position]
  }

  /// Nothing but blanks may follow.
  public mutating func finish() throws(JSONFault) {
    skipBlanks()
    guard position == end else { throw fault }
  }

  // MARK: Values

  /// Reads an object; `member` gets each name and must read its value.
  public mutating func eachMember(
    _ member: (inout JSONReader, _ name: JSONString) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(UInt8(ascii: "{"))
    if isLenient {
      while hasNext(UInt8(ascii: "\"")), (try? self.member(member)) != nil {}
      skip(UInt8(ascii: "}"))
      return
    }
    if try skipNext(UInt8(ascii: "}")) { return }
    while true {
      try self.member(member)
      if try skipNext(UInt8(ascii: "}")) { return }
      try expect(UInt8(ascii: ","))
    }
  }

  /// Reads a name and a colon; `member` must read the value.
  public mutating func member(
    _ member: (inout JSONReader, _ name: JSONString) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    let name = try string()
    try expect(UInt8(ascii: ":"))
    try member(&self, name)
  }

  public mutating func eachElement(_ element: (inout JSONReader) throws(JSONFault) -> Void)
    throws(JSONFault)
  {
    try expect(UInt8(ascii: "["))
    if isLenient {
      while hasNext(nil), (try? element(&self)) != nil {}
      skip(UInt8(ascii: "]"))
      return
    }
    if try skipNext(UInt8(ascii: "]")) { return }
    while true {
      try element(&self)
      if try skipNext(UInt8(ascii: "]")) { return }
      try expect(UInt8(ascii: ","))
    }
  }

  public mutating func string() throws(JSONFault) -> JSONString {
    try expect(UInt8(ascii: "\""))
    let start = position
    var hasEscapes = false
    while true {
      position = bytes.withUnsafeBufferPointer {
        JSONReader.endOfRun(from: position, to: end, in: $0, passesControls: isLenient)
      }
      guard position < end else {
        guard isLenient else { throw fault }
        return JSONString(range: start..<position, hasEscapes: hasEscapes)
      }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return JSONString(range: start..<position - 1, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += 1
        try skipEscape()
      default: throw fault
      }
    }
  }

  /// A string as text, each half of a surrogate pair by itself as U+FFFD; `nil` for another value, which
  /// is passed.
  public mutating func text() throws(JSONFault) -> String? {
    guard try peek() == UInt8(ascii: "\"") else {
      try value()
      return nil
    }
    return text(try string())
  }

  /// A number that is whole; `nil` for another value, which is passed.
  public mutating func integer() throws(JSONFault) -> Int? {
    let range = try value()
    return Int(String(decoding: bytes[range], as: UTF8.self))
  }

  /// Reads any value and gives the bytes it takes.
  @discardableResult
  public mutating func value(depth: Int = 0) throws(JSONFault) -> Range<Int> {
    guard depth < JSONReader.deepest else { throw fault }
    let first = try peek()
    let start = position
    switch first {
    case UInt8(ascii: "{"):
      try eachMember { (reader, _) throws(JSONFault) in try reader.value(depth: depth + 1) }
    case UInt8(ascii: "["):
      try eachElement { (reader) throws(JSONFault) in try reader.value(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    default: try skipWord(first)
    }
    return start..<position
  }

  /// The bytes as they stand in the JSON.
  public func written(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  // MARK: Strings

  /// The bytes that a string means: UTF-8, except that an escape of half a surrogate pair becomes the
  /// three bytes it would have, so that ``JSONWriter`` can write it again.
  public func decoded(_ string: JSONString) -> [UInt8] {
    decoded(string, JSONReader.append)
  }

  /// - Parameter escaped: appends a code point that was written as `\b`, `\f`, `\n`, `\r`, `\t` or `\u`; half
  ///   a surrogate pair is one.
  public func decoded(
    _ string: JSONString, _ escaped: (_ codePoint: UInt32, _ result: inout [UInt8]) -> Void
  ) -> [UInt8] {
    guard string.hasEscapes else { return Array(bytes[string.range]) }
    var result: [UInt8] = []
    result.reserveCapacity(string.range.count)
    var index = string.range.lowerBound
    while let backslash = bytes[index..<string.range.upperBound].firstIndex(of: UInt8(ascii: "\\"))
    {
      result += bytes[index..<backslash]
      index = backslash + 2
      guard index <= string.range.upperBound else { return result }
      switch bytes[index - 1] {
      case UInt8(ascii: "b"): escaped(0x08, &result)
      case UInt8(ascii: "f"): escaped(0x0C, &result)
      case UInt8(ascii: "n"): escaped(0x0A, &result)
      case UInt8(ascii: "r"): escaped(0x0D, &result)
      case UInt8(ascii: "t"): escaped(0x09, &result)
      case UInt8(ascii: "u"): escaped(codePoint(&index, string.range.upperBound), &result)
      case let byte: result.append(byte)
      }
    }
    result += bytes[index..<string.range.upperBound]
    return result
  }

  /// As ``text()``.
  public func text(_ string: JSONString) -> String {
    guard string.hasEscapes else {
      return bytes.withUnsafeBufferPointer {
        UTF8Text.string(UnsafeBufferPointer(rebasing: $0[string.range]))
      }
    }
    let text = decoded(string) { codePoint, result in
      JSONReader.append(0xD800..<0xE000 ~= codePoint ? 0xFFFD : codePoint, to: &result)
    }
    return UTF8Text.string(text)
  }

  /// The code point after `\u`, joined with the other half of its pair if that follows.
  private func codePoint(_ index: inout Int, _ end: Int) -> UInt32 {
    guard let unit = unit(at: index, end) else { return 0xFFFD }
    index += 4
    guard 0xD800..<0xDC00 ~= unit, index + 6 <= end, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let low = self.unit(at: index + 2, end),
      0xDC00..<0xE000 ~= low
    else { return unit }
    index += 6
    return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
  }

  /// What four hexadecimal digits say.
  private func unit(at index: Int, _ end: Int) -> UInt32? {
    guard index + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = byte.hexadecimalValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private static func append(_ codePoint: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (codePoint >> shift) & 0x3F) }
    switch codePoint {
    case ..<0x80: bytes.append(UInt8(codePoint))
    case ..<0x800: bytes += [UInt8(0xC0 | codePoint >> 6), tail(0)]
    case ..<0x10000: bytes += [UInt8(0xE0 | codePoint >> 12), tail(6), tail(0)]
    default: bytes += [UInt8(0xF0 | (codePoint >> 18) & 0x07), tail(12), tail(6), tail(0)]
    }
  }

  // MARK: Bytes

  /// The index of the next quotation mark, backslash or, unless they are passed, control character;
  /// `end` if there is none.
  public static func endOfRun(
    from start: Int, to end: Int, in bytes: UnsafeBufferPointer<UInt8>, passesControls: Bool
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = ones &* UInt64(UInt8(ascii: "\""))
    let backslashes = ones &* UInt64(UInt8(ascii: "\\"))
    // A word whose lowest high bit shows the first byte that is zero, or below a blank.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let blanks = passesControls ? 0 : ones &* 0x20
    var position = start
    while position + 8 <= end {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let controls = (word &- blanks) & ~word & (passesControls ? 0 : .max)
      let found =
        (zeros(word ^ quotes) | zeros(word ^ backslashes) | controls) & 0x8080_8080_8080_8080
      if found != 0 { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || !passesControls && byte < 0x20
      {
        break
      }
      position += 1
    }
    return position
  }

  private mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case ..<0x20 where isLenient: position += 1
      default: return
      }
    }
  }

  /// Whether something follows that could be a member, after any number of commas.
  private mutating func hasNext(_ first: UInt8?) -> Bool {
    skipBlanks()
    while skip(UInt8(ascii: ",")) { skipBlanks() }
    guard position < end else { return false }
    let byte = bytes[position]
    guard let first else { return byte != UInt8(ascii: "]") && byte != UInt8(ascii: "}") }
    return byte == first
  }

  /// Whether `byte` comes next, which is read then.
  private mutating func skipNext(_ byte: UInt8) throws(JSONFault) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONFault) {
    skipBlanks()
    guard skip(byte) else { throw fault }
  }

  private mutating func expect(_ word: StaticString) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount {
      guard skip(word.utf8Start[index]) else { throw fault }
    }
  }

  private mutating func skipEscape() throws(JSONFault) {
    guard !isLenient else {
      position = min(position + 1, end)
      return
    }
    guard position < end else { throw fault }
    switch bytes[position] {
    case UInt8(ascii: "u"):
      guard unit(at: position + 1, end) != nil else { throw fault }
      position += 5
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    default: throw fault
    }
  }

  /// A number or a literal; for a lenient reader anything up to a blank or what divides values.
  private mutating func skipWord(_ first: UInt8) throws(JSONFault) {
    if isLenient {
      let start = position
      while position < end, bytes[position] > 0x20, !",:]}".utf8.contains(bytes[position]) {
        position += 1
      }
      guard position > start else { throw fault }
      return
    }
    switch first {
    case UInt8(ascii: "t"): try expect("true")
    case UInt8(ascii: "f"): try expect("false")
    case UInt8(ascii: "n"): try expect("null")
    default: try skipNumber()
    }
  }

  private mutating func skipNumber() throws(JSONFault) {
    skip(UInt8(ascii: "-"))
    if !skip(UInt8(ascii: "0")) { try skipDigits() }
    if skip(UInt8(ascii: ".")) { try skipDigits() }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(JSONFault) {
    let start = position
    while position < end, bytes[position].isASCIIDigit { position += 1 }
    guard position > start else { throw fault }
  }

  @discardableResult
  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
