/// The whole text of an article, as its web page has it.
public struct FullText: Hashable, Sendable {
  /// Where the page is, after all redirects.
  public var url: String
  public var title: String?
  public var byline: String?
  public var siteName: String?
  public var published: Instant?
  public var body: Document

  public init(
    url: String, title: String? = nil, byline: String? = nil, siteName: String? = nil,
    published: Instant? = nil, body: Document
  ) {
    self.url = url
    self.title = title
    self.byline = byline
    self.siteName = siteName
    self.published = published
    self.body = body
  }
}
