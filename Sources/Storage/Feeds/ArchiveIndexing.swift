import Articles
import GRDB

/// Lists what the archive holds where the tables that are derived from it are missing: after those
/// were dropped, or the archive was rescued.
struct ArchiveIndexing {
  let library: Library

  private static let batch = 512

  private struct Part {
    var last: Int64
    var listed: Int
  }

  /// Costs a glance at the feeds where nothing is missing.
  ///
  /// - Parameter progress: is told after every batch what was listed until then.
  func run(
    progress: (IndexSummary) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(StorageError) -> IndexSummary {
    var summary = IndexSummary()
    guard try library.read({ try !pending($0).isEmpty }) else { return summary }
    let sources = try library.write { try enter(pending($0), $0) }
    var last: Int64 = 0
    while true {
      guard !isCancelled() else {
        summary.isCancelled = true
        return summary
      }
      let part = try library.write { try list(after: last, sources, $0) }
      guard let part else { break }
      last = part.last
      summary.added += part.listed
      progress(summary)
      LibraryFile.yield()
    }
    try library.write { database in
      let query = try Query(
        database,
        """
        UPDATE source SET indexed = 1,
          total = (SELECT count(*) FROM listed WHERE list = source.id) WHERE id = ?
        """)
      for source in sources.values { try query.run(source.rawValue) }
    }
    return summary
  }

  /// The feeds whose items are not listed, or not all of them.
  private func pending(_ database: Database) throws -> [(address: String, isTemporary: Bool)] {
    try Query(
      database,
      """
      SELECT address, feed.temporary FROM feed
      LEFT JOIN list ON kind = 0 AND name = CAST(address AS BLOB)
      LEFT JOIN source ON source.id = list.id WHERE indexed IS NOT 1
      """
    ).all { (address: $0.text(0), isTemporary: $0.integer(1) != 0) }
  }

  private func enter(
    _ feeds: [(address: String, isTemporary: Bool)], _ database: Database
  ) throws -> [Int64: SourceID] {
    var sources: [Int64: SourceID] = [:]
    let query = try Query(
      database,
      """
      SELECT feed.id, list.id FROM feed JOIN list ON kind = 0 AND name = CAST(address AS BLOB)
      WHERE address = ?
      """)
    for feed in feeds {
      try Query(database, "INSERT OR IGNORE INTO list(kind, name) VALUES(0, ?)")
        .run(Array(feed.address.utf8))
      try Query(
        database,
        """
        INSERT OR IGNORE INTO source(id, temporary, used) SELECT id, ?2, ?3 FROM list
        WHERE kind = 0 AND name = ?1
        """
      ).run(Array(feed.address.utf8), feed.isTemporary ? 1 : 0, Clock.now.milliseconds)
      let found = try query.first(feed.address) { ($0.integer(0), SourceID($0.integer(1))) }
      if let (id, source) = found { sources[id] = source }
    }
    return sources
  }

  /// In the order in which they came, as they were listed the first time.
  private func list(after last: Int64, _ sources: [Int64: SourceID], _ database: Database) throws
    -> Part?
  {
    let listing = try ItemListing(database, hashing: library.hashing)
    let items = try Query(
      database, "SELECT id, feed FROM item WHERE id > ? ORDER BY id LIMIT ?"
    ).all(last, ArchiveIndexing.batch) { (id: $0.integer(0), feed: $0.integer(1)) }
    guard let end = items.last else { return nil }
    var part = Part(last: end.id, listed: 0)
    for item in items {
      guard let source = sources[item.feed], let found = try ArchivedItem(item.id, database)
      else { continue }
      try listing.update(found, to: source)
      part.listed += 1
    }
    try listing.finish()
    return part
  }
}
