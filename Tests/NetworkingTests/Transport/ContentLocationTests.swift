import Testing

@testable import Networking

@Suite struct ContentLocationTests {
  private func base(_ location: String, of address: String) -> String {
    var headers = ResponseHeaders()
    let line = Array("Content-Location: \(location)\r\n".utf8)
    line.withUnsafeBytes { headers.add($0) }
    return ResponseHead(status: 200, address: address, headers: headers).base
  }

  @Test(arguments: [
    ("/en/feed.xml", "https://example.org/en/feed.xml"),
    ("feed.en.xml", "https://example.org/news/feed.en.xml"),
    ("https://example.org/en/", "https://example.org/en/"),
    ("https://other.example/a/b", "https://other.example/a/b"),
    // Servers behind others know neither their scheme nor their port.
    ("http://example.org:8080/en/feed.xml?a=b", "https://example.org/en/feed.xml?a=b"),
    ("http://example.org", "https://example.org/"),
  ])
  func whatAServerSaysIsTheBase(_ location: String, _ expected: String) {
    #expect(base(location, of: "https://example.org/news/feed") == expected)
  }

  @Test(arguments: [
    "", "http://localhost/feed", "http://10.0.0.7/feed", "http://web-3/feed", "http://[::1]/a",
    "http://app.internal/feed", "file:///etc/passwd", "mailto:a@example.org", "javascript:x",
    "http://", "ht tp://x y/",
  ])
  func whatCannotBeItIsPassedOver(_ location: String) {
    let address = "https://example.org/news/feed"
    let found = base(location, of: address)
    #expect(found == address || found.hasPrefix("https://example.org/news/"))
  }
}
