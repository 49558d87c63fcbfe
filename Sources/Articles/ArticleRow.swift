/// The library's number for an article. Never leaves this machine.
public struct ArticleID: Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) {
    self.rawValue = rawValue
  }

  public static func < (a: ArticleID, b: ArticleID) -> Bool { a.rawValue < b.rawValue }
}

/// The library's number for a folder or feed.
public struct SourceID: Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(_ rawValue: Int64) {
    self.rawValue = rawValue
  }

  public static func < (a: SourceID, b: SourceID) -> Bool { a.rawValue < b.rawValue }
}

/// What a list row shows, and what a mark needs.
public struct ArticleRow: Hashable, Sendable {
  public var id: ArticleID
  public var key: ArticleKey
  public var title: String
  public var provider: String
  public var published: Instant?
  public var topics: [String]
  public var sources: [SourceID]
  public var quality: Int?
  public var heat: Int?
  public var relatedCount: Int
  public var flags: MarkFlags
  /// What is to be heard or seen with it.
  public var medium: Medium?
  /// Those of the person's own, in the order of their names.
  public var labels: [Label]
  /// The latest instant of any mark on the article or an alias; a new mark must be later.
  public var lastMarked: Instant?
  /// Whether a rule of the person's hides it from every list but its own.
  public var isMuted = false
  /// Which of the person's rules gives it a look of its own, the first that does.
  public var highlight: Int?
  /// Whether a query of the person's finds it whose articles are to be had whole.
  public var wantsFullText = false

  public var address: Address { key.address }

  public init(
    id: ArticleID, key: ArticleKey, title: String, provider: String = "",
    published: Instant? = nil, topics: [String] = [], sources: [SourceID] = [],
    quality: Int? = nil, heat: Int? = nil, relatedCount: Int = 0, flags: MarkFlags = [],
    labels: [Label] = [], lastMarked: Instant? = nil
  ) {
    self.id = id
    self.key = key
    self.title = title
    self.provider = provider
    self.published = published
    self.topics = topics
    self.sources = sources
    self.quality = quality
    self.heat = heat
    self.relatedCount = relatedCount
    self.flags = flags
    self.labels = labels
    self.lastMarked = lastMarked
  }
}

/// What a list can say of an article that only its text tells.
public struct ArticleDigest: Hashable, Sendable {
  /// The excerpt, else the beginning of the body, on one line.
  public var excerpt: String?
  public var author: String?
  /// How long a person reads.
  public var minutes: Int?

  public init(excerpt: String? = nil, author: String? = nil, minutes: Int? = nil) {
    self.excerpt = excerpt
    self.author = author
    self.minutes = minutes
  }
}
