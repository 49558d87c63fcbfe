/// What is known of an article because it came with a feed.
public struct ItemFacts: Hashable, Sendable {
  /// What the feed calls itself, if it does.
  public var feedTitle: String?
  /// Where the feed is, without a password.
  public var feedAddress: String
  /// What the feed calls the item: `guid`, `id`, `rdf:about`.
  public var guid: String?
  /// As the feed says; the article's own date may have been made up.
  public var published: Instant?
  public var updated: Instant?
  /// When it was first stored.
  public var firstSeen: Instant
  public var language: String?
  public var enclosures: [Enclosure] = []
  /// The page with its comments.
  public var comments: String?
  /// The page that it is about, where its link is the feed's own.
  public var externalLink: String?
  /// The address or id of what it answers.
  public var inReplyTo: String?

  /// A file that comes with it.
  public struct Enclosure: Hashable, Sendable {
    public var url: String
    public var type: String?
    /// Bytes.
    public var length: Int?

    public init(url: String, type: String? = nil, length: Int? = nil) {
      self.url = url
      self.type = type
      self.length = length
    }
  }

  public init(feedTitle: String? = nil, feedAddress: String, firstSeen: Instant) {
    self.feedTitle = feedTitle
    self.feedAddress = feedAddress
    self.firstSeen = firstSeen
  }
}
