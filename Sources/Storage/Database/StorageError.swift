import GRDB

/// What can go wrong on the disk: facts with their place; ``message`` makes the sentence.
public enum StorageError: Error, Hashable, Sendable {
  /// `code` is an `errno`.
  case cannotRead(path: String, code: Int32)
  case cannotWrite(path: String, code: Int32)
  case cannotCreateFolder(path: String, code: Int32)
  /// Another process holds the lock on the file for longer than a key may wait.
  case busy(path: String)
  /// Whoever asked wants it no more.
  case cancelled
  /// The file is larger than `limit` bytes, the most that is read of such a file.
  case tooLarge(path: String, limit: Int)
  /// `code` is an extended SQLite result code.
  case database(path: String, code: Int32, reason: String)
  case damagedLibrary(path: String)
  case newerLibrary(path: String, version: Int, supported: Int)
  /// Sound JSON where the state file should be, but something else.
  case notState(path: String)
  /// What was to be imported is no cache of newsboat, or a damaged one.
  case notNewsboatCache(path: String, reason: String)
  case newerState(path: String, version: String, supported: Int)
}

extension StorageError {
  /// What GRDB threw, as a fact of this target.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StorageError: self = error
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damagedLibrary(path: path)
      case .SQLITE_INTERRUPT: self = .cancelled
      case .SQLITE_BUSY: self = .busy(path: path)
      default:
        self = .database(
          path: path, code: error.extendedResultCode.rawValue,
          reason: error.message ?? "no reason given")
      }
    default: self = .database(path: path, code: 0, reason: "\(error)")
    }
  }

  /// Whether a library may well open in another folder.
  var isOfThisPlace: Bool {
    switch self {
    case .cannotRead, .cannotWrite, .cannotCreateFolder, .database: true
    default: false
    }
  }
}

/// Why a state file cannot be used.
enum StateFault: Error, Equatable {
  /// No JSON, or not in the shape of a state file; counted from 0.
  case damaged(offset: Int64)
  /// Sound JSON, but something else: not to be touched.
  case foreign
  /// One address or one value of it takes more than ``JSONWindow/longest``.
  case tooLarge
  /// `code` is an `errno`.
  case unreadable(code: Int32)
  case unwritable(code: Int32)
}

extension StorageError {
  /// What the fault means for the file at `path`, which is not taken for damaged.
  init(_ fault: StateFault, path: Path) {
    switch fault {
    case .damaged, .foreign: self = .notState(path: path.display)
    case .tooLarge: self = .tooLarge(path: path.display, limit: JSONWindow.longest)
    case .unreadable(let code): self = .cannotRead(path: path.display, code: code)
    case .unwritable(let code): self = .cannotWrite(path: path.display, code: code)
    }
  }
}
