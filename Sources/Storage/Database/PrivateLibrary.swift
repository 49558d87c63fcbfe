import Articles
import GRDBSQLite
import Glibc

/// The library of somebody who cannot write the shared one: a second user, a read-only medium.
///
/// A file of their own in the folder for caches. It begins as a copy of the shared one, and is copied
/// again when that has changed, as far as it is at rest: while somebody has it open, or left a log
/// beside it, the private one is brought up to date from the folders alone.
///
/// A file beside it says what was copied last, and is locked: shared by whoever has the private
/// library open, exclusively by whoever copies, so that nothing changes under an open window.
struct PrivateLibrary {
  private let shared: Path
  private let file: Path

  init(of shared: Path, in folder: Path) {
    self.shared = StatePaths.resolved(shared)
    let name = SHA256.hexDigest(of: self.shared.bytes).prefix(16)
    file = folder.appending("library-\(name).sqlite")
  }

  /// - Parameter reason: Why the shared one cannot be used.
  /// - Throws: As ``Library/init(path:)``.
  func open(
    because reason: StorageError, patience: Int = LibraryFile.patience
  ) throws(StorageError) -> Library {
    try Folders.create(file.parent)
    guard let lease = OpenFile(copied, O_RDWR | O_CREAT) else {
      throw .cannotWrite(path: copied.display, code: errno)
    }
    if flock(lease.descriptor, LOCK_EX | LOCK_NB) == 0 { renew(lease) }
    guard share(lease, patience) else { throw .busy(path: file.display) }
    let notice = Wording.privateLibrary(
      insteadOf: shared.display, in: file.parent.display, reason)
    return try Library(file, notices: [notice], lease: lease, patience: patience)
  }

  private var copied: Path { Path(bytes: file.bytes + Array(".copied".utf8)) }

  /// Copies the shared library if it is not the one that was copied last, unless the reader has
  /// fetched feeds since: those items would be lost.
  private func renew(_ lease: borrowing OpenFile) {
    guard let stamp = stampAtRest else { return }
    let text = Array("\(stamp.size) \(stamp.modified) \(stamp.changed) \(stamp.inode)\n".utf8)
    guard FileFacts(at: file) == nil || lease.bytes(limit: 200) != text,
      !LibraryCopy.hasItemsOfItsOwn(file),
      let copy = LibraryCopy(of: shared)
    else { return }
    defer { copy.close() }
    guard (try? LibraryFile.prepare(file)) != nil, copy.write(to: file) else { return }
    ftruncate(lease.descriptor, 0)
    if stampAtRest == stamp {
      _ = text.withUnsafeBytes { lease.write($0) }
    } else {
      // Somebody wrote it meanwhile, so that the parts of the copy may not belong together.
      for path in [file, Path(bytes: file.bytes + Array("-wal".utf8))] {
        _ = path.withCString { unlink($0) }
      }
    }
  }

  /// `nil` unless all of the shared library is in its file.
  private var stampAtRest: StateStamp? {
    let log = FileFacts(at: Path(bytes: shared.bytes + Array("-wal".utf8)))
    guard log?.size ?? 0 == 0, let facts = FileFacts(at: shared), facts.kind == .file else {
      return nil
    }
    return StateStamp(facts)
  }

  /// Where the file system has no locks, a copy is made by nobody.
  private func share(_ lease: borrowing OpenFile, _ patience: Int) -> Bool {
    for _ in 0..<max(1, patience) {
      guard flock(lease.descriptor, LOCK_SH | LOCK_NB) != 0 else { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return true }
      usleep(1000)
    }
    return false
  }
}

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
