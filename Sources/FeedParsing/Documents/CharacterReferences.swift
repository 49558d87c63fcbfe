import Articles

/// `&amp;`, `&#39;`, `&#x2019;` and kin in plain text.
enum CharacterReferences {
  /// Replaces every complete reference, those that end with a semicolon or are as old as HTML and end with
  /// no letter, digit or "="; everything else stays, so that "AT&T" and "?a=1&copy=2" are themselves.
  ///
  /// - Parameter isWanted: whether to replace a reference to this character.
  /// - Returns: `nil` if there was none.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, where isWanted: (Unicode.Scalar) -> Bool = { _ in true }
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var position = bytes.startIndex
    var copied = position
    while let ampersand = bytes[position...].firstIndex(of: UInt8(ascii: "&")) {
      let next = ampersand + 1
      if let (scalar, end) = reference(in: bytes[next...]) ?? unended(in: bytes[next...]),
        isWanted(scalar)
      {
        result += bytes[copied..<ampersand]
        result += String(scalar).utf8
        position = end
        copied = end
      } else {
        position = next
      }
    }
    guard copied != bytes.startIndex else { return nil }
    result += bytes[copied...]
    return result
  }

  /// Decodes what was escaped twice, but only letters and signs beyond ASCII: "&lt;" may be meant, as is a
  /// "&nbsp;" that stands by itself.
  static func mended(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      guard TextBytes.index(of: UInt8(ascii: "&"), in: bytes) < bytes.count else { return nil }
      let named = HTMLTag.holds([" &nbsp; "], bytes)
      return decode(bytes) { !$0.isASCII && !(named && $0 == "\u{A0}") }
    } ?? bytes
  }

  /// What a numeric reference stands for by the rules of HTML: windows-1252 for 128 to 159, and
  /// U+FFFD for zero, surrogates and what lies beyond Unicode.
  static func scalar(numbered code: UInt32) -> Unicode.Scalar {
    if (0x80...0x9F).contains(code) {
      let mapped = windows1252[Int(code - 0x80)]
      return Unicode.Scalar(mapped == 0 ? code : UInt32(mapped)) ?? "\u{FFFD}"
    }
    return code == 0 ? "\u{FFFD}" : Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  /// Reads what follows an ampersand.
  static func reference(
    in bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    guard let first = bytes.first else { return nil }
    let isNumber = first == UInt8(ascii: "#")
    let limit = isNumber ? longestNumber : NamedCharacters.longestName
    guard let semicolon = bytes.prefix(limit + 1).firstIndex(of: UInt8(ascii: ";")),
      bytes[..<semicolon].allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "#") })
    else { return nil }
    let name = bytes[..<semicolon]
    let scalar =
      isNumber
      ? number(in: name.dropFirst()).map(scalar(numbered:))
      : NamedCharacters.scalar(named: name)
    return scalar.map { ($0, semicolon + 1) }
  }

  /// A reference without its semicolon, as browsers read it too.
  private static func unended(
    in bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    let isNumber = bytes.first == UInt8(ascii: "#")
    let name = bytes.dropFirst(isNumber ? 1 : 0).prefix(longestOld).prefix {
      $0.isASCIIAlphanumeric
    }
    let end = name.endIndex
    guard name.count > 1,
      end == bytes.endIndex || !bytes[end].isASCIIAlphanumeric && bytes[end] != UInt8(ascii: "=")
    else { return nil }
    if isNumber { return number(in: name).map { (scalar(numbered: $0), end) } }
    guard let scalar = NamedCharacters.scalar(named: name), scalar.value < 0x100,
      scalar.value >= 0xA0 || ["&", "<", ">", "\""].contains(scalar),
      !later.contains(String(decoding: name, as: UTF8.self))
    else { return nil }
    return (scalar, end)
  }

  /// No name that needs no semicolon is longer.
  private static let longestOld = 8
  /// Names of the same characters that came later.
  private static let later: Set<String> = [
    "Dot", "angst", "circledR", "die", "div", "half", "pm", "strns", "Cedilla",
  ]

  private static func number(in digits: some Collection<UInt8>) -> UInt32? {
    guard let first = digits.first else { return nil }
    let isHexadecimal = first | 0x20 == UInt8(ascii: "x")
    let radix: UInt32 = isHexadecimal ? 16 : 10
    let rest = digits.dropFirst(isHexadecimal ? 1 : 0)
    guard !rest.isEmpty else { return nil }
    var value: UInt32 = 0
    for byte in rest {
      guard let digit = byte.hexadecimalValue.map(UInt32.init), digit < radix else { return nil }
      value = min(value * radix + digit, 0x11_0000)
    }
    return value
  }

  /// "#", "x" and leading zeros included; what is longer is no reference.
  private static let longestNumber = 16

  /// Code points of the bytes 128 to 159; zero where windows-1252 has no character.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
