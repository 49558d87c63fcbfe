import GRDB

/// What the articles of a folder relate to, while it is read for the first time: rows of the table
/// `related` that are stored later, many at once and in their order.
///
/// Stored with their articles they lie anywhere in the table: every batch would write most of its pages
/// anew, which takes ever longer the more there are. `related` of an article says the same, so that
/// nothing is lost where it never comes to that; see ``IndexWriter``.
final class PendingRelations {
  private var rows: [(hash: Int64, article: Int64)] = []
  /// Articles that have others by now.
  private var dropped: Set<Int64> = []

  private static let most = 1 << 18
  private static let atOnce = 1 << 14

  /// Whether they should be stored, so that they do not fill the memory.
  var areMany: Bool { rows.count >= Self.most }

  func add(_ hashes: [Int64], to article: Int64) {
    for hash in hashes { rows.append((hash, article)) }
  }

  func drop(_ article: Int64) { dropped.insert(article) }

  /// Gathers those of all articles of a source.
  func addAll(of source: Int64, _ database: Database) throws {
    let articles = try Query(database, "SELECT article FROM listed WHERE list = ?")
      .all(source) { $0.integer(0) }
    let query = try Query(database, "SELECT related FROM article WHERE id = ?")
    for article in articles {
      let hashes = try query.first(article) { $0.withBlob(0, PackedIntegers.unpack) }
      add(hashes ?? [], to: article)
    }
  }

  func store(in library: Library) throws(StorageError) {
    rows.removeAll { dropped.contains($0.article) }
    rows.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.article < $1.article }
    for start in stride(from: 0, to: rows.count, by: Self.atOnce) {
      try library.write(log: .long) { database in
        let insertion = try RowInsertion(
          database, "INSERT OR IGNORE INTO related", columns: 2, rowsAtOnce: 64)
        for row in rows[start...].prefix(Self.atOnce) { try insertion.add(row.hash, row.article) }
        try insertion.finish()
      }
      LibraryFile.yield()
    }
    rows = []
    dropped = []
  }
}
