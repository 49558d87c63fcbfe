import Dispatch
import Glibc

extension DispatchQueue {
  /// Does `work` after a pause in which the queue does nothing else.
  ///
  /// Unlike `asyncAfter` it sets no timer: after the first one the library wakes every second for as
  /// long as the program runs.
  func pause(milliseconds: Int, then work: @escaping @Sendable () -> Void) {
    async {
      usleep(UInt32(clamping: milliseconds * 1000))
      work()
    }
  }
}
