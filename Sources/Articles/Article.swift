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
