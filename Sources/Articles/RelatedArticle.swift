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
