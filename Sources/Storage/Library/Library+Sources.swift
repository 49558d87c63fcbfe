public import Articles
import GRDB

extension Library {
  /// Makes the sources known and returns them in the order given, each path once.
  ///
  /// The same path has the same id for as long as the library lives. Temporary sources that were
  /// not used for 30 days before `now` are forgotten at the next indexing; a source that was ever
  /// given for good stays so.
  public func attach(_ sources: [SourceSpec], now: Instant) throws(StorageError) -> [Source] {
    let known = try read { try stored(sources, now: now, $0) }
    if let known { return known }
    return try write { database in
      for spec in sources { try store(spec, now: now, database) }
      try Query(
        database, "UPDATE source SET dropped = 1 WHERE temporary = 1 AND dropped = 0 AND used < ?"
      ).run(now.milliseconds - Library.temporaryLifetime)
      return try sources.reduce(into: []) { result, spec in
        guard let found = try find(spec, database), !result.contains(where: { $0.id == found.id })
        else { return }
        result.append(found.source)
      }
    }
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
      if !result.contains(where: { $0.id == found.id }) { result.append(found.source) }
    }
    return result
  }

  private func find(_ spec: SourceSpec, _ database: Database) throws -> StoredSource? {
    let path = Path(bytes: spec.path).withoutTrailingSlashes
    return try Query(
      database,
      """
      SELECT list.id, title, temporary, used, total, indexed, dropped
      FROM list JOIN source USING(id) WHERE kind = 0 AND name = ?
      """
    ).first(path.bytes) { row in
      let title = row.optionalText(1)
      return StoredSource(
        source: Source(
          id: SourceID(row.integer(0)), path: path.bytes,
          title: title ?? String(decoding: path.lastComponent, as: UTF8.self),
          isTemporary: row.integer(2) != 0, total: Int(clamping: row.integer(4)),
          isIndexed: row.integer(5) != 0),
        givenTitle: title, used: row.integer(3), isDropped: row.integer(6) != 0)
    }
  }

  private func store(_ spec: SourceSpec, now: Instant, _ database: Database) throws {
    let path = Path(bytes: spec.path).withoutTrailingSlashes
    try Query(database, "INSERT OR IGNORE INTO list(kind, name) VALUES(0, ?)").run(path.bytes)
    try Query(
      database,
      """
      INSERT INTO source(id, title, temporary, used)
      SELECT id, ?2, ?3, ?4 FROM list WHERE kind = 0 AND name = ?1
      ON CONFLICT(id) DO UPDATE
      SET title = CASE WHEN excluded.temporary THEN coalesce(excluded.title, title)
        ELSE excluded.title END,
        temporary = min(temporary, excluded.temporary), used = excluded.used, dropped = 0
      """
    ).run(path.bytes, spec.title, spec.isTemporary ? 1 : 0, now.milliseconds)
  }
}
