/// A list that is open, and the marker that its next item gets.
struct HTMLList {
  /// `nil` where items have bullets.
  private var next: Int?

  init(isOrdered: Bool, start: Int?) {
    next = isOrdered ? start ?? 1 : nil
  }

  /// - Parameter number: the item's own, which the following items count from.
  mutating func nextMarker(numbered number: Int?) -> String {
    guard let current = next.map({ number ?? $0 }) else { return "•" }
    next = current &+ 1
    return "\(current)."
  }
}
