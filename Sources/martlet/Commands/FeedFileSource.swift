import Articles
import FeedParsing
import Foundation
import Glibc
import Networking

/// Reads a saved feed for a command, piece by piece; it may be compressed.
enum FeedFileSource {
  private static let pieceLength = 1 << 16
  /// What comes out of a compressed file.
  private static let limit = 1 << 30

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
    let decoding = ContentDecoding(announced: "", limit: limit) { bytes in
      parser.parse(bytes) { items.append($0) }
      return .more
    }
    var flow = ContentDecoding.Flow.goesOn
    var piece = [UInt8](repeating: 0, count: pieceLength)
    while flow == .goesOn {
      let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, pieceLength) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Errno(errno) }
      guard count > 0 else { break }
      flow = piece.withUnsafeBytes {
        decoding.decode(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
    }
    if flow == .goesOn { flow = decoding.finish() }
    var document = parser.finish { items.append($0) }
    if flow == .broken || flow == .goesOn && !decoding.isComplete {
      document.warnings.append(Problem(message: Wording.compressionBroken))
    } else if flow == .tooLarge {
      document.warnings.append(Problem(message: FetchFailure.tooLarge(limit: limit).message))
    }
    return (document, items)
  }
}
