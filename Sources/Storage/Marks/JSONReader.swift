/// Why bytes are no JSON.
struct JSONFault: Error, Equatable {
  /// Counted from 0.
  let offset: Int
}

/// Reads JSON (RFC 8259) strictly, value by value, without building a tree.
///
/// Foundation's reader cannot stream, and its keys are `String`s, which take addresses in NFC and
/// NFD for equal. Strings come out as bytes: UTF-8, except that an escape of half a surrogate pair
/// becomes the three bytes it would have, so that ``JSONText`` can write it again.
struct JSONReader {
  private let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  /// Deeper values are refused: reading them would use up the stack.
  static let deepest = 128

  init(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  private var fault: JSONFault { JSONFault(offset: position) }

  /// The first byte of the next value, which tells its kind.
  mutating func peek() throws(JSONFault) -> UInt8 {
    skipBlanks()
    guard position < end else { throw fault }
    return bytes[position]
  }

  /// Nothing but blanks may follow.
  mutating func finish() throws(JSONFault) {
    skipBlanks()
    guard position == end else { throw fault }
  }

  /// Reads an object; `member` gets each name and must read its value.
  mutating func eachMember(
    _ member: (inout JSONReader, _ name: JSONString) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(UInt8(ascii: "{"))
    if try skipNext(UInt8(ascii: "}")) { return }
    while true {
      try self.member(member)
      if try skipNext(UInt8(ascii: "}")) { return }
      try expect(UInt8(ascii: ","))
    }
  }

  /// Reads a name and a colon; `member` must read the value.
  mutating func member(
    _ member: (inout JSONReader, _ name: JSONString) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    let name = try string()
    try expect(UInt8(ascii: ":"))
    try member(&self, name)
  }

  mutating func eachElement(_ element: (inout JSONReader) throws(JSONFault) -> Void)
    throws(JSONFault)
  {
    try expect(UInt8(ascii: "["))
    if try skipNext(UInt8(ascii: "]")) { return }
    while true {
      try element(&self)
      if try skipNext(UInt8(ascii: "]")) { return }
      try expect(UInt8(ascii: ","))
    }
  }

  mutating func string() throws(JSONFault) -> JSONString {
    skipBlanks()
    try expect(UInt8(ascii: "\""))
    let start = position
    var hasEscapes = false
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return JSONString(range: start..<position - 1, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += 1
        try skipEscape()
      case ..<0x20: throw fault
      default: position += 1
      }
    }
    throw fault
  }

  /// Reads any value and gives the bytes it takes.
  @discardableResult
  mutating func value(depth: Int = 0) throws(JSONFault) -> Range<Int> {
    guard depth < JSONReader.deepest else { throw fault }
    let first = try peek()
    let start = position
    switch first {
    case UInt8(ascii: "{"):
      try eachMember { (reader, _) throws(JSONFault) in try reader.value(depth: depth + 1) }
    case UInt8(ascii: "["):
      try eachElement { (reader) throws(JSONFault) in try reader.value(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try expect("true")
    case UInt8(ascii: "f"): try expect("false")
    case UInt8(ascii: "n"): try expect("null")
    default: try skipNumber()
    }
    return start..<position
  }

  /// The bytes that a string means.
  func decoded(_ string: JSONString) -> [UInt8] {
    guard string.hasEscapes else { return Array(bytes[string.range]) }
    return JSONText.unescaped(bytes[string.range])
  }

  mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Whether `byte` comes next, which is read then.
  private mutating func skipNext(_ byte: UInt8) throws(JSONFault) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONFault) {
    skipBlanks()
    guard position < end, bytes[position] == byte else { throw fault }
    position += 1
  }

  private mutating func expect(_ word: StaticString) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount {
      guard position < end, bytes[position] == word.utf8Start[index] else { throw fault }
      position += 1
    }
  }

  private mutating func skipEscape() throws(JSONFault) {
    guard position < end else { throw fault }
    switch bytes[position] {
    case UInt8(ascii: "u"):
      guard position + 4 < end,
        bytes[(position + 1)...(position + 4)].allSatisfy({ JSONText.digit($0) != nil })
      else { throw fault }
      position += 5
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    default: throw fault
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
    while position < end, (0x30...0x39).contains(bytes[position]) { position += 1 }
    guard position > start else { throw fault }
  }

  @discardableResult
  private mutating func skip(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
