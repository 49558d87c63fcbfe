import FeedParsing

/// Looks for an article in the input as a page. libFuzzer has the `main` that calls this.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ start: UnsafeRawPointer?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let article = PageArticle(page: bytes, address: "https://site.example/a/b")
  precondition(article.html.firstRange(of: "<script") == nil)
  precondition(article.html.firstRange(of: " src=\"/") == nil)
  precondition(article.html.firstRange(of: "=\"javascript:") == nil)
  _ = HTMLReader.read(article.html, base: nil)
  return 0
}
