import Glibc

/// A new file beside another one, which takes its place in one step or disappears.
struct TemporaryFile: ~Copyable {
  let path: Path
  let file: OpenFile
  private var isKept = false

  /// `nil` with `errno` set where it cannot be made.
  init?(beside path: Path, mode: UInt32) {
    self.path = path.parent.appending(
      TemporaryFile.prefix(of: path) + Array(UniqueName.random().utf8))
    guard let file = OpenFile(self.path, O_RDWR | O_CREAT | O_EXCL) else { return nil }
    fchmod(file.descriptor, mode_t(mode & 0o777))
    self.file = file
  }

  deinit {
    if !isKept { _ = path.withCString { unlink($0) } }
  }

  /// Leaves the file where it is, or what has changed places with it.
  mutating func keep() -> Path {
    isKept = true
    return path
  }

  /// How the names of files begin that were made beside `path`.
  static func prefix(of path: Path) -> [UInt8] {
    [UInt8(ascii: ".")] + path.lastComponent + Array(".martlet-".utf8)
  }

  /// Temporary files for `path` that nobody works on any more.
  static func leftBehind(beside path: Path, now: Int64) -> [Path] {
    guard let open = OpenFile(path.parent, O_RDONLY | O_DIRECTORY), let names = FolderNames(open)
    else { return [] }
    let temporary = TemporaryFile.prefix(of: path)
    return names.sorted.filter { $0.bytes.starts(with: temporary) }
      .map { path.parent.appending($0.bytes) }.filter { isLeftBehind($0, now) }
  }

  /// A young one may belong to a writer that lives: nobody takes a minute to write one.
  static func isLeftBehind(_ path: Path, _ now: Int64) -> Bool {
    FileFacts.age(of: path, now).map { $0 > 60_000_000_000 } ?? false
  }

  /// Whether all of it was taken; `errno` is set otherwise.
  func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { file.write($0) } == bytes.count
  }

  var facts: FileFacts? { FileFacts(of: file.descriptor) }

  /// Takes over the bytes of another file, and `modified`, in
  /// nanoseconds, for its own time if it can; `errno` is set if not all bytes were taken.
  func copy(_ other: borrowing OpenFile, modified: Int64) -> Bool {
    var offset: Int64 = 0
    while let part = other.bytes(from: offset, limit: 1 << 16) {
      guard !part.isEmpty else {
        file.setTime(modified)
        return true
      }
      guard write(part) else { return false }
      offset += Int64(part.count)
    }
    return false
  }

  func sync() -> Bool { fsync(file.descriptor) == 0 }

  enum Replacement {
    /// The file takes a name that is free; otherwise it fails with EEXIST.
    case intoNothing
    /// The file and the one that has the name change places.
    case exchange
    /// What had the name is lost.
    case plain
  }

  /// Gives the file its name; `false` with `errno` set where that fails, EINVAL or ENOSYS where the
  /// file system or the kernel does not know that way.
  func take(_ name: Path, _ replacement: Replacement) -> Bool {
    path.withCString { old in
      name.withCString { new in
        switch replacement {
        case .plain: rename(old, new) == 0
        case .intoNothing: Renaming.rename(old, new, flags: 1) == 0
        case .exchange: Renaming.rename(old, new, flags: 2) == 0
        }
      }
    }
  }
}

/// `renameat2(2)`, which glibc declares for C programs only that ask for its extensions.
enum Renaming {
  private typealias Function =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  private static let function: Function? = dlsym(nil, "renameat2").map {
    unsafeBitCast($0, to: Function.self)
  }

  /// 0, or -1 with `errno` set. `flags`: 1 does not replace, 2 exchanges.
  static func rename(
    _ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>, flags: UInt32
  ) -> Int32 {
    guard let function else {
      errno = ENOSYS
      return -1
    }
    return function(AT_FDCWD, old, AT_FDCWD, new, flags)
  }
}

/// Moving and copying whole files, across file systems as well.
enum Moving {
  /// What has the new name is replaced. `false` with `errno` set where that fails: then the file is
  /// where it was.
  static func move(_ old: Path, to new: Path) -> Bool {
    if old.withCString({ from in new.withCString { rename(from, $0) } }) == 0 { return true }
    guard errno == EXDEV else { return false }
    return copy(old, to: new) && old.withCString({ unlink($0) }) == 0
  }

  /// The copy is complete and on the disk before it has its name.
  static func copy(_ old: Path, to new: Path) -> Bool {
    guard let file = OpenFile(old, O_RDONLY), let facts = FileFacts(of: file.descriptor),
      let copy = TemporaryFile(beside: new, mode: 0o600),
      copy.copy(file, modified: facts.modified), copy.sync(), copy.take(new, .plain)
    else { return false }
    Folders.sync(new.parent)
    return true
  }
}

/// Names that nobody else has: of steps, generations and temporary files.
enum UniqueName {
  /// 16 hexadecimal digits.
  static func random() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
