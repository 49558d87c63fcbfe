/// Cuts HTML into text, tags and what is neither, without a look at what they mean; no byte is lost.
struct MarkupScanner {
  enum Kind {
    case text, start, end
    /// A comment, a declaration, an instruction.
    case remark
  }

  struct Piece {
    let kind: Kind
    let range: Range<Int>
    /// The name of a tag.
    var name = 0..<0
  }

  struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
    /// After the value and its quotation mark.
    let end: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var held: Piece?
  private var hasCommentEnds = true
  private var hasTags = true
  /// Elements whose end tag is known to be missing, a bit each. No set: a scanner is copied for every
  /// tag that is looked into.
  private var unclosed: UInt64 = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func next() -> Piece? {
    if let piece = held {
      held = nil
      return piece
    }
    let start = position
    let piece = nextMarkup()
    let end = piece?.range.lowerBound ?? bytes.count
    guard start < end else { return piece }
    held = piece
    return Piece(kind: .text, range: start..<end)
  }

  /// As `next`, without the text.
  mutating func nextMarkup() -> Piece? {
    var scan = position
    while hasTags {
      let opening = index(of: UInt8(ascii: "<"), from: scan)
      guard opening < bytes.count else { break }
      if let piece = markup(at: opening) {
        position = piece.range.upperBound
        return piece
      }
      scan = opening + 1
    }
    position = bytes.count
    return nil
  }

  private mutating func markup(at opening: Int) -> Piece? {
    var nameStart = opening + 1
    guard nameStart < bytes.count else { return nil }
    switch bytes[nameStart] {
    case UInt8(ascii: "!"):
      if hasCommentEnds, let end = endOfComment(nameStart + 1) {
        return Piece(kind: .remark, range: opening..<end)
      }
      guard nameStart + 1 < bytes.count else { return nil }
      let isComment = bytes[nameStart + 1] == UInt8(ascii: "-")
      guard isComment || isLetter(bytes[nameStart + 1]) else { return nil }
      if isComment, opening + 4 <= bytes.count, bytes[opening + 3] == UInt8(ascii: "-") {
        // It never ends: only its beginning is one piece.
        return Piece(kind: .remark, range: opening..<opening + 4)
      }
      return closing(from: nameStart).map { Piece(kind: .remark, range: opening..<$0) }
    case UInt8(ascii: "?"):
      return closing(from: nameStart).map { Piece(kind: .remark, range: opening..<$0) }
    case UInt8(ascii: "/"):
      nameStart += 1
      guard nameStart < bytes.count, isLetter(bytes[nameStart]),
        let end = closing(from: nameStart)
      else { return nil }
      return Piece(kind: .end, range: opening..<end, name: nameStart..<endOfName(nameStart))
    case let byte where isLetter(byte):
      let nameEnd = endOfName(nameStart)
      guard let end = endOfTag(nameEnd) ?? closing(from: nameEnd) else { return nil }
      return Piece(kind: .start, range: opening..<end, name: nameStart..<nameEnd)
    default:
      return nil
    }
  }

  private mutating func endOfComment(_ start: Int) -> Int? {
    let dash = UInt8(ascii: "-")
    guard start + 1 < bytes.count, bytes[start] == dash, bytes[start + 1] == dash
    else { return nil }
    var scan = start + 2
    while true {
      let end = index(of: UInt8(ascii: ">"), from: scan)
      guard end < bytes.count else { break }
      if end >= start + 2, bytes[end - 1] == dash, bytes[end - 2] == dash { return end + 1 }
      scan = end + 1
    }
    hasCommentEnds = false
    return nil
  }

  /// After the ">" of a start tag; `nil` if a quotation mark in it never ends.
  private func endOfTag(_ start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ">"): return position + 1
      case UInt8(ascii: "="):
        position = skipBlanks(position + 1)
        guard position < bytes.count else { return nil }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
        // Bounded, so that a page of stray quotation marks takes no quadratic time.
        let end = index(of: quote, from: position + 1, to: min(bytes.count, position + 65_536))
        guard end < min(bytes.count, position + 65_536) else { return nil }
        position = end + 1
      default: position += 1
      }
    }
    return nil
  }

  /// Passes over the text of an element that holds nothing but text, up to its end tag; to the next
  /// tag if that is missing.
  mutating func takeRawText(named name: Slice<UnsafeBufferPointer<UInt8>>) -> Range<Int> {
    let start = position
    // Differs for all elements that hold nothing but text.
    let label = UInt64(1) << (name.reduce(0) { $0 + UInt64($1 | 0x20) } % 61)
    guard held == nil, unclosed & label == 0 else { return start..<start }
    var scan = start
    while case let opening = index(of: UInt8(ascii: "<"), from: scan), opening < bytes.count {
      let nameStart = opening + 2
      if nameStart + name.count <= bytes.count, bytes[opening + 1] == UInt8(ascii: "/"),
        endOfName(nameStart) == nameStart + name.count,
        zip(bytes[nameStart..<nameStart + name.count], name).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        position = opening
        return start..<opening
      }
      scan = opening + 1
    }
    unclosed |= label
    return start..<start
  }

  /// The attributes of a start tag, a hundred at most; those without a value have an empty one.
  func attributes(of piece: Piece) -> Attributes {
    Attributes(scanner: self, position: piece.name.upperBound, end: piece.range.upperBound - 1)
  }

  struct Attributes: Sequence, IteratorProtocol {
    fileprivate let scanner: MarkupScanner
    fileprivate var position: Int
    fileprivate let end: Int
    private var count = 0

    fileprivate init(scanner: MarkupScanner, position: Int, end: Int) {
      self.scanner = scanner
      self.position = position
      self.end = end
    }

    mutating func next() -> Attribute? {
      guard count < 100 else { return nil }
      count += 1
      while position < end, Self.isBetween(scanner.bytes[position]) { position += 1 }
      guard position < end else { return nil }
      let attribute = scanner.attribute(from: position, to: end)
      position = attribute.end
      return attribute
    }

    private static func isBetween(_ byte: UInt8) -> Bool {
      switch byte {
      case ...0x20, UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="):
        true
      default: false
      }
    }
  }

  private func attribute(from start: Int, to end: Int) -> Attribute {
    var position = start
    while position < end, bytes[position] > 0x20, bytes[position] != UInt8(ascii: "=") {
      position += 1
    }
    let name = start..<position
    var value = position..<position
    let equals = skipBlanks(position)
    if equals < end, bytes[equals] == UInt8(ascii: "=") {
      (value, position) = self.value(from: skipBlanks(equals + 1), to: end)
    }
    return Attribute(name: name, value: value, end: position)
  }

  /// The value that begins at a position, and where the attribute ends.
  private func value(from start: Int, to end: Int) -> (Range<Int>, Int) {
    guard start < end else { return (end..<end, end) }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let closing = index(of: quote, from: start + 1, to: end)
      return (start + 1..<closing, min(closing + 1, end))
    }
    var position = start
    while position < end, bytes[position] > 0x20 { position += 1 }
    return (start..<position, position)
  }

  private mutating func closing(from start: Int) -> Int? {
    let end = index(of: UInt8(ascii: ">"), from: start)
    if end == bytes.count { hasTags = false }
    return end < bytes.count ? end + 1 : nil
  }

  func endOfName(_ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: ">"),
      bytes[position] != UInt8(ascii: "/"), bytes[position] != UInt8(ascii: "<")
    {
      position += 1
    }
    return position
  }

  func skipBlanks(_ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    return position
  }

  func index(of byte: UInt8, from start: Int, to end: Int? = nil) -> Int {
    guard let end else { return TextBytes.index(of: byte, in: bytes, from: start) }
    return TextBytes.index(
      of: byte, in: UnsafeBufferPointer(rebasing: bytes[..<end]), from: start)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }
}
