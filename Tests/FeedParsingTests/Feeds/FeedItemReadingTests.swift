import Articles
import Testing

@testable import FeedParsing

@Suite struct FeedItemReadingTests {
  private func lines(_ html: String) -> [String] {
    FeedItem.read(html, limit: 1 << 20, base: "https://a.example/").blocks.flatMap { block in
      block.spans.map(\.text).joined().components("\n")
    }
  }

  @Test(arguments: [
    "Guests:\nTom &amp; Jerry\n\nname   qty\npears   12", "a\n  b\n    c",
    "We &lt;3 <b>bold</b>\nlines", "mail &lt;a@b.example>\nhttps://a.example/x", "two  blanks",
  ])
  func textWithoutBlocksKeepsItsLinesAndColumns(html: String) {
    let text = html.replacing("&lt;", with: "<").replacing("&amp;", with: "&")
      .replacing("<b>", with: "").replacing("</b>", with: "")
    #expect(lines(html) == text.components("\n"))
  }

  @Test func addressesInPlainTextAreLinks() {
    let document = FeedItem.read("see\nhttps://a.example/x", limit: 100, base: nil)
    #expect(document.links.map(\.url) == ["https://a.example/x"])
    #expect(document.blocks.map(\.kind) == [.paragraph])
  }

  @Test func whatHasBlocksOrBreaksFlows() {
    #expect(lines("<p>one\ntwo</p><p>three</p>") == ["one two", "three"])
    #expect(lines("one<br>\ntwo") == ["one", "two"])
  }

  @Test func titleIsTheFirstLineWithWords() {
    var item = FeedItem()
    item.link = "https://a.example/1"
    #expect(item.shownTitle == nil)
    #expect(item.shownAddress == "https://a.example/1")
    item.images = ["https://a.example/i.png"]
    item.imageTexts = ["https://a.example/i.png": "A tern"]
    #expect(item.shownTitle == "A tern")
    item.summaryHTML = "<p><img src='https://a.example/j.png' alt='A gull'></p>"
    #expect(item.shownTitle == "A gull")
    item.summaryHTML = "<p>https://b.example/</p><p>Look <b>at</b> this<br>and that</p>"
    #expect(item.shownTitle == "Look at this")
    item.title = "Own"
    #expect(item.shownTitle == "Own")
  }

  @Test func theLineThatIsTheTitleIsNotShownAgain() {
    var item = FeedItem()
    item.contentHTML = "<p>One <a href='https://b.example/'>link</a><br>two</p><p>three</p>"
    let body = item.body(limit: 1000)
    #expect(body.blocks.map { $0.spans.map(\.text).joined() } == ["two", "three"])
    #expect(body.links.map(\.url) == ["https://b.example/"])
    item.contentHTML = "<p>alone</p>"
    #expect(item.body(limit: 1000).blocks.isEmpty)
    item.title = "alone"
    #expect(item.body(limit: 1000).blocks.count == 1)
  }
}

extension String {
  fileprivate func components(_ separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// What a list asks of a text is its beginning alone, which has to be that of the whole.
  @Test(arguments: [
    "<p>one <b>two</b> three</p><p>four</p><table><tr><td>a<td>b</table><ul><li>c<li>d</ul>",
    "<img src=a.png><p>text</p><a href=a.png>a picture</a>", "<pre>  a\n   b</pre><p>c</p>",
    "<div aria-hidden=true>all of it</div>",
    "<figure><img src=a.png alt='a long caption'><figcaption>It is a long caption</figcaption></figure>",
    "plain\n  text\nof lines", "x<hr>",
    "<table><tr><td><p>a<td><table><tr><td>b</table></table>after",
  ])
  func theBeginningIsThatOfTheWhole(html: String) {
    func text(_ document: Document) -> String {
      document.blocks.map { $0.spans.map(\.text).joined() }.joined(separator: "\n")
    }
    var item = FeedItem()
    item.contentHTML = html
    for title in [nil, "A title"] {
      item.title = title
      let whole = text(item.body(limit: 1 << 20))
      for enough in 1..<40 {
        let beginning = text(item.body(limit: 1 << 20, enough: enough))
        #expect(whole.hasPrefix(beginning), "\(enough)")
        #expect(beginning == whole || beginning.count >= enough)
      }
    }
  }

  @Test func theFirstLettersAreThoseOfTheText() {
    let pieces = [
      "<p>", " ", "\n", "<b>", "<br />", "</p>", "<p class=x>", "<p hidden>", "<img src=x.png>",
      "<!-- c -->", "<script>", "</script>", "&amp;", "Wo", "12", "https", "é", "<li>", "<", ">",
      "<h2>", "<span>", "<pre>", "<sup>",
    ]
    var told = 0
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let html = first + second + third + "rd of mouth</p>"
          guard let letters = FeedItem.firstLetters(of: html) else { continue }
          told += 1
          let document = FeedItem.read(html, limit: 1 << 20, base: nil)
          let text = document.blocks.map { $0.spans.map(\.text).joined() }.joined(separator: " ")
            .drop { $0 == " " }
          #expect(text.utf8.starts(with: letters), "\(html)")
        }
      }
    }
    #expect(told > 2_000)
    #expect(FeedItem.firstLetters(of: " \n<p><b>Seventeen miles") == Array("Seventee".utf8))
    #expect(FeedItem.firstLetters(of: "<p class=\"sr\">x") == nil)
    #expect(FeedItem.firstLetters(of: "<p>…") == nil)
  }
}
