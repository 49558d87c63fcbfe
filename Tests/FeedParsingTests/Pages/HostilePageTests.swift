import Articles
import TestSupport
import Testing

@testable import FeedParsing

/// Pages made to break a reader: each would take minutes, or the stack, in a careless one.
@Suite struct HostilePageTests {
  struct Page: CustomTestStringConvertible {
    let text: String

    init(_ text: String) { self.text = text }

    var testDescription: String { String(text.prefix(40)) }
  }

  private static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  @Test(
    arguments: [
      times(3000, "<div>") + "x", times(750, "<table><tr><td>") + "x",
      times(1350, "<b>") + "x",
      times(750, "<b></i>") + "x", times(750, "<b class=a><p>") + "x",
      times(750, "<p><i>") + "x",
      times(600, "<a><div>") + times(600, "</a>") + "x", times(750, "<ul><li>") + "x",
      times(600, "<ul><li><a><b><p><table><td>") + "x", times(600, "<svg><g>") + "x",
      times(600, "<select><option>a<div>") + "x", times(600, "<table><b>x</b><tr>y<td>z"),
      times(600, "<noscript><img src=a>") + "x", times(1350, "<br>") + "x",
      times(750, "a<br><br>"),
      times(600, "<form><table>") + "x", times(450, "<h1>title words</h1>") + "x",
      "<div " + times(3000, "a=b ") + ">x", times(750, "<a href=\"x>") + "x",
      times(1350, "<") + "x",
      times(750, "<script>") + "x", times(750, "<style><title>") + "x", times(1350, "&") + "x",
      times(750, "<!--") + "x", times(450, "<div class=byline>") + "x",
      "<p class='" + times(7500, "x ") + "'>x", times(450, "<math><mi>") + "x",
      "<script type='application/ld+json'>" + times(1350, "[") + "</script>x",
      times(300, "\u{0}\u{1B}[31m<p>\u{9B}") + "x",
    ].map(Page.init))
  func pages(page: Page) {
    let article = Array(page.text.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: "https://site.example/a")
    }
    #expect(
      article.text.hasSuffix("x") || article.text.hasSuffix("z") || article.text.isEmpty
        || article.text.hasSuffix("a") || article.text.hasSuffix("words"))
    #expect(!article.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
  }

  @Test func depthIsBounded() {
    let bytes = Array(Self.times(2_000, "<div>").utf8)
    bytes.withUnsafeBufferPointer { page in
      let tree = PageTreeBuilder.tree(of: page)
      var deepest = 0
      for index in tree.nodes.indices {
        var depth = 0
        var place = tree.nodes[index].parent
        while place >= 0 {
          depth += 1
          place = tree[place].parent
        }
        deepest = max(deepest, depth)
      }
      #expect(deepest <= 256)
      #expect(tree.nodes.count == 2_002)
    }
  }

  @Test func changedPagesAreRead() {
    let page = """
      <html><head><title>T</title><script type="application/ld+json">{"@type":"Article"}</script></head>
      <body><div class="post"><p>One, two, <b>three <i>four</b> five</i>.<table><tr><td>a<td>b</table>
      <ul><li>x<li>y</ul><noscript><img src=a.png></noscript><a href="/q?a=1&amp;b">l</a><br><br>&eacute;</div>
      """
    let bytes = Array(page.utf8)
    var random = SplitMix(seed: 12)
    for _ in 0..<400 {
      var changed = bytes
      for _ in 0...Int.random(in: 0..<8, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
        case 1: changed.removeSubrange(place..<min(place + 6, changed.count - 1))
        default:
          let from = Int.random(in: 0..<changed.count, using: &random)
          changed.insert(contentsOf: changed[from..<min(from + 12, changed.count)], at: place)
        }
      }
      let article = changed.withUnsafeBytes { PageArticle(page: $0, address: "https://a.example/") }
      expectClean(article)
    }
  }
}

/// Nothing that runs, nothing that is not absolute but notes in the article.
func expectClean(_ article: PageArticle, _ name: String = "") {
  #expect(article.html.firstRange(of: "<script") == nil, "\(name)")
  #expect(article.html.firstRange(of: "href=\"javascript:") == nil, "\(name)")
  #expect(article.html.firstRange(of: "src=\"javascript:") == nil, "\(name)")
  #expect(article.html.firstRange(of: " src=\"/") == nil, "\(name)")
  // What was written can be read again, and says the same.
  let document = HTMLReader.read(article.html, base: nil)
  #expect(article.text.isEmpty || !document.blocks.isEmpty, "\(name)")
}
