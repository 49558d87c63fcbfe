import GRDB
import GRDBSQLite

/// A prepared statement, bound and stepped without intermediate rows.
///
/// GRDB owns the statement, the connection and the transaction; this only spares the value layer
/// between, which costs more than SQLite itself when a hundred thousand rows are read or written.
/// Statements are cached by their text: never step one while it is being stepped further out.
struct Query {
  private let statement: Statement
  private let handle: OpaquePointer

  init(_ database: Database, _ sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  /// Binds the parameters from the first on; those left out keep their value.
  func bind<each Value: QueryValue>(_ values: repeat each Value) {
    sqlite3_reset(handle)
    set(from: 1, repeat each values)
  }

  /// Binds some of the parameters of a statement that is not being stepped.
  /// - Parameter space: holds the values until the statement has run, if there is room.
  func set<each Value: QueryValue>(
    from first: Int, in space: BindingSpace? = nil, _ values: repeat each Value
  ) {
    var index = Int32(clamping: first)
    repeat set(each values, &index, space)
  }

  @inline(__always)
  private func set(_ value: some QueryValue, _ index: inout Int32, _ space: BindingSpace?) {
    value.bind(to: handle, at: index, in: space)
    index += 1
  }

  /// Makes it ready for ``set(from:in:_:)``, whether or not it was stepped to its end.
  func reset() {
    sqlite3_reset(handle)
  }

  /// Forgets the values of all parameters.
  func clear() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Whether there is a further row.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let connection = sqlite3_db_handle(handle)
      let error = DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
        message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs a statement that gives no rows, or whose rows do not matter.
  func run<each Value: QueryValue>(_ values: repeat each Value) throws {
    bind(repeat each values)
    while try step() {}
  }

  /// The first row, if there is one.
  func first<Result, each Value: QueryValue>(
    _ values: repeat each Value, row: (Query) throws -> Result
  ) throws -> Result? {
    bind(repeat each values)
    defer { sqlite3_reset(handle) }
    return try step() ? row(self) : nil
  }

  /// All rows.
  func all<Result, each Value: QueryValue>(
    _ values: repeat each Value, row: (Query) throws -> Result
  ) throws -> [Result] {
    bind(repeat each values)
    defer { sqlite3_reset(handle) }
    var results: [Result] = []
    while try step() { results.append(try row(self)) }
    return results
  }

  /// Every row in turn, until `row` says no.
  func each<each Value: QueryValue>(
    _ values: repeat each Value, row: (Query) throws -> Bool
  ) throws {
    bind(repeat each values)
    defer { sqlite3_reset(handle) }
    while try step(), try row(self) {}
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The text as it lies in SQLite, valid in `body` only.
  func withText<Result>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let bytes = sqlite3_column_text(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  }

  func optionalText(_ column: Int32) -> String? {
    isNull(column) ? nil : text(column)
  }

  func blob(_ column: Int32) -> [UInt8] {
    withBlob(column) { Array($0) }
  }

  /// The bytes as they lie in SQLite, valid in `body` only.
  func withBlob<Result>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let bytes = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  }
}

/// What can be bound to a parameter of a ``Query``.
protocol QueryValue {
  /// - Parameter space: holds the value until the statement has run, if there is room.
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?)
}

/// Tells SQLite to copy the bytes before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension String: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    var text = self
    text.withUTF8 { bindText(UnsafeRawBufferPointer($0), to: statement, at: index, in: space) }
  }
}

/// Bytes that are UTF-8 and stored as text.
struct UTF8Bytes: QueryValue {
  let bytes: [UInt8]

  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    bytes.withUnsafeBytes { bindText($0, to: statement, at: index, in: space) }
  }
}

extension [UInt8]: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    withUnsafeBytes { bytes in
      if bytes.isEmpty {
        _ = sqlite3_bind_zeroblob(statement, index, 0)
      } else if let copy = space?.copy(bytes) {
        _ = sqlite3_bind_blob(statement, index, copy, Int32(clamping: bytes.count), nil)
      } else {
        _ = sqlite3_bind_blob(
          statement, index, bytes.baseAddress, Int32(clamping: bytes.count), transient)
      }
    }
  }
}

extension Optional: QueryValue where Wrapped: QueryValue {
  func bind(to statement: OpaquePointer, at index: Int32, in space: BindingSpace?) {
    if let value = self {
      value.bind(to: statement, at: index, in: space)
    } else {
      sqlite3_bind_null(statement, index)
    }
  }
}

/// Lasts for ever, so that SQLite need not copy it.
private let noText: StaticString = ""

private func bindText(
  _ text: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32,
  in space: BindingSpace?
) {
  let count = Int32(clamping: text.count)
  if text.isEmpty {
    // An empty string has no address, and a null one would be bound as NULL.
    let start = UnsafeRawPointer(noText.utf8Start).assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(statement, index, start, 0, nil)
  } else if let copy = space?.copy(text) {
    sqlite3_bind_text(statement, index, copy.assumingMemoryBound(to: CChar.self), count, nil)
  } else {
    text.withMemoryRebound(to: CChar.self) {
      _ = sqlite3_bind_text(statement, index, $0.baseAddress, count, transient)
    }
  }
}

/// Room for the values of a few rows, so that SQLite need not copy each into memory of its own.
final class BindingSpace {
  private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var used = 0
  /// Whether there was a value without room since the last ``clear()``.
  private(set) var isTooSmall = false

  deinit { bytes.deallocate() }

  /// A copy that lasts until ``clear()``; `nil` where there is no room.
  func copy(_ value: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    guard value.count < bytes.count - used else {
      isTooSmall = true
      return nil
    }
    let copy = UnsafeMutableRawBufferPointer(rebasing: bytes[used...].prefix(value.count + 1))
    copy.copyMemory(from: value)
    used += value.count + 1
    return UnsafeRawPointer(copy.baseAddress)
  }

  func clear() {
    used = 0
    isTooSmall = false
  }
}

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
