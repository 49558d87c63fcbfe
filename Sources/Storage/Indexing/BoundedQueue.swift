import Foundation

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
