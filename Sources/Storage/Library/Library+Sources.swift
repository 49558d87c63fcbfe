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
