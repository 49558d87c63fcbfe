import FeedParsing
import Foundation
import Glibc

/// Reads one article file for a command.
enum ArticleFileSource {
  /// More than front matter and the words of any article; a file may still be larger.
  private static let limit = FrontMatterBounds.bytes + (1 << 16)

  /// - Throws: the system's error number.
  static func parse(_ path: String) throws(Errno) -> ArticleFile {
    // Opening a pipe must not wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Errno(errno) }
    defer { close(descriptor) }
    // What has no size, or grows meanwhile, is read as far as this goes.
    var facts = stat()
    let size = fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    let limit = min(Self.limit, max(size + 1, 1 << 16))
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
    defer { bytes.deallocate() }
    var count = 0
    while count < limit {
      let step = read(descriptor, bytes.baseAddress! + count, limit - count)
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw Errno(errno) }
      guard step > 0 else { break }
      count += step
    }
    return ArticleFileParser.parse(
      UnsafeRawBufferPointer(rebasing: bytes[..<count]), isTruncated: count == Self.limit)
  }
}
