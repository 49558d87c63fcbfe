@_spi(ArticleKeys) public import Articles
import GRDB
import GRDBSQLite

/// What newsboat's `cache.db` says of articles that are read.
///
/// The file is opened for reading only and trusted in nothing: it may be damaged or made to harm.
public struct NewsboatCache: Sendable {
  /// A mark for each article that is read. Newsboat does not know when that was: the instant is that
  /// of publication, so that whatever was marked here goes before it, and importing the file again
  /// changes nothing.
  public private(set) var marks: [Mark] = []
  /// How many articles that are read have no address to remember them by.
  public private(set) var withoutAddress = 0

  /// The most rows that are looked at, and the most bytes of one.
  private static let rowLimit = 2_000_000
  private static let rowLength: Int32 = 64 << 20

  /// Whether a file that begins so is one, or another database of SQLite.
  public static func isOne(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: "SQLite format 3\0".utf8)
  }

  /// - Parameter now: no mark is later.
  /// - Throws: `.notNewsboatCache` with the reason.
  public init(path: String, now: Instant) throws(StorageError) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { database in
      sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_LENGTH, NewsboatCache.rowLength)
      try database.execute(
        sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON")
    }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let rows = try queue.read { try NewsboatCache.rows($0, now: now) }
      (marks, withoutAddress) = rows
    } catch let error as StorageError {
      throw error
    } catch {
      let reason = (error as? DatabaseError)?.message ?? "\(error)"
      throw .notNewsboatCache(path: path, reason: reason)
    }
  }

  private struct NoTable: Error, CustomStringConvertible {
    let description = "it has no table of articles"
  }

  private static func rows(_ database: Database, now: Instant) throws -> ([Mark], Int) {
    guard try hasTable(database) else { throw NoTable() }
    var marks: [Mark] = []
    var withoutAddress = 0
    let query = try Query(
      database, "SELECT url, pubDate, unread FROM rss_item LIMIT \(rowLimit)")
    try query.each { row in
      guard row.integer(2) == 0 else { return true }
      if let address = Address(canonicalizing: row.text(0)) {
        let seconds = min(max(row.integer(1), 1), now.milliseconds / 1000)
        marks.append(Mark(ArticleKey(address), .read, at: Instant(milliseconds: seconds * 1000)))
      } else {
        withoutAddress += 1
      }
      return true
    }
    return (marks, withoutAddress)
  }

  /// Whether there is a real table with these columns: a view could run for ever, and a column that
  /// is computed could give more than there is memory.
  private static func hasTable(_ database: Database) throws -> Bool {
    let isTable = try Query(
      database,
      "SELECT 1 FROM sqlite_master WHERE name = 'rss_item' AND type = 'table' AND rootpage > 0"
    ).first { _ in true }
    guard isTable != nil else { return false }
    let columns = try Query(
      database, "SELECT name FROM pragma_table_xinfo('rss_item') WHERE hidden = 0"
    ).all { $0.text(0) }
    return ["url", "pubDate", "unread"].allSatisfy(columns.contains)
  }
}
