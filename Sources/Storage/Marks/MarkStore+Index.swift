public import Articles
import GRDB
import Synchronization

extension MarkStore {
  /// How many milliseconds the clock of another machine may be ahead before that is worth a word.
  private static let tolerance: Int64 = 600_000

  /// Brings the index of marks up to date, and tells what changed in it since the last call, here
  /// or in another process.
  ///
  /// Costs a few system calls when nothing changed, the new end of the journal when that grew, and
  /// the whole state file when somebody wrote that. Call it once before the first list is read,
  /// then in the background: after ``record(_:)``, and when a watched file changed.
  @discardableResult
  public func indexPending() throws(StorageError) -> [MarkChange] {
    try work.withLock { work throws(StorageError) in
      let progress = try library.read { try index($0).progress() }
      let hasUnsaved = unsaved.withLock { !$0.marks.isEmpty }
      let stamp = StateStamp(FileFacts(at: paths.state))
      let isCurrent =
        (progress.stamp == stamp || work.refused == stamp)
        && progress.journal == journal.position() && !hasUnsaved
      if isCurrent, progress.revision == work.seen { return [] }
      let (revision, changes) =
        try isCurrent
        ? library.read { (progress.revision, try index($0).changes(after: work.seen)) }
        : library.write { try update(&work, $0) }
      // What another process has indexed is not known address by address.
      if isCurrent { work.areOthersChanged = true }
      work.seen = revision
      return changes
    }
  }

  /// How many bytes ``indexPending()`` has to read, roughly: a caller may choose to wait for few.
  public func pendingByteCount() throws(StorageError) -> Int {
    let progress = try library.read { try index($0).progress() }
    let facts = FileFacts(at: paths.state)
    let position = journal.position()
    let isSame = position.generation == progress.journal.generation
    let tail = max(0, position.offset &- (isSame ? progress.journal.offset : 0))
    let isRead = [progress.stamp, work.withLock { $0.refused }].contains(StateStamp(facts))
    let file = isRead ? 0 : facts?.size ?? 0
    return Int(clamping: tail + file)
  }

  func index(_ database: Database) -> MarkIndex {
    MarkIndex(stateID, hashing: library.hashing, database)
  }

  /// In one transaction, every line from where the index was to where it then says it is.
  private func update(_ work: inout Work, _ database: Database) throws -> (Int64, [MarkChange]) {
    let index = index(database)
    let before = try index.progress()
    var progress = before
    var files: [StateFile] = []
    let stamp = StateStamp(FileFacts(at: paths.state))
    if before.stamp != stamp, work.refused != stamp {
      let (loaded, isUsable) = load()
      files += [loaded.file, StateDisk(paths: paths).backup()]
      work.refused = isUsable ? nil : StateStamp(loaded.facts)
      if isUsable { progress.stamp = StateStamp(loaded.facts) }
      if loaded.facts == nil, loaded.notice == nil, !files[1].entries.isEmpty {
        tell(Wording.stateMissing(paths.state.display))
      }
    }
    let tail = try journal.read(after: before.journal)
    if tail.damaged > 0 {
      tell(Wording.journalDamaged(paths.journal.display, lines: tail.damaged))
    }
    progress.journal = tail.end
    files.append(tail.marks)
    files.append(StateFile(unsaved.withLock { $0.marks }))
    var latest = Instant(milliseconds: .min)
    let (changed, hasOthers) = try index.apply(
      StateMerge(files), revision: before.revision + 1, latest: &latest)
    if hasOthers { work.areOthersChanged = true }
    if latest > Clock.now.advanced(byMilliseconds: Self.tolerance) {
      tell(Wording.marksOfTheFuture(paths.state.display))
    }
    if !changed.isEmpty || hasOthers { progress.revision += 1 }
    if progress != before { try index.set(progress) }
    let changes =
      try before.revision == work.seen
      ? index.changes(of: changed) : index.changes(after: work.seen)
    return (progress.revision, changes)
  }

  /// The state file, told about if it cannot be used; its marks are missing then, but not lost.
  private func load() -> (loaded: StateDisk.Loaded, isUsable: Bool) {
    do {
      let loaded = try StateDisk(paths: paths).load()
      if let notice = loaded.notice { tell(notice) }
      if let version = loaded.file.newerVersion { tell(newer(version).message) }
      return (loaded, loaded.file.newerVersion == nil)
    } catch {
      tell(error.message)
      let facts = FileFacts(at: paths.state)
      return (StateDisk.Loaded(facts: facts, notice: error.message), false)
    }
  }

  func newer(_ version: String) -> StorageError {
    .newerState(path: paths.state.display, version: version, supported: StateFile.version)
  }
}
