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

/// The addresses a file gives for one article, as written there.
public struct ArticleLinks: Hashable, Sendable {
  public var webURL: String?
  public var originalURL: String?
  public var ampWebURL: String?
  public var cdnAmpWebURL: String?

  public init(
    webURL: String? = nil, originalURL: String? = nil, ampWebURL: String? = nil,
    cdnAmpWebURL: String? = nil
  ) {
    self.webURL = webURL
    self.originalURL = originalURL
    self.ampWebURL = ampWebURL
    self.cdnAmpWebURL = cdnAmpWebURL
  }

  /// As it is written here what became an address in canonical form; `nil` where it is another's.
  public func written(_ address: Address) -> String? {
    [webURL, originalURL, ampWebURL, cdnAmpWebURL].compactMap(\.self)
      .first { Address(canonicalizing: $0) == address }
  }

  /// Canonical addresses in order of preference, each once: the first is the article's, the others
  /// are its aliases. What is no address (a path of its site, an empty string) is left out.
  public var addresses: [Address] {
    var result: [Address] = []
    for link in [webURL, originalURL, ampWebURL, cdnAmpWebURL] {
      guard let link, let address = Address(canonicalizing: link), !result.contains(address)
      else { continue }
      result.append(address)
    }
    return result
  }
}

/// Something that is wrong in a file: where, and a sentence that says what and what to do.
public struct Problem: Hashable, Sendable {
  /// Counted from 1; `nil` where the whole file is meant.
  public let line: Int?
  public let message: String

  public init(line: Int? = nil, message: String) {
    self.line = line
    self.message = message
  }
}
