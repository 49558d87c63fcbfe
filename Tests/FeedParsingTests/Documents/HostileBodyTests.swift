import Articles
import FeedParsing
import TestSupport
import Testing

/// Bodies made to break a reader. Each would take minutes, or the stack, in a careless one.
struct HostileBodyTests {
  /// Shown by its start only.
  struct Body: CustomTestStringConvertible {
    let text: String

    init(_ text: String) {
      self.text = text
    }

    var testDescription: String { String(text.prefix(40)) }
  }

  private static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  @Test(
    arguments: [
      times(5_000, "<div>") + "x", times(5_000, "<b>") + times(5_000, "</i>") + "x",
      times(4_000, "<table><tr><td>") + "x",
      times(4_000, "<ul><li>") + times(4_000, "</ul>") + "x",
      times(4_000, "<blockquote>") + "x", times(4_000, "<a href=/x>") + "x",
      times(4_000, "<div>") + times(4_000, "</table>") + "x",
      times(10_000, "<"), times(10_000, "&"), times(4_000, "<!--") + "x",
      times(4_000, "<a b=\">\" ") + "x", times(4_000, "<p title='") + "x",
      times(4_000, "<title>") + "x", times(4_000, "<title></titl>") + "x",
      "<a href=\"" + times(300_000, "x") + "\">y</a>", "<p " + times(10_000, "a=b ") + ">x",
      "<" + times(100_000, "n") + ">x", times(5_000, "&#"), times(5_000, "&amp;#"),
      "<ol start=99999999999999999999><li value=-9223372036854775808>x",
      "<img width=99999999999999999999 height=-1 alt=x>",
      "<p style='" + times(5_000, "width:") + "'>x",
      times(4_000, "\u{0}\u{1B}<p>\u{9B}é"),
    ].map(Body.init))
  func html(body: Body) {
    let document = HTMLReader.read(body.text, base: "https://example.org")
    #expect(!document.blocks.isEmpty)
    #expect(isSound(document))
    #expect(forbiddenScalars(in: document).isEmpty)
  }

  @Test(
    arguments: [
      times(5_000, "> ") + "x", times(4_000, "- ") + "x", "x" + times(5_000, "*"),
      times(4_000, "*a **b "), times(4_000, "a* b** "), times(4_000, "*a_"),
      times(4_000, "_a*"),
      times(5_000, "["), times(4_000, "[a]("), times(4_000, "[a](b \""), times(4_000, "![a]["),
      times(4_000, "[a](b)"), times(4_000, "[[a](b)]"),
      times(4_000, "`") + times(4_000, " `a``"),
      times(4_000, "<a "), times(4_000, "<!-- "), times(4_000, "\\"),
      "http://a" + times(5_000, ")"),
      times(4_000, "a\n"), times(4_000, "a|b\n") + "-|-", times(5_000, "- a\n\n"),
      times(5_000, "[a]: b\n") + times(5_000, "[a] "), times(5_000, "\t\u{0}\u{202E}x\n"),
      times(5_000, "#") + " x", times(4_000, "1. x\n"), times(5_000, "    x\n\n"),
      times(50_000, "[") + "x\n" + times(50_000, "]"),
      times(50_000, "- ") + "x\n" + times(50_000, "\n"),
      "[a]: " + times(100_000, "x") + "\n\n" + times(25_000, "[a] "), times(50_000, "www.a.b "),
      times(20_000, "http://a.b/("), times(500_000, ">") + "x",
      times(900, "|a") + "\n" + times(900, "|-") + "\n" + times(100_000, "|\n"),
      "a|b\n-|-\n" + times(900, "|a") + "\n" + times(100_000, "|\n"),
      times(500, "  - x\n") + times(500, " - x\n> y\n"), times(4_000, "x~~"),
    ].map(Body.init))
  func markdown(body: Body) {
    let document = MarkdownReader.read(body.text, base: "https://example.org")
    #expect(!document.blocks.isEmpty)
    #expect(isSound(document))
    #expect(forbiddenScalars(in: document).isEmpty)
  }

  /// Seeded mutations: cuts, swaps, repetitions and odd bytes.
  @Test(arguments: 0..<8)
  func mutations(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<120 {
      var bytes = Array(Self.seeds[Int(random.next() % UInt64(Self.seeds.count))].utf8)
      for _ in 0..<(1 + random.next() % 8) { mutate(&bytes, with: &random) }
      let body = String(decoding: bytes, as: UTF8.self)
      for document in [
        HTMLReader.read(body, base: "https://example.org/a"), BodyReader.read(body, base: nil),
        MarkdownReader.read(body, base: body),
      ] {
        #expect(
          isSound(document) && forbiddenScalars(in: document).isEmpty, "\(body.debugDescription)")
      }
    }
  }

  private func mutate(_ bytes: inout [UInt8], with random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let start = Int(random.next() % UInt64(bytes.count))
    let end = min(bytes.count, start + Int(random.next() % 24))
    switch random.next() % 5 {
    case 0: bytes.removeSubrange(start..<end)
    case 1:
      bytes.insert(contentsOf: Array(bytes[start..<end]), at: random.next() % 2 == 0 ? 0 : end)
    case 2: bytes[start] = UInt8(truncatingIfNeeded: random.next())
    case 3:
      bytes.insert(
        contentsOf: Self.odd[Int(random.next() % UInt64(Self.odd.count))].utf8, at: start)
    default: bytes.swapAt(start, max(start, end - 1))
    }
  }

  private static let odd = [
    "<", ">", "\"", "'", "&", "&#x202e;", "&#27;", "\u{202E}", "\u{AD}", "<!--", "-->", "</",
    "<table>",
    "<td>", "</ul>", "```", "\n", "\n\n", "\t", "|", "- ", "> ", "[", "](", "**", "`", "\\",
    "\u{0}", "    ",
    "<pre>", "<a href=", "<video>", "\u{200D}", "<br>", "<sup>",
  ]

  private static let seeds = [
    """
    <div class="x"><h1>T &amp; t</h1><p>a <b>b <i>c</i></b> <a href="/l?a=1&b=2">l</a><br>d</p><ul><li>e
    <ol start=2><li value=4>f</ol></ul><pre> g\n\th</pre><table><tr><th>i<td>j</tr></table><hr>
    <img src="k.png" alt="m" width=3><video src=n></video><q>o</q><sup>2</sup></div><!-- p -->
    """,
    """
    # T *t*\n\na **b _c_** `d` [e](f "g") ![h](i) <j@k.l>\n- m\n  1. n\n\n     o\n> p\n> - q\n\n```x\nr\n```
    \n| s | t |\n|---|---|\n| u | v |\n\n[w]: x\n\n    y\n***\nz  \n<b>A</b>\\* https://b.example &copy; [w]
    """,
  ]
}
