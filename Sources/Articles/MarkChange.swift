/// What holds for an article now, after marks of it changed here or elsewhere.
public struct MarkChange: Hashable, Sendable {
  public var id: ArticleID
  public var key: ArticleKey
  public var flags: MarkFlags
  /// In the order of their names.
  public var labels: [Label]
  public var lastMarked: Instant?

  public init(
    id: ArticleID, key: ArticleKey, flags: MarkFlags, labels: [Label] = [], lastMarked: Instant?
  ) {
    self.id = id
    self.key = key
    self.flags = flags
    self.labels = labels
    self.lastMarked = lastMarked
  }
}
