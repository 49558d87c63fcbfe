/// How this program writes JSON: as few escapes as may be, and values in one form only.
enum JSONText {
  /// Appends a string with its quotes. Slashes and everything beyond ASCII stand as they are.
  static func append(_ string: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var pending: [UInt8] = []
    for byte in string {
      // Half a surrogate pair has three bytes that begin ED A0…BF; it can only be escaped.
      if !pending.isEmpty || byte == 0xED {
        pending.append(byte)
        guard pending.count == 3 else { continue }
        if pending[1] >= 0xA0 {
          let unit = 0xD000 | Int(pending[1] & 0x3F) << 6 | Int(pending[2] & 0x3F)
          bytes += "\\u\(String(unit, radix: 16))".utf8
        } else {
          bytes += pending
        }
        pending = []
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case ..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes += pending
    bytes.append(UInt8(ascii: "\""))
  }

  /// The next value without blanks, the members of objects sorted by the bytes of their names, the
  /// last of two with the same name; numbers as written.
  static func canonical(_ reader: inout JSONReader, of bytes: [UInt8], depth: Int = 0)
    throws(JSONFault) -> [UInt8]
  {
    guard depth < JSONReader.deepest else { throw JSONFault(offset: reader.position) }
    var result: [UInt8] = []
    switch try reader.peek() {
    case UInt8(ascii: "{"):
      var members: [[UInt8]: [UInt8]] = [:]
      try reader.eachMember { (reader, name) throws(JSONFault) in
        members[reader.decoded(name)] = try canonical(&reader, of: bytes, depth: depth + 1)
      }
      result.append(UInt8(ascii: "{"))
      for (name, value) in members.sorted(by: { Path.order($0.key, $1.key) < 0 }) {
        if result.count > 1 { result.append(UInt8(ascii: ",")) }
        append(name, to: &result)
        result.append(UInt8(ascii: ":"))
        result += value
      }
      result.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      result.append(UInt8(ascii: "["))
      try reader.eachElement { (reader) throws(JSONFault) in
        if result.count > 1 { result.append(UInt8(ascii: ",")) }
        result += try canonical(&reader, of: bytes, depth: depth + 1)
      }
      result.append(UInt8(ascii: "]"))
    case UInt8(ascii: "\""):
      append(reader.decoded(try reader.string()), to: &result)
    default:
      result += bytes[try reader.value()]
    }
    return result
  }

  /// What stands between the quotes of a string that was read without a fault.
  static func unescaped(_ string: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = string
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        result.append(byte)
        continue
      }
      switch kind {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"): append(codePoint(&rest), to: &result)
      default: result.append(kind)
      }
    }
    return result
  }

  static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x37
    case 0x61...0x66: UInt32(byte) - 0x57
    default: nil
    }
  }

  /// The code point after `\u`, joined with the other half of its pair if that follows.
  private static func codePoint(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
    let unit = hexadecimal(rest.prefix(4))
    rest = rest.dropFirst(4)
    guard (0xD800..<0xDC00).contains(unit), rest.starts(with: "\\u".utf8) else { return unit }
    let low = hexadecimal(rest.dropFirst(2).prefix(4))
    guard (0xDC00..<0xE000).contains(low) else { return unit }
    rest = rest.dropFirst(6)
    return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { $0 << 4 | (digit($1) ?? 0) }
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
}
