public import Articles
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

extension Library {
  /// Deletes the items of feeds for good, except those that have a star or a label.
  ///
  /// - Parameters:
  ///   - addresses: the feeds, as the person wrote them.
  ///   - seenBefore: only items that were first seen before; those do not come back while the feed
  ///     still has them. `nil` means all items; then the feed is forgotten too, if none stays.
  ///   - keepsUnread: whether what is not read stays, too.
  ///   - isTrial: whether they are only counted.
  ///   - marks: are read up to their end before anything goes; what that brings is told to nobody.
  /// - Returns: How many were deleted of each feed, in the order of the addresses.
  @discardableResult
  public func purge(
    _ addresses: [String], seenBefore: Instant? = nil, keepsUnread: Bool = false,
    isTrial: Bool = false, keeping marks: MarkStore
  ) throws(StorageError) -> [Int] {
    try marks.indexPending()
    _ = try ArchiveIndexing(library: self).run()
    var counts: [Int] = []
    for address in addresses {
      var purge = try purge(of: address, seenBefore: seenBefore)
      purge?.keepsUnreadOf = keepsUnread ? marks.stateID : nil
      purge?.isTrial = isTrial
      counts.append(try purge.map { (purge) throws(StorageError) in try run(purge) } ?? 0)
    }
    return counts
  }

  /// Whether `interval` milliseconds have gone by since the last time that this was asked and so.
  ///
  /// Looking for what is old reads every item: too much for every refresh.
  public func isPurgeDue(every interval: Int64, now: Instant) throws(StorageError) -> Bool {
    let name = "purged"
    return try write { database in
      let last = try Meta.number(name, database) ?? 0
      // A clock that was set back must not put it off for years.
      guard last > now.milliseconds || now.milliseconds - last >= interval else { return false }
      try Meta.set(name, to: now.milliseconds, database)
      return true
    }
  }

  private func purge(
    of address: String, seenBefore: Instant?
  ) throws(StorageError) -> FeedPurge? {
    try read { database in
      let feed = try FeedTable(database).id(of: address)
      let source = try Query(database, "SELECT id FROM list WHERE kind = 0 AND name = ?")
        .first(Array(address.utf8)) { SourceID($0.integer(0)) }
      guard let feed, let source else { return nil }
      return FeedPurge(feed: feed, source: source, seenBefore: seenBefore)
    }
  }

  private func run(
    _ purge: FeedPurge, while isWanted: (Database) throws -> Bool = { _ in true }
  ) throws(StorageError) -> Int {
    var purged = 0
    var last: Int64 = 0
    func step(_ database: Database) throws -> FeedPurge.Part? {
      try isWanted(database) ? purge.step(after: last, database, hashing: hashing) : nil
    }
    while let part = purge.isTrial ? try read(step) : try write(step) {
      last = part.last
      purged += part.purged
      if !purge.isTrial { LibraryFile.yield() }
    }
    guard !purge.isTrial else { return purged }
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
  /// its items has a star or a label, it stays as if it had been a source that was removed.
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
