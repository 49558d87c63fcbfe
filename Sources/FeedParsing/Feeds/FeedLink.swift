import Articles

/// The addresses of a feed and its items.
public enum FeedLink {
  /// The address behind `feed:`, which browsers put before those of feeds: `feed:https://…`, and
  /// `feed://…` for https. Any other text as it is.
  public static func withoutFeedScheme(_ text: String) -> String {
    for prefix in ["feed://", "feed:"] where text.lowercased().hasPrefix(prefix) {
      let rest = String(text.dropFirst(prefix.count))
      return rest.contains("://") ? rest : "https://" + rest
    }
    return text
  }

  /// The absolute address of a link, or the link itself where there is nothing to resolve it against.
  ///
  /// - Returns: `nil` for programs and content (`javascript:`, `data:`), files, and what is too long.
  static func resolve(_ text: String, base: @autoclosure () -> String?) -> String? {
    if isPlain(text) { return text }
    let base = base()
    var text = cleaned(text)
    guard text.utf8.count <= 8192 else { return nil }
    if LinkResolver.lacksScheme(text) { text = "https://" + text }
    if let scheme = scheme(of: text) {
      guard !refused.contains(scheme) else { return nil }
      if !resolved.contains(scheme), scheme.utf8.count > 1 {
        return text.contains(" ") || scheme.contains(".") ? nil : text
      }
    }
    if text.isEmpty || text.utf8.first == UInt8(ascii: "#") {
      // A place on the page of the base.
      guard let page = base.map({ $0.prefix { $0 != "#" } }), !page.isEmpty else { return nil }
      return LinkResolver(base: nil).resolve(page + text)
    }
    return LinkResolver(base: base).resolve(text)
  }

  /// The address that an identifier is, if it is one.
  static func permanent(_ id: String, base: String?) -> String? {
    if isPlain(id) { return id }
    return switch scheme(of: id) {
    case "http", "https": resolve(id, base: nil)
    case nil: base == nil ? nil : resolve(id, base: base)
    default: nil
    }
  }

  private static let refused: Set<String> = [
    "about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "view-source", "jar",
    "livescript", "mocha",
  ]
  /// Those that have a host or a mailbox; all others stay as they are, and nothing here opens them.
  private static let resolved: Set<String> = ["http", "https", "gemini", "mailto"]

  /// Whether it is an absolute address of the web in which nothing has to change, as most are.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count <= 8192, bytes.starts(with: "http".utf8) else { return false }
      let colon = bytes.count > 4 && bytes[4] == UInt8(ascii: "s") ? 5 : 4
      guard bytes.count > colon + 3, bytes[colon] == UInt8(ascii: ":"),
        bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/"),
        bytes[colon + 3].isASCIIAlphanumeric
      else { return false }
      return TextBytes.areVisibleASCII(bytes)
        && TextBytes.index(of: UInt8(ascii: "&"), in: bytes) == bytes.count
    }
  }

  private static func cleaned(_ text: String) -> String {
    // Line breaks inside are dropped, as browsers do, so that they hide no scheme.
    TextCleaning.clean(
      String(text.filter { $0 != "\n" && $0 != "\t" && $0 != "\r" && $0 != "\r\n" }))
  }

  static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = text.utf8[..<colon]
    return LinkResolver.isScheme(name) ? String(decoding: name, as: UTF8.self).lowercased() : nil
  }
}
