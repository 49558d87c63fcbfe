import Foundation

/// Hands values from one thread to another, a bounded number at a time, so that a fast producer
/// waits instead of filling the memory.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  // All state is touched under `condition` only.
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  private var isClosed = false

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Waits for room; `false` once the queue is closed: the producer should stop.
  func push(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while elements.count >= capacity, !isClosed { condition.wait() }
    guard !isClosed else { return false }
    elements.append(element)
    condition.signal()
    return true
  }

  /// Waits for the next element; `nil` once the queue is closed and empty.
  func pop() -> Element? {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty, !isClosed { condition.wait() }
    guard !elements.isEmpty else { return nil }
    condition.signal()
    return elements.removeFirst()
  }

  /// No further element is taken; those inside can still be had.
  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }
}
