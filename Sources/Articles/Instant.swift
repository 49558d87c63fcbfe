/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Used for publication dates and for marks alike, so that they compare and print one way.
public struct Instant: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (a: Instant, b: Instant) -> Bool {
    a.milliseconds < b.milliseconds
  }

  public func advanced(byMilliseconds distance: Int64) -> Instant {
    Instant(milliseconds: milliseconds &+ distance)
  }
}
