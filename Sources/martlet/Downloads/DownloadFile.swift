import Foundation
import Glibc
import Storage

/// The file that a download is written into: `NAME.part` until it is whole, and never one that was
/// there before.
final class DownloadFile {
  private(set) var path: String
  private let descriptor: Int32
  private(set) var size: Int

  struct Refusal: Error {
    let message: String
  }

  private init(path: String, descriptor: Int32, size: Int) {
    self.path = path
    self.descriptor = descriptor
    self.size = size
  }

  deinit { close(descriptor) }

  /// A new file, under this name or one with a number.
  static func make(_ path: String) throws(Refusal) -> DownloadFile {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal(
        message: Wording.folderNotMade(Output.clean(folder), Self.reason(error)))
    }
    var wanted = path
    for _ in 0..<1000 {
      wanted = NewFile.free(wanted)
      let descriptor = open(
        wanted + ".part", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
          close(descriptor)
          throw Refusal(message: Wording.downloadedElsewhere)
        }
        return DownloadFile(path: wanted, descriptor: descriptor, size: 0)
      }
      guard errno == EEXIST else {
        throw Refusal(message: Wording.notWritten(Output.clean(wanted), Errno(errno).message))
      }
      // A part of something else: the next number.
      wanted = Self.numbered(wanted)
    }
    throw Refusal(message: Wording.notWritten(Output.clean(path), Errno(EEXIST).message))
  }

  /// What is here of a file; `nil` where nothing is.
  static func goOn(_ path: String) throws(Refusal) -> DownloadFile? {
    // A named pipe in its place would wait for a reader.
    let descriptor = open(
      path + ".part", O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_nlink == 1
    else {
      close(descriptor)
      return nil
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw Refusal(message: Wording.downloadedElsewhere)
    }
    return DownloadFile(path: path, descriptor: descriptor, size: Int(info.st_size))
  }

  /// Drops what is here: the server has something else.
  func clear() throws(Refusal) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw failure()
    }
    size = 0
  }

  /// Away with it, if it is still the one that stands there.
  func remove() {
    var (own, there) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, lstat(path + ".part", &there) == 0,
      own.st_ino == there.st_ino, own.st_dev == there.st_dev
    else { return }
    unlink(path + ".part")
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    var start = 0
    while start < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      start += count
      size += count
    }
  }

  /// Gives it its own name, or one with a number where that was taken meanwhile.
  func finish() throws(Refusal) -> String {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure() }
    let part = path + ".part"
    var wanted = path
    for _ in 0..<1000 {
      // A link takes a name only if it is free.
      if link(part, wanted) == 0 {
        unlink(part)
        return wanted
      }
      switch errno {
      case EEXIST: wanted = NewFile.free(wanted)
      case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV:
        // A file system without links: the name is taken first, and then what has it replaced.
        let taken = open(wanted, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard taken >= 0 else {
          if errno == EEXIST { continue }
          throw failure()
        }
        close(taken)
        guard rename(part, wanted) == 0 else {
          let reason = errno
          unlink(wanted)
          errno = reason
          throw failure()
        }
        return wanted
      default: throw failure()
      }
    }
    throw failure()
  }

  private func failure() -> Refusal {
    Refusal(message: Wording.notWritten(Output.clean(path), Errno(errno).message))
  }

  private static func reason(_ error: any Error) -> String {
    let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return code.map { Errno(Int32($0.code)).message } ?? Errno(EIO).message
  }

  private static func numbered(_ path: String) -> String {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let name = path[slash...]
    let dot = name.lastIndex(of: ".") ?? path.endIndex
    return "\(path[..<dot])-2\(path[dot...])"
  }
}
