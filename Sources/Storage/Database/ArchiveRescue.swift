import Articles
import FeedParsing
import GRDB

/// Reads the archive out of a damaged library, row by row, around what cannot be read.
struct ArchiveRescue {
  private let aside: Path
  private let target: any DatabaseWriter
  private let hashing: AddressHashing

  struct Result: Hashable {
    var feeds = 0
    var items = 0
    /// Rows that could not be read, or did not make sense; at most, as there may have been gaps.
    var lost = 0
  }

  init(from aside: Path, into target: any DatabaseWriter, hashing: AddressHashing) {
    self.aside = aside
    self.target = target
    self.hashing = hashing
  }

  /// What was rescued; nothing where not even the schema can be read.
  func run() -> Result {
    var configuration = Configuration()
    configuration.readonly = true
    guard
      let source = try? DatabaseQueue(
        path: String(decoding: aside.bytes, as: UTF8.self), configuration: configuration)
    else { return Result() }
    var result = Result()
    // Even the end of reading may fail in a damaged file.
    try? source.read { damaged in
      result = try target.write { try copy(from: damaged, to: $0) }
    }
    return result
  }

  private func copy(from damaged: Database, to database: Database) throws -> Result {
    var result = Result()
    let feeds = "token, address, moved_to, temporary, added, format, title, link, description,"
    result.lost += try DamagedTable("feed", feeds + "language, icon, memory, problem", damaged)
      .eachRow { row in
        let isStored = try insertFeed(row, database)
        result.feeds += isStored ? 1 : 0
        return isStored
      }
    let items = "feed, address, seen, date, provider, fields"
    result.lost += try DamagedTable("item", items, damaged).eachRow { row in
      // Of what was purged nothing is left to read.
      guard row.optionalText(6) != nil else { return true }
      let isStored = try insertItem(row, database)
      result.items += isStored ? 1 : 0
      return isStored
    }
    // Items whose feed is lost stay reachable by their stars.
    try Query(
      database,
      """
      INSERT INTO feed(id, token, address, temporary, added)
      SELECT DISTINCT feed, hex(randomblob(16)), 'unknown:' || feed, 0, min(seen) FROM item
      WHERE feed NOT IN (SELECT id FROM feed) GROUP BY feed
      """
    ).run()
    return result
  }

  private func insertFeed(_ row: Query, _ database: Database) throws -> Bool {
    guard !row.text(1).isEmpty, !row.text(2).isEmpty else { return false }
    try Query(
      database,
      "INSERT OR IGNORE INTO feed VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).run(
      row.integer(0), row.text(1), row.text(2), row.optionalText(3), row.integer(4),
      row.integer(5), row.optionalText(6), row.optionalText(7), row.optionalText(8),
      row.optionalText(9), row.optionalText(10), row.optionalText(11), row.optionalText(12),
      row.optionalText(13))
    return database.changesCount > 0
  }

  private func insertItem(_ row: Query, _ database: Database) throws -> Bool {
    let fields = row.blob(6)
    guard let key = Address(key: row.text(2)), let item = FeedItem(json: fields) else {
      return false
    }
    let link = item.link.flatMap { Address(canonicalizing: $0) }
    let identity = ItemIdentity(item, link: link, hashing: hashing)
    try Query(
      database, "INSERT OR IGNORE INTO item VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).run(
      row.integer(0), row.integer(1), identity.guid, identity.link, identity.title, key.text,
      row.integer(3), row.integer(4), row.text(5), 0, UTF8Bytes(bytes: fields))
    return database.changesCount > 0
  }
}

/// A table with a column `id`, of which some pages cannot be read.
struct DamagedTable {
  private let name: String
  private let columns: String
  private let database: Database

  init(_ name: String, _ columns: String, _ database: Database) {
    self.name = name
    self.columns = columns
    self.database = database
  }

  /// Every row that can be read, by ascending id.
  ///
  /// - Parameter body: gets the id as column 0, then the columns; whether it could use the row.
  /// - Returns: How many rows may be missing.
  /// - Throws: What `body` throws, and where not even the columns of the table are known.
  func eachRow(_ body: (Query) throws -> Bool) throws -> Int {
    let query = try Query(
      database, "SELECT id, \(columns) FROM \(name) WHERE id > ? ORDER BY id")
    var last: Int64 = 0
    var lost: Int64 = 0
    while true {
      query.bind(last)
      while let row = try? query.step() {
        guard row else { return Int(clamping: lost) }
        last = max(last + 1, query.integer(0))
        if try !body(query) { lost += 1 }
        guard last < .max - 1 else { return Int(clamping: lost) }
      }
      guard let next = firstReadable(after: last + 1) else {
        return Int(clamping: lost &+ max(1, (highest ?? 0) &- last))
      }
      lost += max(1, next - last - 1)
      last = next - 1
    }
  }

  /// The id of the next row that can be read, found by ever longer steps and halved ones back.
  private func firstReadable(after unreadable: Int64) -> Int64? {
    var low = unreadable
    var step: Int64 = 1
    while !isReadable(from: low + step) {
      low += step
      guard step < 1 << 60 else { return nil }
      step *= 2
    }
    var high = low + step
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isReadable(from: middle) { high = middle } else { low = middle }
    }
    return row(from: high)
  }

  /// Whether the next row from `id` on can be read, or there is none.
  private func isReadable(from id: Int64) -> Bool {
    (try? first(from: id)) != nil
  }

  private func row(from id: Int64) -> Int64? { (try? first(from: id)) ?? nil }

  private func first(from id: Int64) throws -> Int64? {
    try Query(database, "SELECT id, \(columns) FROM \(name) WHERE id >= ? ORDER BY id LIMIT 1")
      .first(id) { $0.integer(0) }
  }

  /// The highest id that was ever given, if that can be read.
  private var highest: Int64? {
    try? Query(database, "SELECT seq FROM sqlite_sequence WHERE name = ?")
      .first(name) { $0.integer(0) }
  }
}
