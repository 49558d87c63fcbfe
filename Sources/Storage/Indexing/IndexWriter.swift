import Articles
import Synchronization

/// Stores what the walk through one source finds: small batches first, so that a window has
/// something to show, then larger ones, so that the whole is fast, but none that keeps another
/// process from writing for much longer than a tenth of a second.
struct IndexWriter {
  private let source: Source
  private let library: Library
  private let reader: ArticleReader
  private var events: [IndexEvent] = []
  private var batch = IndexWriter.smallestBatch
  private var gone: [FileKey] = []
  private var toRead: [FileID] = []
  private var walk: (folders: Set<Path>, unreadable: [Path])?
  /// Of a source that is read for the first time.
  private let relations: PendingRelations?
  private var isShared = false
  private(set) var summary = IndexSummary()
  private(set) var filesSeen = 0

  private static let smallestBatch = 64
  private static let largestBatch = 2048
  private static let longestTransaction = Duration.milliseconds(100)

  init(_ source: Source, library: Library, reader: ArticleReader) {
    self.source = source
    self.library = library
    self.reader = reader
    relations = source.isIndexed ? nil : PendingRelations()
  }

  mutating func take(_ batch: IndexBatch) throws(StorageError) {
    filesSeen = batch.filesSeen
    for event in batch.events {
      switch event {
      // What is gone may turn up elsewhere, so it waits until everything was seen.
      case .gone(let file): gone.append(file)
      case .finished(let folders, let unreadable): walk = (folders, unreadable)
      default: events.append(event)
      }
    }
    if events.count >= self.batch { try store() }
  }

  /// After the last batch: what is gone goes, unless the walk was cut short.
  mutating func finish() throws(StorageError) {
    try store()
    guard let walk else {
      summary.isCancelled = true
      return
    }
    try remove(gone)
    try removeFolders(except: walk.folders, walk.unreadable)
    isShared = isShared || summary.filesRead < filesSeen
    try readAgain()
    if let relations {
      // Also those of files that were read by a process which may not have come to its end.
      if isShared {
        try library.read { try relations.addAll(of: source.id.rawValue, $0) }
      }
      try relations.store(in: library)
    }
    while try transaction({ try $0.settleOrphans(limit: IndexWriter.largestBatch) }) {}
    try library.write { database in
      try Query(
        database,
        """
        UPDATE source SET indexed = 1,
          total = (SELECT count(*) FROM listed WHERE list = source.id) WHERE id = ?
        """
      ).run(source.id.rawValue)
    }
  }

  private mutating func store() throws(StorageError) {
    guard !events.isEmpty else { return }
    let events = events
    let start = ContinuousClock.now
    try transaction { transaction in
      for event in events {
        switch event {
        case .read(let file, let facts, let outcome):
          try transaction.store(file, facts, outcome)
        case .folderProblem(let folder, let message): try transaction.note(message, of: folder)
        case .folderMended(let folder): try transaction.mend(folder)
        case .gone, .finished: break
        }
      }
    }
    summary.filesRead += events.count { if case .read = $0 { true } else { false } }
    self.events.removeAll(keepingCapacity: true)
    batch =
      ContinuousClock.now - start > IndexWriter.longestTransaction
      ? max(batch / 2, IndexWriter.smallestBatch) : min(batch * 2, IndexWriter.largestBatch)
    if let relations, relations.areMany { try relations.store(in: library) }
  }

  private mutating func remove(_ files: [FileKey]) throws(StorageError) {
    for start in stride(from: 0, to: files.count, by: IndexWriter.largestBatch) {
      let part = files[start...].prefix(IndexWriter.largestBatch)
      try transaction { transaction in
        for file in part { try transaction.remove(file) }
      }
    }
  }

  private mutating func removeFolders(except seen: Set<Path>, _ unreadable: [Path])
    throws(StorageError)
  {
    let known = try library.read { try FileTable($0).folders(of: source.id) }
    for (id, path) in known where !seen.contains(path) {
      guard !unreadable.contains(where: { path.isWithin($0) }) else { continue }
      let names = try library.read { try FileTable($0).files(in: id).map(\.name) }
      try remove(names.map { FileKey(folder: path, name: $0) })
      try library.write { try FileTable($0).removeFolder(id) }
    }
  }

  /// Reads the files that answer for an article now, each once; those may be of other sources.
  private mutating func readAgain() throws(StorageError) {
    var done: Set<FileID> = []
    while let file = toRead.popLast() {
      guard done.insert(file).inserted,
        let place = try library.read({ try FileTable($0).place(of: file) })
      else { continue }
      let read = FileFacts(at: place.path).flatMap { reader.read(place.path, seenAs: $0) }
      try transaction { transaction in
        if let read {
          try transaction.store(file, read.facts, read.outcome, source: place.source)
        } else {
          try transaction.remove(file)
        }
      }
      summary.filesRead += 1
    }
  }

  @discardableResult
  private mutating func transaction<Result>(
    _ body: (IndexTransaction) throws -> Result
  ) throws(StorageError) -> Result {
    let source = source.id
    let (result, part, touched, files, isShared) = try library.write(
      log: self.source.isIndexed ? .usual : .long
    ) { [relations] database in
      let transaction = try IndexTransaction(database, source: source, relations: relations)
      let result = try body(transaction)
      try transaction.finish()
      return (
        result, transaction.summary, transaction.touched, transaction.toRead, transaction.isShared
      )
    }
    LibraryFile.yield()
    summary.add(part)
    if self.source.isIndexed { summary.articles.formUnion(touched) }
    toRead += files
    self.isShared = self.isShared || isShared
    return result
  }
}

/// What the walk through a source finds, in the order in which it finds it.
enum IndexEvent: Sendable {
  /// A new or changed file was read.
  case read(FileKey, FileFacts, FileOutcome)
  /// A file that was known is no longer there.
  case gone(FileKey)
  /// A folder could not be read, or leads back to itself.
  case folderProblem(folder: Path, message: String)
  /// A folder that had a problem has none any more.
  case folderMended(Path)
  /// Everything was seen. Folders that are known but neither read nor within `unreadable` are gone.
  case finished(folders: Set<Path>, unreadable: [Path])
}

/// A file of a source: its folder, as a path from the source, and its name there.
struct FileKey: Hashable, Sendable {
  let folder: Path
  let name: [UInt8]
}

/// Some events on their way from the walk to the library.
struct IndexBatch: Sendable {
  var events: [IndexEvent]
  /// In this source, until now.
  var filesSeen: Int
}
