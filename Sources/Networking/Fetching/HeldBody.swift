import Foundation
import Glibc

/// A body that is held back until it is known whether it is a new one: in memory up to half a
/// megabyte, then in a file without a name, which ends with it.
final class HeldBody {
  private var memory: [UInt8] = []
  private var file: Int32 = -1
  private var fileLength = 0
  /// How much of the file has been handed on.
  private var position = 0

  private static let block = 256 << 10

  deinit {
    if file >= 0 { close(file) }
  }

  /// `false` when the disk takes no more; what came before is kept.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard file >= 0 || memory.count + bytes.count > BodyHashing.leadLength else {
      memory.append(contentsOf: bytes)
      return true
    }
    if file < 0 { file = Self.namelessFile() }
    guard file >= 0, Self.write(bytes, to: file, at: fileLength) else { return false }
    fileLength += bytes.count
    return true
  }

  /// Gives to `body` what it has not had yet, until that wants no more, or not now.
  ///
  /// - Returns: ``Appetite/none`` also if it cannot be read.
  func read(_ body: (UnsafeRawBufferPointer) -> Appetite) -> Appetite {
    if !memory.isEmpty {
      defer { memory = [] }
      let appetite = memory.withUnsafeBytes(body)
      guard appetite == .more else { return appetite }
    }
    var buffer = [UInt8](repeating: 0, count: min(Self.block, fileLength))
    while position < fileLength {
      let appetite: Appetite = buffer.withUnsafeMutableBytes { buffer in
        let count = pread(
          file, buffer.baseAddress, min(buffer.count, fileLength - position), off_t(position))
        guard count > 0 else { return count < 0 && errno == EINTR ? .more : .none }
        position += count
        return body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      guard appetite == .more else { return appetite }
    }
    return .more
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, at start: Int) -> Bool
  {
    var written = 0
    while written < bytes.count {
      let count = pwrite(
        file, bytes.baseAddress?.advanced(by: written), bytes.count - written,
        off_t(start + written))
      if count > 0 {
        written += count
      } else if count == 0 || errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Nobody else can open it, and a program that is started does not inherit it.
  private static func namelessFile() -> Int32 {
    let path = NSTemporaryDirectory() + "/martlet-" + UUID().uuidString
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { unlink(path) }
    return file
  }
}
