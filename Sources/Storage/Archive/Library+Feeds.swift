public import Articles
import FeedParsing
import GRDB

extension Library {
  /// Stores what feeds have brought, all of it or nothing, and lists it.
  ///
  /// Items that the archive has already are updated and keep their marks; those that are no longer
  /// in their feed stay. The cost depends on what is given, not on what is stored. Several feeds in
  /// one call cost less than one by one.
  /// - Parameter now: When items that are new were first seen.
  /// - Returns: As many as the batches of sources that are feeds.
  @discardableResult
  public func store(_ batches: [FeedBatch], now: Instant) throws(StorageError) -> [FeedChanges] {
    let (changes, open) = try write(log: .long) { database in
      let transaction = try ArchiveTransaction(
        database, hashing: hashing, now: now, given: given.current,
        matchings: documents.open(database))
      let changes = try batches.compactMap { try transaction.store($0) }
      try transaction.finish()
      return (changes, try OpenDocuments.state(transaction.matchings, database))
    }
    documents.keep(open)
    return changes
  }

  /// All feeds of the archive, those that are no source any more included.
  public func feeds() throws(StorageError) -> [ArchivedFeed] {
    try read { database in
      try Query(
        database,
        """
        SELECT source.id, address, feed.title, link, format, feed.temporary, added, memory, problem,
          moved_to
        FROM feed LEFT JOIN list ON kind = 0 AND name = CAST(address AS BLOB)
        LEFT JOIN source ON source.id = list.id AND dropped = 0 ORDER BY feed.id
        """
      ).all { row in
        ArchivedFeed(
          source: row.optionalInteger(0).map(SourceID.init), address: row.text(1),
          title: row.optionalText(2), link: row.optionalText(3), format: row.optionalText(4),
          isTemporary: row.integer(5) != 0, added: Instant(milliseconds: row.integer(6)),
          state: FeedState(
            memory: row.optionalText(7), problem: row.optionalText(8),
            movedTo: row.optionalText(9)))
      }
    }
  }

  /// The hosts that have asked to be left alone after `now`, and until when.
  public func hostPauses(now: Instant) throws(StorageError) -> [String: Instant] {
    try read { database in
      let found = try Query(database, "SELECT name, until FROM host WHERE until > ?")
        .all(now.milliseconds) { ($0.text(0), Instant(milliseconds: $0.integer(1))) }
      return Dictionary(found) { $1 }
    }
  }

  /// Remembers pauses; those that are over by `now` are forgotten.
  public func store(pauses: [String: Instant], now: Instant) throws(StorageError) {
    guard !pauses.isEmpty else { return }
    try write { database in
      try Query(database, "DELETE FROM host WHERE until <= ?").run(now.milliseconds)
      for (host, until) in pauses {
        try Query(database, "INSERT OR REPLACE INTO host VALUES(?, ?)")
          .run(host, until.milliseconds)
      }
    }
  }
}
