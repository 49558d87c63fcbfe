public import Articles

/// What a document turned out to be.
public struct FeedDocument: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case feed(Feed)
    case outline(OutlineDocument)
    /// A web page where a feed should be.
    case page(FeedDiscovery)
    case unknown
  }

  public var kind: Kind
  /// How its bytes were read, as `utf-8` or `windows-1252`.
  public var encoding: String
  /// What was put right or left out.
  public var warnings: [Problem]
  /// What it seems to be where it is no feed.
  public var stranger: Stranger?
}
