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
