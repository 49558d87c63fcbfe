import Articles
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

/// Numbers in a column of the library: eight bytes each, little-endian, in order.
enum PackedIntegers {
  static func pack(_ numbers: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// What remains of a damaged column after the last whole number is left out.
  static func unpack(_ bytes: UnsafeRawBufferPointer) -> [Int64] {
    (0..<bytes.count / 8).map {
      Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self))
    }
  }

  /// Of numbers that take four bytes each, none negative: those of articles, by the million.
  static func unpackNarrow(_ bytes: UnsafeRawBufferPointer) -> [ArticleID] {
    [ArticleID](unsafeUninitializedCapacity: bytes.count / 4) { numbers, count in
      count = bytes.count / 4
      for place in 0..<count {
        let number = bytes.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self)
        numbers.initializeElement(at: place, to: ArticleID(Int64(UInt32(littleEndian: number))))
      }
    }
  }

  /// As ``unpack(_:)`` one by one, without an array.
  static func each(_ bytes: UnsafeRawBufferPointer, _ body: (Int64) -> Void) {
    for offset in stride(from: 0, through: bytes.count - 8, by: 8) {
      body(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
    }
  }

  static func first(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    bytes.count < 8 ? nil : Int64(littleEndian: bytes.loadUnaligned(as: Int64.self))
  }
}
