public import Articles

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
