import Articles

/// Which addresses may be those of feeds.
enum FeedLocation {
  /// Whether the text is the address of a feed: `http`, `https`, or `file` for a feed on this
  /// machine.
  static func isFeed(_ text: String) -> Bool {
    guard let scheme = scheme(of: text), text.utf8.count <= Address.longest,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return false }
    switch scheme {
    case "http", "https": return Address(canonicalizing: text) != nil
    case "file": return text.dropFirst(5).hasPrefix("///")
    default: return false
    }
  }

  /// Whether addresses of this scheme can be feeds.
  static func isKnown(_ scheme: String) -> Bool {
    ["http", "https", "file"].contains(scheme)
  }

  /// Whether it can be had from the network.
  static func isWeb(_ text: String) -> Bool {
    isFeed(text) && scheme(of: text) != "file"
  }

  /// What stands before the first colon, in lower case; `nil` without one.
  static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text[..<colon].lowercased()
    let isName =
      name.utf8.first.map { (0x61...0x7A).contains($0) } == true
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
      }
    return isName ? name : nil
  }
}
