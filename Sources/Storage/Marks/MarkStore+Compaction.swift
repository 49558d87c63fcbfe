import Articles
import GRDB
import Glibc
import Synchronization

extension MarkStore {
  /// A state file below this is written whenever the caller finds the time.
  private static let smallFile: Int64 = 8 << 20

  /// Writes what the journal holds to the state file, and empties the journal.
  ///
  /// Call it when a window closes, after a minute of rest, and when ``isWritingDue``. Larger files
  /// than 8 MB are otherwise written only once the journal exceeds an eighth of them, unless `force`
  /// is set. Blocks for as long
  /// as the disk needs; ``record(_:)`` goes on meanwhile.
  /// - Returns: Whether the file was written.
  /// - Throws: `.cannotWrite`, `.newerState`, `.notState`, `.busy`. Then the journal keeps the
  ///   marks.
  @discardableResult
  public func compact(force: Bool = false) throws(StorageError) -> Bool {
    try writing.withLock { _ throws(StorageError) in
      // Brings back what it held if somebody has removed it.
      try? journal.prepare()
      let progress = try library.read { try index($0).progress() }
      let disk = disk
      let found = disk.companions()
      let companions = found.all
      for path in found.remains { _ = path.withCString { unlink($0) } }
      let isDue = isWritingDue || !companions.isEmpty
      writingDue.store(false, ordering: .relaxed)
      let size = FileFacts(at: paths.state)?.size ?? 0
      guard force || isDue || size < Self.smallFile || journal.position().offset > size / 8 else {
        return false
      }
      let unsaved = unsaved.withLock { $0.marks }
      let (news, end) = try news(unsaved)
      guard !news.isEmpty || !companions.isEmpty || !disk.isBackedUp else { return false }

      try Folders.create(paths.state.parent)
      let outcome = try StateCompaction(
        disk, news: news, companions: companions, known: progress.stamp
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
