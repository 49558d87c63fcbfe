import Articles
import GRDB
import GRDBSQLite
import Glibc

/// The file of the library as the disk sees it: opening, checking, setting aside.
enum LibraryFile {
  /// How many milliseconds a writer waits for those of other processes.
  static let patience = 15_000
  /// In microseconds. Whoever writes much pauses for longer between two transactions, so that
  /// nobody who waits is passed over: SQLite keeps no order, and alone would look again only after
  /// a tenth of a second.
  private static let waitingStep: UInt32 = 2_000
  private static let pause: UInt32 = 3 * waitingStep

  /// In bytes, of a file that is made. An item of a feed has some 2.5 KB: of those a page of SQLite's
  /// usual 4 KB holds one, and of 8 KB three, which makes the file a third smaller.
  static let pageSize = 8192
  /// Of each connection, in KB.
  private static let usualCache = 4000

  /// How many pages the log may have before the next transaction works it into the file. While feeds
  /// come in, or a folder is read for the first time, more pages of the file are kept in memory, too.
  enum Log: Int32 {
    /// 16 MB, which whoever starts next has read in some 10 ms.
    case usual = 2000
    /// 64 MB, while much comes in, one after the other: each time costs three waits for the disk.
    case long = 8000

    func set(_ database: Database) throws {
      sqlite3_wal_autocheckpoint(database.sqliteConnection, rawValue)
      let cache = self == .long ? 4 * usualCache : usualCache
      try Query(database, "PRAGMA cache_size = -\(cache)").run()
    }
  }

  /// Lets another process write, if one waits.
  static func yield() { usleep(pause) }

  /// WAL, so that reading never waits for writing. A power cut may cost the last transactions but
  /// never the file.
  static func configuration(patience: Int = LibraryFile.patience) -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .callback { attempts in
      guard attempts < patience * 1000 / Int(waitingStep) else { return false }
      usleep(waitingStep)
      return true
    }
    // Of the pool that writes: see ``ReadingConnections``.
    configuration.maximumReaderCount = 1
    configuration.label = "library"
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = \(pageSize);
          PRAGMA synchronous = NORMAL;
          PRAGMA temp_store = MEMORY;
          PRAGMA secure_delete = OFF;
          PRAGMA cache_size = -\(usualCache);
          PRAGMA journal_size_limit = 8388608;
          """)
    }
    return configuration
  }

  /// Makes an empty file that only its owner can read: what one reads is nobody else's affair.
  ///
  /// Where there is a file, sees that it and its folder can be written: SQLite would open it for
  /// reading, and leave files beside it that keep its owner out.
  static func prepare(_ file: Path) throws(StorageError) {
    // Never opened where there is one: closing it would end the locks of this process on it.
    let isReady =
      FileFacts(at: file) == nil
      ? OpenFile(file, O_RDWR | O_CREAT) != nil
      : isAllowed(file, R_OK | W_OK) && isAllowed(file.parent, W_OK | X_OK)
    guard isReady else { throw .cannotWrite(path: file.display, code: errno) }
  }

  private static func isAllowed(_ path: Path, _ access: Int32) -> Bool {
    path.withCString { faccessat(AT_FDCWD, $0, access, AT_EACCESS) } == 0
  }

  static func open(
    _ file: Path, patience: Int = LibraryFile.patience
  ) throws(StorageError) -> DatabasePool {
    do {
      return try DatabasePool(
        path: String(decoding: file.bytes, as: UTF8.self),
        configuration: configuration(patience: patience))
    } catch {
      throw StorageError(error, path: file.display)
    }
  }

  /// Moves a damaged file out of the way, with its log; returns where it is now.
  static func setAside(_ file: Path) throws(StorageError) -> Path {
    let aside = Path(bytes: file.bytes + Array(".damaged-\(Clock.now.iso8601Milliseconds)".utf8))
    guard rename(file, to: aside) else {
      throw .cannotWrite(path: file.display, code: errno)
    }
    for suffix in ["-wal", "-shm"] {
      let part = Path(bytes: file.bytes + Array(suffix.utf8))
      _ = rename(part, to: Path(bytes: aside.bytes + Array(suffix.utf8)))
    }
    _ = marker(file).withCString { unlink($0) }
    return aside
  }

  /// Copies the library, as it is at one moment, to `NAME.before-INSTANT`.
  static func backUp(_ database: any DatabaseWriter, at file: Path) throws {
    let instant = Array(".before-\(Clock.now.iso8601Milliseconds)".utf8)
    let copy = Path(bytes: file.bytes + instant)
    try prepare(copy)
    try database.vacuum(into: String(decoding: copy.bytes, as: UTF8.self))
    guard let copied = OpenFile(copy, O_RDONLY), fsync(copied.descriptor) == 0 else {
      throw StorageError.cannotWrite(path: copy.display, code: errno)
    }
  }

  /// Remembers, beside the library, that damage was met in it.
  static func suspect(_ file: Path) {
    guard FileFacts(at: file) != nil else { return }
    _ = OpenFile(marker(file), O_WRONLY | O_CREAT)
  }

  static func isSuspect(_ file: Path) -> Bool { FileFacts(at: marker(file)) != nil }

  /// Reads the whole file once; only after ``suspect(_:)``. What proves sound is suspect no more.
  static func isSound(_ file: Path) -> Bool {
    let verdict = try? open(file).read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
    guard verdict == "ok" else { return false }
    _ = marker(file).withCString { unlink($0) }
    return true
  }

  private static func marker(_ file: Path) -> Path {
    Path(bytes: file.bytes + Array(".suspect".utf8))
  }

  private static func rename(_ old: Path, to new: Path) -> Bool {
    old.withCString { old in new.withCString { Glibc.rename(old, $0) } } == 0
  }
}
