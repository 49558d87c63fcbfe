import Articles

/// Reads one JSON value (RFC 8259) and forgives what is wrong with it: commas too many, line breaks
/// in strings, an end that is missing.
struct JSONValueReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// Whether an escape may have begun a sequence for terminals.
  private var holdsSequences = false

  private static let deepest = 32

  /// `nil` where there is no value.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> FieldValue? {
    var reader = JSONValueReader(bytes)
    return reader.value(depth: 0)
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private mutating func value(depth: Int) -> FieldValue? {
    skipBlanks()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "{"): return depth < Self.deepest ? map(depth) : nil
    case UInt8(ascii: "["): return depth < Self.deepest ? list(depth) : nil
    case UInt8(ascii: "\""): return .string(string())
    default: return word()
    }
  }

  private mutating func map(_ depth: Int) -> FieldValue {
    position += 1
    var fields: [FieldValue.Field] = []
    while true {
      skipSeparators()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
      let name = string()
      skipBlanks()
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { break }
      position += 1
      guard let value = value(depth: depth + 1) else { break }
      if fields.count < 1000 { fields.append(.init(name: name, value: value)) }
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") { position += 1 }
    return .map(fields)
  }

  private mutating func list(_ depth: Int) -> FieldValue {
    position += 1
    var values: [FieldValue] = []
    while true {
      skipSeparators()
      guard position < bytes.count, bytes[position] != UInt8(ascii: "]"),
        bytes[position] != UInt8(ascii: "}"), let value = value(depth: depth + 1)
      else { break }
      if values.count < 10_000 { values.append(value) }
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") { position += 1 }
    return .list(values)
  }

  /// A number or a literal.
  private mutating func word() -> FieldValue? {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      let isEnd = byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x3A
      guard !isEnd else { break }
      position += 1
    }
    guard position > start else { return nil }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      if let integer = Int(text) { return .integer(integer) }
      return Double(text).map { .number($0) } ?? .null
    }
  }

  private mutating func string() -> String {
    position += 1
    var start = position
    position = TextBytes.endOfJSONRun(from: start, in: bytes)
    var result: [UInt8] = []
    while position < bytes.count, bytes[position] == UInt8(ascii: "\\") {
      result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
      position += 1
      escape(&result)
      start = position
      position = TextBytes.endOfJSONRun(from: start, in: bytes)
    }
    let rest = UnsafeBufferPointer(rebasing: bytes[start..<position])
    position = min(position + 1, bytes.count)
    if result.isEmpty { return UTF8Text.string(rest) }
    result.append(contentsOf: rest)
    guard holdsSequences else { return UTF8Text.string(result) }
    holdsSequences = false
    return UTF8Text.string(XMLEntities.withoutSequences(result))
  }

  private mutating func escape(_ result: inout [UInt8]) {
    guard position < bytes.count else { return }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): break
    case UInt8(ascii: "u"):
      let scalar = unicodeScalar()
      if XMLEntities.isText(scalar) {
        result += String(scalar).utf8
      } else if XMLEntities.boundsSequence(scalar) {
        result += String(scalar).utf8
        holdsSequences = true
      }
    default: result.append(byte)
    }
  }

  private mutating func unicodeScalar() -> Unicode.Scalar {
    guard let first = hexadecimal() else { return "\u{FFFD}" }
    guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let mark = position
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    position += 2
    guard let second = hexadecimal(), (0xDC00...0xDFFF).contains(second) else {
      position = mark
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    position += 4
    return value
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func skipSeparators() {
    while position < bytes.count, bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: ",") {
      position += 1
    }
  }
}
