import Testing

@testable import FeedParsing

/// Where a page sends its reader by itself.
@Suite struct MetaRefreshTests {
  private func find(_ page: String) -> MetaRefresh? {
    Array(page.utf8).withUnsafeBytes { MetaRefresh(page: $0, address: "https://e.org/a/b?c") }
  }

  @Test(arguments: [
    ("0; url=/ok", "https://e.org/ok", 0), ("0;URL='d'", "https://e.org/a/d", 0),
    ("3, url = \"https://f.org/\"x", "https://f.org/", 3), ("0 /ok", "https://e.org/ok", 0),
    (".5; url=//f.org/x", "https://f.org/x", 0), (" 600;url=?d", "https://e.org/a/b?d", 600),
  ])
  func theAddressIsReadAsBrowsersDo(content: String, address: String, seconds: Int) {
    let content = content.replacing("\"", with: "&quot;")
    let found = find("<title>x</title><META HTTP-EQUIV=Refresh CONTENT=\"\(content)\">")
    #expect(found?.address == address && found?.seconds == seconds)
    #expect(found?.isForScriptless == false)
  }

  @Test(arguments: [
    "300", "", "url=/ok", "0; url=", "0; url=javascript:alert(1)", "0; url=file:///etc/passwd",
    "0; url=mailto:a@e.org", "0; url=/a/b?c#d", "x; url=/ok",
  ])
  func whatLeadsNowhereIsNone(content: String) {
    #expect(find("<meta http-equiv=refresh content=\"\(content)\">") == nil)
  }

  @Test func itsPlaceCounts() {
    let meta = "<meta http-equiv=refresh content='0;url=x'>"
    #expect(find("<script>write(\"\(meta)\")</script><!-- \(meta) -->") == nil)
    #expect(find("<noscript>\(meta)</noscript>")?.isForScriptless == true)
    let based = find("<noscript><p></noscript><base href='/z/'>\(meta)")
    #expect(based?.address == "https://e.org/z/x")
    #expect(find("<meta name=refresh content='0;url=x'>") == nil)
    #expect(find(String(repeating: "<p>", count: 30_000) + meta) == nil)
  }
}
