/// What is offered to whoever opens the window for the first time.
public struct FirstRun: Hashable, Sendable {
  /// Files of newsboat that are in their places.
  public var newsboat: [String]
  /// A folder of articles that comes with the program, and a list of feeds.
  public var sample: String?
  public var feeds: String?

  public init(newsboat: [String] = [], sample: String? = nil, feeds: String? = nil) {
    self.newsboat = newsboat
    self.sample = sample
    self.feeds = feeds
  }
}

/// What a first run may begin with.
enum Beginning: Hashable, Sendable {
  case newsboat
  case sample
  case feeds
  case place
  case nothing
}
