import Testing

@testable import FeedParsing

/// The examples of RFC 3986, section 5.4, and what bodies really hold.
struct LinkResolverTests {
  private let resolver = LinkResolver(base: "http://a/b/c/d;p?q")

  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
    (";x", "http://a/b/c/;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"), (".", "http://a/b/c/"),
    ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../..", "http://a/"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"),
    ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
  ])
  func examplesOfTheStandard(reference: String, address: String) {
    #expect(resolver.resolve(reference) == address)
  }

  @Test(arguments: [
    (" HTTPS://X.example/A ", "https://X.example/A"),
    ("ht\ntps://x.example/\ta", "https://x.example/a"),
    ("https://x.example/a b", "https://x.example/a%20b"),
    ("https://x.example/é", "https://x.example/é"),
    ("https://x.example/\u{202E}a\u{A0}", "https://x.example/%E2%80%AEa%C2%A0"),
    ("gemini://x.example", "gemini://x.example"),
    ("mailto:a@b.example?subject=x", "mailto:a@b.example?subject=x"),
  ])
  func addressesAreMended(reference: String, address: String) {
    #expect(resolver.resolve(reference) == address)
    #expect(LinkResolver(base: nil).resolve(reference) == address)
  }

  @Test(arguments: [
    "", " ", "#s", "javascript:alert(1)", "JavaScript:x", "java\nscript:x", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "ftp://x.example", "http:", "http://", "https:///x",
    "mailto:",
    "http:g", "//", "///x",
  ])
  func otherReferencesHaveNoTarget(reference: String) {
    #expect(resolver.resolve(reference) == nil)
  }

  @Test(arguments: [nil, "", "nonsense", "/path", "mailto:a@b"])
  func withoutBase(base: String?) {
    let resolver = LinkResolver(base: base)
    #expect(resolver.resolve("/x") == nil)
    #expect(resolver.resolve("x.png") == nil)
    #expect(resolver.resolve("//y.example/z") == "https://y.example/z")
  }

  @Test func longAddressesHaveNoTarget() {
    #expect(resolver.resolve("https://x.example/" + String(repeating: "a", count: 9000)) == nil)
  }
}
