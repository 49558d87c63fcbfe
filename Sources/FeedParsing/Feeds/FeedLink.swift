/// The addresses of a feed and its items.
enum FeedLink {
  /// The absolute address of a link, or the link itself where there is nothing to resolve it against.
  ///
  /// - Returns: `nil` for programs and content (`javascript:`, `data:`), files, and what is too long.
  static func resolve(_ text: String, base: String?) -> String? {
    let text = cleaned(text)
    guard !text.isEmpty, text.utf8.count <= 8192 else { return nil }
    if let scheme = scheme(of: text) {
      guard !refused.contains(scheme) else { return nil }
      if passed.contains(scheme) { return text }
    }
    return LinkResolver(base: base).resolve(text)
  }

  /// The address that an identifier is, if it is one.
  static func permanent(_ id: String, base: String?) -> String? {
    switch scheme(of: id) {
    case "http", "https": resolve(id, base: nil)
    case nil: base == nil ? nil : resolve(id, base: base)
    default: nil
    }
  }

  private static let refused: Set<String> = [
    "about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "view-source", "jar",
    "livescript", "mocha",
  ]
  private static let passed: Set<String> = [
    "ftp", "gopher", "magnet", "news", "nntp", "urn", "tag",
  ]

  private static func cleaned(_ text: String) -> String {
    TextCleaning.clean(text)
  }

  private static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text.utf8[..<colon]
    guard let first = name.first, (0x61...0x7A).contains(first | 0x20),
      name.allSatisfy({
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D
          || $0 == 0x2E
      })
    else { return nil }
    return String(decoding: name, as: UTF8.self).lowercased()
  }
}
