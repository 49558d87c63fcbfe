import Articles
import GRDB
import Glibc
import Synchronization

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
  private let news: [StateSource]
  private let otherVersions: [OtherVersion]
  /// What the index has read: a state file that looks otherwise was written by others.
  private let known: StateStamp?
  /// Called when the new file is ready to take its place: the last moment for others to write.
  var willReplace: () -> Void = {}

  private static let attempts = 8

  init(
    _ disk: StateDisk, news: [StateSource], otherVersions: [OtherVersion] = [], known: StateStamp?
  ) {
    self.disk = disk
    self.news = news
    self.otherVersions = otherVersions
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
    var otherVersions = otherVersions
    var isKnown = otherVersions.isEmpty
    for _ in 0..<StateCompaction.attempts {
      let loaded = try disk.load()
      if let text = loaded.notice { notice(text) }
      if let version = loaded.file?.newerVersion {
        throw .newerState(
          path: disk.paths.state.display, version: version, supported: StateReader.version)
      }
      let old = loaded.file?.facts
      if StateStamp(old) != known { isKnown = false }
      // The backup too: the file may be an older one that a sync tool has put there.
      let files = try otherVersions.map(\.file) + [loaded.file, disk.backup()].compactMap { $0 }
      guard
        var temporary = try write(
          StateMerge(files, news: news), beside: disk.paths.state, mode: old?.mode ?? 0o600),
        files.allSatisfy(\.isSteady)
      else { continue }
      if old != nil, OpenFile.haveSameBytes(temporary.path, disk.paths.state) {
        try writeBackup(temporary, modified: old?.modified)
        guard isInPlace(old) else { continue }
        remove(otherVersions, notice)
        return .unchanged
      }
      if let lines = loaded.file?.unreadLines { notice(try disk.copyAside(unreadLines: lines)) }
      // Sync tools and other windows write too: then the next attempt begins with what they wrote.
      willReplace()
      switch try replace(temporary, old) {
      case .done:
        Folders.sync(disk.paths.state.parent)
        try writeBackup(temporary, modified: temporary.facts?.modified)
        guard isInPlace(temporary.facts) else {
          isKnown = false
          continue
        }
        remove(otherVersions, notice)
        return .written(FileFacts(at: disk.paths.state), isKnown: isKnown)
      case .lost: isKnown = false
      case .overtaken:
        isKnown = false
        // What cannot be merged stays beside the state file.
        let path = temporary.keep()
        if let file = StateFile.usable(path, sortingIn: disk.paths.folder) {
          otherVersions.append(OtherVersion(path: path, file: file, origin: .killedProcess))
        }
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
    /// Somebody else wrote the file in between, and it is still there.
    case lost
    /// Somebody else wrote the file in between, and what they wrote has changed places.
    case overtaken
  }

  private func replace(_ temporary: borrowing TemporaryFile, _ old: FileFacts?)
    throws(StorageError) -> Replacement
  {
    let state = disk.paths.state
    if temporary.take(state, old == nil ? .intoNothing : .exchange) {
      guard let old else { return .done }
      guard let out = FileFacts(at: temporary.path), !out.hasContent(of: old) else { return .done }
      return .overtaken
    }
    let code = errno
    switch code {
    case EEXIST, ENOENT: return .lost
    case EINVAL, ENOSYS, EOPNOTSUPP:
      let current = FileFacts(at: state)
      let isOld = old.map { current?.hasContent(of: $0) ?? false } ?? (current == nil)
      guard isOld else { return .lost }
      guard temporary.take(state, .plain) else {
        throw .cannotWrite(path: state.display, code: errno)
      }
      return .done
    default: throw .cannotWrite(path: state.display, code: code)
    }
  }

  /// `nil` if a file changed while it was read.
  private func write(_ merge: StateMerge, beside path: Path, mode: UInt32) throws(StorageError)
    -> TemporaryFile?
  {
    guard let file = TemporaryFile(beside: path, mode: mode) else {
      throw .cannotWrite(path: path.display, code: errno)
    }
    var merge = merge
    do throws(StateFault) {
      try merge.write { file.write($0) }
    } catch .unwritable(let code) {
      throw .cannotWrite(path: path.display, code: code)
    } catch {
      return nil
    }
    guard file.sync() else { throw .cannotWrite(path: path.display, code: errno) }
    return file
  }

  /// Gives the backup the content and the time of the state file; see ``StateDisk/isBackedUp``.
  private func writeBackup(_ state: borrowing TemporaryFile, modified: Int64?)
    throws(StorageError)
  {
    let path = disk.paths.backup
    try Folders.create(path.parent)
    guard let file = TemporaryFile(beside: path, mode: 0o600),
      file.copy(state.file, modified: modified ?? 0), file.sync(), file.take(path, .plain)
    else { throw .cannotWrite(path: path.display, code: errno) }
    Folders.sync(path.parent)
    disk.removeUnfinishedBackups()
  }

  private func remove(_ otherVersions: [OtherVersion], _ notice: (String) -> Void) {
    var copies = 0
    for version in otherVersions {
      do throws(StorageError) {
        try version.remove(
          to: disk.paths.merged, now: Instant(milliseconds: disk.now() / 1_000_000))
        if version.origin == .syncTool { copies += 1 }
      } catch {
        notice(error.message)
      }
    }
    if copies > 0 {
      notice(
        Wording.copiesMerged(
          disk.paths.state.display, count: copies, folder: disk.paths.merged.display))
    }
  }
}

extension MarkStore {
  /// A state file below this is written whenever the caller finds the time.
  private static let smallFile: Int64 = 8 << 20

  /// Writes what the journal holds to the state file, and empties the journal.
  ///
  /// Call it when a window closes, after a minute of rest, and when ``isWritingDue``. Larger files
  /// than 8 MB are otherwise written only once the journal exceeds an eighth of them, unless `force`
  /// is set. Blocks for as long as the disk needs; ``record(_:)`` goes on meanwhile.
  /// - Returns: Whether the file was written.
  /// - Throws: `.cannotWrite`, `.newerState`, `.notState`, `.busy`. Then the journal keeps the
  ///   marks.
  @discardableResult
  public func compact(force: Bool = false) throws(StorageError) -> Bool {
    try compact(force: force, small: Self.smallFile)
  }

  /// - Parameter small: below how many bytes a state file is small.
  @discardableResult
  func compact(force: Bool = false, small: Int64) throws(StorageError) -> Bool {
    try writing.withLock { _ throws(StorageError) in
      // Brings back what it held if somebody has removed it.
      try? journal.prepare()
      let progress = try library.read { try index($0).progress() }
      let disk = disk
      let found = disk.otherVersions()
      let otherVersions = found.all
      for path in found.remains { _ = path.withCString { unlink($0) } }
      let isDue = isWritingDue || !otherVersions.isEmpty
      writingDue.store(false, ordering: .relaxed)
      let size = FileFacts(at: paths.state)?.size ?? 0
      guard force || isDue || size < small || journal.position().offset > size / 8 else {
        return false
      }
      let unsaved = unsaved.withLock { $0.marks }
      let (news, end) = try news(unsaved)
      guard !news.isEmpty || !otherVersions.isEmpty || !disk.isBackedUp else { return false }

      try Folders.create(paths.state.parent)
      let outcome = try StateCompaction(
        disk, news: news, otherVersions: otherVersions, known: progress.stamp
      ).run(tell)
      self.unsaved.withLock { $0.marks.removeAll { unsaved.contains($0) } }
      // A journal that cannot be cut says twice what the state file says: no harm.
      let cut = (try? journal.cut(at: end)) ?? nil
      if unsaved.isEmpty {
        try library.write { try follow(outcome, from: progress, end, cut, $0) }
      }
      if case .written = outcome { return true }
      return false
    }
  }

  /// What stands in the journal, and marks that no journal took; and where the journal ends.
  private func news(_ unsaved: [Mark]) throws(StorageError) -> ([StateSource], JournalPosition) {
    var sorter = EntrySorter(in: paths.folder)
    var tail = try journal.read(after: .start)
    while let step = try tail.next() { try sorter.add(step) }
    try sorter.add(StateEntry.entries(of: unsaved))
    return (sorter.sources(), tail.end)
  }

  /// Spares the index reading what it knows already. Where it had not read all of it, or another
  /// process has moved it on meanwhile, it is left as it is, and reads the new file.
  private func follow(
    _ outcome: StateCompaction.Outcome, from before: MarkIndex.Progress, _ end: JournalPosition,
    _ cut: JournalPosition?, _ database: Database
  ) throws {
    let index = index(database)
    var progress = try index.progress()
    guard progress == before, progress.journal == end else { return }
    switch outcome {
    case .unchanged: break
    case .written(let facts, let isKnown):
      guard isKnown else { return }
      progress.stamp = StateStamp(facts)
    }
    if let cut { progress.journal = cut }
    try index.set(progress)
  }
}
