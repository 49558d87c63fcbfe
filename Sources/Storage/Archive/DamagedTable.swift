import GRDB

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
