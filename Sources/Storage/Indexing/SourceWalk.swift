import Foundation
import Synchronization

/// A ``FolderWalk`` on a thread of its own, whose events go into a queue.
final class SourceWalk: Sendable {
  private let source: Source
  private let library: Library
  private let trustsYoungFiles: Bool
  private let queue: BoundedQueue<IndexBatch>
  private let failure = Mutex<StorageError?>(nil)

  /// Events that go together. Small: the first ones are waited for.
  private static let batch = 64

  init(
    _ source: Source, library: Library, trustsYoungFiles: Bool, queue: BoundedQueue<IndexBatch>
  ) {
    self.source = source
    self.library = library
    self.trustsYoungFiles = trustsYoungFiles
    self.queue = queue
  }

  /// Begins; the queue is closed when the walk is over. Then ``error`` tells why it broke off.
  func start(_ isCancelled: @escaping @Sendable () -> Bool) {
    Thread {
      self.run(isCancelled)
      self.queue.close()
    }.start()
  }

  var error: StorageError? { failure.withLock { $0 } }

  private func run(_ isCancelled: () -> Bool) {
    let reader = ArticleReader(hashing: library.hashing, trustsYoungFiles: trustsYoungFiles)
    var batch = IndexBatch(events: [], filesSeen: 0)
    withoutActuallyEscaping(isCancelled) { isCancelled in
      var walk = FolderWalk(source, library: library, reader: reader) { [queue] event, filesSeen in
        guard !isCancelled() else { return false }
        if let event { batch.events.append(event) }
        batch.filesSeen = filesSeen
        // Without an event a folder has been compared: a moment to tell how far it is.
        guard event == nil || batch.events.count >= SourceWalk.batch else { return true }
        defer { batch.events = [] }
        return queue.push(batch)
      }
      do throws(StorageError) {
        try walk.run()
      } catch {
        failure.withLock { $0 = error }
      }
    }
    _ = queue.push(batch)
  }
}
