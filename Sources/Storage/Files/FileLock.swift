import Glibc

/// An exclusive `flock` on an open file, held until the value goes.
struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// `nil` if another process holds it for longer than `milliseconds`.
  init?(_ descriptor: Int32, milliseconds: Int) {
    for attempt in 0...milliseconds {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        self.descriptor = descriptor
        return
      }
      guard errno == EWOULDBLOCK || errno == EINTR, attempt < milliseconds else { return nil }
      usleep(1000)
    }
    return nil
  }

  deinit { flock(descriptor, LOCK_UN) }
}
