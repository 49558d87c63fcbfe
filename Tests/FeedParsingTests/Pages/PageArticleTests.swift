import Articles
import Testing

@testable import FeedParsing

/// What is found in a page.
@Suite struct PageArticleTests {
  private func read(
    _ html: String, address: String = "https://site.example/news/swifts.html", type: String? = nil
  ) -> PageArticle {
    read(Array(html.utf8), address: address, type: type)
  }

  private func read(_ bytes: [UInt8], address: String, type: String?) -> PageArticle {
    bytes.withUnsafeBytes { PageArticle(page: $0, address: address, contentType: type) }
  }

  private static let filler = """
    Forty pairs of swifts were counted in the bell tower this spring, which is more than in any \
    year since the counts began, and the ringers, who had to wait for the young to leave, say they \
    do not mind at all.
    """

  private func page(head: String = "", around: String = "", inside: String = "") -> String {
    """
    <!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Swifts return to the tower – The Belfry</title>
    \(head)</head><body><nav class="menu"><ul><li><a href="/">Start page</a><li><a href="/w">Weather</a></ul></nav>
    <div id="cookie-banner">We use cookies. <button>Accept</button></div>
    <main><article class="story"><h1>Swifts return</h1><p class="byline">By Ada Lark</p>
    <p>\(Self.filler)</p><p>Second: \(Self.filler)</p>\(inside)<p>Third: \(Self.filler)</p></article>
    \(around)</main><footer>All rights reserved, 2026</footer></body></html>
    """
  }

  @Test func whatIsAroundTheArticleIsDropped() {
    let article = read(
      page(
        around: """
          <div class="comments"><p>First! \(Self.filler)</p></div>
          <aside class="related"><a href="/x">Ten more birds</a></aside>
          """,
        inside: """
          <div class="share-bar share"><a href="https://s.example/?u=1">Tell a friend</a></div>
          <div class="newsletter-box"><p>Get our letter every week, no spam.</p><form><input name=m></form></div>
          <nav><a href="/a">Older</a> <a href="/b">Newer</a></nav>
          <nav id="breadcrumb"><a href="/">Roost</a><em></em><a href="/l">Latest</a><span>Swifts return</span></nav>
          <div class="teaser related-stories"><a href="/y">The owl is back</a></div>
          """))
    for gone in [
      "cookies", "Start page", "First!", "Ten more", "Tell a friend", "our letter", "Older", "owl",
      "Roost", "Latest",
      "rights", "Ada Lark",
    ] { #expect(!article.text.contains(gone), "\(gone)") }
    for kept in ["Forty pairs", "Second:", "Third:"] { #expect(article.text.contains(kept)) }
    #expect(article.title == "Swifts return to the tower")
    #expect(article.byline == "By Ada Lark")
    #expect(article.language == "en-GB")
    #expect(article.obstacle == nil)
  }

  @Test func whatReadersNeedIsKept() {
    let article = read(
      page(
        inside: """
          <pre><code class="language-swift">let a = 1\n  if a &lt; 2 { }</code></pre>
          <table><thead><tr><th>Year<th>Pairs</thead><tr><td>2025<td>31</table>
          <figure><img src="../i/tower.jpg" alt="The tower"><figcaption>The tower at dusk</figcaption></figure>
          <ol start=3><li>Look up<li>Wait</ol><blockquote cite=/q>They never land</blockquote>
          <p>As noted<sup><a href="#fn1">1</a></sup> by <math alttext="E=mc^2"><mi>E</mi></math> others.</p>
          <p id="fn1">1. In the tower book</p>
          """))
    let html = article.html
    #expect(
      html.contains("<pre><code class=\"language-swift\">let a = 1\n  if a &lt; 2 { }</code></pre>")
    )
    #expect(html.contains("<th>Year</th><th>Pairs</th>"))
    #expect(html.contains("<td>2025</td><td>31</td>"))
    #expect(html.contains("<img src=\"https://site.example/i/tower.jpg\" alt=\"The tower\">"))
    #expect(html.contains("<figcaption>The tower at dusk</figcaption>"))
    #expect(html.contains("<ol start=\"3\"><li>Look up</li><li>Wait</li></ol>"))
    #expect(html.contains("<blockquote cite=\"https://site.example/q\">"))
    #expect(html.contains("<a href=\"#fn1\">1</a>"))
    #expect(html.contains("<math alttext=\"E=mc^2\"><mi>E</mi></math>"))
    #expect(html.contains("id=\"fn1\""))
    #expect(article.text.contains("let a = 1\n  if a < 2 { }"))
    #expect(article.text.contains("Year\tPairs\n2025\t31"))
    #expect(article.text.contains("Look up\nWait"))
    #expect(article.text.contains("As noted1 by E=mc^2 others."))
  }

  @Test func nothingThatRunsIsKept() {
    let article = read(
      page(
        inside: """
          <p onclick="x()" style="color:red">Mind <a href="javascript:x()">this</a>
          <a href="data:text/html,x">that</a> <a href="mailto:a@b.example">mail</a></p><script>x()</script>
          <p>Images: <img src="javascript:x()"><img src=data:image/png;base64,AAAA data-src=real.png></p>
          <iframe src="https://ads.example/"></iframe><iframe src="https://www.youtube.com/embed/1"></iframe>
          """))
    #expect(!article.html.contains("javascript:"))
    #expect(!article.html.contains("data:"))
    #expect(!article.html.contains("onclick"))
    #expect(!article.html.contains("style="))
    #expect(!article.html.contains("ads.example"))
    #expect(article.html.contains("<img src=\"https://site.example/news/real.png\">"))
    #expect(article.html.contains("<iframe src=\"https://www.youtube.com/embed/1\"></iframe>"))
    #expect(article.html.contains("<a href=\"mailto:a@b.example\">mail</a>"))
    #expect(article.text.contains("Mind this that mail"))
  }

  @Test func theHeadIsAsked() {
    let article = read(
      page(
        head: """
          <meta property="og:title" content="Swifts &amp; bells"><meta property="og:site_name" content="The Belfry">
          <meta name="author" content="Ada  Lark"><meta property="article:published_time" content="2026-05-01T08:00:00+02:00">
          <meta property="og:image" content="/lead.jpg">
          """))
    #expect(article.title == "Swifts & bells")
    #expect(article.siteName == "The Belfry")
    #expect(article.byline == "Ada Lark")
    #expect(article.published == Instant(iso8601: "2026-05-01T06:00:00Z"))
    #expect(article.image == "https://site.example/lead.jpg")
    // The author is known: the line that names her stays.
    #expect(article.text.contains("By Ada Lark"))
  }

  @Test(arguments: [
    "{\"@context\":\"https://schema.org\",@}", "{\"@graph\":[{\"@type\":\"Person\"},{@}]}", "[{@}]",
  ])
  func dataForMachinesIsAskedFirst(frame: String) {
    let fields = """
      "@type":["NewsArticle"],"headline":"Swifts\\u0020&amp; more","datePublished":"2026-05-02",
      "author":[{"name":"A"},{"name":"B"}],"publisher":{"name":"Belfry News"},"image":{"url":"/i.png"}
      """
    let article = read(
      page(
        head: """
          <meta name=author content=C><script type="application/ld+json">{broken</script>
          <script type="application/ld+json">\(frame.replacing("@}", with: fields + "}"))</script>
          """))
    #expect(article.title == "Swifts & more")
    #expect(article.byline == "A, B")
    #expect(article.siteName == "Belfry News")
    #expect(article.published == Instant(iso8601: "2026-05-02T00:00:00Z"))
    #expect(article.image == "https://site.example/i.png")
  }

  @Test(arguments: [
    ("Swifts return to the tower | The Belfry", "Swifts return to the tower"),
    ("The Belfry » News » Swifts return", "The Belfry » News"),
    ("Home - Swifts return to the tower", "Swifts return to the tower"),
    ("News: Swifts return to the tower", "Swifts return to the tower"),
    ("Short – Belfry", "Short – Belfry"),
  ])
  func titlesLoseTheNameOfTheSite(title: String, shown: String) {
    let html = page().replacing("Swifts return to the tower – The Belfry", with: title)
    #expect(read(html).title == shown)
  }

  @Test func aPageThatScriptsMakeIsReadFromItsData() {
    let body = "First line of the text.\\nSecond line, with <b> in it. \(Self.filler)"
    let article = read(
      """
      <title>A title of some length</title><div id=root></div><script src=a.js></script>
      <script type="application/ld+json">{"@type":"Article","articleBody":"\(body)"}</script>
      """)
    #expect(article.text.hasPrefix("First line of the text.\n\nSecond line, with <b> in it."))
    #expect(
      article.html.hasPrefix(
        "<p>First line of the text.</p>\n<p>Second line, with &lt;b&gt; in it."))
    #expect(article.obstacle == nil)
  }

  @Test func pagesWithoutTextSayWhy() {
    #expect(read("<div id=root></div><script src=a.js></script>").obstacle == .scripts)
    #expect(
      read("<p>You need to enable JavaScript to run this app.</p><script></script>").obstacle
        == .scripts)
    #expect(
      read("<p>We and our partners use cookies. Accept all to go on, or choose what you like.</p>")
        .obstacle == .consent)
    #expect(
      read("<h1>Oat cookies</h1><p>Bake the cookies. Everyone will agree.</p>").obstacle == nil)
    #expect(read("").obstacle == .nothing)
    #expect(read(page()).obstacle == nil)
  }

  @Test func charactersAreReadAsInFeeds() {
    let latin: [UInt8] = Array(page().utf8).filter { $0 < 0x80 }
    let cafe = Array("<p>Caf".utf8) + [0xE9] + Array(" \(Self.filler)</p>".utf8)
    let declared = Array("<html><meta charset=iso-8859-1>".utf8) + latin + cafe
    #expect(read(declared, address: "https://a.example/", type: nil).text.contains("Café"))
    let served = read(
      latin + cafe, address: "https://a.example/", type: "text/html; charset=latin1")
    #expect(served.text.contains("Café"))
    let marked = [0xEF, 0xBB, 0xBF] + Array("<p>é \(Self.filler)</p>".utf8)
    #expect(read(marked, address: "https://a.example/", type: nil).text.hasPrefix("é"))
  }

  @Test func paragraphsMayBeLineBreaks() {
    let article = read(
      "<title>t</title><div>One. \(Self.filler)<br> <br>Two. \(Self.filler)<br><br><br>Three.</div>"
    )
    #expect(article.html.contains("</p><p> Two."))
    #expect(article.text.hasSuffix("\n\nThree."))
  }

  @Test func imagesThatWaitForScriptsAreFound() {
    let article = read(
      page(
        inside: """
          <p>One <img data-src="/a.jpg" src="data:image/gif;base64,R0"> <img srcset="/s.jpg 1x, /l.jpg 2x"></p>
          <figure><img class=lazy src="data:,x"><noscript><img src="/real.jpg" alt="r"></noscript></figure>
          <picture><source srcset="/p.webp 800w"><img alt=p></picture>
          """))
    for found in ["/a.jpg", "/l.jpg", "/real.jpg\" alt=\"r", "/p.webp\" alt=\"p"] {
      #expect(article.html.contains("https://site.example\(found)"), "\(found)")
    }
  }

  @Test func whatIsHiddenIsNotRead() {
    let article = read(
      page(
        inside: """
          <p style="color:red; DISPLAY: none">Gone one</p><p hidden>Gone two</p><p aria-hidden=true>Gone three</p>
          <div style="visibility:hidden">Gone four</div>
          <p>Formula <img aria-hidden="true" class="math fallback-image" src="/f.png" alt="E"> there</p>
          """))
    #expect(!article.text.contains("Gone"))
    #expect(article.html.contains("/f.png"))
  }

  @Test func theBaseOfThePageCounts() {
    let article = read(page(head: "<base href=/other/>", inside: "<p>See <a href=x>this</a>.</p>"))
    #expect(article.html.contains("<a href=\"https://site.example/other/x\">"))
  }

  @Test(arguments: [
    (
      "<meta property=\"og:image\" content=\"/lead.jpg\">", "https://site.example/lead.jpg",
      "https://site.example/news/b.jpg"
    ),
    (
      "<meta property=\"og:image\" content=\"//cdn.example/lead.jpg\"><base href=\"/deep/er/\">",
      "https://cdn.example/lead.jpg", "https://site.example/deep/er/b.jpg"
    ),
    (
      "<base href=\"https://other.example/x/\"><meta name=\"twitter:image\" content=\"lead.jpg\">",
      "https://other.example/x/lead.jpg", "https://other.example/x/b.jpg"
    ),
    (
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"image\":{\"url\":\"../json.jpg\"}}</script>",
      "https://site.example/json.jpg", "https://site.example/news/b.jpg"
    ),
  ])
  func addressesOfPicturesAreAbsolute(head: String, lead: String, picture: String) {
    let words =
      "<p>The keeper, who is old, counts the waves by hand until the lamp is lit again.</p>"
    func read(_ head: String, _ address: String?) -> PageArticle {
      let html =
        "<html><head><title>A tide clock</title>\(head)</head><body><article>"
        + String(repeating: words, count: 8) + "<p><img src=\"b.jpg\"></p></article></body></html>"
      return Array(html.utf8).withUnsafeBytes { PageArticle(page: $0, address: address) }
    }
    let address = "https://site.example/news/1"
    // A saved page says itself where it is from.
    for article in [
      read(head, address), read("<link rel=\"canonical\" href=\"\(address)\">" + head, nil),
      read("<meta property=\"og:url\" content=\"\(address)\">" + head, nil),
    ] {
      #expect(article.image == lead)
      #expect(article.html.contains("<img src=\"\(picture)\""))
    }
  }
}
