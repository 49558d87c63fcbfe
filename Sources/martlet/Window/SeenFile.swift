import Glibc

/// A file that others write: tells whether it is another than the last time.
struct SeenFile {
  let path: String
  private var last: [Int]

  init(path: String) {
    self.path = path
    last = Self.facts(path)
  }

  /// Whether it was written, replaced, made or removed since the last ``hasChanged()``.
  var isOther: Bool { Self.facts(path) != last }

  /// As ``isOther``, and what it is now is known from here on.
  mutating func hasChanged() -> Bool {
    let now = Self.facts(path)
    defer { last = now }
    return now != last
  }

  /// Nothing for a file that is not there.
  private static func facts(_ path: String) -> [Int] {
    var info = stat()
    guard stat(path, &info) == 0 else { return [] }
    return [Int(info.st_ino), Int(info.st_size), info.st_mtim.tv_sec, info.st_mtim.tv_nsec]
  }
}
