/// What one article file says, texts cleaned.
///
/// Absent fields are `nil` or empty; "missing" is never turned into a number or a date.
public struct Article: Hashable, Sendable {
  /// The title, or the `name` of a person, a community or a course.
  public var title: String
  /// The title as the key of an article without an address is made of it, where that differs.
  public var keyTitle: String?
  /// Whether the title came from `name`.
  public var isNamed: Bool
  public var excerpt: String?
  public var published: Instant?
  public var links: ArticleLinks
  public var category: String?
  public var type: String?
  public var quality: Int?
  public var heat: Int?
  /// The boolean fields `published`, `removed` and `deleted`: facts to filter by, never to hide by.
  public var isPublished: Bool?
  public var isRemoved: Bool?
  public var isDeleted: Bool?
  public var provider: Provider?
  public var topics: [String]
  public var tags: [String]
  public var levels: [String]
  public var hashtags: [String]
  public var images: [ImageReference]
  public var related: [RelatedArticle]
  public var price: FieldValue?
  /// The running time as written, e.g. `PT1H3M`.
  public var length: String?
  public var ratings: Ratings?
  public var actions: [ArticleAction]
  /// Of a collection: names of other article files, without suffix.
  public var items: [String]
  /// HTML of an embedded player, as written.
  public var featuredContent: String?
  /// Opaque; only its length is ever shown.
  public var secured: String?
  public var unknown: [FieldValue.Field]

  public struct Ratings: Hashable, Sendable {
    public var count: Int?
    public var average: Double?

    public init(count: Int? = nil, average: Double? = nil) {
      self.count = count
      self.average = average
    }
  }

  public init(title: String, isNamed: Bool = false) {
    self.title = title
    self.isNamed = isNamed
    links = ArticleLinks()
    topics = []
    tags = []
    levels = []
    hashtags = []
    images = []
    related = []
    actions = []
    items = []
    unknown = []
  }

  /// The key under which the article is stored and marked; see ``Address/init(fileWithType:domain:title:)``
  /// for articles without an address.
  public var address: Address {
    links.addresses.first
      ?? Address(fileWithType: type ?? "", domain: provider?.domain ?? "", title: keyTitle ?? title)
  }

  /// The key of an article without an address where another text has the usual one; `nil` for an
  /// article with an address.
  ///
  /// The text is the excerpt, the body and whatever other fields say in words. Dates and numbers are
  /// no part of it, nor are line ends.
  public func textAddress(body: String) -> Address? {
    guard links.addresses.isEmpty else { return nil }
    let words = unknown.compactMap { field -> String? in
      guard case .string(let text) = field.value, text.utf8.contains(0x20) else { return nil }
      return field.name + ":" + text
    }
    let text = [excerpt ?? "", featuredContent ?? ""] + words + [Self.withoutLineEnds(body)]
    return Address(
      fileWithType: type ?? "", domain: provider?.domain ?? "", title: keyTitle ?? title,
      text: text)
  }

  /// How much of a body counts, in bytes.
  public static let comparedBody = 32 << 10

  private static func withoutLineEnds(_ body: String) -> String {
    let words = body.utf8.prefix(comparedBody).split { $0 <= 0x20 }
    return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
  }
}

/// A little article that stands under another one.
public struct RelatedArticle: Hashable, Sendable {
  public var title: String
  public var excerpt: String?
  public var published: Instant?
  public var links: ArticleLinks
  public var type: String?
  public var provider: Provider?
  public var quality: Int?
  public var heat: Int?
  public var images: [ImageReference]
  public var unknown: [FieldValue.Field]

  public init(
    title: String, excerpt: String? = nil, published: Instant? = nil,
    links: ArticleLinks = ArticleLinks(), type: String? = nil, provider: Provider? = nil,
    quality: Int? = nil, heat: Int? = nil, images: [ImageReference] = [],
    unknown: [FieldValue.Field] = []
  ) {
    self.title = title
    self.excerpt = excerpt
    self.published = published
    self.links = links
    self.type = type
    self.provider = provider
    self.quality = quality
    self.heat = heat
    self.images = images
    self.unknown = unknown
  }
}

/// Who published an article.
public struct Provider: Hashable, Sendable {
  public var name: String?
  public var domain: String?
  public var images: [ImageReference]
  public var authors: [String]
  public var publishers: [String]
  public var unknown: [FieldValue.Field]

  public init(
    name: String? = nil, domain: String? = nil, images: [ImageReference] = [],
    authors: [String] = [], publishers: [String] = [], unknown: [FieldValue.Field] = []
  ) {
    self.name = name
    self.domain = domain
    self.images = images
    self.authors = authors
    self.publishers = publishers
    self.unknown = unknown
  }

  /// What a list shows: the name, else the domain.
  public var displayName: String? { name ?? domain }
}

/// A picture that belongs to an article or a provider. The address may be relative to its site.
public struct ImageReference: Hashable, Sendable {
  public var url: String
  public var width: Int?
  public var height: Int?
  public var title: String?
  public var attribution: String?
  public var isCached: Bool?
  public var unknown: [FieldValue.Field]

  public init(
    url: String, width: Int? = nil, height: Int? = nil, title: String? = nil,
    attribution: String? = nil, isCached: Bool? = nil, unknown: [FieldValue.Field] = []
  ) {
    self.url = url
    self.width = width
    self.height = height
    self.title = title
    self.attribution = attribution
    self.isCached = isCached
    self.unknown = unknown
  }
}

/// Something an article offers besides reading: a download, a demonstration.
public struct ArticleAction: Hashable, Sendable {
  public var url: String
  public var type: String?
  public var title: String?
  public var attribution: String?
  public var unknown: [FieldValue.Field]

  public init(
    url: String, type: String? = nil, title: String? = nil, attribution: String? = nil,
    unknown: [FieldValue.Field] = []
  ) {
    self.url = url
    self.type = type
    self.title = title
    self.attribution = attribution
    self.unknown = unknown
  }
}
