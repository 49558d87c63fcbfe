/// Everything the detail pane shows of one article.
public struct ArticleDetail: Hashable, Sendable {
  public var row: ArticleRow
  public var article: Article
  public var body: Document
  public var related: [RelatedEntry]
  /// Articles of the library whose related list names this one, newest first, at most 50.
  public var pointedAtBy: [ArticleRow]
  /// The others of the library that have one of its addresses, newest first.
  public var sameAddress: [ArticleRow]
  /// Articles a collection lists in `items`, those that the library has, in order.
  public var items: [ArticleRow]
  /// The files and feeds that hold this article, by path or address; the first supplies the fields.
  public var files: [String]
  /// `nil` where that is a file.
  public var item: ItemFacts?
  public var aliases: [Address]
  public var warnings: [Problem]
  /// The articles of this view that tell the same story, this one among them, the best first; none
  /// where it is told by this one alone.
  public var story: [StoryMember]
  /// Found for an article without related ones; `nil` as long as nobody has looked.
  public var similar: [SimilarArticle]?
  /// Why it stands on the front page, if it does.
  public var front: FrontPage.Entry?

  public init(
    row: ArticleRow, article: Article, body: Document = Document(), related: [RelatedEntry] = [],
    pointedAtBy: [ArticleRow] = [], sameAddress: [ArticleRow] = [], items: [ArticleRow] = [],
    files: [String] = [], item: ItemFacts? = nil, aliases: [Address] = [], warnings: [Problem] = [],
    story: [StoryMember] = [], front: FrontPage.Entry? = nil
  ) {
    self.row = row
    self.article = article
    self.body = body
    self.related = related
    self.pointedAtBy = pointedAtBy
    self.sameAddress = sameAddress
    self.items = items
    self.files = files
    self.item = item
    self.aliases = aliases
    self.warnings = warnings
    self.story = story
    self.front = front
  }
}

extension ArticleDetail {
  /// The files that it comes with to be played or kept, each once: what a feed calls its enclosures, then
  /// what its text plays, then what its file offers. Pictures are none.
  public var attachments: [ItemFacts.Enclosure] {
    var result: [ItemFacts.Enclosure] = []
    func add(_ file: ItemFacts.Enclosure) {
      let isPicture = file.type?.lowercased().hasPrefix("image/") == true
      guard !isPicture, !result.contains(where: { $0.url == file.url }) else { return }
      result.append(file)
    }
    for file in item?.enclosures ?? [] { add(file) }
    for link in body.links where link.kind == .audio || link.kind == .video {
      let usual = link.kind == .audio ? "audio/*" : "video/*"
      add(ItemFacts.Enclosure(url: link.url, type: link.mediaType ?? usual))
    }
    guard item == nil else { return result }
    for file in article.files { add(file) }
    return result
  }
}

/// An article that shares rare words with another one.
public struct SimilarArticle: Hashable, Sendable {
  public var row: ArticleRow
  /// Those that they share.
  public var words: [String]

  public init(row: ArticleRow, words: [String]) {
    self.row = row
    self.words = words
  }
}

/// A related article with what the library and the marks know of it.
public struct RelatedEntry: Hashable, Sendable {
  public var article: RelatedArticle
  public var place: Place

  /// Where the article is.
  public enum Place: Hashable, Sendable {
    /// In the library.
    case library(ArticleRow)
    /// Not in the library, or in no source of this view: what holds for its key.
    case elsewhere(KeyMarks)
    /// The entry has no usable address.
    case nowhere
  }

  public init(article: RelatedArticle, place: Place = .nowhere) {
    self.article = article
    self.place = place
  }

  /// The row of the full article, where the library has it.
  public var row: ArticleRow? {
    if case .library(let row) = place { row } else { nil }
  }

  /// `nil` where the entry has no usable address.
  public var key: ArticleKey? {
    switch place {
    case .library(let row): row.key
    case .elsewhere(let marks): marks.key
    case .nowhere: nil
    }
  }
  /// As they were when the entry was read.
  public var flags: MarkFlags {
    switch place {
    case .library(let row): row.flags
    case .elsewhere(let marks): marks.flags
    case .nowhere: []
    }
  }
}
