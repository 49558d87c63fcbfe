/// Writes one JSON object (RFC 8259) as bytes, without blanks and in the order of the calls.
///
/// Control characters, C1 and the bidirectional controls are escaped, so that a line of it may be
/// shown on a terminal as it is. ``append(_:to:)-(String,_)`` writes a string plainly, for files.
public struct JSONWriter {
  public private(set) var bytes: [UInt8]
  private var needsComma = false

  public init(reservingCapacity capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
    bytes.append(UInt8(ascii: "{"))
  }

  /// Fields as one object, in their order. Numbers that JSON does not know are null.
  public static func object(_ fields: [FieldValue.Field]) -> [UInt8] {
    var json = JSONWriter(reservingCapacity: 1024)
    json.append(fields)
    return json.bytes
  }

  /// Any value.
  public static func value(_ value: FieldValue) -> [UInt8] {
    var json = JSONWriter(reservingCapacity: 64)
    json.bytes.removeLast()
    json.append(value)
    return json.bytes
  }

  /// Ends the object: then it is whole in ``bytes``.
  public mutating func finish() {
    bytes.append(UInt8(ascii: "}"))
  }

  public mutating func add(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    open(name)
    append(value)
  }

  public mutating func add(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    open(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// An empty list leaves no trace.
  public mutating func add(_ name: StaticString, _ values: [String]) {
    guard !values.isEmpty else { return }
    add(name, values) { $0.append($1) }
  }

  /// An object for each value.
  public mutating func add<Value>(
    _ name: StaticString, objects values: [Value], _ body: (inout JSONWriter, Value) -> Void
  ) {
    guard !values.isEmpty else { return }
    add(name, values) { json, value in
      json.bytes.append(UInt8(ascii: "{"))
      json.needsComma = false
      body(&json, value)
      json.bytes.append(UInt8(ascii: "}"))
      json.needsComma = true
    }
  }

  private mutating func add<Value>(
    _ name: StaticString, _ values: [Value], _ body: (inout JSONWriter, Value) -> Void
  ) {
    open(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      body(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func open(_ name: StaticString) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func append(_ value: FieldValue) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value):
      bytes.append(contentsOf: (value.isFinite ? String(value) : "null").utf8)
    case .string(let value): append(value)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(value)
      }
      bytes.append(UInt8(ascii: "]"))
    case .map(let fields):
      bytes.append(UInt8(ascii: "{"))
      append(fields)
    }
  }

  /// What follows the brace that opens an object.
  private mutating func append(_ fields: [FieldValue.Field]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field.name)
      bytes.append(UInt8(ascii: ":"))
      append(field.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ value: String) {
    var value = value
    value.withUTF8 { JSONWriter.append($0, to: &bytes, isSafe: true) }
  }

  // MARK: Strings

  /// Appends a string with its quotes and as few escapes as may be: slashes and everything beyond ASCII
  /// stand as they are.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &bytes) }
  }

  /// - Parameter text: UTF-8, but for halves of surrogate pairs as ``JSONReader`` gives them.
  public static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    text.withUnsafeBufferPointer { append($0, to: &bytes) }
  }

  public static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    append(text, to: &bytes, isSafe: false)
  }

  /// What need not be escaped is copied in long runs: most of a feed goes through here.
  private static func append(
    _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], isSafe: Bool
  ) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = endOfPlain(in: text, from: 0)
    while index < text.count {
      let (length, escaped) = suspect(in: text, at: index, isSafe: isSafe)
      if let escaped {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        escape(escaped, to: &bytes)
        start = index + length
      }
      index = endOfPlain(in: text, from: index + length)
    }
    if start < text.count {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Where the run ends, from `start` on, of bytes that stand for themselves: printable ASCII but `"`
  /// and `\`. Many bytes are looked at together, then eight.
  private static func endOfPlain(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones << 7
    var index = start
    while index + 32 <= raw.count, isPlainBlock(raw, index) { index += 32 }
    while index + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // The lowest of these high bits is right, those above it need not be: control characters and
      // the quote (turned over, they are those up to 0x20), the backslash, DEL and all beyond.
      let turned = word ^ ones &* 0x02
      let slashed = word ^ ones &* 0x5C
      let below = (turned &- ones &* 0x21) & ~turned | (slashed &- ones) & ~slashed
      let suspects = (below | (word &+ ones) | word) & high
      if suspects != 0 { return index + suspects.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < raw.count, isPlain(raw[index]) { index += 1 }
    return index
  }

  /// Thirty-two bytes as a whole: the compiler makes vectors of it.
  @inline(__always)
  private static func isPlainBlock(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    var others: UInt8 = 0
    for offset in 0..<32 {
      let byte = bytes[start &+ offset]
      let isText: UInt8 = byte &- 0x20 < 0x5F ? 1 : 0
      let isEscaped: UInt8 = byte == 0x22 || byte == 0x5C ? 1 : 0
      others |= isText ^ 1 | isEscaped
    }
    return others == 0
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte &- 0x23 < 0x39 || byte &- 0x5D < 0x22 || byte & 0xFE == 0x20
  }

  /// How many bytes the character has that begins here, and which it is if it has to be escaped.
  private static func suspect(
    in text: UnsafeBufferPointer<UInt8>, at index: Int, isSafe: Bool
  ) -> (Int, UInt32?) {
    func byte(_ offset: Int) -> UInt32 {
      index + offset < text.count ? UInt32(text[index + offset] & 0x3F) : 0
    }
    switch text[index] {
    case 0x7F: return (1, isSafe ? 0x7F : nil)
    case ..<0x80: return (1, UInt32(text[index]))
    case 0xC2 where isSafe, 0xD8 where isSafe:
      let scalar = UInt32(text[index] & 0x1F) << 6 | byte(1)
      return (2, (0x80...0x9F).contains(scalar) || scalar == 0x61C ? scalar : nil)
    case 0xE2 where isSafe, 0xEF where isSafe:
      let scalar = UInt32(text[index] & 0x0F) << 12 | byte(1) << 6 | byte(2)
      switch scalar {
      case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: return (3, scalar)
      default: return (3, nil)
      }
    case 0xED where byte(1) >= 0x20: return (3, 0xD000 | byte(1) << 6 | byte(2))
    case ..<0xE0: return (2, nil)
    case ..<0xF0: return (3, nil)
    default: return (4, nil)
    }
  }

  private static func escape(_ codePoint: UInt32, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch codePoint {
    case 0x22, 0x5C: bytes.append(UInt8(codePoint))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      for shift in stride(from: UInt32(12), through: 0, by: -4) {
        let digit = UInt8(codePoint >> shift & 15)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}

/// The value of a front-matter field that this program gives no meaning to.
///
/// Kept in full, in the order of the file, so that writing the file again loses nothing.
public enum FieldValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([FieldValue])
  case map([Field])

  /// A name and its value; a map keeps the order of its fields.
  public struct Field: Hashable, Sendable {
    public let name: String
    public let value: FieldValue

    public init(name: String, value: FieldValue) {
      self.name = name
      self.value = value
    }
  }
}
