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

/// How long ago something was, in a few columns.
enum Age {
  static let second: Int64 = 1000
  static let minute = 60 * second
  static let hour = 60 * minute
  static let day = 24 * hour
  static let week = 7 * day

  /// "now", "5m", "3h", "2d"; beyond a week (and in the future) "12 Mar" in the present year, else
  /// "Mar 2023", or "2023" where `isNarrow`. At most eight columns, six where narrow.
  static func label(
    _ published: Instant, at now: Instant, clock: LocalClock, isNarrow: Bool = false
  ) -> String {
    let age = now.milliseconds.subtractingReportingOverflow(published.milliseconds)
    if !age.overflow, age.partialValue > -minute, age.partialValue < week {
      return relative(age.partialValue)
    }
    let date = clock.civil(published)
    if date.year == clock.civil(now).year { return "\(date.day) \(Wording.month(date.month))" }
    return isNarrow ? "\(date.year)" : "\(Wording.month(date.month)) \(date.year)"
  }

  private static func relative(_ age: Int64) -> String {
    switch age {
    case ..<minute: Wording.now
    case ..<hour: "\(age / minute)m"
    case ..<day: "\(age / hour)h"
    default: "\(age / day)d"
    }
  }

  /// How long a label stays true; `nil` for those that do not change with the hours.
  static func millisecondsUntilChange(of published: Instant, at now: Instant) -> Int64? {
    let age = now.milliseconds.subtractingReportingOverflow(published.milliseconds)
    guard !age.overflow, age.partialValue > -minute, age.partialValue < week else { return nil }
    let step = age.partialValue < hour ? minute : age.partialValue < day ? hour : day
    return step - max(age.partialValue, 0) % step
  }

  /// "15 May 2023, 18:38" on the person's clock.
  static func full(_ instant: Instant, clock: LocalClock) -> String {
    let date = clock.civil(instant)
    let minute = date.minute < 10 ? "0\(date.minute)" : "\(date.minute)"
    let hour = date.hour < 10 ? "0\(date.hour)" : "\(date.hour)"
    return "\(date.day) \(Wording.month(date.month)) \(date.year), \(hour):\(minute)"
  }
}
