import Glibc

/// A path or a name on disk: bytes, because names need not be UTF-8.
struct Path: Hashable, Comparable, Sendable {
  var bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// For people: bytes that are not UTF-8 are shown as U+FFFD.
  var display: String { String(decoding: bytes, as: UTF8.self) }

  var isEmpty: Bool { bytes.isEmpty }

  /// `name` inside this folder; the path itself where either is empty.
  func appending(_ name: [UInt8]) -> Path {
    if bytes.isEmpty { return Path(bytes: name) }
    if name.isEmpty { return self }
    return Path(bytes: bytes.last == UInt8(ascii: "/") ? bytes + name : bytes + [0x2F] + name)
  }

  func appending(_ name: String) -> Path { appending(Array(name.utf8)) }

  /// The folder that holds it: "/" for "/a", empty for a bare name.
  var parent: Path {
    guard let slash = bytes.lastIndex(of: 0x2F) else { return Path(bytes: []) }
    return Path(bytes: slash == 0 ? [0x2F] : Array(bytes[..<slash]))
  }

  var lastComponent: [UInt8] {
    guard let slash = bytes.lastIndex(of: 0x2F) else { return bytes }
    return Array(bytes[(slash + 1)...])
  }

  /// The same path without slashes at its end, except "/" itself.
  var withoutTrailingSlashes: Path {
    var copy = bytes
    while copy.count > 1, copy.last == 0x2F { copy.removeLast() }
    return Path(bytes: copy)
  }

  /// Whether this is `folder` or lies somewhere in it.
  func isWithin(_ folder: Path) -> Bool {
    folder.isEmpty || self == folder
      || (bytes.starts(with: folder.bytes)
        && (folder.bytes.last == 0x2F || bytes[folder.bytes.count] == 0x2F))
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      return body(UnsafePointer(buffer.baseAddress!))
    }
  }

  static func < (a: Path, b: Path) -> Bool { order(a.bytes, b.bytes) < 0 }

  /// Negative, zero or positive as `memcmp`; of two that agree the shorter comes first.
  static func order(_ a: [UInt8], _ b: [UInt8]) -> Int {
    a.withUnsafeBytes { left in
      b.withUnsafeBytes { right in left.order(to: right) }
    }
  }
}

enum Folders {
  /// Makes `folder` and what is missing above it, readable by its owner alone.
  static func create(_ folder: Path) throws(StorageError) {
    if let facts = FileFacts(at: folder), facts.kind == .folder { return }
    let parent = folder.parent
    if !parent.isEmpty, parent != folder { try create(parent) }
    guard folder.withCString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST else {
      throw .cannotCreateFolder(path: folder.display, code: errno)
    }
  }

  /// Makes a rename in `folder` survive a power cut, where the file system can.
  static func sync(_ folder: Path) {
    guard let file = OpenFile(folder, O_RDONLY | O_DIRECTORY) else { return }
    fsync(file.descriptor)
  }
}

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
