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
