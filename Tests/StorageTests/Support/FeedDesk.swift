import Articles
import FeedParsing

@testable import Storage

/// A library with feeds, and the marks of one state file.
struct FeedDesk {
  let desk: Desk

  init(_ scratch: Scratch = Scratch()) throws {
    desk = try Desk(scratch)
  }

  var library: Library { desk.library }

  static let news = "https://example.org/feed"
  static let other = "https://example.com/feed"

  func source(_ address: String = FeedDesk.news, isTemporary: Bool = false, at time: Int64 = 0)
    throws -> Source
  {
    let spec = SourceSpec(feed: address, isTemporary: isTemporary)
    return try library.attach([spec], now: instant(time))[0]
  }

  @discardableResult
  func store(
    _ items: [FeedItem], in address: String = FeedDesk.news, title: String? = "News",
    at time: Int64 = 1000
  ) throws -> FeedChanges {
    var feed = Feed(format: .rss20)
    feed.title = title
    let batch = FeedBatch(source: try source(address).id, feed: feed, items: items)
    return try library.store([batch], now: instant(time))[0]
  }

  func view(_ addresses: [String] = [FeedDesk.news], keepsStarred: Bool = false) throws
    -> LibraryView
  {
    library.view(
      sources: try addresses.map { try source($0).id }, state: desk.marks.stateID,
      keepsStarred: keepsStarred)
  }

  func rows(_ scope: ListScope = .all, _ addresses: [String] = [FeedDesk.news]) throws
    -> [ArticleRow]
  {
    let view = try view(addresses)
    return try view.rows(view.listing(scope).ids)
  }

  func titles(_ scope: ListScope = .all, _ addresses: [String] = [FeedDesk.news]) throws
    -> [String]
  {
    try rows(scope, addresses).map(\.title)
  }
}

/// An item of a feed.
func item(
  _ title: String?, id: String? = nil, link: String? = nil, at milliseconds: Int64? = nil,
  content: String? = nil, categories: [String] = []
) -> FeedItem {
  var item = FeedItem()
  item.id = id
  item.title = title
  item.link = link
  item.contentHTML = content
  item.published = milliseconds.map(instant)
  item.categories = categories
  return item
}
