import Articles
import FeedParsing
import Testing

/// Images, players, formulas, and what only wants to be pressed.
struct HTMLMediaTests {
  private func read(_ html: String) -> Document {
    HTMLReader.read(html, base: "https://example.org/a/b")
  }

  private func lines(_ html: String) -> [String] { text(of: read(html)) }

  @Test(arguments: [
    // A script's image and its twin for those without, in either order.
    ("<img data-src=a.png alt=A><noscript><img src=a.png alt=A></noscript>", "a.png"),
    ("<img class=lazy src=w.gif alt=A><noscript><img src=a.png alt=A></noscript>", "a.png"),
    (
      "<div><img src='data:x' alt=A></div> <noscript><p><img src='a.png' alt=A></noscript>", "a.png"
    ),
    ("<noscript><img src=a.png alt=A></noscript><img data-src=a.png?w=9 alt=A>", "a.png"),
    ("<noscript><img src=a.png alt=A></noscript>", "a.png"),
    // Sources that stand elsewhere.
    ("<picture><source srcset='a.webp 1x, b.webp 2x'><img alt=A></picture>", "a.webp"),
    ("<picture><source data-srcset=a.webp><img src='data:x' alt=A></picture>", "a.webp"),
    ("<picture><source srcset=a.webp><img src=a.png alt=A></picture>", "a.png"),
    ("<img alt=A src=blank.gif srcset='a.png, b.png 2x'>", "a.png"),
    ("<img alt=A src='data:x' data-hi-res='/a/a.png?x=1'>", "a.png?x=1"),
    ("<img alt=A src='data:x' data-attrs='{}' data-lazy-srcset='a.png 9w'>", "a.png"),
  ])
  func everyPictureCanBeOpenedOnce(html: String, source: String) {
    let document = read(html)
    #expect(document.links.map(\.url) == ["https://example.org/a/" + source])
    #expect(document.links.map(\.kind) == [.image])
    #expect(text(of: document) == ["«[A]»0"])
  }

  @Test(arguments: [
    ("<noscript>Read the <a href=/t>transcript</a></noscript>", ["Read the «transcript»0"]),
    ("<noscript>Please enable JavaScript to <a href=/t>vote</a></noscript>", []),
    ("<img src=a.png alt=A><noscript><img src=b.png alt=B></noscript>", ["«[A]»0 «[B]»1"]),
    ("<img src=a.png alt=A>text<img src=a.png alt=A>", ["«[A]»0 text «[A]»0"]),
  ])
  func whatOnlyStandsInNoscriptIsRead(html: String, seen: [String]) {
    #expect(lines(html) == seen)
  }

  @Test(arguments: [
    ("<figure><img src=a.png alt='A bell'><figcaption>A bell</figcaption></figure>", "A bell"),
    ("<p><img src=a.png alt='A bell'></p><p>A bell in the town. Photo: Wren</p>", "A bell"),
    ("<figure><img src=a.png alt=A><figcaption>B</figcaption></figure>", nil),
  ])
  func aCaptionIsToldOnce(html: String, told: String?) {
    let document = read(html)
    #expect(text(of: document)[0] == (told == nil ? "«[A]»0" : "«[image]»0"))
    #expect(text(of: document).count == 2)
    #expect(document.links[0].title == told ?? "A")
  }

  @Test func imagesKnowTheirSize() {
    let document = read("<img src=a.png width=1200 height='800px'><img src=b.png width='50%'>")
    #expect(document.links.map(\.size) == [.init(width: 1200, height: 800), nil])
    let linked = read("<a href=a.png><img src=t.png alt=A width=90 height=80></a>")
    #expect(linked.links.map(\.kind) == [.image])
  }

  @Test(arguments: [
    "<img src=https://t.example/pixel.gif>", "<img src=/1x1.png?x=1 alt=''>",
    "<a href=https://e.example/></a>",
    "<form><input type=email placeholder=Mail><input type=submit value=Go>Join us</form>",
    "<form action=/s><label>Name <input name=n></label><button>Send</button></form>",
    "<button>Copy</button>", "<a class='button primary' href=/subscribe?x>Subscribe now</a>",
    "<a href='https://t.example/intent/tweet?url=x'>Tweet</a>",
    "<a href='mailto:?subject=x'>Mail it</a>",
    "<div class='subscription-widget-wrap'><p>Thanks!</p><form><input type=email></form></div>",
  ])
  func whatOnlyWantsToBePressedLeavesNothing(html: String) {
    #expect(lines("a" + html + "b").joined() == "ab")
    #expect(read(html).links.isEmpty)
  }

  @Test func whatSaysMoreThanAWishStays() {
    let words = String(repeating: "word ", count: 100)
    #expect(lines("<form>\(words)<input name=state></form>").joined().hasPrefix("word word"))
    #expect(lines("<a href=/subscribe>how to subscribe</a>") == ["«how to subscribe»0"])
    #expect(lines("<h3><button>Question</button></h3>") == ["### Question"])
    #expect(lines("<form><ul><li><input type=checkbox> a</ul></form>") == ["  • [ ] a"])
    #expect(lines("<p class=share-links>A share of it</p>") == ["A share of it"])
  }

  @Test func playersSayWhatTheyAre() {
    let document = read(
      """
      <object data=/p.pdf type=application/pdf title=Plan><a href=/p.pdf>Plan</a></object>
      <object><param name=movie value=/x><embed type=video/mp4 src=/x.mp4></object>
      <iframe data-src=https://play.example/1 title=Film></iframe><audio data-src=/s.ogg></audio>
      <noscript><iframe src=https://play.example/1></iframe></noscript>
      """)
    #expect(document.links.map(\.kind) == [.media, .video, .media, .audio])
    #expect(document.links.map(\.title) == ["Plan", "video", "Film", "audio"])
    #expect(
      text(of: document) == ["«[Plan]»0", "«Plan»0", "«[video]»1", "«[Film]»2", "«[audio]»3"])
  }

  @Test(arguments: [
    ("<script type='math/tex'>a<b</script>", ["x a<b y"]),
    ("<script type='math/tex; mode=display'>\\pi</script>", ["x", "\\pi", "y"]),
    (
      "<span class=MathJax_Preview>a</span><span class=MathJax>a</span>"
        + "<script type=math/tex>a^2</script>", ["x a^2 y"]
    ),
    ("<span class=MathJax_Preview>a</span>", ["x a y"]),
    (
      "<math><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mn>2</mn></mrow></mfrac></math>",
      ["x \\frac{1}{a+2} y"]
    ),
    (
      "<math><msqrt><mi>a</mi><mi>b</mi></msqrt><mroot><mi>c</mi><mn>3</mn></mroot></math>",
      ["x \\sqrt{ab}\\sqrt[3]{c} y"]
    ),
    (
      "<math><msup><mi>x</mi><mn>2</mn></msup><msubsup><mi>a</mi><mi>i</mi><mn>10</mn></msubsup></math>",
      ["x x^2a_i^{10} y"]
    ),
    ("<math><mi>a</mi><annotation-xml><ci>b</ci></annotation-xml></math>", ["x a y"]),
    ("<img class=latex src=f.png alt='\\pi'>", ["x \\pi y"]),
    (
      "<span style='display:none'><math><mi>q</mi></math></span>"
        + "<img class=mwe-math-fallback-image-inline src=f.svg alt='{\\pi}'>", ["x {\\pi} y"]
    ),
  ])
  func formulasAreReadOnceAsTeX(html: String, seen: [String]) {
    #expect(lines("x \(html) y") == seen)
  }

  @Test(arguments: [
    ("<pre><i data-line-number=1>1</i>a\n<i data-line-number=2>2</i>b</pre>", ["| a⏎b"]),
    ("<table><tr><td data-line-number=1>1<td>b</table>", ["| b"]),
    ("<table><tr><td class=gutter>note<td>b</table>", ["note │ b"]),
  ])
  func numbersOfLinesAreNoText(html: String, seen: [String]) {
    #expect(lines(html) == seen)
  }

  @Test func formulasAreBounded() {
    for part in [
      "<mfrac><mn>1</mn>", "<msup>", "</mfrac>", "<annotation encoding=application/x-tex>",
    ] {
      let html = "<math>" + String(repeating: part, count: 20_000) + "x"
      #expect(isSound(HTMLReader.read(html, base: nil)))
    }
    let html = String(
      repeating: "<form><math><noscript><button class=sharedaddy><a href=/share?x>", count: 20_000)
    #expect(isSound(HTMLReader.read(html + "x", base: nil)))
  }
}
