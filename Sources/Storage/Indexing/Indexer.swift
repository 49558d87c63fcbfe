public import Articles
import Synchronization

/// Brings the library in step with folders: reads what is new or changed, drops what is gone. Feeds
/// are listed when they are stored; here they are only listed again where that was lost.
///
/// One thread walks, reads and parses; the calling thread writes. What is stored can be seen at
/// once by every view.
public final class Indexer: Sendable {
  private let library: Library
  private let trustsYoungFiles: Bool
  private let turn = Mutex(())

  public convenience init(library: Library) {
    self.init(library: library, trustsYoungFiles: false)
  }

  /// See ``ArticleReader``: tests write files and read them at once.
  init(library: Library, trustsYoungFiles: Bool) {
    self.library = library
    self.trustsYoungFiles = trustsYoungFiles
  }

  /// Indexes the sources one after another. Blocks; call it on a thread of its own.
  ///
  /// The first files are stored after a few milliseconds, then ever larger batches. A second call
  /// waits for the first. A source whose folder cannot be read keeps what is known of it.
  /// - Parameters:
  ///   - progress: Called on the calling thread, at most ten times a second.
  ///   - isCancelled: Asked between files, on another thread.
  /// - Returns: What was found; `isCancelled` if it was stopped, then nothing was removed.
  @discardableResult
  public func index(
    _ sources: [Source], progress: (IndexProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(StorageError) -> IndexSummary {
    try turn.withLock { _ throws(StorageError) in
      let reader = ArticleReader(hashing: library.hashing, trustsYoungFiles: trustsYoungFiles)
      var meter = ProgressMeter(isFirst: sources.contains { !$0.isIndexed })
      // First, as files may have to be read again for it.
      var ranked = IndexSummary()
      ranked.changed = try SourceRanks.settle(in: library)
      meter.close(ranked, filesSeen: 0)
      for source in sources where !source.isFeed {
        var writer = IndexWriter(source, library: library, reader: reader)
        try index(source, &writer, &meter, progress, isCancelled)
        meter.close(writer.summary, filesSeen: writer.filesSeen)
        if meter.total.isCancelled { return meter.total }
      }
      let listed = try ArchiveIndexing(library: library).run(
        progress: { if let state = meter.reading($0, filesSeen: 0) { progress(state) } },
        isCancelled: isCancelled)
      meter.close(listed, filesSeen: 0)
      if meter.total.isCancelled { return meter.total }
      try SourceRemoval(library: library).run()
      try ListOrder.keep(in: library)
      return meter.total
    }
  }

  private func index(
    _ source: Source, _ writer: inout IndexWriter, _ meter: inout ProgressMeter,
    _ progress: (IndexProgress) -> Void, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) {
    let queue = BoundedQueue<IndexBatch>(capacity: 16)
    let walk = SourceWalk(
      source, library: library, trustsYoungFiles: trustsYoungFiles, queue: queue)
    walk.start(isCancelled)
    // Whatever ends this, the walk must not wait for room for ever.
    defer { queue.close() }
    while let batch = queue.pop() {
      try writer.take(batch)
      if let state = meter.reading(writer.summary, filesSeen: writer.filesSeen) { progress(state) }
    }
    try writer.finish()
    if let error = walk.error { throw error }
  }
}

/// How far indexing is; reported at most ten times a second, and once at the first stored batch.
public struct IndexProgress: Hashable, Sendable {
  public var filesSeen: Int
  /// New and changed files, the only ones that are read.
  public var filesRead: Int
  /// Articles that were added so far: what a list does not show yet.
  public var added: Int
  public var problems: Int
  /// Whether a source is indexed for the first time.
  public var isFirst: Bool
}

/// Adds up what the sources give, and says when it is time to tell.
struct ProgressMeter {
  private let isFirst: Bool
  private let clock = ContinuousClock()
  private var told: ContinuousClock.Instant?
  private var toldChanges = 0
  private(set) var total = IndexSummary()

  init(isFirst: Bool) {
    self.isFirst = isFirst
  }

  /// The progress to tell now, if any: at the first stored change, then ten times a second.
  mutating func reading(_ summary: IndexSummary, filesSeen: Int) -> IndexProgress? {
    var sum = total
    sum.add(summary)
    let changes = sum.added + sum.changed + sum.removed
    let now = clock.now
    let isFirstChange = toldChanges == 0 && changes > 0
    if let told, !isFirstChange, now - told < .milliseconds(100) { return nil }
    told = now
    toldChanges = changes
    return IndexProgress(
      filesSeen: total.filesSeen + filesSeen, filesRead: sum.filesRead, added: sum.added,
      problems: sum.problems, isFirst: isFirst)
  }

  /// Ends a source.
  mutating func close(_ summary: IndexSummary, filesSeen: Int) {
    total.add(summary)
    total.filesSeen += filesSeen
  }
}

/// What a finished indexing found.
public struct IndexSummary: Hashable, Sendable {
  public var filesSeen = 0
  public var filesRead = 0
  public var added = 0
  public var changed = 0
  public var removed = 0
  /// Those that are new or changed, each once; of sources that were indexed before.
  public var articles: Set<ArticleID> = []
  public var problems = 0
  /// Whether it was stopped before the end; what was stored until then stays.
  public var isCancelled = false

  /// Whether lists or counts are others than before.
  public var hasChanges: Bool { added + changed + removed > 0 }

  mutating func add(_ other: IndexSummary) {
    filesSeen += other.filesSeen
    filesRead += other.filesRead
    added += other.added
    changed += other.changed
    removed += other.removed
    articles.formUnion(other.articles)
    problems += other.problems
    isCancelled = isCancelled || other.isCancelled
  }
}
