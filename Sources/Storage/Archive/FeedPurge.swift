import Articles
import GRDB

/// Deletes items of one feed, except those that have a star or a label under any state.
///
/// A trial only counts them.
struct FeedPurge {
  let feed: Int64
  let source: SourceID
  /// Only items first seen before; `nil` means all, and the feed too if nothing stays.
  let seenBefore: Instant?
  /// What is not read there stays, too.
  var keepsUnreadOf: StateID?
  var isTrial = false

  private static let batch = 1024

  struct Part {
    /// The last item that was looked at.
    var last: Int64
    var purged: Int
  }

  /// Looks at a number of items; `nil` when there is none after `last`.
  func step(after last: Int64, _ database: Database, hashing: AddressHashing) throws -> Part? {
    let items = try Query(
      database,
      """
      SELECT id, address FROM item WHERE feed = ? AND id > ? AND seen < ? AND fields IS NOT NULL
      ORDER BY id LIMIT ?
      """
    ).all(feed, last, seenBefore?.milliseconds ?? .max, FeedPurge.batch) {
      (id: $0.integer(0), key: Address(key: $0.text(1)))
    }
    guard let end = items.last else { return nil }
    var part = Part(last: end.id, purged: 0)
    let purged = try items.filter { item in
      try item.key.map { try mayGo(hashing($0), database) } ?? false
    }
    part.purged = purged.count
    guard !isTrial else { return part }
    let listing = try ItemListing(database, hashing: hashing)
    for (item, key) in purged {
      guard let key else { continue }
      try listing.remove(item, key, from: source)
      // What is known of it keeps a feed that still has it from bringing it back.
      try Query(database, "UPDATE item SET fields = NULL, content = 0, provider = '' WHERE id = ?")
        .run(item)
    }
    try listing.settle()
    try listing.finish()
    return part
  }

  /// Ends the purge of a whole feed; `true` if nothing is left of it.
  func finish(_ database: Database) throws -> Bool {
    guard seenBefore == nil else { return false }
    try Query(database, "DELETE FROM item WHERE feed = ? AND fields IS NULL").run(feed)
    guard try ItemTable(database, feed: feed).isEmpty() else { return false }
    try Query(database, "DELETE FROM feed WHERE id = ?").run(feed)
    for folder in try FileTable(database).folders(of: source) {
      try FileTable(database).removeFolder(folder.id)
    }
    try Query(database, "DELETE FROM source WHERE id = ?").run(source.rawValue)
    try Query(database, "DELETE FROM list WHERE id = ?").run(source.rawValue)
    return true
  }

  /// An item that is not listed yet may have a star or a label for all that is known.
  private func mayGo(_ key: Int64, _ database: Database) throws -> Bool {
    let article = try Query(database, "SELECT article FROM address WHERE hash = ? AND is_key = 1")
      .first(key) { $0.integer(0) }
    guard let article else { return false }
    let isKept = try Query(
      database,
      """
      SELECT 1 FROM state JOIN mark ON mark.state = state.id AND mark.article = ?
      WHERE flags & ? != 0 LIMIT 1
      """
    ).first(article, Int(MarkFlags.keeping.rawValue)) { _ in true }
    guard isKept == nil else { return false }
    return try keepsUnreadOf.map { try isRead(article, under: $0, database) } ?? true
  }

  private func isRead(_ article: Int64, under state: StateID, _ database: Database) throws -> Bool {
    try Query(
      database, "SELECT 1 FROM mark WHERE state = ? AND article = ? AND flags & ? != 0"
    ).first(state.rawValue, article, Int(MarkFlags.read.rawValue)) { _ in true } ?? false
  }
}
