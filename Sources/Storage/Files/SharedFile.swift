import Glibc

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
