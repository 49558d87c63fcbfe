/// A list of subscriptions (OPML).
public struct OutlineDocument: Hashable, Sendable {
  public var title: String?
  /// In their order; a feed that stands in several folders is here once.
  public var feeds: [OutlineFeed] = []
  /// Outlines that carry an address of which no feed can be had.
  public var leftOut: [OutlineLeftOut] = []

  public init() {}
}

/// An outline that names something which is no feed to subscribe to.
public struct OutlineLeftOut: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Another list, which is not fetched.
    case list
    /// A program or a query of newsboat.
    case program
    /// Neither absolute nor the name of a site.
    case noAddress
    /// A scheme that feeds are not read by.
    case scheme(String)
  }

  public var title: String?
  /// As it is written.
  public var address: String
  public var reason: Reason

  public init(title: String? = nil, address: String, reason: Reason) {
    self.title = title
    self.address = address
    self.reason = reason
  }
}

/// A feed of a list of subscriptions.
public struct OutlineFeed: Hashable, Sendable {
  /// Absolute; that of the page where the list gives no address of the feed itself.
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
