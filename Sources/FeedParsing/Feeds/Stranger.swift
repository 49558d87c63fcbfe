/// What a document is that is no feed, as far as its beginning tells.
public enum Stranger: Hashable, Sendable {
  case sitemap
  /// A page that lets only people through.
  case robotCheck
  /// It ends before its first element does.
  case cutOff
  case xml(root: String)
  /// With the names of its first fields.
  case json([String])
  case jsonList

  init?(root: String?, start: [UInt8]) {
    switch root?.lowercased() {
    case "urlset", "sitemapindex": self = .sitemap
    case let root?: self = .xml(root: root)
    case nil
    where start.starts(with: "<?".utf8) || start.starts(with: "<rss".utf8)
      || start.starts(with: "<feed".utf8) || start.starts(with: "<rdf".utf8):
      self = .cutOff
    case nil: return nil
    }
  }

  /// JSON that begins with a list; `nil` for a text in brackets.
  init?(listIn start: [UInt8]) {
    guard start.first == UInt8(ascii: "[") else { return nil }
    switch start.dropFirst().first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""):
      self = .jsonList
    default: return nil
    }
  }

  /// Whether a page without a feed asks who is there.
  static func isRobotCheck(_ page: [UInt8], title: String?) -> Bool {
    let title = title?.lowercased() ?? ""
    if titles.contains(where: { title.contains($0) }) { return true }
    let text = String(decoding: page.prefix(1 << 16), as: UTF8.self).lowercased()
    return signs.contains { text.contains($0) } || page.count < 1 << 14 && text.contains("captcha")
  }

  private static let titles = [
    "just a moment", "attention required", "access denied", "are you a robot", "are you human",
    "making sure you", "verify you are human", "security check", "ddos-guard", "pardon our",
    "human verification", "robot check",
  ]
  private static let signs = [
    "cf-challenge", "cf_chl_", "challenge-platform", "px-captcha", "_incapsula_resource",
    "verify you are human", "enable javascript and cookies to continue", "checking your browser",
    "ddos protection by", "datadome", "/.within.website/",
  ]
}
