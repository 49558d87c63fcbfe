public import Articles
import GRDB

extension Library {
  /// Makes the sources known and returns them in the order given, each place once.
  ///
  /// The same place has the same id for as long as the library lives, and a feed keeps it when the
  /// person writes the address that the old one has moved to. Temporary sources that were not used
  /// for 30 days before `now` are forgotten at the next indexing; a source that was ever given for
  /// good stays so. The sources of a file belong in one call: one that is missing there counts as
  /// removed.
  public func attach(_ sources: [SourceSpec], now: Instant) throws(StorageError) -> [Source] {
    given.note(sources)
    let known = try read { try stored(sources, now: now, $0) }
    if let known { return known }
    return try write { database in
      let feeds = FeedTable(database)
      let given = Set(sources.map(\.place))
      for spec in sources {
        if case .feed(let address) = spec.place {
          try feeds.make(address, isTemporary: spec.isTemporary, now: now) {
            !given.contains(.feed($0))
          }
        }
        try store(spec, now: now, database)
      }
      try Query(
        database, "UPDATE source SET dropped = 1 WHERE temporary = 1 AND dropped = 0 AND used < ?"
      ).run(now.milliseconds - Library.temporaryLifetime)
      let result: [Source] = try sources.reduce(into: []) { result, spec in
        if let found = try find(spec, database) { Self.add(found.source, to: &result) }
      }
      try SourceRanks.set(
        unlisted(beside: result, sources, database), areNew: !Self.areAll(sources), database)
      return result
    }
  }

  /// Whether these are those of a sources file.
  private static func areAll(_ specs: [SourceSpec]) -> Bool {
    !specs.isEmpty && specs.allSatisfy { !$0.isTemporary }
  }

  /// The sources that the person does not have, when these were given.
  private func unlisted(
    beside found: [Source], _ specs: [SourceSpec], _ database: Database
  ) throws -> Set<Int64> {
    let ids = Set(found.map(\.id.rawValue))
    if Self.areAll(specs) {
      return try SourceRanks.others(than: ids, database)
    }
    // Given for a run: one that is of the file, too, stays that.
    let new = found.filter { $0.isTemporary }.map(\.id.rawValue)
    return try SourceRanks.unlisted(database).union(new)
  }

  private static let day: UInt64 = 86_400_000
  private static let temporaryLifetime: Int64 = 30 * 86_400_000

  private struct StoredSource {
    var source: Source
    var givenTitle: String?
    var used: Int64
    var isDropped: Bool

    var id: SourceID { source.id }
  }

  /// The sources if nothing has to be written: all known, as described, and used within a day.
  private func stored(_ sources: [SourceSpec], now: Instant, _ database: Database) throws
    -> [Source]?
  {
    var result: [Source] = []
    for spec in sources {
      guard let found = try find(spec, database), !found.isDropped,
        !found.source.isTemporary || spec.isTemporary,
        found.givenTitle == spec.title || (spec.isTemporary && spec.title == nil),
        (now.milliseconds &- found.used).magnitude < Library.day
      else { return nil }
      Self.add(found.source, to: &result)
    }
    guard
      try unlisted(beside: result, sources, database) == SourceRanks.unlisted(database)
    else { return nil }
    return result
  }

  /// Adds a source, or only its tags where it is there already.
  private static func add(_ source: Source, to sources: inout [Source]) {
    if let place = sources.firstIndex(where: { $0.id == source.id }) {
      sources[place].tags += source.tags
    } else {
      sources.append(source)
    }
  }

  private func find(_ spec: SourceSpec, _ database: Database) throws -> StoredSource? {
    let found = try Query(
      database,
      """
      SELECT list.id, source.title, source.temporary, used, total, indexed, dropped, feed.title,
        feed.id
      FROM list JOIN source ON source.id = list.id
      LEFT JOIN feed ON feed.address = CAST(list.name AS TEXT) WHERE kind = 0 AND name = ?
      """
    ).first(spec.place.name) { row in
      let title = row.optionalText(1)
      let place = SourcePlace(name: spec.place.name)
      let source = Source(
        id: SourceID(row.integer(0)), place: place,
        title: title ?? place.title(ofFeed: row.optionalText(7)), name: title, tags: spec.tags,
        isTemporary: row.integer(2) != 0, total: Int(clamping: row.integer(4)),
        isIndexed: row.integer(5) != 0)
      return StoredSource(
        source: source, givenTitle: title, used: row.integer(3),
        isDropped: row.integer(6) != 0 || source.isFeed && row.optionalInteger(8) == nil)
    }
    return found
  }

  private func store(_ spec: SourceSpec, now: Instant, _ database: Database) throws {
    let name = spec.place.name
    try Query(database, "INSERT OR IGNORE INTO list(kind, name) VALUES(0, ?)").run(name)
    try Query(
      database,
      """
      INSERT INTO source(id, title, temporary, used, indexed)
      SELECT id, ?2, ?3, ?4, EXISTS(SELECT 1 FROM feed WHERE address = CAST(name AS TEXT)
        AND NOT EXISTS(SELECT 1 FROM item WHERE feed = feed.id))
      FROM list WHERE kind = 0 AND name = ?1
      ON CONFLICT(id) DO UPDATE
      SET title = CASE WHEN excluded.temporary THEN coalesce(excluded.title, title)
        ELSE excluded.title END,
        temporary = min(temporary, excluded.temporary), used = excluded.used, dropped = 0
      """
    ).run(name, spec.title, spec.isTemporary ? 1 : 0, now.milliseconds)
  }
}

/// Forgets the sources that ``Library/attach(_:now:)`` gave up.
struct SourceRemoval {
  let library: Library

  private static let batch = 1024

  func run() throws(StorageError) {
    let dropped = try library.read { database in
      try Query(database, "SELECT id FROM source WHERE dropped = 1").all { $0.integer(0) }
    }
    for id in dropped.map(SourceID.init) {
      if let feed = try library.read({ try FeedTable($0).feed(of: id)?.id }) {
        try library.forget(feed, id)
      } else {
        try forget(id)
      }
    }
  }

  /// In steps, so that nobody waits long. A source that is attached again meanwhile stays, and its
  /// missing files are found by the next scan.
  private func forget(_ source: SourceID) throws(StorageError) {
    var isDone = false
    while !isDone {
      isDone = try library.write { database in
        let isDropped =
          try Query(database, "SELECT dropped FROM source WHERE id = ?")
          .first(source.rawValue) { $0.integer(0) != 0 }
        guard isDropped == true else { return true }
        return try step(source, database)
      }
      LibraryFile.yield()
    }
  }

  /// Whether nothing is left of the source.
  private func step(_ source: SourceID, _ database: Database) throws -> Bool {
    let transaction = try IndexTransaction(database, source: source)
    let table = FileTable(database)
    if let folder = try table.folders(of: source).first {
      let files = try table.files(in: folder.id)
      for file in files.prefix(SourceRemoval.batch) { try transaction.remove(file) }
      if files.count <= SourceRemoval.batch { try table.removeFolder(folder.id) }
      try transaction.finish()
      return false
    }
    let hadOrphans = try transaction.settleOrphans(limit: SourceRemoval.batch)
    try transaction.finish()
    if hadOrphans { return false }
    try Query(database, "DELETE FROM source WHERE id = ?").run(source.rawValue)
    try Query(database, "DELETE FROM list WHERE id = ?").run(source.rawValue)
    return true
  }
}

/// Which sources the person has now. Of an article that several hold, one of these supplies the fields: what
/// was removed, or was only looked into, tells no list and no count of what the others have.
///
/// Kept among the numbers of the library; a source of which nothing is said is one that the person has.
enum SourceRanks {
  private static let prefix = "unlisted-"
  private static let due = "ranks-due"

  /// Those that were removed, or were only given for a run.
  static func unlisted(_ database: Database) throws -> Set<Int64> {
    Set(
      try Query(database, "SELECT name FROM meta WHERE name > ? AND name < ?")
        .all(prefix, "unlisted.") { Int64($0.text(0).dropFirst(prefix.count)) ?? 0 })
  }

  /// Those that are to be when these are all that the person has.
  static func others(than listed: Set<Int64>, _ database: Database) throws -> Set<Int64> {
    Set(try Query(database, "SELECT id FROM source").all { $0.integer(0) }).subtracting(listed)
  }

  /// - Parameters:
  ///   - unlisted: all of them.
  ///   - areNew: whether those that were not among them have no articles yet.
  static func set(_ unlisted: Set<Int64>, areNew: Bool, _ database: Database) throws {
    let old = try self.unlisted(database)
    guard old != unlisted else { return }
    for id in old.subtracting(unlisted) {
      try Query(database, "DELETE FROM meta WHERE name = ?").run(prefix + String(id))
    }
    for id in unlisted.subtracting(old) { try Meta.set(prefix + String(id), to: 1, database) }
    if areNew { return }
    // Another number each time: who settles an earlier change does not end this one.
    try Meta.set(due, to: Int64.random(in: .min ... .max), database)
  }

  /// Lets other files or items supply the fields of articles where that is due: in steps, so that nobody waits long.
  /// - Returns: how many articles read otherwise than before.
  static func settle(in library: Library) throws(StorageError) -> Int {
    guard let change = try library.read({ try Meta.number(due, $0) }) else { return 0 }
    var count = 0
    var last: Int64 = 0
    while true {
      let shared = try library.read { database in
        try Query(
          database,
          """
          SELECT article FROM file WHERE article > ? GROUP BY article HAVING count(*) > 1
          ORDER BY article LIMIT 512
          """
        ).all(last) { $0.integer(0) }
      }
      guard let end = shared.last else { break }
      count += try library.write { database in
        let transaction = try IndexTransaction(database, source: SourceID(0))
        var changed = 0
        for article in shared {
          if try transaction.rank(article) { changed += 1 }
          try TextIndex.note(changed: article, database)
        }
        try transaction.finish()
        return changed
      }
      last = end
      LibraryFile.yield()
    }
    try library.write {
      try Query($0, "DELETE FROM meta WHERE name = ? AND number = ?").run(due, change)
    }
    return count
  }
}
