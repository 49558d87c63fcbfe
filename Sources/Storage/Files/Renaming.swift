import Glibc

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
