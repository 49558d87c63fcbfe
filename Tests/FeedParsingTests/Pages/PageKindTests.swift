import Testing

@testable import FeedParsing

/// Kinds of pages beside the long article: each as short as it shows what it is.
@Suite struct PageKindTests {
  private func text(_ body: String) -> String {
    let html = """
      <!doctype html><html lang="en"><head><title>The late ferry</title></head><body>
      <nav><a href="/">Start page</a></nav>\(body)
      <footer><p>Copyright 2026 Example, all of it. <a href="/terms">Terms</a></p></footer></body></html>
      """
    return Array(html.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: "https://site.example/a", contentType: nil).text
    }
  }

  private static let short = """
    The council met on Tuesday to discuss the new ferry, and the room was fuller than expected. \
    Nobody disagreed.
    """
  private static let long = """
    A second speaker, who had walked in from the rain, said that the timetable would have to change before the \
    winter, or nobody would come, and the treasurer read out three pages of numbers, slowly, and then folded them.
    """

  private func comments(_ start: String, _ entry: String) -> String {
    start
      + (0..<9).map { "<div class=\"\(entry)\"><b>Reader \($0)</b><p>Said: \(Self.long)</p></div>" }
      .joined() + "</div>"
  }

  @Test(arguments: [
    "<div id=\"comments\">", "<div class=\"disqus-thread\">",
    "<div class=\"x9\"><h2>Comments (9)</h2>",
    "<div class=\"x9\"><div><h3>9 responses</h3></div>", "<div class=\"x9\"><h3>Kommentare</h3>",
  ])
  func shortArticlesHaveLongComments(start: String) {
    let found = text(
      "<div class=\"x1\"><h1>The late ferry</h1><div class=\"x2\"><p>\(Self.short)</p>"
        + "<p>Second: \(Self.short)</p></div></div>" + comments(start, "x7"))
    #expect(found.contains("Second: The council"))
    #expect(!found.contains("Said:"), "\(start)")
  }

  @Test(arguments: ["You may also like", "Related articles", "Das könnte Sie auch interessieren"])
  func whatBeginsWithALabelIsNoPartOfIt(label: String) {
    let cards = (0..<6).map {
      "<div class=\"k\"><h3><a href=\"/c\($0)\">Card \($0)</a></h3><p>\(Self.long)</p></div>"
    }.joined()
    let found = text(
      "<article><h1>The late ferry</h1><p>\(Self.long)</p><p>Second: \(Self.long)</p>"
        + "<p>Third: \(Self.long)</p></article><div class=\"q\"><h2>\(label)</h2>\(cards)</div>")
    #expect(found.contains("Third:") && !found.contains("Card 3"))
  }

  /// A heading that only begins like a label is the article's own.
  @Test func aSectionOfTheArticleStays() {
    let found = text(
      "<article><h1>The late ferry</h1><p>\(Self.long)</p><section><h2>Comments of the council on the "
        + "timetable and the fare of the winter ferry</h2><p>Kept: \(Self.long)</p></section>"
        + "<p>\(Self.long)</p></article>")
    #expect(found.contains("Kept:"))
  }

  @Test func linesOfATalkCount() {
    let lines = (0..<14).map { "<p><b>Q: Why, number \($0)?</b></p><p>A: Because.</p>" }.joined()
    let found = text("<div class=\"story\"><h1>A talk</h1>\(lines)</div>")
    #expect(found.contains("Why, number 0?") && found.contains("Why, number 13?"))
    #expect(!found.contains("Copyright"))
  }

  /// Where readers' words are all there is they are the article.
  @Test func aPageOfNothingButCommentsShowsThem() {
    #expect(text(comments("<div class=\"comments\">", "comment")).contains("Said:"))
  }

  // MARK: Short articles, and what is longer beside them

  @Test func aShortArticleIsFoundBesideALongColumn() {
    let cards = (0..<6).map { "<h3><a href=\"/\($0)\">Card</a></h3><p>Beside: \(Self.long)</p>" }
      .joined()
    for wrapper in [("<main>", "</main>"), ("<div role=\"main\">", "</div>")] {
      let found = text(
        "<div>\(wrapper.0)<h1>The late ferry</h1><div class=\"x2\"><p>\(Self.short)</p></div>\(wrapper.1)"
          + "<aside>\(cards)<p>Aside: \(Self.long)</p></aside></div>")
      #expect(found.contains("Nobody disagreed."), "\(wrapper.0)")
      #expect(
        !found.contains("Beside:") && !found.contains("Aside:") && !found.contains("Copyright"))
    }
  }

  @Test func offersBelowATeaserAreNoArticle() {
    let found = text(
      "<main><article><h1>The late ferry</h1><p>Teaser: \(Self.long)</p></article><div class=\"w\">"
        + "<h2>Subscribe to continue reading</h2><p>Offer: \(Self.long)</p><p>Offer: \(Self.long)</p></div></main>"
    )
    #expect(found.contains("Teaser:") && !found.contains("Offer:"))
  }

  @Test func aGalleryIsItsCaptions() {
    let figures = (0..<6).map {
      "<figure><img src=\"/\($0).jpg\"><figcaption>Caption \($0): \(Self.long)</figcaption></figure>"
    }.joined()
    let found = text(
      "<main><h1>The late ferry</h1><p>\(Self.short)</p>\(figures)</main><div class=\"z\"><div><h3><a href=\"/o\">"
        + "Other galleries</a></h3><p>\(Self.short) \(Self.short)</p></div></div>")
    #expect(found.contains("Caption 0:") && found.contains("Caption 5:"))
  }

  @Test func definitionsAreText() {
    let list = (0..<6).map { "<dt>Question \($0)?</dt><dd>\(Self.long)</dd>" }.joined()
    let found = text(
      "<div id=\"side\"><ul><li><a href=\"/1\">Elsewhere in this place</a></li></ul></div>"
        + "<div id=\"c\"><h1>The late ferry</h1><dl>\(list)</dl></div>")
    #expect(found.contains("Question 0?") && !found.contains("Elsewhere"))
  }

  @Test func whereAllAreCommentsTheyAreTheText() {
    let posts = (0..<4).map {
      "<div class=\"timeline-comment\"><h3><a href=\"/u\">Ann</a> commented <a href=\"#\($0)\">3 May</a></h3>"
        + "<div class=\"comment-body\"><p>Post \($0): \(Self.long)</p></div></div>"
    }.joined()
    let menu = (0..<12).map { "<a href=\"/m\($0)\">A place in the menu</a> " }.joined()
    let found = text("<div>\(menu)</div><div class=\"discussion\">\(posts)</div>")
    #expect(found.contains("Post 0:") && found.contains("Post 3:"))
  }

  // MARK: Small things

  private func inside(_ html: String) -> String {
    text(
      "<article><h1>The late ferry</h1><p>\(Self.long)</p>\(html)<p>Last: \(Self.long)</p><p>\(Self.long)</p></article>"
    )
  }

  @Test(arguments: [
    "<h2 id=\"a\">Winter<a class=\"headerlink\" href=\"#a\">¶</a></h2>",
    "<h2 id=\"a\">Winter <a href=\"#a\" aria-label=\"Anchor\">#</a></h2>",
    "<h2 id=\"a\"><a href=\"#a\"></a>Winter</h2>", "<h2>Winter<a href=\"/page#a\">§</a></h2>",
    "<div class=\"mw-heading\"><h2>Winter</h2><span class=\"mw-editsection\">[<a href=\"/e\">edit</a>]</span></div>",
    "<h2 class=\"header-anchor-post\">Winter</h2>",
  ])
  func headingsAreWordsAlone(heading: String) {
    let lines = inside(heading).split(separator: "\n").map(String.init)
    #expect(lines.contains("Winter"), "\(heading)")
  }

  @Test(arguments: [
    "<p><strong>READ MORE: <a href=\"/o\">Other words altogether here</a></strong></p>",
    "<div class=\"q\"><span>Lesen Sie auch:</span> <a href=\"/o\">Other words altogether here</a></div>",
    "<p><em><a href=\"/o\">À lire aussi : Other words altogether here</a></em></p>",
    "<h3>Related articles</h3><ul><li><a href=\"/o\">Other words altogether here</a></li></ul>",
    "<section class=\"slot\"><div>Advertisement</div></section>",
    "<p class=\"b\"><a class=\"button\" href=\"/o\">Share</a></p>",
  ])
  func linesThatLeadAwayGo(line: String) {
    let found = inside(line)
    #expect(found.contains("Last:") && !found.contains("Other words"), "\(line)")
    #expect(
      !found.contains("Advertisement") && !found.contains("Share") && !found.contains("Related"))
  }

  @Test(arguments: [
    "<p>More on this in <a href=\"/o\">the minutes of the council</a>, which are long.</p>",
    "<p>Related work was done before, see <a href=\"#n1\">1</a>.</p>",
    "<p>See <a href=\"/x\">the list</a>.</p>",
    "<p>Thread 12 <a href=\"/o\">is short</a></p>",
  ])
  func sentencesWithLinksStay(line: String) {
    let words = line.split(separator: ">").last { $0.contains(" ") }?.prefix(6) ?? ""
    #expect(inside(line).contains(words), "\(line)")
  }

  @Test func menusInTablesOfALayoutGo() {
    let menu = (0..<9).map { "<a href=\"/\($0)\">Old menu \($0)</a><br>" }.joined()
    let found = text(
      "<table><tr><td>\(menu)</td><td><p>\(Self.long)</p><p>\(Self.long)</p><p>\(Self.long)</p></td></tr>"
        + "<tr><td></td><td><p>Row: \(Self.long)</p><p>\(Self.long)</p></td></tr></table>")
    #expect(found.contains("Row:") && !found.contains("Old menu"))
  }

  @Test func picturesOfAMPAreKept() {
    let html =
      "<article><p>\(Self.long)</p><amp-img src=\"/b.jpg\" width=\"6\" height=\"3\"></amp-img>"
      + "<amp-ad><div>Ad</div></amp-ad><p>\(Self.long)</p><p>\(Self.long)</p></article>"
    let article = Array(html.utf8).withUnsafeBytes {
      PageArticle(page: $0, address: "https://site.example/a/b", contentType: nil)
    }
    #expect(article.html.contains("<img src=\"https://site.example/b.jpg\""))
    #expect(!article.text.contains("Ad\n"))
  }
}
