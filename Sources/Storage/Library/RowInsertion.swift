import GRDB

/// Inserts rows into a table, several at a time: what a statement costs by itself is more than what
/// a row costs.
///
/// Values are bound as they come; the last rows are written by ``finish()``.
final class RowInsertion {
  private let query: Query
  private let columns: Int
  private let rowsAtOnce: Int
  private let space = BindingSpace()
  private var count = 0

  /// - Parameter start: as far as the values: `INSERT OR ROLLBACK INTO table(column, …)`. What does
  ///   with a row that breaks a rule is said there: a statement of several rows that SQLite might have
  ///   to undo by itself would first copy every page that it changes.
  /// - Parameter end: what to do with a row that is there: `ON CONFLICT DO UPDATE SET …`.
  init(
    _ database: Database, _ start: String, columns: Int, _ end: String = "", rowsAtOnce: Int = 16
  ) throws {
    let row = "(" + repeatElement("?", count: columns).joined(separator: ",") + ")"
    let rows = repeatElement(row, count: rowsAtOnce).joined(separator: ",")
    query = try Query(database, "\(start) SELECT * FROM (VALUES \(rows)) WHERE true LIMIT ? \(end)")
    self.columns = columns
    self.rowsAtOnce = rowsAtOnce
  }

  /// - Parameter values: one for each column.
  func add<each Value: QueryValue>(_ values: repeat each Value) throws {
    query.set(from: count * columns + 1, in: space, repeat each values)
    count += 1
    if count == rowsAtOnce { try finish() }
  }

  deinit { query.clear() }

  /// Writes the rows that wait. Afterwards nothing of their values is kept.
  func finish() throws {
    guard count > 0 else { return }
    query.set(from: rowsAtOnce * columns + 1, count)
    count = 0
    defer {
      // To clear them all costs more than a row; most hold nothing but places in `space`.
      if space.isTooSmall { query.clear() } else { query.reset() }
      space.clear()
    }
    while try query.step() {}
  }
}
