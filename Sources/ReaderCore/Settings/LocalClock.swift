public import Articles

/// The person's time zone as a value: from when on which distance to UTC holds.
public struct LocalClock: Hashable, Sendable {
  public struct Transition: Hashable, Sendable {
    public var from: Instant
    /// Seconds east of Greenwich.
    public var offset: Int

    public init(from: Instant, offset: Int) {
      self.from = from
      self.offset = offset
    }
  }

  public static let utc = LocalClock(offset: 0)

  private let earliest: Int
  private let transitions: [Transition]

  /// - Parameters:
  ///   - offset: what holds before the first transition, in seconds east of Greenwich.
  ///   - transitions: in any order.
  public init(offset: Int, transitions: [Transition] = []) {
    earliest = offset
    self.transitions = transitions.sorted { $0.from < $1.from }
  }

  /// Seconds east of Greenwich at `instant`.
  public func offset(at instant: Instant) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].from <= instant { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? earliest : transitions[low - 1].offset
  }

  /// The wall clock's date and time.
  public func civil(_ instant: Instant) -> CivilDate {
    instant.civil(utcOffsetSeconds: offset(at: instant))
  }
}
