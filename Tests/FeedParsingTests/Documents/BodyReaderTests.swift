import Articles
import Testing

@testable import FeedParsing

struct BodyReaderTests {
  @Test(arguments: [
    "<p>a</p>", "<html>\n# a", "Words, then<br>a break",
    "<div><p>Long</p>\n<ul>\n<li>a</li></ul></div>",
    "\n  <!-- c --><h1>x</h1>\n- dash", "<pre>\n# comment\n</pre><p>x</p>",
  ])
  func html(body: String) {
    #expect(BodyReader.isHTML(body))
  }

  @Test(arguments: [
    "", "plain", "a < b", "# Title\n\ntext", "- a\n- b <b>c</b>", "see <https://a.example>",
    "<p align=center><img src=x></p>\n\n# Title\n\n- a\n- b\n\n[x](y) and **z**",
    "List<String> it is",
    "[a](b)",
  ])
  func markdown(body: String) {
    #expect(!BodyReader.isHTML(body))
  }

  @Test func bothGiveTheSameDocument() {
    let html = BodyReader.read(
      "<h1>A</h1><p>b <a href='/c'>c</a></p><ul><li>d</ul>", base: "https://e.example")
    let markdown = BodyReader.read("# A\n\nb [c](/c)\n\n- d", base: "https://e.example")
    #expect(html == markdown)
    #expect(html.links == [Document.Link(url: "https://e.example/c", title: "c")])
  }
}
