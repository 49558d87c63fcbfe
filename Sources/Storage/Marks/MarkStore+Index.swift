public import Articles
import GRDB
import Synchronization

extension MarkStore {
  /// How many milliseconds the clock of another machine may be ahead before that is worth a word.
  private static let tolerance: Int64 = 600_000

  /// The same, with all changes at once; they may be many.
  @discardableResult
  public func indexPending() throws(StorageError) -> [MarkChange] {
    var all: [MarkChange] = []
    try indexPending { all += $0 }
    return all
  }

  /// Brings the index of marks up to date, and tells what changed in it since the last call, here
  /// or in another process.
  ///
  /// Costs a few system calls when nothing changed, the new end of the journal when that grew, and
  /// the whole state file when somebody wrote that, in pieces. Call it once before the first list is
  /// read, then in the background: after ``record(_:)``, and when a watched file changed.
  /// - Parameter tell: Called with some thousand changes at a time; not at all if there are none.
  public func indexPending(_ tell: ([MarkChange]) -> Void) throws(StorageError) {
    try work.withLock { work throws(StorageError) in try indexAll(&work, tell) }
  }

  func indexAll(_ work: inout Work, _ tell: ([MarkChange]) -> Void) throws(StorageError) {
    tellWhetherStateIsElsewhere()
    try indexPending(&work, tell)
    if try carryAliases() { try indexPending(&work, tell) }
  }

  private func indexPending(_ work: inout Work, _ tell: ([MarkChange]) -> Void)
    throws(StorageError)
  {
    let otherVersions = newVersions(&work)
    let progress = try library.read { try index($0).progress() }
    let hasUnsaved = unsaved.withLock { !$0.marks.isEmpty }
    let stamp = StateStamp(FileFacts(at: paths.state))
    let isFileRead = progress.stamp == stamp || work.refused == stamp
    let isCurrent = isFileRead && progress.journal == journal.position() && !hasUnsaved
    if isCurrent, otherVersions.isEmpty, progress.revision == work.seen { return }
    var news = ChangedMarks(after: work.seen)
    for version in otherVersions where try add(version.file, &news) {
      work.indexed.insert(version.file.facts)
    }
    if !isCurrent {
      let read = try isFileRead ? nil : readState(&work, &news)
      try finish(&news, read: read)
    }
    while let changes = try library.read({ try news.nextChanges(index($0)) }) { tell(changes) }
    work.seen = news.end
    if news.hasOthers { othersChanged.store(true, ordering: .relaxed) }
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

  /// What lies beside the state file and is not indexed yet. Looks into the folder only if that has
  /// changed, and not just now: what came after the last look might have the same time.
  private func newVersions(_ work: inout Work) -> [OtherVersion] {
    guard let folder = FileFacts(at: paths.state.parent), folder.modified != work.folderSeen else {
      return []
    }
    let disk = disk
    let found = disk.otherVersions()
    let isYoung = disk.now() &- folder.modified < 1_000_000_000
    work.folderSeen = isYoung || found.areUnsettled ? nil : folder.modified
    unsettled.store(found.areUnsettled, ordering: .relaxed)
    for path in found.refused { tell(Wording.copyRefused(path.display)) }
    let new = found.all.filter { !work.indexed.contains($0.file.facts) }
    if !new.isEmpty { writingDue.store(true, ordering: .relaxed) }
    return new
  }

  /// Works in the state file and its backup, a batch a transaction, so that others get at the
  /// library in between: half a file does no harm, as the index notes only that it has read all.
  /// - Returns: What the file looked like; `nil` if it must be read again.
  private func readState(_ work: inout Work, _ news: inout ChangedMarks) throws(StorageError)
    -> StateStamp?
  {
    let disk = disk
    let backup = try? disk.backup()
    let loaded: StateDisk.Loaded
    do {
      loaded = try disk.load()
    } catch {
      tell(error.message)
      work.refused = StateStamp(FileFacts(at: paths.state))
      if let backup { _ = try add(backup, &news) }
      return nil
    }
    if let notice = loaded.notice {
      tell(notice)
    } else if loaded.file == nil, backup?.isEmpty == false {
      tell(Wording.stateMissing(paths.state.display))
    }
    for file in [loaded.file, backup].compactMap({ $0 }) {
      guard try add(file, &news) else { return nil }
    }
    if loaded.file?.unreadLines != nil { writingDue.store(true, ordering: .relaxed) }
    let stamp = StateStamp(loaded.file?.facts)
    work.refused = nil
    guard let version = loaded.file?.newerVersion else { return stamp }
    tell(newer(version).message)
    work.refused = stamp
    return nil
  }

  /// Whether all of the file could be read a second time.
  private func add(_ file: StateFile, _ news: inout ChangedMarks) throws(StorageError) -> Bool {
    var batch = MarkBatch(library.hashing)
    for source in file.sources {
      var source = source
      while true {
        let entry: StateEntry?
        do throws(StateFault) { entry = try source.next() } catch { return false }
        guard let entry else { break }
        batch.add(entry)
        if batch.isFull { try library.write { try news.add(&batch, index($0)) } }
      }
    }
    try library.write { try news.add(&batch, index($0)) }
    if let latest = news.latest, latest.milliseconds > now() / 1_000_000 + Self.tolerance {
      tell(Wording.marksOfTheFuture(paths.state.display))
    }
    return file.isSteady
  }

  /// In one transaction, every line of the journal from where the index was to where it then says
  /// it is, and that it has read the state file.
  private func finish(_ news: inout ChangedMarks, read stamp: StateStamp?) throws(StorageError) {
    try library.write { database in
      let index = index(database)
      let before = try index.progress()
      var batch = MarkBatch(library.hashing)
      var tail = try journal.read(after: before.journal)
      while let step = try tail.next() {
        for entry in step { batch.add(entry) }
        if batch.isFull { try news.add(&batch, index) }
      }
      for entry in StateEntry.entries(of: unsaved.withLock { $0.marks }) { batch.add(entry) }
      try news.add(&batch, index)
      if tail.damaged > 0 {
        tell(Wording.journalDamaged(paths.journal.display, lines: tail.damaged))
      }
      var progress = try index.progress()
      progress.journal = tail.end
      if let stamp { progress.stamp = stamp }
      if progress != before { try index.set(progress) }
    }
  }

  func newer(_ version: String) -> StorageError {
    .newerState(path: paths.state.display, version: version, supported: StateReader.version)
  }
}

/// Collects what changes in the index while it is brought up to date, and then tells it.
struct ChangedMarks {
  /// The latest instant that was news.
  private(set) var latest: Instant?
  /// The revision up to which everything is told, once it is.
  private(set) var end: Int64
  /// Whether marks may have changed of addresses that no article has.
  var hasOthers: Bool { foundOthers || articles == nil }
  private var foundOthers = false
  /// The articles that changed here; `nil` if there were too many to note, or others changed the
  /// index in between: then they are found in it.
  private var articles: Set<ArticleID>? = []
  /// The revision of the index after the last change made here.
  private var revision: Int64
  private let seen: Int64
  /// What is still to tell, once that began.
  private var rest: ArraySlice<ArticleID>?
  private var last = ArticleID(.min)

  private static let mostNoted = 100_000
  private static let page = 5000

  init(after seen: Int64) {
    self.seen = seen
    revision = seen
    end = seen
  }

  /// Works a batch into the index, and empties it.
  mutating func add(_ batch: inout MarkBatch, _ index: MarkIndex) throws {
    guard !batch.rows.isEmpty else { return }
    defer { batch.removeAll() }
    var progress = try index.progress()
    if progress.revision != revision { articles = nil }
    let changed = try index.apply(batch, revision: progress.revision + 1)
    if let new = changed.latest { latest = max(latest ?? new, new) }
    if changed.hasOthers { foundOthers = true }
    if !changed.articles.isEmpty || changed.hasOthers {
      progress.revision += 1
      try index.set(progress)
    }
    revision = progress.revision
    articles?.formUnion(changed.articles)
    if let count = articles?.count, count > ChangedMarks.mostNoted { articles = nil }
  }

  /// The next of the changes, in the order of the articles; `nil` after the last.
  mutating func nextChanges(_ index: MarkIndex) throws -> [MarkChange]? {
    if rest == nil {
      end = try index.progress().revision
      if end != revision { articles = nil }
      rest = articles?.sorted { $0.rawValue < $1.rawValue }[...] ?? []
    }
    var page = rest?.prefix(ChangedMarks.page).map { $0 } ?? []
    rest?.removeFirst(page.count)
    if articles == nil {
      page = try index.changed(after: seen, beyond: last, limit: ChangedMarks.page)
    }
    guard let last = page.last else { return nil }
    self.last = last
    return try index.changes(of: page)
  }
}

/// Marks on their way into the index: so many that working them in is quick, so few that they take
/// little memory and others need not wait long for the library.
struct MarkBatch {
  private(set) var rows: [Row] = []
  private let hashing: AddressHashing

  static let size = 1 << 16

  struct Row {
    let hash: Int64
    let name: String
    let instant: Instant
  }

  init(_ hashing: AddressHashing) {
    self.hashing = hashing
  }

  var isFull: Bool { rows.count >= MarkBatch.size }

  /// Takes the instants of an entry; whatever else it holds does not concern the index.
  mutating func add(_ entry: StateEntry) {
    let instants = entry.marks.instants
    guard !instants.isEmpty,
      let address = Address(key: String(decoding: entry.address, as: UTF8.self))
    else { return }
    let hash = hashing(address)
    for (name, instant) in instants {
      rows.append(Row(hash: hash, name: name, instant: instant))
    }
  }

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
  }
}
