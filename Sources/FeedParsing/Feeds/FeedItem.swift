public import Articles

/// An item of a feed, as far as the feed tells it.
public struct FeedItem: Hashable, Sendable {
  /// What the feed calls it: `guid`, `id`, `rdf:about`. One too long to keep is shortened and ends in
  /// its hash.
  public var id: String?
  /// One line of plain text.
  public var title: String?
  /// Absolute; never of a scheme that a reader should not open.
  public var link: String?
  /// HTML without scripts, its addresses absolute where they can be.
  public var summaryHTML: String?
  /// As the summary.
  public var contentHTML: String?
  /// Names, or e-mail addresses of those without.
  public var authors: [String] = []
  public var published: Instant?
  public var updated: Instant?
  public var enclosures: [FeedEnclosure] = []
  /// Absolute addresses.
  public var images: [String] = []
  public var categories: [String] = []
  public var language: String?
  /// The page with its comments.
  public var comments: String?
  /// The address or id of what it answers.
  public var inReplyTo: String?
  /// The page that it is about, where `link` is the feed's own.
  public var externalLink: String?

  public init() {}
}

/// A file that comes with an item.
public struct FeedEnclosure: Hashable, Sendable {
  /// Absolute.
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
