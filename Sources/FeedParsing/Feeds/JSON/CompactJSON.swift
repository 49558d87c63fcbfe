/// Writes one JSON object (RFC 8259) as bytes, without blanks and in the order of the calls.
///
/// Control characters, C1 and the bidirectional controls are escaped, so that a line of it may be
/// shown on a terminal as it is.
struct CompactJSON {
  private(set) var bytes: [UInt8]
  private var needsComma = false

  init(reservingCapacity capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
    bytes.append(UInt8(ascii: "{"))
  }

  /// The object, closed.
  consuming func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  mutating func add(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    open(name)
    append(value)
  }

  mutating func add(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    open(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// An empty list leaves no trace.
  mutating func add(_ name: StaticString, _ values: [String]) {
    guard !values.isEmpty else { return }
    add(name, values) { $0.append($1) }
  }

  /// An object for each value.
  mutating func add<Value>(
    _ name: StaticString, objects values: [Value], _ body: (inout CompactJSON, Value) -> Void
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
    _ name: StaticString, _ values: [Value], _ body: (inout CompactJSON, Value) -> Void
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

  private mutating func append(_ value: String) {
    var value = value
    bytes.append(UInt8(ascii: "\""))
    value.withUTF8 { text in
      var start = 0
      var index = 0
      while index < text.count {
        guard CompactJSON.isSuspect(text[index]) else {
          index += 1
          continue
        }
        let (length, code) = CompactJSON.escape(in: text, at: index)
        if let code {
          bytes.append(contentsOf: text[start..<index])
          bytes.append(contentsOf: code)
          start = index + length
        }
        index += length
      }
      bytes.append(contentsOf: text[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a character that has to be escaped may begin with the byte.
  private static func isSuspect(_ byte: UInt8) -> Bool {
    if byte >= 0x80 { return byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF }
    return byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
  }

  /// How many bytes the character has, and what stands for it if it is escaped.
  private static func escape(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Int, [UInt8]?)
  {
    func byte(_ offset: Int) -> UInt32 {
      index + offset < text.count ? UInt32(text[index + offset] & 0x3F) : 0
    }
    switch text[index] {
    case 0x22: return (1, Array(#"\""#.utf8))
    case 0x5C: return (1, Array(#"\\"#.utf8))
    case 0x0A: return (1, Array(#"\n"#.utf8))
    case 0x0D: return (1, Array(#"\r"#.utf8))
    case 0x09: return (1, Array(#"\t"#.utf8))
    case ..<0x80: return (1, hexadecimal(UInt32(text[index])))
    case 0xC2, 0xD8:
      let scalar = UInt32(text[index] & 0x1F) << 6 | byte(1)
      let isEscaped = (0x80...0x9F).contains(scalar) || scalar == 0x61C
      return (2, isEscaped ? hexadecimal(scalar) : nil)
    default:
      let scalar = UInt32(text[index] & 0x0F) << 12 | byte(1) << 6 | byte(2)
      switch scalar {
      case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        return (3, hexadecimal(scalar))
      default: return (3, nil)
      }
    }
  }

  private static func hexadecimal(_ scalar: UInt32) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return Array(#"\u"#.utf8)
      + stride(from: UInt32(12), through: 0, by: -4).map { digits[Int(scalar >> $0 & 15)] }
  }
}
