public import Articles

/// A feed of the archive, whether or not it is still a source.
public struct ArchivedFeed: Hashable, Sendable {
  public let source: SourceID?
  /// As the person wrote it.
  public let address: String
  public let title: String?
  /// The page that it belongs to.
  public let link: String?
  public let format: String?
  public let isTemporary: Bool
  public let added: Instant
  public let state: FeedState
}
