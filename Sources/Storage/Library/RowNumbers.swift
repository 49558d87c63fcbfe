import GRDB

/// Numbers for new rows of a table with AUTOINCREMENT, the same that SQLite would give: above all
/// that were ever given. Valid within one transaction, as long as nobody else adds rows.
struct RowNumbers {
  private var last: Int64

  init(of table: String, _ database: Database) throws {
    let stored = try Query(database, "SELECT max(id) FROM \(table)").first { $0.integer(0) }
    let given = try Query(database, "SELECT seq FROM sqlite_sequence WHERE name = ?")
      .first(table) { $0.integer(0) }
    last = max(stored ?? 0, given ?? 0)
  }

  mutating func next() -> Int64 {
    // Of a damaged table the last number may be the greatest; SQLite then refuses the row.
    last &+= 1
    return last
  }
}
