import Articles
import GRDB

/// The table `item`, as far as the identity of items goes.
struct ItemTable {
  private let database: Database
  private let feed: Int64
  private let withGUID: Query
  private let withLink: Query
  private let withLinkAndTitle: Query
  private static let sampled = 24

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

  /// The item with this guid and title, if it is the only one.
  func item(withGUID guid: Int64, title: Int64) throws -> Int64? {
    let found = try Query(
      database, "SELECT id FROM item WHERE feed = ? AND guid = ? AND title = ? LIMIT 2"
    ).all(feed, guid, title) { $0.integer(0) }
    return found.count == 1 ? found[0] : nil
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

  /// A few of the items with the same title, and their links.
  func items(titled title: Int64) throws -> [(id: Int64, link: String?)] {
    try Query(
      database,
      """
      SELECT id, iif(json_valid(fields), json_extract(fields, '$.link'), NULL) FROM item
      WHERE feed = ? AND title = ? LIMIT 3
      """
    ).all(feed, title) { ($0.integer(0), $0.optionalText(1)) }
  }

  /// Up to two items with the same link.
  func items(withLink link: Int64) throws -> [Int64] {
    try Query(database, "SELECT id FROM item WHERE feed = ? AND link = ? LIMIT 2")
      .all(feed, link) { $0.integer(0) }
  }

  /// The guids and links of the newest items. Costs a look at the index of the feed's items.
  func sample() throws -> [(id: Int64, guid: String?, link: String?)] {
    try Query(
      database,
      """
      SELECT id, json_extract(fields, '$.id'), json_extract(fields, '$.link') FROM item
      WHERE json_valid(fields) AND id IN (
        SELECT id FROM item INDEXED BY item_link WHERE feed = ?1 ORDER BY id DESC LIMIT ?2)
      ORDER BY id DESC
      """
    ).all(feed, ItemTable.sampled) { ($0.integer(0), $0.optionalText(1), $0.optionalText(2)) }
  }

  func hasItem(withLink link: Int64) throws -> Bool {
    try withLink.first(feed, link) { _ in true } ?? false
  }
}
