import Articles
import Glibc

/// The wall clock, for the names of files set aside and for files too young to trust.
enum Clock {
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  static var now: Instant { Instant(milliseconds: nanoseconds / 1_000_000) }
}
