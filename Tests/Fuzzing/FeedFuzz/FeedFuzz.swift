@testable import FeedParsing

/// Reads the input as a feed, whole and in pieces: the same must come out; and as a date.
/// libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let whole = FeedParser.parse(bytes, address: "https://site.example/feed")
  // What the encoding is guessed from depends on the pieces; that of valid UTF-8 does not.
  if count > 1100, whole.document.encoding == "utf-8", whole.document.warnings.isEmpty {
    let pieces = readInPieces(bytes)
    precondition(pieces.items == whole.items && pieces.document == whole.document)
  }
  _ = FeedDate.parse(String(decoding: bytes.prefix(200), as: UTF8.self))
  _ = FeedDiscovery(html: String(decoding: bytes, as: UTF8.self), address: nil)
  return 0
}

private func readInPieces(
  _ bytes: UnsafeRawBufferPointer
) -> (document: FeedDocument, items: [FeedItem]) {
  var parser = FeedParser(address: "https://site.example/feed")
  var items: [FeedItem] = []
  for start in stride(from: 0, to: bytes.count, by: 61) {
    let end = min(start + 61, bytes.count)
    parser.parse(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) { items.append($0) }
  }
  let document = parser.finish { items.append($0) }
  return (document, items)
}
