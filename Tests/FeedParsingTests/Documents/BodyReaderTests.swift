import Articles
import Testing

@testable import FeedParsing

struct BodyReaderTests {
  @Test(arguments: [
    "<p>a</p>", "<html>\n# a", "Words, then<br>a break",
    "<div><p>Long</p>\n<ul>\n<li>a</li></ul></div>",
    "\n  <!-- c --><h1>x</h1>\n- dash", "<pre>\n# comment\n\n- a\n</pre><p>x</p>",
    "<div>\n\n    <p>set in</p>\n\n    <ul>\n\n      <li>a</li>\n    </ul>\n\n* * *\n</div>",
    "<!-- a\n\n# b\n\n- c -->\n<p>x</p>", "<p\n class=x>a</p>", "Intro<p>a<p>b `c`<ul><li>d</ul>",
    "<!DOCTYPE html>\n\n<title>t</title>\n\n* * *\n\ntext\n\ntext",
  ])
  func html(body: String) {
    #expect(BodyReader.isHTML(body))
  }

  @Test(arguments: [
    "", "plain", "a < b", "# Title\n\ntext", "- a\n- b <b>c</b>", "see <https://a.example>",
    "<p align=center><img src=x></p>\n\n# Title\n\n- a\n- b\n\n[x](y) and **z**",
    "List<String> it is",
    "[a](b)",
    "The `<dialog>` element is better than a `<div>` with `role`.\n\nIt works *everywhere* now.",
    "Start:\n\n```html\n<nav>\n <ul class=x>\n <li><a href=/>Home</a></li>\n</nav>\n```\n\nThen *CSS*.",
    "H<sub>2</sub>O and *emphasis* here.\n\nAnother para", "Press <kbd>C</kbd>.\n\n1. a\n2. b",
    "x\n\n<details>\n<summary>S</summary>\n\n- a\n- b\n\n</details>",
    "## Head\n\nText *em* here.\n\n- a\n- b\n\n<table><tr><td>x</td></tr></table>",
    "Text[^1]\n\n<table>\n<tr><td>x</td></tr>\n</table>\n\n[^1]: note",
    "Like this:\n\n    <div>\n      <p>x</p>\n    </div>\n\nOr not.",
    "The <body> of an article.\n\nIts end.", "One <b>line</b> with `code`", "A <b>line</b> *so*",
    "Words <i>here</i>\r\n\r\nand <i>there</i>",
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
