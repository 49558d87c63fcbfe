/// Which bytes, schemes and parameters an address may have (RFC 3986, and what trackers add).
enum AddressRules {
  /// What names content, a program or something of this machine, never an article.
  static let refusedSchemes: Set<String> = [
    "about", "blob", "data", "file", "filesystem", "javascript", Address.ownScheme, "vbscript",
    "view-source",
  ]

  /// Schemes that may do without `//` and a host. Any other text with a colon is no address:
  /// "Note: to be written" would give all such articles one key.
  static let schemesWithoutHost: Set<String> = ["magnet", "mailto", "news", "tag", "urn"]

  static let textDirective = Array(":~:text=".utf8)

  static func defaultPort(of scheme: String) -> Int? {
    switch scheme {
    case "http", "ws": 80
    case "https", "wss": 443
    case "ftp": 21
    case "gopher": 70
    case "gemini": 1965
    default: nil
    }
  }

  static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  /// Whether these four bytes are `xn--`.
  static func startsEncodedLabel(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.elementsEqual("xn--".utf8) { $0.asciiLowercased == $1 }
  }

  /// Whether a parameter says only where a reader came from.
  static func isTracking(_ parameter: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch parameter.first {
    case UInt8(ascii: "u"):
      if parameter.starts(with: "utm_".utf8) { return true }
    case UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "d"), UInt8(ascii: "w"),
      UInt8(ascii: "m"), UInt8(ascii: "y"), UInt8(ascii: "t"), UInt8(ascii: "i"),
      UInt8(ascii: "_"), UInt8(ascii: "v"), UInt8(ascii: "o"), UInt8(ascii: "r"):
      break
    default:
      return false
    }
    let name = parameter.prefix { $0 != UInt8(ascii: "=") }
    return trackingNames.contains { $0.count == name.count && name.elementsEqual($0) }
  }

  private static let trackingNames: [[UInt8]] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_enc_id", "oly_anon_id",
    "ref_src",
  ].map { Array($0.utf8) }

  static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + (value - 10)
  }

  static func isHostByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_")
  }

  /// Whether a byte may stand unescaped in a path, a query or a fragment.
  static func isLegal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "@")...UInt8(ascii: "Z"),
      UInt8(ascii: "&")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "$"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default:
      false
    }
  }
}
