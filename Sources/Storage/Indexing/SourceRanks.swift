import Articles
import GRDB

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
