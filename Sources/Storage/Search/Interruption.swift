import GRDB
import GRDBSQLite

/// Gives up what a connection is at when nobody wants it any more.
final class Interruption {
  private let isCancelled: @Sendable () -> Bool

  /// In steps of SQLite's machine, of which a millisecond has some 20,000.
  private static let interval: Int32 = 20_000

  private init(_ isCancelled: @escaping @Sendable () -> Bool) {
    self.isCancelled = isCancelled
  }

  static func watch<Result>(
    _ database: Database, _ isCancelled: @escaping @Sendable () -> Bool, _ body: () throws -> Result
  ) throws -> Result {
    guard !isCancelled() else { throw StorageError.cancelled }
    let watch = Interruption(isCancelled)
    let connection = database.sqliteConnection
    sqlite3_progress_handler(
      connection, interval,
      { context in
        guard let context else { return 0 }
        let watch = Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue()
        return watch.isCancelled() ? 1 : 0
      }, Unmanaged.passUnretained(watch).toOpaque())
    defer {
      sqlite3_progress_handler(connection, 0, nil, nil)
      withExtendedLifetime(watch) {}
    }
    return try body()
  }
}
