import Glibc

/// An exclusive `flock` on an open file, held until the value goes. The kernel lets go of it when
/// its process ends, however that happens.
struct FileLock: ~Copyable {
  /// `flock(2)`.
  typealias Call = @Sendable (_ descriptor: Int32, _ operation: Int32) -> Int32

  static let system: Call = { flock($0, $1) }

  enum Refusal: Error {
    /// Another process holds it.
    case busy
    /// The file system has no locks, or they do not work there (an NFS server without its lock
    /// daemon, some FUSE and 9P mounts).
    case unsupported
  }

  private let descriptor: Int32
  private let call: Call

  /// Waits for `milliseconds` at most while another process holds the lock.
  init(
    _ descriptor: Int32, milliseconds: Int, call: @escaping Call = system
  ) throws(Refusal) {
    var waited = 0
    while call(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK:
        guard waited < milliseconds else { throw .busy }
        usleep(1000)
        waited += 1
      default: throw .unsupported
      }
    }
    self.descriptor = descriptor
    self.call = call
  }

  deinit { _ = call(descriptor, LOCK_UN) }
}
