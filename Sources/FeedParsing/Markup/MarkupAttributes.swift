import Articles

/// The attributes of a tag, read one after the other, a hundred at most; those without a value have an
/// empty one.
struct MarkupAttributes: Sequence, IteratorProtocol {
  struct Attribute {
    let name: Range<Int>
    /// Without quotation marks; character references are not decoded.
    let value: Range<Int>
    /// After the value and its quotation mark.
    let end: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private let end: Int
  private var count = 0

  init(of tag: MarkupScanner.Piece, in bytes: UnsafeBufferPointer<UInt8>) {
    self.init(tag.name.upperBound..<tag.range.upperBound - 1, in: bytes)
  }

  /// - Parameter range: what follows the name of the tag up to its ">".
  init(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> Attribute? {
    guard count < 100 else { return nil }
    count += 1
    while position < end, Self.isBetween(bytes[position]) { position += 1 }
    guard position < end else { return nil }
    let attribute = Self.attribute(from: position, to: end, in: bytes)
    position = attribute.end
    return attribute
  }

  /// What can be said of a tag after one look at its attributes.
  struct Survey {
    /// After its ">"; `nil` if there is none, or a quotation mark has no partner.
    var end: Int?
    var isSelfClosing = false
    /// A bit for each length of a name.
    var lengths: UInt32 = 0
    /// Without an end: where the quotation mark without a partner is, or the end of all.
    var failure = 0
  }

  /// - Parameter start: after the name of the tag.
  static func survey(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Survey {
    var survey = Survey()
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ">") {
        survey.end = position + 1
        survey.isSelfClosing = position > start && bytes[position - 1] == UInt8(ascii: "/")
        return survey
      }
      guard !isBetween(byte) else {
        position += 1
        continue
      }
      let attribute = attribute(from: position, to: bytes.count, in: bytes)
      survey.lengths |= 1 << UInt32(attribute.name.count & 31)
      position = attribute.end
      if position < bytes.count, bytes[position] == UInt8(ascii: ">") {
        // A slash before it is a part of the value.
        survey.end = position + 1
        return survey
      }
      if attribute.value.upperBound == bytes.count {
        survey.failure = attribute.value.lowerBound
        return survey
      }
    }
    survey.failure = bytes.count
    return survey
  }

  private static func attribute(
    from start: Int, to end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Attribute {
    // Even "=" begins a name.
    var position = start + 1
    while position < end, !endsName(bytes[position]) { position += 1 }
    let name = start..<position
    let equals = skipBlanks(from: position, to: end, in: bytes)
    guard equals < end, bytes[equals] == UInt8(ascii: "=") else {
      return Attribute(name: name, value: position..<position, end: position)
    }
    let value = skipBlanks(from: equals + 1, to: end, in: bytes)
    guard value < end else { return Attribute(name: name, value: end..<end, end: end) }
    let quote = bytes[value]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let closing = TextBytes.index(
        of: quote, in: UnsafeBufferPointer(rebasing: bytes[..<end]), from: value + 1)
      return Attribute(
        name: name, value: value + 1..<closing, end: closing < end ? closing + 1 : end)
    }
    position = value
    while position < end, !bytes[position].isASCIIWhitespace, bytes[position] != UInt8(ascii: ">") {
      position += 1
    }
    return Attribute(name: name, value: value..<position, end: position)
  }

  private static func skipBlanks(
    from start: Int, to end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var position = start
    while position < end, bytes[position].isASCIIWhitespace { position += 1 }
    return position
  }

  @inline(__always)
  private static func isBetween(_ byte: UInt8) -> Bool {
    byte.isASCIIWhitespace || byte == UInt8(ascii: "/")
  }

  /// Blanks, "/", "=" and ">"; a bit each.
  @inline(__always)
  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x3E && UInt64(0x6000_8001_0000_3600) >> UInt64(byte) & 1 != 0
  }
}
