/// A list of subscriptions (OPML).
public struct OutlineDocument: Hashable, Sendable {
  public var title: String?
  /// In their order; a feed that stands in several folders is here once.
  public var feeds: [OutlineFeed] = []

  public init() {}
}

/// A feed of a list of subscriptions.
public struct OutlineFeed: Hashable, Sendable {
  /// Absolute.
  public var url: String
  public var title: String?
  /// The page that the feed belongs to.
  public var site: String?
  /// Paths of folders, outermost first.
  public var categories: [[String]]

  public init(url: String, title: String? = nil, site: String? = nil, categories: [[String]] = []) {
    self.url = url
    self.title = title
    self.site = site
    self.categories = categories
  }
}
