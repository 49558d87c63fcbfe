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
