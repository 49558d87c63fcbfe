/// What the terminal can show.
public enum Charset: Sendable {
  case unicode
  /// Everything else is spelled in ASCII: "é" as "e", "→" as "->", what has no spelling as "?".
  case ascii
}

/// How a character is spelled where only ASCII can be shown.
enum ASCIISpelling {
  /// One to eight ASCII characters, the first in the lowest byte; one "?" for what has no spelling,
  /// whatever its width.
  static func of(_ scalar: UInt32) -> UInt64 {
    let letter: UInt64? =
      switch scalar {
      case 0x20..<0x7F: UInt64(scalar)
      case 0xFF01...0xFF5E: UInt64(scalar - 0xFF01 + 0x21)
      case 0xA1...0x17F: letter(scalar - 0xA1, of: latin)
      case 0x1CD...0x233: letter(scalar - 0x1CD, of: latinExtended)
      case 0x1E00...0x1EFF: letter(scalar - 0x1E00, of: latinAdditional)
      default: nil
      }
    return letter ?? pack(text(scalar))
  }

  /// The base letters of U+00A1 to U+017F; "~" for what ``text(_:)`` spells.
  private static let latin: StaticString = """
    !c~~Y|S"~a~~-~-~~23'u~.,1o~~~~?AAAAAA~CEEEEIIIIDNOOOOOxOUUUUY~~aaaaaa~ceeeeiiiidnooooo/ouu\
    uuy~yAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi~~JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo~~R\
    rRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs
    """

  /// The same of U+01CD to U+0233.
  private static let latinExtended: StaticString = """
    AaIiOoUuUuUuUuUueAaAa~~GgGgKkOoOo~~j~~~Gg~~NnAa~~~~AaAaEeEeIiIiOoOoRrRrUuUuSsTt~~HhNd~~~~A\
    aEeOoOoOoOoYy
    """

  /// The same of U+1E00 to U+1EFF.
  private static let latinAdditional: StaticString = """
    AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRr\
    RrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyasss~dAaAaAaAaAaAaAaAaAaAa\
    AaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy~~~~~~
    """

  private static func letter(_ index: UInt32, of table: StaticString) -> UInt64? {
    table.withUTF8Buffer { letters in
      guard index < letters.count, letters[Int(index)] != UInt8(ascii: "~") else { return nil }
      return UInt64(letters[Int(index)])
    }
  }

  private static func text(_ scalar: UInt32) -> StaticString {
    switch scalar {
    case 0x2010...0x2015, 0x2043, 0x2212, 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C,
      0x254D, 0x2550, 0x30FC:
      "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2016: "|"
    case 0x250C...0x254B, 0x2552...0x256C: "+"
    case 0x2018, 0x2019, 0x201B, 0x2032, 0x02BC: "'"
    case 0x201A, 0x3001: ","
    case 0x201C...0x201F, 0x2033: "\""
    case 0xAB, 0x226A: "<<"
    case 0xBB, 0x226B: ">>"
    case 0x2039, 0x2329, 0x3008: "<"
    case 0x203A, 0x232A, 0x3009: ">"
    case 0x2022, 0x2023, 0x2219, 0x22C5, 0x25A0, 0x25AA, 0x25B8, 0x25B6, 0x25CF, 0x25C6, 0x25E6,
      0x2605, 0x2756, 0x27A4:
      "*"
    case 0x2026: "..."
    case 0x2190, 0x27F5: "<-"
    case 0x2191: "^"
    case 0x2192, 0x279C, 0x279D, 0x27A1, 0x27F6: "->"
    case 0x2193: "v"
    case 0x2194: "<->"
    case 0x21D0: "<="
    case 0x21D2: "=>"
    case 0x2260: "!="
    case 0x2264: "<="
    case 0x2265: ">="
    case 0x2248: "~"
    case 0xAC: "!"
    case 0xA9: "(C)"
    case 0xAE: "(R)"
    case 0x2122: "TM"
    case 0xA3: "GBP"
    case 0x20AC: "EUR"
    case 0xB0: " deg"
    case 0xB1: "+/-"
    case 0xB6: "P"
    case 0xBC: " 1/4"
    case 0xBD: " 1/2"
    case 0xBE: " 3/4"
    case 0x2044, 0x2215: "/"
    case 0xC6: "AE"
    case 0xE6: "ae"
    case 0xDE: "Th"
    case 0xFE: "th"
    case 0xDF: "ss"
    case 0x1E9E: "SS"
    case 0x132: "IJ"
    case 0x133: "ij"
    case 0x152: "OE"
    case 0x153: "oe"
    case 0x1A0: "O"
    case 0x1A1: "o"
    case 0x1AF: "U"
    case 0x1B0: "u"
    case 0xFB00: "ff"
    case 0xFB01: "fi"
    case 0xFB02: "fl"
    case 0xFB03: "ffi"
    case 0xFB04: "ffl"
    case 0x2070: "0"
    case 0x2074: "4"
    case 0x2075: "5"
    case 0x2116: "No."
    case 0x2713, 0x2714: "v"
    case 0x2717, 0x2718, 0x2715, 0x2716: "x"
    case 0x2588, 0x2589, 0x2593: "#"
    case 0x3000: " "
    case 0x3002: "."
    default: "?"
    }
  }

  private static func pack(_ text: StaticString) -> UInt64 {
    text.withUTF8Buffer { bytes in
      bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
