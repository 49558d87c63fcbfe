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

/// Hands values from one thread to another, a bounded number at a time, so that a fast producer
/// waits instead of filling the memory.
public final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  // All state is touched under `condition` only.
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  private var isClosed = false

  public init(capacity: Int) {
    self.capacity = capacity
  }

  /// Waits for room; `false` once the queue is closed: the producer should stop.
  public func push(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while elements.count >= capacity, !isClosed { condition.wait() }
    guard !isClosed else { return false }
    elements.append(element)
    condition.signal()
    return true
  }

  /// Takes an element without waiting, also where there is no room: who brings more should wait then.
  public func offer(_ element: Element) -> QueueRoom {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed else { return .closed }
    elements.append(element)
    condition.signal()
    return elements.count < capacity ? .some : .none
  }

  public var room: QueueRoom {
    condition.lock()
    defer { condition.unlock() }
    return isClosed ? .closed : elements.count < capacity ? .some : .none
  }

  /// Waits for the next element; `nil` once the queue is closed and empty.
  public func pop() -> Element? {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty, !isClosed { condition.wait() }
    guard !elements.isEmpty else { return nil }
    condition.signal()
    return elements.removeFirst()
  }

  /// Waits for elements and takes all there are; none once the queue is closed and empty.
  public func popAvailable() -> [Element] {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty, !isClosed { condition.wait() }
    defer { elements = [] }
    // Whoever waits for room has it now, however many they are.
    condition.broadcast()
    return elements
  }

  /// No further element is taken; those inside can still be had.
  public func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }
}

/// Whether a queue takes more.
public enum QueueRoom: Hashable, Sendable {
  case some, none, closed
}
