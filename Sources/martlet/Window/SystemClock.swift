import Articles
import Glibc
import ReaderCore

/// The only places where the program asks what time it is, and where.
enum SystemClock {
  static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Milliseconds of a clock that never jumps; for waiting.
  static var uptime: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Seconds east of UTC at an instant, by the system's time zone.
  static func utcOffset(atSeconds seconds: Int64) -> Int {
    var time = time_t(seconds)
    var parts = tm()
    guard localtime_r(&time, &parts) != nil else { return 0 }
    return parts.tm_gmtoff
  }
}

extension LocalClock {
  /// The system's time zone from 1970 to 2037, found by asking for its offset.
  ///
  /// About two thousand questions, less than a millisecond; a value can then be handed to the pure
  /// core, which a question to the system cannot.
  static var system: LocalClock {
    let quarter: Int64 = 91 * 86_400
    var transitions: [Transition] = []
    var previous = SystemClock.utcOffset(atSeconds: 0)
    let first = previous
    for start in stride(from: Int64(0), to: 2_145_916_800, by: Int64.Stride(quarter)) {
      let offset = SystemClock.utcOffset(atSeconds: start + quarter)
      guard offset != previous else { continue }
      transitions.append(
        Transition(
          from: Instant(milliseconds: 1000 * change(after: start, before: start + quarter)),
          offset: offset))
      previous = offset
    }
    return LocalClock(offset: first, transitions: transitions)
  }

  /// The first second in the range whose offset is that of its end.
  private static func change(after start: Int64, before end: Int64) -> Int64 {
    let offset = SystemClock.utcOffset(atSeconds: end)
    var low = start
    var high = end
    while high - low > 1 {
      let middle = (low + high) / 2
      if SystemClock.utcOffset(atSeconds: middle) == offset { high = middle } else { low = middle }
    }
    return high
  }
}
