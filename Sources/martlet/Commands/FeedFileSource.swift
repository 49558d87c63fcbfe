import FeedParsing
import Foundation
import Glibc

/// Reads a saved feed for a command, piece by piece.
enum FeedFileSource {
  private static let pieceLength = 1 << 16

  /// - Throws: the system's error number.
  static func parse(
    _ path: String, address: String?, contentType: String?
  ) throws(Errno) -> (document: FeedDocument, items: [FeedItem]) {
    // Opening a pipe must not wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Errno(errno) }
    defer { close(descriptor) }
    var parser = FeedParser(address: address, contentType: contentType)
    var items: [FeedItem] = []
    var piece = [UInt8](repeating: 0, count: pieceLength)
    while true {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, pieceLength) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Errno(errno) }
      guard count > 0 else { break }
      piece.withUnsafeBytes { bytes in
        parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<count])) { items.append($0) }
      }
    }
    let document = parser.finish { items.append($0) }
    return (document, items)
  }
}
