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
