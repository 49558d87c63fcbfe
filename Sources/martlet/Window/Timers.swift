/// What is to be done later, each kind at most once.
struct Timers<Alarm: Hashable> {
  private var deadlines: [Alarm: Int64] = [:]

  /// - Parameter now: milliseconds of the clock that never jumps; so in the other methods.
  mutating func set(_ alarm: Alarm, afterMilliseconds delay: Int, now: Int64) {
    deadlines[alarm] = now + Int64(max(0, delay))
  }

  mutating func cancel(_ alarm: Alarm) {
    deadlines[alarm] = nil
  }

  /// Takes out what is due, earliest first.
  mutating func due(now: Int64) -> [Alarm] {
    let due = deadlines.filter { $0.value <= now }.sorted { $0.value < $1.value }.map(\.key)
    for alarm in due { deadlines[alarm] = nil }
    return due
  }

  /// How long `poll` may sleep: milliseconds, or -1 for ever.
  func timeout(now: Int64) -> Int32 {
    guard let next = deadlines.values.min() else { return -1 }
    return Int32(clamping: max(0, next - now))
  }
}
