import Glibc

/// The names in an open folder, without "." and "..".
struct FolderNames {
  /// Ascending by bytes.
  let sorted: [Path]

  /// `nil` with `errno` set where they cannot be read.
  init?(_ folder: borrowing OpenFile) {
    // The stream owns its descriptor, and reading moves it: so it gets one of its own.
    let descriptor = fcntl(folder.descriptor, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return nil
    }
    defer { closedir(stream) }
    var names: [Path] = []
    errno = 0
    while let entry = readdir(stream) {
      let length = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { strlen($0) }
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix(length)) }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(Path(bytes: name)) }
    }
    guard errno == 0 else { return nil }
    names.sort()
    sorted = names
  }
}
