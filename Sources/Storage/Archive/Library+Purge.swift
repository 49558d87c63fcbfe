public import Articles
import GRDB

extension Library {
  /// Deletes the items of a feed for good, except those that are starred.
  ///
  /// - Parameters:
  ///   - address: the feed, as the person wrote it.
  ///   - seenBefore: only items that were first seen before; those do not come back while the feed
  ///     still has them. `nil` means all items; then the feed is forgotten too, if none stays.
  ///   - marks: are read up to their end before anything goes; what that brings is told to nobody.
  /// - Returns: How many were deleted.
  @discardableResult
  public func purge(
    _ address: String, seenBefore: Instant? = nil, keeping marks: MarkStore
  ) throws(StorageError) -> Int {
    try marks.indexPending()
    _ = try ArchiveIndexing(library: self).run()
    let purge = try read { database -> FeedPurge? in
      let feed = try FeedTable(database).id(of: address)
      let source = try Query(database, "SELECT id FROM list WHERE kind = 0 AND name = ?")
        .first(Array(address.utf8)) { SourceID($0.integer(0)) }
      guard let feed, let source else { return nil }
      return FeedPurge(feed: feed, source: source, seenBefore: seenBefore)
    }
    guard let purge else { return 0 }
    return try run(purge)
  }

  private func run(
    _ purge: FeedPurge, while isWanted: (Database) throws -> Bool = { _ in true }
  ) throws(StorageError) -> Int {
    var purged = 0
    var last: Int64 = 0
    while let part = try write({
      try isWanted($0) ? purge.step(after: last, $0, hashing: hashing) : nil
    }) {
      last = part.last
      LibraryFile.yield()
      purged += part.purged
    }
    try write { database in
      if try isWanted(database), try purge.finish(database) { return }
      try Query(
        database,
        """
        UPDATE source SET total = (SELECT count(*) FROM listed WHERE list = source.id) WHERE id = ?
        """
      ).run(purge.source.rawValue)
    }
    return purged
  }

  /// Forgets a feed that was given on the command line, unless it is given again meanwhile. If one of
  /// its items is starred, it stays as if it had been a source that was removed.
  func forget(_ feed: Int64, _ source: SourceID) throws(StorageError) {
    let purge = FeedPurge(feed: feed, source: source, seenBefore: nil)
    func isDropped(_ database: Database) throws -> Bool {
      try Query(database, "SELECT dropped FROM source WHERE id = ?")
        .first(source.rawValue) { $0.integer(0) != 0 } ?? false
    }
    _ = try run(purge, while: isDropped)
    try write { database in
      guard try isDropped(database) else { return }
      try Query(database, "UPDATE feed SET temporary = 0 WHERE id = ?").run(feed)
      try Query(database, "UPDATE source SET temporary = 0, dropped = 0 WHERE id = ?")
        .run(source.rawValue)
    }
  }
}
