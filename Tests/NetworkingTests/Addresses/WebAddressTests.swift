import Testing

@testable import Networking

@Suite struct WebAddressTests {
  @Test func theOriginIsSchemeHostAndPort() throws {
    let plain = try #require(WebAddress("HTTP://Example.ORG/Feed?x=1#part"))
    #expect(
      plain.text == "http://Example.ORG/Feed?x=1" || plain.text == "http://example.org/Feed?x=1")
    #expect(plain.origin == Origin(scheme: "http", host: "example.org", port: 80))
    #expect(plain.origin == WebAddress("http://example.org:80/other")?.origin)
    #expect(plain.origin != WebAddress("https://example.org/")?.origin)
    #expect(plain.origin != WebAddress("http://example.org:8080/")?.origin)
    #expect(plain.origin != WebAddress("http://www.example.org/")?.origin)
  }

  @Test func aHostIsNamedWithItsPortWhereThatIsUnusual() {
    #expect(WebAddress("http://a.example/")?.origin.hostName == "a.example")
    #expect(WebAddress("https://a.example:443/")?.origin.hostName == "a.example")
    #expect(WebAddress("https://a.example:80/")?.origin.hostName == "a.example:80")
    #expect(WebAddress("http://[::1]:8080/")?.origin.hostName == "[::1]:8080")
  }

  @Test func userAndPasswordAreTakenOut() throws {
    let parsed = try #require(WebAddress.parsed("https://me:s%20cret@example.org/feed"))
    #expect(parsed.address.text == "https://example.org/feed")
    #expect(parsed.user == "me")
    #expect(parsed.password == "s cret")
  }

  /// The ways to write loopback that a check of the text alone would miss.
  @Test(arguments: [
    "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/",
  ])
  func numbersForAHostAreOneAddress(_ text: String) throws {
    #expect(try #require(WebAddress(text)).origin.host == "127.0.0.1")
  }

  @Test(arguments: [
    "", "feed.xml", "/etc/passwd", "//example.org/", "http://", "http://a b/",
    "http://example.org:99999/", "http://exa\nmple.org/", "http://example.org/\r\nX: y",
    "http://[::1", "http://example.org/\u{0}",
  ])
  func noAddress(_ text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test func tooLongIsNoAddress() {
    #expect(WebAddress("http://example.org/" + String(repeating: "x", count: 16_384)) == nil)
  }

  @Test(arguments: [
    ("b", "http://h.example/dir/b"), ("/b", "http://h.example/b"),
    ("?q", "http://h.example/dir/a?q"),
    ("../b", "http://h.example/b"), ("//other.example/b", "http://other.example/b"),
    ("https://u:p@x.example/b#f", "https://x.example/b"), ("a b", "http://h.example/dir/a%20b"),
    ("file:///etc/passwd", "file:///etc/passwd"), ("./../../../b", "http://h.example/b"),
  ])
  func references(_ reference: String, _ expected: String) throws {
    let base = try #require(WebAddress("http://user:secret@h.example/dir/a"))
    #expect(base.resolving(Array(reference.utf8))?.text == expected)
  }

  @Test func bytesBeyondASCIIAreEscaped() throws {
    let base = try #require(WebAddress("http://h.example/"))
    #expect(base.resolving([0x2F, 0xE9, 0xFF])?.text.lowercased() == "http://h.example/%e9%ff")
  }

  @Test(arguments: [[UInt8]("a\r\nb".utf8), [0x2F, 0], Array("http://".utf8)])
  func referencesToNowhere(_ reference: [UInt8]) throws {
    #expect(try #require(WebAddress("http://h.example/")).resolving(reference) == nil)
  }

  @Test func theFileOfAFileAddress() {
    #expect(WebAddress("file:///tmp/my%20feed.xml")?.filePath == "/tmp/my feed.xml")
    #expect(WebAddress("http://example.org/tmp")?.filePath == nil)
  }
}
