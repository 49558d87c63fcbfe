import Articles
import Glibc

/// What `stat` says of a file: enough to see that it changed without reading it.
struct FileFacts: Hashable, Sendable {
  var size: Int64
  var modified: Int64
  var changed: Int64
  var inode: Int64
  var device: UInt64
  var kind: Kind
  var mode: UInt32

  enum Kind: Hashable, Sendable {
    case file, folder, link, other
  }

  /// Of an item of a feed, which is no file.
  static let ofItem = FileFacts(stat())

  init(_ info: stat) {
    size = Int64(info.st_size)
    modified = FileFacts.nanoseconds(info.st_mtim)
    changed = FileFacts.nanoseconds(info.st_ctim)
    inode = Int64(bitPattern: UInt64(info.st_ino))
    device = UInt64(info.st_dev)
    mode = info.st_mode & 0o7777
    kind =
      switch info.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
  }

  /// Of what stands at `path`, links followed; `nil` with `errno` set where there is nothing.
  init?(at path: Path) {
    var info = stat()
    guard path.withCString({ stat($0, &info) }) == 0 else { return nil }
    self.init(info)
  }

  init?(of descriptor: Int32) {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return nil }
    self.init(info)
  }

  /// Of `name` in an open folder.
  init?(_ name: UnsafePointer<CChar>, in folder: Int32, followingLinks: Bool) {
    var info = stat()
    guard fstatat(folder, name, &info, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else {
      return nil
    }
    self.init(info)
  }

  /// Whether both describe the same content. Renaming changes `changed`, so that is left out.
  func hasContent(of other: FileFacts) -> Bool {
    device == other.device && inode == other.inode && size == other.size
      && modified == other.modified
  }

  /// Since anything about a file changed, in nanoseconds; `nil` where there is no file.
  static func age(of path: Path, _ now: Int64) -> Int64? {
    guard let facts = FileFacts(at: path), facts.kind == .file else { return nil }
    // A time in the future says nothing.
    return facts.changed > now ? Int64.max : now &- facts.changed
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

/// The wall clock, for the names of files set aside and for files too young to trust.
enum Clock {
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  static var now: Instant { Instant(milliseconds: nanoseconds / 1_000_000) }
}
