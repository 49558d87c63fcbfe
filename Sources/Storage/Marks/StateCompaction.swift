import Glibc

/// Writes the state file anew: what is on the disk, merged with what is known here.
///
/// The new file is complete and synced before it changes places with the old one. If the old one
/// then turns out not to be the one that was merged, because somebody wrote it in between, it is
/// merged and written again before it goes. A process killed anywhere in this leaves whole files,
/// and those beside the state file are merged by the next compaction.
///
/// The backup gets the same content, not the file before, as it then has everything that leaves the
/// journal: if the state file is damaged or replaced by an older one, nothing is lost. (A merge
/// holds the whole file before.)
struct StateCompaction {
  private let disk: StateDisk
  /// Marks that stand in no state file.
  private let news: [StateFile]
  /// What the index has read: a state file that looks otherwise was written by others.
  private let known: StateStamp?
  /// Called when the new file is ready to take its place: the last moment for others to write.
  var willReplace: () -> Void = {}

  private static let attempts = 8

  init(_ paths: StatePaths, news: [StateFile], known: StateStamp?) {
    disk = StateDisk(paths: paths)
    self.news = news
    self.known = known
  }

  enum Outcome {
    /// The file says everything already.
    case unchanged
    /// `isKnown`: everything in it was indexed before, or is among the news.
    case written(FileFacts?, isKnown: Bool)
  }

  /// Writes state file and backup; `notice` is told what the person should know.
  func run(_ notice: (String) -> Void) throws(StorageError) -> Outcome {
    // These stay on the disk until what they say is in the state file.
    var leftovers = disk.leftovers()
    var isKnown = leftovers.isEmpty
    for _ in 0..<StateCompaction.attempts {
      let loaded = try disk.load()
      if let text = loaded.notice { notice(text) }
      if let version = loaded.file.newerVersion {
        throw .newerState(
          path: disk.paths.state.display, version: version, supported: StateFile.version)
      }
      if StateStamp(loaded.facts) != known { isKnown = false }
      // The backup too: the file may be an older one that a sync tool has put there.
      let merge = StateMerge(news + leftovers.map(\.file) + [loaded.file, disk.backup()])
      var temporary = try write(
        merge, beside: disk.paths.state, mode: loaded.facts?.mode ?? 0o600)
      if loaded.facts != nil, OpenFile.haveSameBytes(temporary.path, disk.paths.state) {
        try writeBackup(merge)
        guard isInPlace(loaded.facts) else { continue }
        discard(leftovers)
        return .unchanged
      }
      let new = FileFacts(at: temporary.path)
      // Sync tools and other windows write too: then the next attempt begins with what they wrote.
      willReplace()
      switch try replace(temporary, loaded.facts) {
      case .done:
        Folders.sync(disk.paths.state.parent)
        try writeBackup(merge)
        guard isInPlace(new) else {
          isKnown = false
          continue
        }
        discard(leftovers)
        return .written(FileFacts(at: disk.paths.state), isKnown: isKnown)
      case .overtaken(let other):
        isKnown = false
        if let other { leftovers.append((path: temporary.keep(), file: other)) }
      }
    }
    throw .busy(path: disk.paths.state.display)
  }

  /// Whether the state file is still the one that the backup was written of. Otherwise another window
  /// may have written both since, and emptied the journal: its backup must not be lost under this one.
  private func isInPlace(_ file: FileFacts?) -> Bool {
    guard let file, let there = FileFacts(at: disk.paths.state) else { return false }
    return there.hasContent(of: file)
  }

  private enum Replacement {
    case done
    /// Somebody else wrote the file in between; what they wrote, if it is no longer there.
    case overtaken(StateFile?)
  }

  private func replace(_ temporary: borrowing TemporaryFile, _ old: FileFacts?)
    throws(StorageError) -> Replacement
  {
    let state = disk.paths.state
    if temporary.take(state, old == nil ? .intoNothing : .exchange) {
      guard let old else { return .done }
      guard let out = FileFacts(at: temporary.path), !out.hasContent(of: old) else { return .done }
      return .overtaken(StateDisk.file(at: temporary.path))
    }
    let code = errno
    switch code {
    case EEXIST, ENOENT: return .overtaken(nil)
    case EINVAL, ENOSYS, EOPNOTSUPP:
      let current = FileFacts(at: state)
      let isOld = old.map { current?.hasContent(of: $0) ?? false } ?? (current == nil)
      guard isOld else { return .overtaken(nil) }
      guard temporary.take(state, .plain) else {
        throw .cannotWrite(path: state.display, code: errno)
      }
      return .done
    default: throw .cannotWrite(path: state.display, code: code)
    }
  }

  private func write(_ merge: StateMerge, beside path: Path, mode: UInt32) throws(StorageError)
    -> TemporaryFile
  {
    guard let file = TemporaryFile(beside: path, mode: mode) else {
      throw .cannotWrite(path: path.display, code: errno)
    }
    try merge.write { (part) throws(StorageError) in
      guard file.write(part) else { throw .cannotWrite(path: path.display, code: errno) }
    }
    guard file.sync() else { throw .cannotWrite(path: path.display, code: errno) }
    return file
  }

  private func writeBackup(_ merge: StateMerge) throws(StorageError) {
    let path = disk.paths.backup
    try Folders.create(path.parent)
    let file = try write(merge, beside: path, mode: 0o600)
    guard file.take(path, .plain) else { throw .cannotWrite(path: path.display, code: errno) }
    Folders.sync(path.parent)
    disk.discardUnfinishedBackups()
  }

  private func discard(_ leftovers: [(path: Path, file: StateFile)]) {
    for leftover in leftovers { _ = leftover.path.withCString { unlink($0) } }
  }
}
