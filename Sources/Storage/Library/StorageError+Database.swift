import GRDB

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
