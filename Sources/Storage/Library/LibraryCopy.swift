import GRDBSQLite

/// Takes over the content of a library that lies where nothing can be written.
///
/// Opened as immutable, it is read without a lock and without a file beside it, so it must be at
/// rest: that is for the caller to see to, before and after.
struct LibraryCopy {
  private let source: OpaquePointer

  /// `nil` where the file cannot be read, is no library, or is one of another version.
  init?(of file: Path) {
    guard
      let source = LibraryCopy.open(
        LibraryCopy.immutableURI(of: file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
    else { return nil }
    self.source = source
    guard isCurrent else {
      sqlite3_close_v2(source)
      return nil
    }
  }

  func close() { sqlite3_close_v2(source) }

  /// Makes `file` the same in one transaction, but for the marks: those are read anew from the state
  /// file and the journal of whoever reads it. Whether that succeeded; otherwise `file` is as before.
  func write(to file: Path) -> Bool {
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    guard let target = LibraryCopy.open(file, flags) else { return false }
    defer { sqlite3_close_v2(target) }
    guard let backup = sqlite3_backup_init(target, "main", source, "main") else { return false }
    let isDone = sqlite3_backup_step(backup, -1) == SQLITE_DONE
    guard sqlite3_backup_finish(backup) == SQLITE_OK, isDone else { return false }
    let note = """
      UPDATE meta SET number = 0 WHERE name = '\(LibrarySchema.marks.name)';
      INSERT OR REPLACE INTO meta SELECT '\(LibraryCopy.lastItem)', coalesce(max(id), 0) FROM item;
      """
    return sqlite3_exec(target, note, nil, nil, nil) == SQLITE_OK
  }

  /// Whether a library holds items of feeds that came after it was copied: they stand nowhere else.
  static func hasItemsOfItsOwn(_ file: Path) -> Bool {
    guard let handle = open(file, SQLITE_OPEN_READWRITE) else { return false }
    defer { sqlite3_close_v2(handle) }
    let last = number("SELECT max(id) FROM item", handle) ?? 0
    return last > number("SELECT number FROM meta WHERE name = '\(lastItem)'", handle) ?? 0
  }

  /// In `meta`: the number of the last item that the copy brought.
  private static let lastItem = "copied-item"

  private var isCurrent: Bool {
    LibraryCopy.number("PRAGMA user_version", source) == Int64(LibrarySchema.version)
      && LibrarySchema.groups.allSatisfy {
        LibraryCopy.number("SELECT number FROM meta WHERE name = '\($0.name)'", source)
          == Int64($0.version)
      }
  }

  private static func number(_ sql: String, _ handle: OpaquePointer) -> Int64? {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { return nil }
    defer { sqlite3_finalize(statement) }
    return sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : nil
  }

  private static func open(_ file: Path, _ flags: Int32) -> OpaquePointer? {
    var handle: OpaquePointer?
    let code = file.withCString { sqlite3_open_v2($0, &handle, flags, nil) }
    guard code == SQLITE_OK else {
      sqlite3_close_v2(handle)
      return nil
    }
    sqlite3_busy_timeout(handle, 1000)
    return handle
  }

  /// See "URI filenames" in the documentation of SQLite: these would end or change the path.
  private static func immutableURI(of file: Path) -> Path {
    var bytes = Array("file:".utf8)
    for byte in file.bytes {
      switch byte {
      case UInt8(ascii: "%"): bytes += Array("%25".utf8)
      case UInt8(ascii: "?"): bytes += Array("%3f".utf8)
      case UInt8(ascii: "#"): bytes += Array("%23".utf8)
      default: bytes.append(byte)
      }
    }
    return Path(bytes: bytes + Array("?immutable=1".utf8))
  }
}
