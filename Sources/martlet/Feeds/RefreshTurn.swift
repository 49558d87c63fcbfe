import Glibc

/// The right to ask what is due, which one process has at a time: who comes after it finds little
/// left to ask. Held until the value goes; the kernel takes it back from a process that ends.
struct RefreshTurn: ~Copyable {
  private let descriptor: Int32

  /// In milliseconds.
  private static let step = 50

  /// Waits while another process has it, but not for ever: that may be suspended. Where the file
  /// cannot be locked everybody has it.
  /// - Parameter patience: in milliseconds.
  init(path: String, patience: Int, isCancelled: () -> Bool) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    var waited = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR,
      waited < patience, !isCancelled()
    {
      usleep(UInt32(Self.step) * 1000)
      waited += Self.step
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
