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
