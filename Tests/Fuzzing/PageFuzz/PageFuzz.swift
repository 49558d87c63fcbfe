import FeedParsing

/// Looks for an article in the input as a page. libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let address = "https://site.example/a/b"
  var article = PageArticle(page: bytes, address: address, firstPage: address)
  precondition(article.html.firstRange(of: "<script") == nil)
  precondition(article.html.firstRange(of: " src=\"/") == nil)
  precondition(article.html.firstRange(of: "href=\"javascript:") == nil)
  precondition(article.html.firstRange(of: "src=\"javascript:") == nil)
  precondition(!article.text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F })
  _ = HTMLReader.read(article.html, base: nil)
  _ = MarkdownWriter.write(HTMLReader.read(article.html, base: nil))
  _ = article.append(article)
  return 0
}
