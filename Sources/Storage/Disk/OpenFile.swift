import Glibc

/// A file descriptor that is closed with its owner.
struct OpenFile: ~Copyable {
  let descriptor: Int32

  /// `nil` with `errno` set where it cannot be opened. Never blocks on a FIFO, never becomes a
  /// controlling terminal, never leaks into a child.
  init?(_ path: Path, _ flags: Int32, mode: mode_t = 0o600, in folder: Int32 = AT_FDCWD) {
    let descriptor = path.withCString {
      openat(folder, $0, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, mode)
    }
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads from `offset` until `buffer` is full or the file ends; -1 with `errno` set on failure.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
    var count = 0
    while count < buffer.count {
      let step = pread(
        descriptor, buffer.baseAddress! + count, buffer.count - count, off_t(offset) + off_t(count))
      if step < 0 && errno == EINTR { continue }
      if step < 0 { return -1 }
      if step == 0 { break }
      count += step
    }
    return count
  }

  /// The bytes from `offset` to the end, at most `limit`; `nil` with `errno` set on failure.
  func bytes(from offset: Int64 = 0, limit: Int) -> [UInt8]? {
    guard let facts = FileFacts(of: descriptor) else { return nil }
    let capacity = Int(clamping: min(max(facts.size &- offset, 0), Int64(limit)))
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let read = self.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      failed = read < 0
      count = max(read, 0)
    }
    return failed ? nil : bytes
  }

  /// Whether both files can be read and hold the same bytes.
  static func haveSameBytes(_ path: Path, _ other: Path) -> Bool {
    guard let left = OpenFile(path, O_RDONLY), let right = OpenFile(other, O_RDONLY) else {
      return false
    }
    let part = 1 << 16
    var offset: Int64 = 0
    while let bytes = left.bytes(from: offset, limit: part),
      bytes == right.bytes(from: offset, limit: part)
    {
      if bytes.isEmpty { return true }
      offset += Int64(bytes.count)
    }
    return false
  }

  /// Sets when it was last written, in nanoseconds since 1970, where the file system can.
  func setTime(_ modified: Int64) {
    let second: Int64 = 1_000_000_000
    let time = timespec(tv_sec: Int(modified / second), tv_nsec: Int(modified % second))
    futimens(descriptor, [time, time])
  }

  /// Writes everything; returns how many bytes were taken, with `errno` set if that is fewer.
  func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    var count = 0
    while count < bytes.count {
      let step = Glibc.write(descriptor, bytes.baseAddress! + count, bytes.count - count)
      if step < 0 && errno == EINTR { continue }
      if step <= 0 { break }
      count += step
    }
    return count
  }
}

/// An open file that is read from several places at once, closed with the last of them.
final class SharedFile: Sendable {
  private let file: OpenFile

  init(_ file: consuming OpenFile) {
    self.file = file
  }

  /// `nil` with `errno` set where it cannot be opened.
  convenience init?(_ path: Path, _ flags: Int32 = O_RDONLY) {
    guard let file = OpenFile(path, flags) else { return nil }
    self.init(file)
  }

  var facts: FileFacts? { FileFacts(of: file.descriptor) }

  /// At most `limit` bytes from `offset`; none at the end, `nil` with `errno` set on failure.
  func bytes(from offset: Int64, limit: Int) -> [UInt8]? { file.bytes(from: offset, limit: limit) }

  /// Whether all of it was taken; `errno` is set otherwise.
  func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { file.write($0) } == bytes.count
  }
}

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

extension UnsafeRawBufferPointer {
  /// Negative, zero or positive as `memcmp`; of two that agree the shorter comes first.
  func order(to other: UnsafeRawBufferPointer) -> Int {
    let common = Swift.min(count, other.count)
    if common > 0, let left = baseAddress, let right = other.baseAddress {
      let difference = memcmp(left, right, common)
      if difference != 0 { return Int(difference) }
    }
    return count - other.count
  }
}
