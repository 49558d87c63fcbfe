public import Articles
public import FeedParsing
import GRDB
import GRDBSQLite
import Synchronization

/// What one fetch of a feed has brought, or a part of it where that is too much for the memory.
public struct FeedBatch: Sendable {
  public var source: SourceID
  /// `nil` where nothing came, or where there is more of the document to come.
  public var feed: Feed?
  /// What the feed calls itself, where that is known before the rest.
  public var title: String?
  /// In the order of the document. Those of the archive that are not here stay.
  public var items: [FeedItem]
  /// Whether the batch before it for this feed brought an earlier part of the same document.
  public var continues = false
  /// Stored in the same step as the items; `nil` leaves it as it is. The last part of a document has
  /// one.
  public var state: FeedState?

  public init(
    source: SourceID, feed: Feed? = nil, items: [FeedItem] = [], state: FeedState? = nil
  ) {
    self.source = source
    self.feed = feed
    self.items = items
    self.state = state
  }
}

/// What storing a batch came to.
public struct FeedChanges: Hashable, Sendable {
  public let source: SourceID
  /// Items that the archive did not have.
  public var added = 0
  /// The articles whose title or text is another now. They keep their marks.
  public var changed: [Address] = []
  /// Whether articles have another provider, as the title of the feed is known now.
  public var isRenamed = false

  public init(source: SourceID) {
    self.source = source
  }

  /// What a later part of the same document came to.
  public mutating func add(_ other: FeedChanges) {
    added += other.added
    changed += other.changed
    isRenamed = isRenamed || other.isRenamed
  }
}

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

/// Documents of which more is to come, by the numbers of their feeds: what was found out about their
/// items so far.
///
/// Of use as long as nobody else writes to the library in between, here or in another process: else
/// it is forgotten, and what comes next is looked up as if another document had brought the rest.
final class OpenDocuments: Sendable {
  struct State {
    fileprivate(set) var matchings: [Int64: ItemMatching] = [:]
    fileprivate var moment: Moment?
  }

  /// A state of the library, as the connection sees it that writes.
  fileprivate struct Moment: Equatable {
    /// Another with every change by another connection.
    let version: Int64
    /// Rows changed by this connection.
    let changes: Int64

    init(_ database: Database) throws {
      version = try Query(database, "PRAGMA data_version").first { $0.integer(0) } ?? 0
      changes = sqlite3_total_changes64(database.sqliteConnection)
    }
  }

  /// Of all documents together; some 10 MB.
  private static let mostItems = 1 << 16

  private let state = Mutex(State())

  /// Takes out what is of use at the beginning of a transaction.
  func open(_ database: Database) throws -> [Int64: ItemMatching] {
    let moment = try Moment(database)
    return state.withLock { state in
      defer { state = State() }
      return state.moment == moment ? state.matchings : [:]
    }
  }

  /// What to keep when the transaction has succeeded that is at its end here.
  static func state(_ matchings: [Int64: ItemMatching], _ database: Database) throws -> State {
    guard matchings.values.reduce(0, { $0 + $1.count }) <= mostItems else { return State() }
    return State(matchings: matchings, moment: try Moment(database))
  }

  func keep(_ new: consuming State) {
    let new = new
    state.withLock { $0 = new }
  }
}
