import Articles
import Testing

@testable import FeedParsing

/// What publishing systems write around and into the text of an article, by their own names.
@Suite struct PageSystemTests {
  private static let long = """
    A second speaker, who had walked in from the rain, said that the timetable would have to change before the \
    winter, or nobody would come, and the treasurer read out three pages of numbers, slowly, and then folded them.
    """

  private func read(_ body: String, head: String = "<title>The late ferry</title>") -> PageArticle {
    let html = "<!doctype html><html><head>\(head)</head><body>\(body)</body></html>"
    return Array(html.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: "https://site.example/a", contentType: nil)
    }
  }

  private func inside(_ html: String) -> PageArticle {
    read(
      "<article><h1>The late ferry</h1><p>\(Self.long)</p>\(html)<p>Last: \(Self.long)</p><p>\(Self.long)</p></article>"
    )
  }

  // MARK: Text that stays

  @Test(arguments: [
    "<p><span class=\"legendSpanClass\">LONDON</span>, May 5 - The words of a release, as they are sent out.</p>",
    "<p><b class=\"sponsor\">LONDON</b> is where it was said, and nowhere else in the country.</p>",
    "<p><span class=\"dateline\">LONDON</span> is where it was said, and nowhere else in the country.</p>",
  ])
  func namesOfWordsInASentenceDoNotCount(line: String) {
    let article = inside(line)
    #expect(article.text.contains("LONDON"), "\(line)")
    #expect(article.byline == nil)
  }

  @Test func aLineOfItsOwnIsStillToldByItsName() {
    #expect(!inside("<p><span class=\"sponsor\">LONDON</span></p>").text.contains("LONDON"))
  }

  @Test func galleriesWithCaptionsStay() {
    let items = (1...3).map {
      "<dl class='gallery-item'><dt class='gallery-icon'><a href='/\($0)'><img src='\($0).jpg'></a></dt>"
        + "<dd class='wp-caption-text'>Caption \($0)</dd></dl>"
    }.joined()
    let figures = (4...6).map {
      "<figure><div><img src='\($0).jpg'></div><figcaption>Caption \($0)</figcaption></figure>"
    }.joined()
    let article = inside(
      "<div class='gallery gallery-columns-3'>\(items)</div><div class='g'>\(figures)</div>")
    for number in 1...6 {
      #expect(article.text.contains("Caption \(number)"))
      #expect(article.html.contains("/\(number).jpg"))
    }
  }

  /// Cards of other articles have pictures and captions, too, but these are links.
  @Test func picturesThatLeadAwayGo() {
    let cards = (1...3).map {
      "<figure><img src='\($0).jpg'><figcaption><a href='/\($0)'>Card \($0)</a></figcaption></figure>"
    }.joined()
    #expect(!inside("<div class='g'>\(cards)</div>").text.contains("Card"))
  }

  @Test(arguments: [
    """
    <aside class="footnote-list brackets"><aside class="footnote brackets" id="id2" role="doc-footnote">
    <span class="label">[<a href="#id1">1</a>]</span><p>Words of the note</p></aside></aside>
    """,
    "<aside class=\"footnote\" id=\"id2\"><p>Words of the note</p></aside>",
    "<aside role=\"doc-endnotes\"><p id=\"id2\">Words of the note</p></aside>",
  ])
  func notesInAsidesStay(notes: String) {
    let article = inside("<p>Text<a href=\"#id2\" id=\"id1\">1</a></p>\(notes)")
    #expect(article.text.contains("Words of the note"))
    #expect(article.html.contains("id=\"id2\""))
    #expect(!inside("<aside><p>Words of the note</p></aside>").text.contains("Words"))
  }

  @Test(arguments: ["mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "latex"])
  func formulasThatArePicturesAreTeX(name: String) {
    let article = inside(
      """
      <p>Then <span><span style="display: none;"><math><mi>E</mi></math></span><img src="/e.svg" class="\(name)"
      \(name == "latex" ? "" : "aria-hidden=true") alt="E=m&lt;c^{2}"></span> holds, and <img src="/i.png" class="plain" alt="no formula">.</p>
      """)
    #expect(article.html.contains("<math alttext=\"E=m&lt;c^{2}\"></math>"))
    #expect(!article.html.contains("e.svg") && article.html.contains("i.png"))
    #expect(article.text.contains("Then E=m<c^{2} holds"))
  }

  @Test func theLeadPictureAndTheSecondTitleStay() {
    let article = read(
      """
      <article><div class="post-header" role="region"><h1>The late ferry</h1><h3 class="subtitle">Why nobody came</h3>
      <div><a href="/u">Ann</a></div></div><div><figure><img src="a.jpg"><figcaption>The pier. Photograph: K. Lens
      </figcaption></figure></div><div class="body"><p>\(Self.long)</p><p>\(Self.long)</p><p>\(Self.long)</p></div></article>
      """)
    #expect(article.text.contains("The pier. Photograph: K. Lens"))
    let other = read(
      """
      <article><div class="post-header-menu"><h1>The late ferry</h1><h3 class="subtitle">Why nobody came</h3></div>
      <div class="body"><p>\(Self.long)</p><p>\(Self.long)</p><p>\(Self.long)</p></div></article>
      """)
    #expect(other.text.hasPrefix("Why nobody came"))
  }

  @Test func filesThatAreOfferedStay() {
    let article = inside(
      """
      <div class="wp-block-file"><a href="r.pdf">The report</a>
      <a href="r.pdf" class="wp-block-file__button" download>Get it now</a></div>
      """)
    #expect(article.html.contains("<a href=\"https://site.example/r.pdf\">The report</a>"))
    #expect(!article.text.contains("Get it now"))
  }

  // MARK: What goes

  @Test(arguments: [
    "<nav id=\"TableOfContents\"><ul><li><a href=\"#a\">Foreign words</a></li></ul></nav>",
    "<div class=\"catlinks\">Foreign words</div>",
    "<div class=\"speechify-ignore\"><p>Foreign words</p></div>",
    "<div class=\"podcast-promo\"><p>Foreign words, every week, with guests.</p></div>",
    "<p class=\"button-wrapper\"><a class=\"button primary\" href=\"/s\">Foreign words</a></p>",
    "<p><a class=\"md-content__button\" href=\"/e\">Foreign words</a></p>",
    "<div><pre>make</pre><clipboard-copy>Foreign words</clipboard-copy></div>",
    "<div class=\"wprm-recipe-rating\"><p>Foreign words</p></div>",
    "<p><span>Foreign words</span> · 4 min read</p>",
    "<div>Apr 4 · Foreign words · 12 min read</div>",
    "<h2 id=a>Kept<a class=\"heading-link\" href=\"#a\"><span>Foreign words to this place</span></a></h2>",
  ])
  func whatSystemsAddGoes(html: String) {
    let text = inside(html).text
    #expect(text.contains("Last:") && !text.contains("Foreign words"), "\(html)")
  }

  @Test(arguments: [
    "<p>It takes all of us a long time to write what is a 4 min read</p>",
    "<nav><p>A nav without links, with words that are not in any list.</p></nav>",
  ])
  func whatOnlyLooksLikeItStays(html: String) {
    let words = html.contains("nav") ? "without links" : "4 min read"
    #expect(inside(html).text.contains(words))
  }

  @Test(arguments: [
    """
    <table class="lntable"><tr><td class="lntd"><pre><code><span>71
    </span><span>72
    </span></code></pre></td><td><pre><code class="language-go">func a()
    line</code></pre></td></tr></table>
    """,
    """
    <div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div><pre>71
    72</pre></div></td><td class="code"><div><pre>func a()
    line</pre></div></td></tr></table></div>
    """,
  ])
  func numbersOfLinesGo(table: String) {
    let article = inside(table)
    #expect(article.text.contains("func a()\nline") && !article.text.contains("72"))
    #expect(!article.html.contains("<td>"))
  }

  @Test func cellsOfNumbersStay() {
    let text = inside("<table><tr><th>Year<th>Pairs<tr><td>71<td>72</table>").text
    #expect(text.contains("71\t72"))
  }

  @Test func labelsOfTabsStandApart() {
    let article = inside("<div><label>Linux</label><label>Mac</label></div>")
    #expect(article.text.contains("Linux Mac") && article.html.contains("Linux Mac"))
  }
}
