import Articles
import TestSupport
import Testing

@testable import FeedParsing

/// What is written of a document reads back to it.
@Suite struct DocumentWriterTests {
  /// Of everything a page may have.
  static let pages = [
    "<h2>T <em>x</em> # </h2><p>a<br>b</p>",
    "<h1>Count 1. up</h1><p>1. not a list<br>- nor this<br># nor that<br>= x<br>&gt; y</p>",
    "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>",
    "<ol start=3><li>a</li><li><p>b</p><p>c</p></li></ol>",
    "<ol><li>a</li></ol><ol start=7><li>b<li>c</ol>",
    "<ol reversed start=3><li>a<li>b<li>c</ol>",
    "<ol type=a start=2><li>x<li>y</ol><ol type=I><li>z</ol>",
    "<ol><li>one<ol start=4><li>four</ol><li>two</ol>",
    "<ul><li><input type=checkbox checked>done<li><input type=checkbox>open</ul>",
    "<ul><li><pre>code\n  in item</pre><p>after</p></li><li>x</li></ul>",
    "<ul><li>a<blockquote><p>q</p></blockquote></li><li>b</li></ul>",
    "<blockquote><p>a</p><ul><li>b<li>c</ul><blockquote>d</blockquote></blockquote><p>e</p>",
    "<dl><dt>Term</dt><dd>one</dd><dd>two</dd><dt>Other</dt><dd><p>a</p><ul><li>b</ul></dd></dl>",
    "<pre><code class=\"language-c\">a\n  *b\n\n```c</code></pre>", "<pre>~~~\n```` x</pre>",
    "<p>*a* [b] &lt;c&gt; d_e `f` \\ ~~g~~ &amp;amp; &amp;copy; a|b $1$ ^2</p>",
    "<p><a href=\"https://a.example/x(1)_y_?a=1&amp;copy=2\">l*</a> <code>a`b</code> <code>c d</code></p>",
    "<p>x<b>y</b>z <b>“q”</b> <i>a</i><b>b</b> <b><i>c</i></b> d<b><i>e</i></b>f <ins>g</ins></p>",
    "<p>中文<b>加粗</b>中文<i>斜体</i>。<b>结束。</b>好</p>",
    "<p><b>bold <a href='https://a.example/'>link <i>in</i> it</a> on</b></p>",
    "<p><img src=\"https://a.example/i.png\" alt=\"An *owl*\"></p><p>caption</p>",
    "<p>see <a href='https://a.example/p'><img src=i.png alt='x'></a> <img src='https://a.example/j.png' alt=''></p>",
    "<audio src='https://a.example/a.ogg' title='Bell & co'></audio><p>text</p>",
    "<video title=Walk><source src='https://a.example/v.webm' type='video/webm'></video>",
    "<p>before</p><iframe src='https://a.example/embed' title='Player'></iframe><p>after</p>",
    "<table><tr><th>a</th><th>b|c</th></tr><tr><td>d</td><td><b>e</b><br>f</td></tr></table>",
    "<table><tr><th align=right>a<th>b<tr><td align=right>1<td>2<tr><td align=right>3</table>",
    "<table><tr><th colspan=2>wide<th>x<tr><td rowspan=2>tall<td>1<td>2<tr><td>3<td>4</table>",
    "<table><tr><td>no</td><td>header</td></tr><tr><td>1</td><td>2</td></tr></table>",
    "<hr><p>x</p><hr><p>y<sup>2</sup> H<sub>2</sub>O <s>struck</s> <q>quoted</q></p>",
    "<p>plain https://example.org/a_b text, www.example.org, a@example.org</p>",
    "<p>a<sup><a href='#fn1' id=r1>1</a></sup></p><hr><ol><li id=fn1>note <a href='#r1'>↩</a></ol>",
    "<p>x <a href='https://a.example/b_c*d'>https://a.example/b_c*d</a>.</p>",
    "<h3>Last *</h3><p>+ plus</p><p>10) ten</p><p>:colon|</p><p>===</p><p>---</p><p>a</p>",
    "<p>a</p><pre>x</pre><p>b</p><ul><li>one<p>more</p><pre>y</pre><li>two</ul><ul><li>three</ul>",
  ]

  static let texts = [
    "Text[^a] and more[^b].\n\n[^a]: First.\n[^b]: Second *one*.\n\n    More of it.\n",
    "- [x] done\n- [ ] open\n\n1. a\n2. b\n   - c\n\n     d\n\n> q\n> > r\n",
    "| a | b |\n| :-- | --: |\n| 1 | `x` |\n", "Term\n\n***\n\n`` a`b `` ~~c~~ <u>d</u>\n",
    "a\\\nb  \nc\n\n    code\n\n\ttab\n",
  ]

  @Test(arguments: pages) func htmlOfAPageReadsBack(page: String) {
    let document = HTMLReader.read(page, base: "https://a.example/")
    let html = HTMLWriter.write(document)
    #expect(HTMLReader.read(html, base: nil) == document, "\(html)")
  }

  @Test(arguments: pages) func markdownOfAPageReadsBack(page: String) {
    let document = HTMLReader.read(page, base: "https://a.example/")
    let markdown = MarkdownWriter.write(document)
    #expect(MarkdownReader.read(markdown, base: nil) == document, "\(markdown)")
  }

  @Test(arguments: texts) func markdownReadsBack(text: String) {
    let document = MarkdownReader.read(text, base: nil)
    let markdown = MarkdownWriter.write(document)
    #expect(MarkdownReader.read(markdown, base: nil) == document, "\(markdown)")
    let html = HTMLWriter.write(document)
    #expect(HTMLReader.read(html, base: nil) == document, "\(html)")
  }

  /// Words, signs and structures put together at random; few of them, as md4c 0.4.8 now and then takes
  /// an item out of its list where its memory for blocks grows.
  @Test func whatIsPutTogetherAtRandomReadsBack() {
    var failures = 0
    for seed in UInt64(0)..<400 {
      var random = SplitMix(seed: seed)
      let page = Self.page(&random)
      let document = HTMLReader.read(page, base: "https://a.example/")
      let markdown = MarkdownWriter.write(document)
      let html = HTMLWriter.write(document)
      let forms = [
        (markdown, MarkdownReader.read(markdown, base: nil)),
        (html, HTMLReader.read(html, base: nil)),
      ]
      for (written, again) in forms where again != document {
        failures += 1
        guard failures < 4 else { continue }
        let other = zip(again.blocks, document.blocks).first { $0 != $1 }
        Issue.record("\(seed): \(other.map { "\($0)\n\($1)" } ?? "")\n\(page)\n---\n\(written)")
      }
    }
    #expect(failures == 0)
  }

  private static func page(_ random: inout SplitMix) -> String {
    (0..<Int.random(in: 1...2, using: &random)).map { _ in block(&random, depth: 0) }.joined()
  }

  private static func block(_ random: inout SplitMix, depth: Int) -> String {
    let inner = { (random: inout SplitMix) in
      depth > 2 ? "<p>\(text(&random))</p>" : block(&random, depth: depth + 1)
    }
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return "<h2>\(text(&random))</h2>"
    case 1: return "<blockquote>\(inner(&random))\(inner(&random))</blockquote>"
    case 2: return "<ul><li>\(text(&random))<li>\(inner(&random))\(inner(&random))</ul>"
    case 3:
      let start = Int.random(in: 0...12, using: &random)
      return "<ol start=\(start)><li>\(inner(&random))<li>\(text(&random))</ol>"
    case 4: return "<pre>a *b* \\ ``` # &lt;c>\n\n  x</pre>"
    case 5: return "<dl><dt>\(text(&random))<dd>\(inner(&random))</dl>"
    case 6:
      return "<table><tr><th>\(text(&random))<th>h<tr><td>\(text(&random))<td>d</table>"
    default: return "<p>\(text(&random))</p>"
    }
  }

  private static func text(_ random: inout SplitMix) -> String {
    let pieces = [
      "word", "two words", "*", "_a_", "`", "#", "-", "1.", "[x]", "](", "&amp;lt;", "\\", "|", "~",
      "<b>strong</b>", "<i>soft</i>", "<code>c*d</code>", "<br>", "日本", "!", "<b>“</b>",
      "<a href='https://a.example/_x_?a=1&b=(2)*c'>link</a>", "<b>a <i>b</i></b>",
      "<i>a. <b>b</b> c</i>",
      "<b>x <a href='https://a.example/y'>y</a> z.</b>", "🐦", "<b><i>both</i></b>", "&lt;tag>",
      "a:b",
    ]
    return "w"
      + (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (Bool.random(using: &random) ? " " : "") + (pieces.randomElement(using: &random) ?? "")
      }.joined()
  }
}
