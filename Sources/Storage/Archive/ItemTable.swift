import Articles
import GRDB

/// The table `item`, as far as the identity of items goes.
struct ItemTable {
  private let database: Database
  private let feed: Int64
  private let withGUID: Query
  private let withLink: Query
  private let withLinkAndTitle: Query

  init(_ database: Database, feed: Int64) throws {
    self.database = database
    self.feed = feed
    withGUID = try Query(database, "SELECT id FROM item WHERE feed = ? AND guid = ? LIMIT 2")
    withLink = try Query(database, "SELECT 1 FROM item WHERE feed = ? AND link = ? LIMIT 1")
    withLinkAndTitle = try Query(
      database, "SELECT id FROM item WHERE feed = ? AND link IS ? AND title = ? LIMIT 8")
  }

  func isEmpty() throws -> Bool {
    try Query(database, "SELECT 1 FROM item WHERE feed = ? LIMIT 1").first(feed) { _ in true }
      == nil
  }

  /// Up to two items that have this guid.
  func items(withGUID guid: Int64) throws -> [Int64] {
    try withGUID.all(feed, guid) { $0.integer(0) }
  }

  /// The items with the same guid, link and title: one, unless the file was meddled with.
  func item(like identity: ItemIdentity) throws -> Int64? {
    try Query(
      database, "SELECT id FROM item WHERE feed = ? AND guid IS ? AND link IS ? AND title = ?"
    ).first(feed, identity.guid, identity.link, identity.title) { $0.integer(0) }
  }

  /// A few of the items with the same link and title, whatever their guid.
  func items(withLink link: Int64?, title: Int64) throws -> [Int64] {
    try withLinkAndTitle.all(feed, link, title) { $0.integer(0) }
  }

  func hasItem(withLink link: Int64) throws -> Bool {
    try withLink.first(feed, link) { _ in true } ?? false
  }
}
