import Articles
import FeedParsing
import Testing

struct HTMLReaderTests {
  private func read(_ html: String, base: String? = "https://example.org/a/b") -> [String] {
    text(of: HTMLReader.read(html, base: base))
  }

  @Test(arguments: [
    ("", []),
    ("<p></p><div> \n</div><p>&nbsp;</p><b></b>", []),
    ("plain", ["plain"]),
    ("<p>one<p>two</p>three<div>four", ["one", "two", "three", "four"]),
    ("  a\n  b&nbsp;&nbsp;c <b> d</b>", ["a b c *d*"]),
    ("x<b>y</b>z <i>e</i>", ["x*y*z /e/"]),
    ("<b>a</b><i> b</i><b> c </b>d", ["*a* /b/ *c* d"]),
    ("<b>bold<i>both</b>none</i>", ["*bold*/*both*/none"]),
    ("a<br>b<br/>c<br><br>d", ["a⏎b⏎c", "d"]),
    ("<h1>A</h1><h6>B</h6>", ["# A", "###### B"]),
    ("<hr>a<hr><hr>b<hr>", ["a", "---", "b"]),
    ("<blockquote>a<blockquote><p>b</blockquote>c</blockquote>d", ["> a", "> > b", "> c", "d"]),
    ("<dl><dt>T<dd>one<dd>two<dt>U</dl>", ["*T*", "  one", "  two", "*U*"]),
    ("<figure><img alt=A><figcaption>C</figcaption></figure>", ["[A]", "/C/"]),
    ("<details><summary>S</summary>in</details>", ["*S*", "in"]),
    ("10<sup>6</sup> H<sub>2</sub>O 1<sup>st</sup>", ["10⁶ H₂O 1st"]),
    (
      "x<sup>n+1</sup> 2<sup>k</sup> a<sub>max</sub> it<sup>[1]</sup>", ["xⁿ⁺¹ 2^(k) a_(max) it[1]"]
    ),
    ("10<sup>1.5</sup> it<sup>1,2</sup> it<sup>3.</sup>", ["10^(1.5) it1,2 it3."]),
    ("was <del>ten</del> <s>a</s>", ["was ~ten~ ~a~"]),
    ("<ruby>漢<rt>kan</rt></ruby> <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>", ["漢(kan) 字(ji)"]),
    ("<img alt=A data-src=a.png src='data:x'>", ["«[A]»0"]),
    ("say <q>hi</q> <code>x</code>", ["say “hi” `x`"]),
    ("<q>a <q>b <q>c</q></q> d</q> <q>e</q>", ["“a ‘b “c”’ d” “e”"]),
    ("<p><q>a <q hidden>b</q> <q>c</q></q></p><p><q>d</q></p>", ["“a ‘c’”", "“d”"]),
    ("<q>a<p>b</p></q>c <q>d </q>e", ["“a", "b”", "c “d” e"]),
    ("<div><q>a<p>b</p></div>c", ["“a", "b”", "c"]),
    ("漢<b>字</b>", ["漢*字*"]),
    ("x<sup>e</sup> 2<sup>e</sup> n<sup>o</sup>", ["x^(e) 2e no"]),
    ("<ol reversed><li>a<ul><li>x</ul><li>b</ol>", ["  2. a", "    • x", "  1. b"]),
    ("<img alt=A title='the joke'><img alt=B title=B>", ["[A: the joke] [B]"]),
    ("<table><tr><td class=gutter>note<td>b</table>", ["note │ b"]),
    ("<table><tr><td class=gutter>1<td>b</table>", ["b"]),
    ("a <i aria-hidden=true>x</i> b", ["a b"]),
    ("<div aria-hidden=true>all there is</div>", ["all there is"]),
    (
      "<math><mi>a</mi><annotation encoding='application/x-tex'>a &lt; \\pi</annotation></math>",
      ["a < \\pi"]
    ),
    ("<math><mi>a</mi><annotation>b</annotation></math>", ["a"]),
  ])
  func blocksAndStyles(html: String, seen: [String]) {
    #expect(read(html) == seen)
  }

  @Test(arguments: [
    ("src=dot.gif data-src=a.png", "https://example.org/a/a.png"),
    ("src='data:x' srcset='b.png 1x, c.png 2x'", "https://example.org/a/b.png"),
    ("src=d.png", "https://example.org/a/d.png"),
  ])
  func imagesThatLoadLate(attributes: String, address: String) {
    let document = HTMLReader.read("<img alt=A \(attributes)>", base: "https://example.org/a/b")
    #expect(document.links.map(\.url) == [address])
  }

  @Test(arguments: [
    ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", ["  • a", "  • b", "    • c", "  • d", "e"]),
    ("<ol><li>a<li value=7>b<li>c</ol>", ["  1. a", "  7. b", "  8. c"]),
    ("<ol start=3><li><p>a</p><p>b</p></ol>", ["  3. a", "  b"]),
    (
      "<ol start=9223372036854775807><li>a<li>b</ol>",
      ["  9223372036854775807. a", "  -9223372036854775808. b"]
    ),
    ("<ul><li></li><li>b</ul>", ["  • b"]),
    ("<ul><li></li>a</ul>", ["  a"]),
    ("<ul><li>a<ul></li><li>b</ul>", ["  • a", "    • b"]),
    ("<ul><li><pre>x</pre></ul>", ["  • ", "  | x"]),
    ("<ul><li><h2>a</h2></ul>", ["  • *a*"]),
    ("<ol type=a start=26><li>a<li>b</ol>", ["  z. a", "  aa. b"]),
    ("<ol type=I start=4><li>a</ol>", ["  IV. a"]),
    (
      "<ul><li><input type=checkbox checked> a<li><input type=checkbox>b</ul>",
      ["  • [x] a", "  • [ ] b"]
    ),
    ("<li>lost", ["lost"]),
    ("<ul><li>a</ul></ul></li>b", ["  • a", "b"]),
  ])
  func lists(html: String, seen: [String]) {
    #expect(read(html) == seen)
  }

  @Test(arguments: [
    ("<pre>\n\n  a\n\tb  \n c\n\n</pre>d", ["|   a⏎        b  ⏎ c", "d"]),
    ("<pre>a&lt;b <b>c</b>\r\nd</pre>", ["| a<b *c*⏎d"]),
    ("<pre> \n </pre>x", ["x"]),
    ("<pre>a<br>  b<br/><br>c</br>d</pre>e<br>f", ["| a⏎  b⏎⏎c⏎d", "e⏎f"]),
    ("<pre>a</pre><pre>b</pre>", ["| a", "| b"]),
    ("<pre><div>a</div><div>b</div>\n<p>c</p></pre>d", ["| a⏎b⏎c", "d"]),
    ("<pre><ol><li>a<li>b</ol></pre>", ["| a⏎b"]),
    ("<pre><span class='x lineno'>1</span>a\n<span class=lineno>2</span>b</pre>", ["| a⏎b"]),
    ("<table><tr><td class=gutter><pre>1\n2</pre><td><pre>a\nb</pre></table>", ["| a⏎b"]),
  ])
  func code(html: String, seen: [String]) {
    #expect(read(html) == seen)
  }

  @Test(arguments: [
    (
      "<table><tr><th>Bird<th>Seen</tr><tr><td>Swift<td>12</tr><tr><td><p>Wren</p><td>3</table>x",
      ["*Bird* │ *Seen*⏎Swift │ 12⏎Wren │ 3", "x"]
    ),
    ("<table><tr><td>a<td><td>c<tr><td><td>e</table>", ["a │ c⏎e"]),
    ("<table role=presentation><tr><td>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
    ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", ["a │ b", "c"]),
    ("<table><tr><td><p>a</p><p>b</p><td>c<tr><td>d</table>", ["a", "b", "c", "d"]),
    ("<div><table><tr><td>a</div></p></b><td>b</table>", ["a │ b"]),
    ("<td>lost<tr>cells<th>too", ["lostcells", "*too*"]),
  ])
  func tables(html: String, seen: [String]) {
    #expect(read(html) == seen)
  }

  @Test func longCellsAreParagraphsUnlessThereIsAHeader() {
    let long = String(repeating: "word ", count: 40) + "end"
    #expect(read("<table><tr><td>\(long)<td>b</table>") == [long, "b"])
    #expect(read("<table><tr><th>A<td>\(long)<td>b</table>") == ["*A* │ \(long) │ b"])
  }

  @Test(arguments: [
    "<script>if (a<b) alert('x')</script>", "<STYLE>p { color: red }</STYLE >",
    "<head><title>T</title><meta charset=x></head>",
    "<noscript><p>Please enable JavaScript</noscript>",
    "<noscript><img src=t.gif width=1 height=1></noscript>",
    "<template>t</template>", "<div hidden>h</div>", "<div style='Display : none'>h</div>",
    "<span style=\"mso-hide:all\">h</span>", "<!-- c > d -->", "<!-->", "<!--->",
    "<!--[if mso]><p>m</p><![endif]-->", "<![if !mso]>", "<?php x ?>", "<!doctype html>",
    "<svg><text>t</text></svg>", "<select><option>o</select>", "<textarea><b>t</b></textarea>",
    "<div hidden><div>a</div><ul><li>b</ul><table><tr><td>c</table></div>",
    "<img src=a.gif width=1 height=1>", "<img src=a style='width:0'>", "<img src=a.png width=20>",
    "<iframe src=https://t.example width=1 height=1></iframe>", "<iframe>fallback</iframe>",
  ])
  func unseenPartsAreDropped(html: String) {
    #expect(read("a" + html + "b").joined() == "ab")
    #expect(HTMLReader.read(html, base: "https://example.org").links.isEmpty)
  }

  @Test(arguments: [
    ("AT&T R&D; a&copy=1 x < y 3<4", "AT&T R&D; a&copy=1 x < y 3<4"),
    ("caf&eacute; &apos;&check;&#146;&#x110000;", "café '✓’\u{FFFD}"),
    ("&amp;lt;b&amp;gt; &amp;nbsp;&amp;#8220;", "&lt;b&gt; “"),
    ("<code>&amp;nbsp;</code>", "`&nbsp;`"),
    ("a<div", "a<div"),
    ("a<", "a<"),
    ("<p title=\"open><b>x</b> y", "*x* y"),
    ("a<!-- never ends <p>b", "a<!-- never endsb"),
    ("<title>never ends <p>b", "never endsb"),
    ("a<title/>b</title>c", "abc"),
    ("a<!-->b-->c<!--->d-->e", "ab-->cd-->e"),
    ("a</>b</ c>d", "abd"),
    ("a\u{0}b\u{202E}cd\u{1B}[31me&#27;f&#x202e;g", "abcdefg"),
    ("Rechts&shy;schutz &shy; a&#x200B;b<code>&shy;x</code>", "Rechts\u{AD}schutz a\u{200B}b`x`"),
    (
      "a &nbsp b &amp c &lt x &eacute; y &copy 2024 &#8217s &#39",
      "a b & c < x é y © 2024 &#8217s '"
    ),
    ("R&D AT&T ?a&lt=1&copy2 &half &lta &#1", "R&D AT&T ?a&lt=1&copy2 &half &lta &#1"),
    ("Write &amp;nbsp; for a blank, &amp;copy; for ©.", "Write &nbsp; for a blank, © for ©."),
    ("a &amp;nbsp;b", "a b"),
    ("a\u{1B}]0;<b>EVIL</b>\u{7}b &#x1B;]0;x&#7;c&#27;[1;31md \u{9D}y\u{9C}<i>z</i>", "ab cd /z/"),
    ("می&zwnj;خواهم &zwnj; a&#847;&zwnj;&nbsp;", "می\u{200C}خواهم a"),
  ])
  func nothingIsLost(html: String, seen: String) {
    #expect(Array(read(html).joined().unicodeScalars) == Array(seen.unicodeScalars))
  }

  @Test(arguments: [
    (
      "Sentence <img alt=icon src=x.png>. And (<img alt=z src=z.png>) end",
      "Sentence «[icon]»0. And («[z]»1) end"
    ),
    ("a<img alt=b src=b.png>c", "a «[b]»0 c"),
    (
      "Roses<br>&emsp;Violets<br>\u{3000}\u{3000}Sweet<br>&ensp;one",
      "Roses⏎\u{A0}\u{A0}Violets⏎\u{A0}\u{A0}\u{A0}\u{A0}Sweet⏎one"
    ),
    ("Tufte<label for=n></label><input type=checkbox id=n><span>Side</span>", "TufteSide"),
    ("<label><input type=checkbox checked> done</label>", "[x] done"),
    (
      "a <img class=mwe-math-fallback-image-inline alt='{\\displaystyle k^{2}}' src=k.svg> b",
      "a k^{2} b"
    ),
    ("x<sup>[<i>citation needed</i>]</sup> y<sup>k+1</sup>", "x[/citation needed/] y^(k+1)"),
    (
      "<form><input type=hidden name=__VIEWSTATE value=x><h1>Release</h1><p>All of it.</form>",
      "# Release|All of it."
    ),
    ("<form><p>Get the news.<input name=mail><button>Go</button></form>", ""),
  ])
  func sitsWellInItsLine(html: String, seen: String) {
    #expect(read(html).joined(separator: "|") == seen)
  }

  @Test func wordsWithHyphensAreFoundWithoutThem() {
    let document = HTMLReader.read("<p><a href=/x>Rechts&shy;schutz</a>", base: "https://e.example")
    #expect(document.links.map(\.title) == ["Rechtsschutz"])
    #expect(document.beginning(bytes: 100) == "Rechtsschutz ")
    #expect(VisibleText(document).text == "Rechtsschutz\n")
    #expect(VisibleText(html: "<p>Rechts&shy;schutz", base: nil).text.contains("Rechtsschutz"))
  }

  @Test func linksAreNumberedAsTheyCome() {
    let document = HTMLReader.read(
      """
      <a href="https://one.example/?a=1&amp;b=2">One</a> <A HREF=/two>two</A>, <a name=x>none</a>
      <a href="javascript:alert(1)">script</a> <a href=#top>top</a> <a href="two"></a>
      <a href="//three.example/ü x">three</a> <a href=https://one.example/?a=1&b=2>again</a>
      <a href=" mailto:me@example.org ">mail</a> <a href="data:text/html,x">data</a>
      """, base: "https://example.org/a/b?c#d")
    #expect(
      text(of: document) == [
        "«One»0 «two»1, none script top «three»2 «again»0 «mail»3 data"
      ])
    #expect(
      document.links == [
        Document.Link(url: "https://one.example/?a=1&b=2", title: "One"),
        Document.Link(url: "https://example.org/two", title: "two"),
        Document.Link(url: "https://three.example/ü%20x", title: "three"),
        Document.Link(url: "mailto:me@example.org", title: "mail"),
      ])
  }

  @Test func aLinkEndsWhereTheNextBegins() {
    #expect(read("<a href=/1>a<a href=/2>b</a>c") == ["«a»0«b»1c"])
  }

  @Test func elementsBeyondTheDeepestAreStillCounted() {
    let opened = String(repeating: "<i>", count: 250)
    let closed = String(repeating: "</i>", count: 199)
    #expect(read("<b>" + opened + closed + "x") == ["/*x*/"])
  }

  @Test func aBaseElementMovesLinks() {
    let html = "<base href='https://cdn.example/x/'><a href=y>z</a>"
    #expect(HTMLReader.read(html, base: nil).links.map(\.url) == ["https://cdn.example/x/y"])
  }

  @Test func relativeLinksWithoutBaseAreText() {
    let document = HTMLReader.read("<a href=/x>y</a><img src=z.png alt=Z>", base: nil)
    #expect(text(of: document) == ["y [Z]"])
    #expect(document.links.isEmpty)
  }

  @Test func imagesSayWhatTheyShow() {
    let document = HTMLReader.read(
      """
      <img src=a.png alt="A &amp; b">text<img src=b.png><img src="data:image/png;base64,x">
      <a href=/c><img src=c.png alt=C></a><a href=/c><img src=d.png></a><a href=/c>See</a>
      <img class="wp-emoji" alt="🙂" src=e.png>
      """, base: "https://example.org/")
    #expect(text(of: document) == ["«[A & b]»0 text «[image]»1 «[C]»2 «See»2 🙂"])
    #expect(document.links.map(\.kind) == [.image, .image, .page])
    #expect(document.links.map(\.title) == ["A & b", "image", "See"])
  }

  @Test func anImageThatOnlyDecoratesALinkIsLeftOut() {
    let document = HTMLReader.read(
      """
      <p>Before</p><p><a href=/c><img src=c.png></a></p><ul><li><a href=/c>See</a></ul>
      <p><a href=/d><img src=d.png></a></p><p><img src=e.png></p>
      """, base: "https://example.org/")
    #expect(text(of: document) == ["Before", "  • «See»0", "«[image]»1", "«[image]»2"])
  }

  @Test func playersAreLinks() {
    let document = HTMLReader.read(
      """
      a<video width=9><source src=v.webm><source src=v.mp4>no video</video>b
      <audio src=s.ogg title=Song></audio><iframe src="//play.example/1">x</iframe>
      """, base: "https://example.org/")
    #expect(text(of: document) == ["a", "«[video]»0", "b", "«[Song]»1", "«[embedded page]»2"])
    #expect(
      document.links == [
        Document.Link(url: "https://example.org/v.webm", title: "video", kind: .video),
        Document.Link(url: "https://example.org/s.ogg", title: "Song", kind: .audio),
        Document.Link(url: "https://play.example/1", title: "embedded page", kind: .media),
      ])
  }

  @Test func aSourceOutsideAPlayerIsNoLink() {
    let html = "<video></video><picture><source src=a.webp><img src=a.png alt=A></picture>"
    let document = HTMLReader.read(html, base: "https://example.org/")
    #expect(document.links.map(\.url) == ["https://example.org/a.png"])
  }

  @Test func mediaSourcesOfAPlayer() {
    let player = #"<iframe width="8" title="T" src="https://play.example/e?a=1&amp;b=2"></iframe>"#
    #expect(
      HTMLReader.mediaSources(in: player) == [
        Document.Link(url: "https://play.example/e?a=1&b=2", title: "T", kind: .media)
      ])
    #expect(HTMLReader.mediaSources(in: "<a href=https://a.example>a</a>").isEmpty)
  }

  @Test func aNewsletterOfNestedTablesReadsWell() {
    let html = """
      <!doctype html><html><head><title>Gull Post</title><style>td{}</style></head>
      <body><div style="display:none">Preview&zwnj;&nbsp;&zwnj;</div><center>
      <table role="presentation"><tr><td><a href="/"><img src="logo.png" alt="Gull Post"></a></td>
      <td align=right><p>3 October</p></td></tr></table>
      <table role="presentation" cellpadding=0><tr><td>
        <table role="presentation"><tr><td><h2>Storms ahead</h2></td></tr>
        <tr><td><p>The wind <b>turns</b>.</p><p><a href="/storm">Read on</a></p></td></tr></table>
      </td></tr></table><img src="open.gif" width="1" height="1"></center></body></html>
      """
    #expect(
      read(html) == [
        "«[Gull Post]»0", "3 October", "## Storms ahead", "The wind *turns*.", "«Read on»1",
      ])
  }

  @Test(arguments: [
    ("see https://x.org/a, or http://y.org.", ["see «https://x.org/a»0, or «http://y.org»1."]),
    ("(https://x.org/a_(b)) https://x.org/c)", ["(«https://x.org/a_(b)»0) «https://x.org/c»1)"]),
    ("a<br>https://x.org/?a=1&amp;b=2<br>b", ["a⏎«https://x.org/?a=1&b=2»0⏎b"]),
    ("<b>HTTPS://X.org/</b>", ["«*HTTPS://X.org/*»0"]),
    ("https://x.org https://x.org", ["«https://x.org»0 «https://x.org»0"]),
    ("xhttps://x.org https:// https://. h", ["xhttps://x.org https:// https://. h"]),
    ("<code>https://x.org</code>", ["`https://x.org`"]),
    ("<pre>https://x.org</pre>", ["| https://x.org"]),
    ("<a href='https://y.org'>https://x.org</a>", ["«https://x.org»0"]),
    ("javascript://x.org ftp://x.org", ["javascript://x.org ftp://x.org"]),
  ])
  func addressesInTheTextAreLinks(html: String, seen: [String]) {
    #expect(read(html) == seen)
  }

  @Test func addressesInTheTextAreWholeAndBounded() {
    let links = HTMLReader.read("HTTPS://X.org/ä https://x.org/b", base: nil).links.map(\.url)
    #expect(links == ["https://X.org/ä", "https://x.org/b"])
    for part in ["https://", "https://a", "https://a)", "(https://a", "https://."] {
      let text = String(repeating: part, count: 100_000)
      #expect(HTMLReader.read(text, base: nil).links.count <= 100_000)
    }
  }
}
