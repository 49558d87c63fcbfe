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
