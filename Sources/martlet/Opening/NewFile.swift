import Articles
import Foundation
import Glibc
import Storage

/// Writes an article into a file of its own that was not there before.
struct NewFile {
  let path: String

  struct Refusal: Error {
    let message: String
    /// A path that may do better.
    let other: String
  }

  init(path: String) {
    self.path = path
  }

  /// - Parameters:
  ///   - typed: as the person typed it: `~/` is the home folder, a folder means a name in it.
  ///   - name: what the file is called there.
  init(typed: String, name: String, environment: [String: String]) {
    let typed = typed.trimmingCharacters(in: .whitespaces)
    let full = Paths.absolute(Paths.withHome(typed, environment))
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
    path = typed.hasSuffix("/") || isThere && isFolder.boolValue ? full + "/" + name : full
  }

  /// A path that nothing has: the same, or with a number before the ending.
  static func free(_ path: String) -> String {
    var info = stat()
    guard lstat(path, &info) == 0 else { return path }
    let (folder, name) = parted(path)
    let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? name.endIndex
    var number = 2
    while true {
      let other = "\(folder)/\(name[..<dot])-\(number)\(name[dot...])"
      if lstat(other, &info) != 0 { return other }
      number += 1
    }
  }

  /// Writes it in one step, after making the folders: nothing that is there is touched.
  func write(_ bytes: [UInt8]) throws(Refusal) {
    let (folder, name) = Self.parted(path)
    guard Self.make(folder) else {
      throw Refusal(
        message: Wording.folderNotMade(Output.clean(folder), Errno(errno).message), other: path)
    }
    let unfinished = "\(folder)/.\(name.prefix(100)).martlet-\(getpid())"
    unlink(unfinished)
    defer { unlink(unfinished) }
    guard Self.store(bytes, in: unfinished) else { throw failure(errno) }
    // A link takes a name only if it is free.
    guard link(unfinished, path) != 0 else { return }
    switch errno {
    case EEXIST: throw failure(EEXIST)
    case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV:
      // A file system without links: the name is taken first, and then what has it replaced.
      let taken = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard taken >= 0 else { throw failure(errno) }
      close(taken)
      guard rename(unfinished, path) == 0 else {
        let reason = errno
        unlink(path)
        throw failure(reason)
      }
    default: throw failure(errno)
    }
  }

  /// Makes a folder and those it lies in, where they are not there; `errno` says why not.
  private static func make(_ folder: String) -> Bool {
    var info = stat()
    if folder.isEmpty || stat(folder, &info) == 0 {
      errno = ENOTDIR
      return folder.isEmpty || info.st_mode & S_IFMT == S_IFDIR
    }
    return make(parted(folder).folder) && (mkdir(folder, 0o777) == 0 || errno == EEXIST)
  }

  private func failure(_ code: Int32) -> Refusal {
    let shown = Output.clean(path)
    return code == EEXIST
      ? Refusal(message: Wording.fileIsThere(shown), other: Self.free(path))
      : Refusal(message: Wording.notWritten(shown, Errno(code).message), other: path)
  }

  private static func store(_ bytes: [UInt8], in path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { return false }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let reason = errno
        close(file)
        errno = reason
        return false
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 || errno == EINVAL else {
      let reason = errno
      close(file)
      errno = reason
      return false
    }
    return close(file) == 0
  }

  private static func parted(_ path: String) -> (folder: String, name: Substring) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return (String(path[..<slash]), path[path.index(after: slash)...])
  }
}
