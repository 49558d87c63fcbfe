@_spi(ArticleKeys) public import Articles
import Glibc
import Synchronization

/// The marks of one state file: appended to a journal at once, indexed in the library, and written
/// to the file from time to time.
///
/// Safe from any thread; several processes may have stores for the same file. The journal and the
/// state file are the truth. Where neither can be written, marks last as long as this value.
public final class MarkStore: Sendable {
  public let stateID: StateID
  let paths: StatePaths
  /// What the person calls the state file: it may be a link.
  private let given: Path
  let library: Library
  let journal: Journal
  let now: @Sendable () -> Int64
  let told = Mutex<[String]>([])
  /// Held while the index is worked on; ``record(_:)`` does not need it.
  let work: Mutex<Work>
  /// Held while the state file is written, which may take seconds; the index goes on meanwhile.
  let writing = Mutex(())
  let writingDue = Atomic(false)
  let unsettled = Atomic(false)
  /// Whether marks changed of addresses that no article has, since somebody asked.
  let othersChanged = Atomic(false)
  /// Marks that no journal would take, with what is known of the reason.
  let unsaved = Mutex(Unsaved())

  struct Work {
    /// The revision of the index that the caller has been told of.
    var seen: Int64
    /// When the folder of the state file was last changed, if all that lay beside the file was seen
    /// after that.
    var folderSeen: Int64?
    /// What lies beside the state file and is indexed, until it is merged.
    var indexed: Set<FileFacts> = []
    /// What the state file looked like when it was last found to be of no use here. The index does
    /// not note that it has read it, so that every run says so.
    var refused: StateStamp?
  }

  struct Unsaved {
    var marks: [Mark] = []
    /// Set while the journal cannot be written at all.
    var reason: StorageError?
  }

  /// Finds the state's place in the library and makes its folders. Reads neither the state file nor
  /// the journal: ``indexPending()`` does.
  ///
  /// What cannot be written is told once in ``notices``; marks then last for this run.
  /// - Parameters:
  ///   - statePath: The state file; it need not exist.
  ///   - localFolder: `$XDG_STATE_HOME/martlet`.
  public convenience init(statePath: String, localFolder: String, library: Library)
    throws(StorageError)
  {
    try self.init(
      statePath: statePath, localFolder: localFolder, library: library,
      now: { Clock.nanoseconds })
  }

  /// - Parameters:
  ///   - journal: Another than the one that belongs there, in tests.
  ///   - now: Nanoseconds since 1970.
  init(
    statePath: String, localFolder: String, library: Library, journal other: Journal? = nil,
    now: @escaping @Sendable () -> Int64 = { Clock.nanoseconds }
  ) throws(StorageError) {
    self.library = library
    self.now = now
    var notices: [String] = []
    let state = Path(statePath)
    do {
      try Folders.create(state.parent)
    } catch {
      notices.append(Wording.stateNotWritten(error))
    }
    let paths = StatePaths(state: state, local: Path(localFolder))
    self.paths = paths
    given = state
    journal = other ?? Journal(paths.journal)
    do {
      try Folders.create(paths.folder)
      try journal.prepare()
    } catch {
      unsaved.withLock { $0.reason = error }
      notices.append(Wording.marksNotKept(error))
    }
    if journal.isWithoutLocks { notices.append(Wording.noLocks(paths.journal.display)) }
    let folder = paths.state.parent
    if notices.isEmpty, folder.withCString({ access($0, W_OK) }) != 0 {
      notices.append(
        Wording.stateNotWritten(.cannotWrite(path: paths.state.display, code: errno)))
    }
    let known = try library.read { try MarkIndex.knownState(paths.state, $0) }
    let id: StateID
    if let known {
      id = known
    } else {
      id = try library.write { try MarkIndex.makeState(paths.state, $0) }
    }
    stateID = id
    let hashing = library.hashing
    let revision = try library.read {
      try MarkIndex(id, hashing: hashing, $0).progress().revision
    }
    work = Mutex(Work(seen: revision))
    told.withLock { [notices] in $0 = notices }
  }

  /// What the person should be told: about damage, and about what cannot be written. Grows; each
  /// is there once.
  public var notices: [String] { told.withLock { $0 } }

  /// What to watch for changes made elsewhere. The state file is replaced by renaming, so a watch
  /// belongs on its folder, too.
  public var watchedPaths: [String] {
    let plain = StatePaths.resolved(given.parent).appending(given.lastComponent)
    return [paths.journal.display, paths.state.display]
      + (plain == paths.state ? [] : [given.display])
  }

  /// Whether a file is a conflict copy of the state file, beside it: to be watched for as well.
  public func isConflictCopy(_ path: String) -> Bool {
    let path = Path(bytes: Array(path.utf8))
    return path.parent == paths.state.parent
      && ConflictNames(of: paths.state).contains(path.lastComponent)
  }

  /// Whether ``indexPending(_:)`` has met what only ``compact(force:)`` can clear away: conflict
  /// copies, or conflict markers in the state file.
  public var isWritingDue: Bool { writingDue.load(ordering: .relaxed) }

  /// Whether a sync tool may still be writing a conflict copy: call ``indexPending(_:)`` again in a
  /// second or two.
  public var isUnsettled: Bool { unsettled.load(ordering: .relaxed) }

  /// Appends one step to the journal: when this returns, a killed process loses nothing.
  ///
  /// Touches no library and waits for no disk. Marks that cannot be kept because no journal can be
  /// made are kept in this value, and appended as soon as that is possible.
  /// - Throws: `.busy` if another process holds the journal for more than 20 ms; `.cannotWrite` if
  ///   the disk did not take all of it. The marks are not recorded then; try again or say so.
  public func record(_ marks: [Mark]) throws(StorageError) {
    _ = try record(marks, onlyAt: nil)
  }

  /// The same, but only if the journal ends at a place; `false` if it does not.
  func record(_ marks: [Mark], onlyAt end: JournalPosition?) throws(StorageError) -> Bool {
    guard !marks.isEmpty else { return true }
    if let mark = marks.first(where: { $0.at >= .last }) {
      tell(Wording.lastInstant(mark.address.text, paths.state.display))
    }
    return try unsaved.withLock { unsaved throws(StorageError) in
      do throws(StorageError) {
        guard
          try journal.append(step: UniqueName.random(), unsaved.marks + marks, onlyAt: end)
        else { return false }
        unsaved = Unsaved()
      } catch {
        guard unsaved.reason != nil else { throw error }
        unsaved.marks += marks
      }
      return true
    }
  }

  /// Why marks that were recorded are in no journal, and will be gone with this value; `nil` while
  /// all are kept.
  public var unkeptReason: StorageError? {
    unsaved.withLock { $0.marks.isEmpty ? nil : $0.reason }
  }

  /// Makes what was recorded survive a power cut; call it within 100 ms, not on the event loop.
  public func syncPending() {
    do {
      try journal.sync()
    } catch {
      tell(error.message)
    }
  }

  /// Whether marks of addresses that no article of the library has may have changed since the last
  /// call, as far as indexed.
  public func takeOtherChanges() -> Bool {
    othersChanged.exchange(false, ordering: .relaxed)
  }

  /// What holds for keys, as far as it is indexed.
  public func marks(of keys: [ArticleKey]) throws(StorageError) -> [KeyMarks] {
    try library.read { database in
      let index = index(database)
      return try keys.map { key in
        let facts = try index.facts(of: key.address)
        return KeyMarks(
          key: key, flags: facts.flags, labels: facts.labels,
          lastMarked: facts.last.map(Instant.init(milliseconds:)))
      }
    }
  }

  /// Marks to be recorded for addresses that a person gave: each under the key of its article, and
  /// later than anything known of it.
  ///
  /// A library that cannot answer is no reason to lose a mark: it stands under the address given,
  /// and is carried to the key when the library can.
  public func marks(_ name: MarkName, of addresses: [Address], now: Instant) -> [Mark] {
    let found = try? library.read { database in
      let index = index(database)
      return try addresses.map { try index.key(for: $0) }
    }
    return (found ?? addresses.map { (ArticleKey($0), nil) }).map { key, last in
      Mark(key, name, at: nextInstant(after: last, now: now))
    }
  }

  /// A label as the library spells it, if any article has had it; else as it is.
  public func spelled(_ label: Label) -> Label {
    let known = try? library.read { database in
      let table = LabelTable(database)
      return try table.find(label).flatMap(table.label)
    }
    return (known ?? nil) ?? label
  }

  /// What holds for an address, as far as it is indexed; as for its article where there is one.
  public func flags(of address: Address) throws(StorageError) -> MarkFlags {
    try facts(of: address).flags
  }

  /// The labels of an address, in the order of their names, as far as it is indexed.
  public func labels(of address: Address) throws(StorageError) -> [Label] {
    try facts(of: address).labels
  }

  /// The latest instant of any mark of an address, its article and its aliases, as far as indexed.
  public func lastMarked(of address: Address) throws(StorageError) -> Instant? {
    try facts(of: address).last.map(Instant.init(milliseconds:))
  }

  var disk: StateDisk { StateDisk(paths: paths, now: now) }

  /// A link that leads to another file now is not followed: marks go where they went, and that is said.
  func tellWhetherStateIsElsewhere() {
    let now = StatePaths.resolved(given)
    if now != paths.state {
      tell(Wording.stateIsElsewhere(given.display, now.display, paths.state.display))
    }
  }

  func tell(_ notice: String) {
    told.withLock { if !$0.contains(notice) { $0.append(notice) } }
  }

  private func facts(of address: Address) throws(StorageError) -> MarkFacts {
    try library.read {
      try MarkIndex(stateID, hashing: library.hashing, $0).facts(of: address)
    }
  }
}

extension MarkStore {
  /// The marks of any state file, to be recorded here: then of every mark the later instant counts.
  ///
  /// What is no address or no instant is left out.
  /// - Parameter path: only named in errors.
  /// - Throws: `.notState` for anything but a whole state file, `.newerState`.
  public static func marks(
    ofStateFile bytes: [UInt8], path: String
  ) throws(StorageError) -> [Mark] {
    var reader = StateReader(JSONWindow(bytes))
    var marks: [Mark] = []
    do throws(StateFault) {
      while let entry = try reader.next() {
        let key = String(decoding: entry.address, as: UTF8.self)
        guard let address = Address(key: key) else { continue }
        marks += entry.marks.instants.map {
          Mark(ArticleKey(address), MarkName($0.name), at: $0.instant)
        }
      }
    } catch {
      throw StorageError(error, path: Path(path))
    }
    if let version = reader.newerVersion {
      throw .newerState(path: path, version: version, supported: StateReader.version)
    }
    return marks
  }
}
