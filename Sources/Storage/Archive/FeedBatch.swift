public import Articles
public import FeedParsing

/// What one fetch of a feed has brought, or a part of it where that is too much for the memory.
public struct FeedBatch: Sendable {
  public var source: SourceID
  /// `nil` where nothing came, or where the document has not said it yet.
  public var feed: Feed?
  /// In the order of the document. Those of the archive that are not here stay.
  public var items: [FeedItem]
  /// Whether the batch before it for this feed brought an earlier part of the same document.
  public var continues = false
  /// Stored in the same step as the items; `nil` leaves it as it is. The last part of a document has
  /// one.
  public var state: FeedState?

  public init(
    source: SourceID, feed: Feed? = nil, items: [FeedItem] = [], state: FeedState? = nil
  ) {
    self.source = source
    self.feed = feed
    self.items = items
    self.state = state
  }
}
