import Articles
import Foundation
import Testing

@testable import FeedParsing

/// The words that are entered into the index are those that the reader shows.
@Suite struct VisibleTextTests {
  private static let base = "https://site.example/a/b"

  private func words(_ text: String) -> [String: Int] {
    text.lowercased().unicodeScalars.split { scalar in
      !(scalar.isASCII
        ? (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
        : scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }.reduce(into: [:]) { $0[String($1), default: 0] += 1 }
  }

  /// How many words two bags share, and how many there are in the greater one.
  private func agreement(_ a: [String: Int], _ b: [String: Int]) -> (shared: Int, all: Int) {
    let shared = a.reduce(0) { $0 + min($1.value, b[$1.key] ?? 0) }
    return (shared, max(a.values.reduce(0, +), b.values.reduce(0, +)))
  }

  private func light(_ html: String) -> VisibleText? {
    var walk = VisibleWalk(TerminalSequence.removed(from: Array(html.utf8)), base: Self.base)
    return walk.visibleText()
  }

  private static let bodies: [String] = [
    "", "plain", "a\nb", "<p>One<p>Two", "<b>a</b>b", "a<br>b<br/>c", "<h1>x</h1>y<h2>z</h2>",
    "<ul><li>one<li>two</ul>three", "<ol><li><p>a</p></li></ol>",
    "x<sup>2</sup> and H<sub>2</sub>O",
    "1<sup>st</sup> e<sup>x/2</sup> 10<sup>1.5</sup>",
    "AT&amp;T &eacute;t&eacute; &amp;eacute; &amp;lt;b&amp;gt;",
    "<code>&amp;eacute;</code> <pre>a&#10;b\n  &amp;ouml;</pre>",
    "soft&shy;hyphen zero\u{200B}width a\u{1}b",
    "no&nbsp;break\u{2003}em\u{3000}wide", "<script>var a = '<p>x</p>'</script>shown",
    "<style>p{}</style>shown<!-- not this -->this", "<title>no</title><textarea>no</textarea>yes",
    "<svg><text>no</text></svg>yes", "<select><option>no</option></select>yes",
    "<template><p>no</p></template>yes", "<div hidden>no</div>yes",
    "<span style=\"display: none\">no</span>yes",
    "<div style='visibility:hidden'><div>no</div></div>yes",
    "<span aria-hidden=true>no</span>yes", "<div aria-hidden=true>all</div>",
    "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "<q>said</q>so <del>old</del>new <s>x</s>y",
    "<q>a <q>b <q>c</q></q> d</q> <q>e</q>",
    "<img src=a.png alt='A nest'>x<img src=b.png>y<img src=pixel.gif width=1 height=1 alt=no>z",
    "a<img class=emoji alt='☺' src=e.png>b", "<a href='/x'><img src=a.png alt=label></a>",
    "<iframe src='https://v.example/1' title='A film'>no</iframe>x<iframe src=/y>no</iframe>",
    "<video src=a.mp4>no</video>yes", "<video><source src=a.mp4>no</video>yes",
    "<audio title='A talk' src=a.mp3>no</audio>yes", "<table><tr><td>a<td>b<tr><td>c</table>d",
    "<table><tr><th>h</th></tr><tr><td>1</td><td>2</td></tr></table>", "<dl><dt>t<dd>d</dl>",
    "<input type=checkbox checked>done", "<form><input name=q><button>Go</button></form>rest",
    "<button>press</button>rest", "<noscript><img src=a.png alt=late></noscript>rest",
    "<math><mi>x</mi><mo>=</mo><mn>2</mn></math>", "<div class='admonition note'>Mind.</div>",
    "<a href='#fn1'><sup>1</sup></a> text<ol><li id=fn1>Note <a href='#top'>↩</a></li></ol>",
    "<a href='https://twitter.com/intent/tweet?x'>Tweet</a>rest",
    "<a href='mailto:?body'>Mail</a>r",
    "<p>a <a href='https://o.example/p#s'>there</a> b", "unclosed <b>bold <i>it", "a < b and b > c",
    "<3 hearts <notatag x>y</notatag>", "<p title=\"a > b\">x</p>", "<p title='never ends>x</p> y",
    "<script>never ends", "<div hidden>never ends", "<span hidden><b>no</span>what</b>more",
    "<p hidden>no<p>yes", "<a hidden href=x>no</a>yes",
    "see https://site.example/x, and www.a.example",
    "\u{1B}[31mred\u{1B}[0m &#27;[1mbold", "<pre class=plain>a\tb\n  c</pre>",
    "<object data='x.pdf'>fallback</object>", "<base href='https://o.example/'><a href='#x'>k</a>",
    "<figure><img src=a.png><figcaption>Cap</figcaption></figure>", "<wbr>a<wbr>b",
    "<P>UP</P><Br>x",
    "<details><summary>s</summary>d</details>", "e\u{301}a\u{30A} \u{FEFF}x", "👩‍👩‍👧 می‌خواهم",
  ]

  @Test(arguments: bodies)
  func theWordsAreThoseOfTheDocument(_ html: String) {
    let document = VisibleText(HTMLReader.read(html, base: Self.base))
    let visible = VisibleText(html: html, base: Self.base)
    #expect(
      words(visible.text) == words(document.text), "\(html)\n\(visible.text)\n\(document.text)")
    #expect(visible.isEmpty == document.isEmpty, "\(html)")
    #expect(visible.hasMedia == document.hasMedia, "\(html)")
  }

  @Test func whatIsUsualIsReadWithoutADocument() {
    let unusual = [
      "<div aria-hidden=true>all</div>", "<audio title='A talk' src=a.mp3>no</audio>yes",
    ]
    for html in Self.bodies.prefix(42)
    where !unusual.contains(html)
      && !["<form", "<button", "<noscript"].contains(where: html.contains)
    {
      #expect(light(html) != nil, "\(html)")
    }
  }

  @Test func aPictureIsSeenAndItsPlaceholderIsNoWord() {
    let picture = VisibleText(html: "<p>x<img src='a.png'></p>", base: Self.base)
    #expect(picture.hasImage && words(picture.text) == ["x": 1])
    let document = VisibleText(HTMLReader.read("<p>x<img src='a.png'></p>", base: Self.base))
    #expect(document.hasImage && words(document.text) == ["x": 1])
  }

  @Test func markdownHasTheWordsOfItsDocument() {
    for body in [
      "# Title\n\nSome *words* and [a link](https://x.example/y \"t\").", "a[^1]\n\n[^1]: ibid.",
      "> [!NOTE]\n> Mind.", "| a | b |\n|---|---|\n| 1 | 2 |", "- [x] done\n- [ ] not",
      "```swift\nlet a = 1\n```", "![Nest](n.png) ~~old~~ www.a.example",
      "<b>html</b> in *it* &amp; so",
    ] {
      let document = VisibleText(BodyReader.read(body, base: Self.base))
      #expect(
        words(VisibleText(body: body, base: Self.base).text) == words(document.text), "\(body)")
    }
  }

  @Test func anItemHasTheWordsOfItsBody() {
    var item = FeedItem()
    item.contentHTML = "First line\nSecond  line"
    for title in [nil, "", "A title"] {
      item.title = title
      #expect(
        words(item.visibleText(limit: 1000).text)
          == words(VisibleText(item.body(limit: 1000)).text))
    }
    item.contentHTML = "<p>" + String(repeating: "word ", count: 100)
    #expect(words(item.visibleText(limit: 43).text) == ["word": 8])
  }

  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/html")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      let html = String(decoding: bytes, as: UTF8.self)
      let document = VisibleText(HTMLReader.read(html, base: Self.base))
      let found = agreement(
        words(VisibleText(html: html, base: Self.base).text), words(document.text))
      // What is broken on purpose may part a word otherwise.
      #expect(found.shared * 10 >= found.all * 9, "\(file): \(found)")
    }
  }

  private static let shared = URL(filePath: #filePath).resolvingSymlinksInPath()
    .appending(path: "../../../../../shared").standardized
  private static var isPresent: Bool { FileManager.default.fileExists(atPath: shared.path) }

  /// Real pages and bodies; runs only where the corpus lies beside the package.
  @Test(.enabled(if: isPresent)) func realPagesHaveTheWordsOfTheirDocuments() throws {
    for folder in ["pages", "corpus"] {
      var (shared, all, files) = (0, 0, 0)
      let paths = FileManager.default.enumerator(
        at: Self.shared.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = paths?.nextObject() as? URL {
        guard ["md", "html"].contains(file.pathExtension), file.lastPathComponent != "README.md",
          file.lastPathComponent != "expected.html",
          let bytes = FileManager.default.contents(atPath: file.path), bytes.count < 200_000
        else { continue }
        var body = String(decoding: bytes, as: UTF8.self)
        if folder == "corpus" {
          body = body.components(separatedBy: "\n---").dropFirst().joined(separator: "\n---")
        }
        let document = words(VisibleText(BodyReader.read(body, base: Self.base)).text)
        let visible = words(VisibleText(body: body, base: Self.base).text)
        let found = agreement(visible, document)
        (shared, all, files) = (shared + found.shared, all + found.all, files + 1)
        // What a picture shows may be told twice here.
        #expect(found.shared * 100 >= found.all * 98, "\(file.path): \(found)")
      }
      #expect(files > 30 && shared * 1000 >= all * 995, "\(folder): \(shared) of \(all)")
    }
  }
}
