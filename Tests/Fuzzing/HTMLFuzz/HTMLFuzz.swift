import Articles

@testable import FeedParsing

/// Reads the input as HTML, as Markdown and as either, also for its words alone, and makes it fit to be
/// kept: what was made fit needs nothing more. libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let text = String(decoding: bytes, as: UTF8.self)
  let base = "https://site.example/a/b"
  expectSound(HTMLReader.read(text, base: base))
  expectSound(HTMLReader.read(text, base: nil))
  expectSound(MarkdownReader.read(text, base: base))
  expectSound(BodyReader.read(text, base: base))
  expectSound(VisibleText(html: text, base: base))
  expectSound(VisibleText(body: text, base: base))
  var links = LinkBase(base)
  if let kept = HTMLRewriter.rewrite(Array(text.utf8), links: &links) {
    precondition(HTMLRewriter.rewrite(kept, links: &links).map { $0 == kept } ?? true)
  }
  return 0
}

private func expectSound(_ visible: VisibleText) {
  precondition(
    visible.text.utf8.allSatisfy { ($0 >= 0x20 || (0x09...0x0D).contains($0)) && $0 != 0x7F })
}

private func expectSound(_ document: Document) {
  for block in document.blocks {
    for span in block.spans {
      precondition(span.link.map { document.links.indices.contains($0) } ?? true)
      precondition(!span.text.utf8.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
    }
  }
  for link in document.links {
    precondition(link.url.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F })
  }
}
