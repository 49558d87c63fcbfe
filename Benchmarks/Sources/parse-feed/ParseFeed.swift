import FeedParsing
import Glibc

/// `parse-feed FILE`: reads a feed to values as the program does, and lets go of each.
@main
enum ParseFeed {
  private static let pieceLength = 1 << 16

  static func main() {
    guard CommandLine.arguments.count == 2 else { end("usage: parse-feed FILE", status: 2) }
    let path = CommandLine.arguments[1]
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { end("\(path): \(String(cString: strerror(errno)))", status: 1) }
    var parser = FeedParser(address: "https://example.org/feed.xml", contentType: nil)
    var items = 0
    var piece = [UInt8](repeating: 0, count: pieceLength)
    piece.withUnsafeMutableBytes { piece in
      while case let count = read(file, piece.baseAddress, pieceLength), count > 0 {
        parser.parse(UnsafeRawBufferPointer(rebasing: piece[..<count])) { _ in items += 1 }
      }
    }
    let document = parser.finish { _ in items += 1 }
    print("\(items) items, \(document.warnings.count) warnings")
  }

  private static func end(_ message: String, status: Int32) -> Never {
    let line = Array("\(message)\n".utf8)
    write(STDERR_FILENO, line, line.count)
    exit(status)
  }
}
