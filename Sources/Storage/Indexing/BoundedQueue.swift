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
