public import Articles

/// A source before it is added.
public struct SourcePreview: Hashable, Sendable {
  public struct Headline: Hashable, Sendable {
    public var title: String
    public var published: Instant?

    public init(title: String, published: Instant?) {
      self.title = title
      self.published = published
    }
  }

  public var title: String
  public var location: String
  /// How many articles it has; `nil` where that is not known before it is read.
  public var count: Int?
  /// The newest.
  public var headlines: [Headline]

  public init(title: String, location: String, count: Int? = nil, headlines: [Headline] = []) {
    self.title = title
    self.location = location
    self.count = count
    self.headlines = headlines
  }
}
