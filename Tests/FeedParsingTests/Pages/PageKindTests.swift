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
}
