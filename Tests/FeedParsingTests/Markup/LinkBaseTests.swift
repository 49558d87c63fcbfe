import Testing

@testable import FeedParsing

/// The short way to an absolute address leads where the long one does.
struct LinkBaseTests {
  private static let bases = [
    nil, "", "nonsense", "mailto:ada@site.example", "https://site.example", "https://site.example/",
    "https://site.example/a/b/c.html?d=/e#f", "https://site.example/a/../b/./c",
    "https://site.example?q", "HTTP://Site.Example:8080/a b/c", "https://ü.example/ä/",
    "https://site.example/a&b/<c>\"d/e", "gemini://site.example/a", "https:///a/b",
  ]
  private static let references = [
    "/", "/a", "/a/b.html", "//other.example/a", "/a//b", "/a/./b", "/a/../b", "/.", "/a/..",
    "a", "a/b", "a/b/", "1", "x:y", "a/x:y", "/x:y", "?q", "a?q=1", "/a?b=c#d", "#a", "a#b", "./a",
    "../a", "", ".", "a.html", "/a.b/c", "a b", "/ä", "/a&amp;b", "/a&b", "/a'b", "/a<b>c", " /a",
    "javascript:go()", "JavaScript&#58;go()", "/javascript:go()", "https://other.example/?a&b",
    "~a",
    "/\u{7F}", "/a\tb", "\\a", "/\\a", "@a", String(repeating: "/a", count: 600),
  ]

  @Test(arguments: bases)
  func bodiesHaveTheAddressesOfTheResolver(_ base: String?) {
    var links = LinkBase(base)
    expectAddresses(of: base, &links)
  }

  /// The items of a feed have a page each, most of them on one site.
  @Test(
    arguments: bases + ["https://site.example/z/", "https://site.example.org/", "https://site.exa"])
  func theNextPageHasItsOwn(_ base: String?) {
    for other in Self.bases {
      var links = LinkBase(base)
      _ = links.resolve("/")
      expectAddresses(of: base, &links)
      links.move(to: other)
      expectAddresses(of: other, &links)
    }
  }

  private func expectAddresses(of base: String?, _ links: inout LinkBase) {
    let resolver = LinkResolver(base: base)
    for reference in Self.references {
      let html = "<p><a class=x href='\(reference.replacing("'", with: "&#39;"))'>y</a>"
      var notes: [FeedNote] = []
      let body = FieldText.html(Array(html.utf8), .html, links: &links, &notes)
      guard let absolute = resolver.resolve(decoded(reference)) else {
        #expect(body == html || body == "<p><a class=x >y</a>", "\(reference)")
        continue
      }
      let escaped = absolute.replacing("&", with: "&amp;").replacing("<", with: "%3C")
        .replacing(">", with: "%3E").replacing("\"", with: "%22")
      let isAsItWas = reference.hasPrefix("https://")
      #expect(
        body == (isAsItWas ? html : "<p><a class=x href=\"\(escaped)\">y</a>"), "\(reference)")
    }
  }

  private func decoded(_ reference: String) -> String {
    let bytes = Array(reference.utf8).withUnsafeBufferPointer { CharacterReferences.decode($0) }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? reference
  }
}
