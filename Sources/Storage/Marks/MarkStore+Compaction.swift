import GRDB
import Synchronization

extension MarkStore {
  /// A state file below this is written whenever the caller finds the time.
  private static let smallFile: Int64 = 8 << 20

  /// Writes what the journal holds to the state file, and empties the journal.
  ///
  /// Call it when a window closes and after a minute of rest. Larger files than 8 MB are only
  /// written once the journal exceeds an eighth of them, unless `force` is set. Blocks for as long
  /// as the disk needs; ``record(_:)`` goes on meanwhile.
  /// - Returns: Whether the file was written.
  /// - Throws: `.cannotWrite`, `.newerState`, `.notState`, `.busy`. Then the journal keeps the
  ///   marks.
  @discardableResult
  public func compact(force: Bool = false) throws(StorageError) -> Bool {
    try work.withLock { _ throws(StorageError) in
      // Brings back what it held if somebody has removed it.
      try? journal.prepare()
      let progress = try library.read { try index($0).progress() }
      let facts = FileFacts(at: paths.state)
      let tail = try journal.read(after: .start)
      let unsaved = unsaved.withLock { $0.marks }
      guard !tail.marks.entries.isEmpty || !unsaved.isEmpty || !StateDisk(paths: paths).isBackedUp
      else {
        return false
      }
      let size = facts?.size ?? 0
      guard force || size < Self.smallFile || tail.end.offset > size / 8 else { return false }

      try Folders.create(paths.state.parent)
      let outcome = try StateCompaction(
        paths, news: [tail.marks, StateFile(unsaved)], known: progress.stamp
      ).run(tell)
      self.unsaved.withLock { $0.marks.removeAll { unsaved.contains($0) } }
      // A journal that cannot be cut says twice what the state file says: no harm.
      let cut = (try? journal.cut(at: tail.end)) ?? nil
      if unsaved.isEmpty {
        try library.write { try follow(outcome, from: progress, tail.end, cut, $0) }
      }
      if case .written = outcome { return true }
      return false
    }
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
