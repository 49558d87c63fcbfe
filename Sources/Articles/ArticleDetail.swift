/// Everything the detail pane shows of one article.
public struct ArticleDetail: Hashable, Sendable {
  public var row: ArticleRow
  public var article: Article
  public var body: Document
  public var related: [RelatedEntry]
  /// Articles of the library whose related list names this one, newest first, at most 50.
  public var pointedAtBy: [ArticleRow]
  /// Articles a collection lists in `items`, those that the library has, in order.
  public var items: [ArticleRow]
  /// The files and feeds that hold this article, by path or address; the first supplies the fields.
  public var files: [String]
  /// `nil` where that is a file.
  public var item: ItemFacts?
  public var aliases: [Address]
  public var warnings: [Problem]

  public init(
    row: ArticleRow, article: Article, body: Document = Document(), related: [RelatedEntry] = [],
    pointedAtBy: [ArticleRow] = [], items: [ArticleRow] = [], files: [String] = [],
    item: ItemFacts? = nil, aliases: [Address] = [], warnings: [Problem] = []
  ) {
    self.row = row
    self.article = article
    self.body = body
    self.related = related
    self.pointedAtBy = pointedAtBy
    self.items = items
    self.files = files
    self.item = item
    self.aliases = aliases
    self.warnings = warnings
  }
}

/// A related article with what the library and the marks know of its address.
public struct RelatedEntry: Hashable, Sendable {
  public var article: RelatedArticle
  /// `nil` where the entry has no usable address.
  public var address: Address?
  /// The full article, where the library has it.
  public var localID: ArticleID?
  public var flags: MarkFlags
  public var lastMarked: Instant?

  public init(
    article: RelatedArticle, address: Address? = nil, localID: ArticleID? = nil,
    flags: MarkFlags = [], lastMarked: Instant? = nil
  ) {
    self.article = article
    self.address = address
    self.localID = localID
    self.flags = flags
    self.lastMarked = lastMarked
  }
}
