import Articles
import GRDB

/// The largest topics and providers in order, four bytes an article, stored beside the ``ListOrder``: to
/// step through a hundred thousand rows of `listed` takes longer than all else that is done for a list.
///
/// They are what was true when that order was stored; what has changed since is put in its place, as
/// there. Rejected: a bit for each article, which needs the order of all, and to read that takes longer
/// than the rows.
struct LargeLists {
  private let lists: [(list: Int64, ids: [ArticleID])]

  /// A list of fewer is quicker row by row.
  static let fewest: Int = 4096
  /// The least part of all articles, so that not every small topic of a large library is kept twice.
  private static let part: Int64 = 256
  /// To find the place of more takes longer than the rows.
  private static let mostChanges = 200

  /// Finds them for an order that is going to be stored.
  init(fewest: Int = LargeLists.fewest, _ database: Database) throws {
    let all = Int64(try ArticleCounts.number(in: ArticleCounts.Whole.every, database))
    let large = try Query(
      database,
      """
      SELECT list FROM article_count JOIN list ON list.id = list WHERE state = ? AND kind <> ?
      GROUP BY list HAVING sum(articles) >= ?
      """
    ).all(ArticleCounts.anyState, ListKind.source.rawValue, max(Int64(fewest), all / Self.part)) {
      $0.integer(0)
    }
    let rows = try Query(
      database, "SELECT article FROM listed WHERE list = ? ORDER BY sort, title, article")
    lists = try large.map { list in
      (list, try Self.articles(of: list, database) ?? rows.all(list) { ArticleID($0.integer(0)) })
    }
  }

  // MARK: - As it is now

  /// The articles of a list in order; `nil` where they are sooner found row by row.
  static func articles(of list: Int64, _ database: Database) throws -> [ArticleID]? {
    let stored = try Query(
      database,
      """
      SELECT head.last, own.bytes FROM list_order own JOIN list_order head USING (version)
      WHERE own.part = ? AND head.part = 0
      """
    ).first(-list) { row in
      (last: row.integer(0), ids: row.withBlob(1, PackedIntegers.unpackNarrow))
    }
    guard let stored else { return nil }
    let noted = try Query(database, "SELECT article FROM reordered").all {
      ArticleID($0.integer(0))
    }
    let entries = try entries(of: list, since: stored.last, noted, database)
    guard entries.count <= mostChanges else { return nil }
    var ids = stored.ids
    if !noted.isEmpty {
      let noted = ArticleSet(noted)
      ids.removeAll { noted.contains($0) }
    }
    let place = try Query(database, "SELECT published, title FROM article WHERE id = ?")
    for entry in entries { ids.insert(entry.id, at: try index(of: entry, in: ids, place)) }
    // Bytes that were damaged.
    guard try ArticleCounts.number(in: list, database) == ids.count else { return nil }
    return ids
  }

  /// An article at its place.
  private struct Entry {
    let id: ArticleID
    let position: ListPosition

    func precedes(_ other: Entry) -> Bool {
      position.precedes(other.position) ?? (id < other.id)
    }
  }

  /// What is in the list of the articles that have changed since it was stored; too many are cut off.
  private static func entries(
    of list: Int64, since last: Int64, _ noted: [ArticleID], _ database: Database
  ) throws -> [Entry] {
    var entries: [Entry] = []
    func take(_ row: Query) -> Bool {
      if row.withBlob(3, PackedIntegers.unpack).contains(list) {
        entries.append(
          Entry(
            id: ArticleID(row.integer(0)),
            position: ListPosition(published: row.optionalInteger(1), title: row.text(2))))
      }
      return entries.count <= mostChanges
    }
    let columns = "SELECT id, published, title, lists FROM article WHERE"
    try Query(database, "\(columns) id > ?").each(last, row: take)
    let one = try Query(database, "\(columns) id = ?")
    for id in noted where id.rawValue <= last && entries.count <= mostChanges {
      try one.each(id.rawValue, row: take)
    }
    return entries
  }

  private static func index(of entry: Entry, in ids: [ArticleID], _ place: Query) throws -> Int {
    var range = 0..<ids.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let other = try place.first(ids[middle].rawValue) {
        Entry(
          id: ids[middle],
          position: ListPosition(published: $0.optionalInteger(0), title: $0.text(1)))
      }
      if let other, entry.precedes(other) {
        range = range.lowerBound..<middle
      } else {
        range = middle + 1..<range.upperBound
      }
    }
    return range.lowerBound
  }

  // MARK: - What is stored

  /// The row of `list_order` that says for which order they are stored, as there may be none.
  private static let mark = 4

  /// SQL: whether they are stored for the order that is, which an older program may have stored.
  static let areStored = """
    (SELECT count(*) FROM list_order a JOIN list_order b USING (version)
      WHERE a.part = 0 AND b.part = \(mark))
    """

  /// Within the transaction that stores the order.
  func store(version: Int64, _ database: Database) throws {
    try Query(database, "DELETE FROM list_order WHERE part < 0 OR part = \(Self.mark)").run()
    try Query(database, "INSERT INTO list_order VALUES(?, ?, 0, x'')").run(Self.mark, version)
    let insert = try Query(database, "INSERT INTO list_order VALUES(?, ?, 0, ?)")
    for (list, ids) in lists {
      let numbers = ids.map { UInt32(truncatingIfNeeded: $0.rawValue).littleEndian }
      try insert.run(-list, version, numbers.withUnsafeBytes { Array($0) })
    }
  }
}
