import Glibc

/// A small file of the person's own, which editors and other processes change too.
public struct EditedFile: Sendable {
  private let path: Path
  /// Called when the new file is ready to take its place: the last moment for others to write.
  var willReplace: @Sendable () -> Void = {}

  private static let limit = 16 << 20
  private static let attempts = 16
  /// In milliseconds.
  private static let patience = 2000

  /// - Parameter path: absolute; symbolic links are followed, and stay.
  public init(path: String) {
    self.path = StatePaths.resolved(Path(path))
  }

  /// Its bytes; `nil` where there is no file.
  /// - Throws: `.cannotRead`, `.tooLarge`.
  public func bytes() throws(StorageError) -> [UInt8]? {
    try read()?.bytes
  }

  /// Puts what `change` makes of the content in its place, in one step: after a crash the file
  /// holds the old bytes or the new ones. Keeps the mode; makes the folders above a new file.
  ///
  /// If somebody else writes the file meanwhile, what they wrote stays, and `change` is asked again
  /// with that.
  /// - Parameter change: gets the content, empty where there is no file, and returns the new one,
  ///   `nil` to leave everything as it is.
  /// - Throws: `.cannotRead`, `.tooLarge`, `.cannotWrite`, `.cannotCreateFolder`; `.busy` if others
  ///   never stop writing it.
  public func edit<Answer>(
    _ change: ([UInt8]) -> (bytes: [UInt8]?, answer: Answer)
  ) throws(StorageError) -> Answer {
    try Folders.create(path.parent)
    guard let folder = OpenFile(path.parent, O_RDONLY | O_DIRECTORY) else {
      throw .cannotRead(path: path.parent.display, code: errno)
    }
    // Of two of this program one waits. Where the file system has no locks, comparing must do.
    let lock = try? FileLock(folder.descriptor, milliseconds: Self.patience)
    defer { withExtendedLifetime(lock) {} }
    for _ in 0..<Self.attempts {
      let old = try read()
      let (bytes, answer) = change(old?.bytes ?? [])
      guard let bytes, bytes != old?.bytes else { return answer }
      if try replace(old?.facts, with: bytes) { return answer }
    }
    throw .busy(path: path.display)
  }

  private func read() throws(StorageError) -> (bytes: [UInt8], facts: FileFacts)? {
    guard let file = OpenFile(path, O_RDONLY) else {
      guard errno == ENOENT else { throw .cannotRead(path: path.display, code: errno) }
      return nil
    }
    guard let facts = FileFacts(of: file.descriptor), let bytes = file.bytes(limit: Self.limit)
    else { throw .cannotRead(path: path.display, code: errno) }
    guard facts.kind == .file else {
      throw .cannotRead(path: path.display, code: facts.kind == .folder ? EISDIR : EINVAL)
    }
    guard facts.size <= Int64(Self.limit) else {
      throw .tooLarge(path: path.display, limit: Self.limit)
    }
    return (bytes, facts)
  }

  /// `false` if somebody else was faster; then theirs is in its place.
  private func replace(_ old: FileFacts?, with bytes: [UInt8]) throws(StorageError) -> Bool {
    guard let temporary = TemporaryFile(beside: path, mode: old?.mode ?? 0o600),
      temporary.write(bytes), temporary.sync()
    else { throw .cannotWrite(path: path.display, code: errno) }
    willReplace()
    let isCurrent = FileFacts(at: path).map { old?.hasContent(of: $0) ?? false } ?? (old == nil)
    guard isCurrent else { return false }
    if temporary.take(path, old == nil ? .intoNothing : .exchange) {
      guard let old, let out = FileFacts(at: temporary.path), !out.hasContent(of: old) else {
        Folders.sync(path.parent)
        return true
      }
      // What came out was written since it was compared: back with it.
      if temporary.take(path, .exchange) { return false }
      throw .cannotWrite(path: path.display, code: errno)
    }
    switch errno {
    case EEXIST, ENOENT: return false
    case EINVAL, ENOSYS, EOPNOTSUPP:
      guard temporary.take(path, .plain) else {
        throw .cannotWrite(path: path.display, code: errno)
      }
      Folders.sync(path.parent)
      return true
    default: throw .cannotWrite(path: path.display, code: errno)
    }
  }
}
