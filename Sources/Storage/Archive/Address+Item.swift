import Articles
import FeedParsing

extension Address {
  /// The key of an item that has no link of its own.
  ///
  /// - Parameters:
  ///   - feed: the random id of its feed.
  ///   - guidAlone: whether its guid is unlike every other of the feed.
  init(itemOf feed: String, like item: FeedItem, guidAlone: Bool) {
    let rest = [item.link ?? "", item.title ?? item.contentHTML ?? item.summaryHTML ?? ""]
    let parts = [feed] + (item.id.map { [$0] } ?? []) + (guidAlone ? [] : rest)
    self.init(itemOf: parts)
  }
}
