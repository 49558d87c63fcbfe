import Articles
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
