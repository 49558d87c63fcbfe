public import Articles

/// What a document turned out to be.
public struct FeedDocument: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case feed(Feed)
    case outline(OutlineDocument)
    /// A web page where a feed should be.
    case page(FeedDiscovery)
    case unknown
  }

  public var kind: Kind
  /// How its bytes were read, as `utf-8` or `windows-1252`.
  public var encoding: String
  /// What was put right or left out.
  public var warnings: [Problem]
  /// What it seems to be where it is no feed.
  public var notAFeed: NotAFeed?
}

/// What a feed says of itself.
public struct Feed: Hashable, Sendable {
  public var format: FeedFormat
  /// One line of plain text.
  public var title: String?
  /// The page that the feed belongs to, absolute.
  public var link: String?
  /// One line of plain text.
  public var description: String?
  public var language: String?
  public var updated: Instant?
  public var authors: [String] = []
  public var categories: [String] = []
  public var icon: String?
  /// The address that the feed gives itself.
  public var selfLink: String?
  /// Where to ask to be told of news (WebSub).
  public var hubs: [String] = []
  /// The next page of a feed that comes in pages, older items.
  public var nextPage: String?
  /// Where the feed says it has moved to.
  public var newAddress: String?
  public var schedule = FeedSchedule()

  public init(format: FeedFormat) {
    self.format = format
  }
}

/// How often a feed asks to be fetched.
public struct FeedSchedule: Hashable, Sendable {
  /// `ttl` of RSS 2.0.
  public var minutesToLive: Int?
  /// `sy:updatePeriod` divided by `sy:updateFrequency`.
  public var updateMinutes: Int?
  /// Hours of the day in UTC, 0 to 23, in which nothing new appears.
  public var skippedHours: Set<Int> = []
  /// Days in UTC on which nothing new appears: 1 is Monday, 7 is Sunday.
  public var skippedDays: Set<Int> = []

  public init() {}
}

/// The dialects of feeds.
public enum FeedFormat: String, Sendable {
  case rss090 = "rss0.90"
  case rss091 = "rss0.91"
  case rss092 = "rss0.92"
  case rss093 = "rss0.93"
  case rss094 = "rss0.94"
  case rss10 = "rss1.0"
  case rss20 = "rss2.0"
  case atom03 = "atom0.3"
  case atom10 = "atom1.0"
  case json10 = "json1.0"
  case json11 = "json1.1"
  case cdf

  var isAtom: Bool { self == .atom03 || self == .atom10 }
}

/// What a document is that is no feed, as far as its beginning tells.
public enum NotAFeed: Hashable, Sendable {
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
    let text = page.prefix(1 << 16).map(\.asciiLowercased)
    return text.withUnsafeBufferPointer { text in
      page.count < 1 << 14 && TextBytes.end(of: "captcha", in: text) != nil
        || signs.contains { TextBytes.end(of: $0, in: text) != nil }
    }
  }

  private static let titles = [
    "just a moment", "attention required", "access denied", "are you a robot", "are you human",
    "making sure you", "verify you are human", "security check", "ddos-guard", "pardon our",
    "human verification", "robot check",
  ]
  private static let signs: [StaticString] = [
    "cf-challenge", "cf_chl_", "challenge-platform", "px-captcha", "_incapsula_resource",
    "verify you are human", "enable javascript and cookies to continue", "checking your browser",
    "ddos protection by", "datadome", "/.within.website/",
  ]
}
