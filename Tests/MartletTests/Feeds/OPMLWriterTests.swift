import FeedParsing
import Testing

@testable import martlet

@Suite struct OPMLWriterTests {
  private func document(_ feeds: [OutlineFeed]) -> OutlineDocument {
    var document = OutlineDocument()
    document.title = "Mine & yours"
    document.feeds = feeds
    return document
  }

  @Test func foldersNestAndAFeedStandsOnce() {
    let text = OPMLWriter.write(
      document([
        OutlineFeed(url: "https://example.org/a?b=1&c=2", title: "A \"<b>\"", categories: []),
        OutlineFeed(
          url: "https://example.org/b", site: "https://example.org/",
          categories: [["Tech", "Swift"], ["News"]]),
        OutlineFeed(url: "https://example.org/c", categories: [["Tech"]]),
      ]))
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <opml version="2.0">
          <head>
            <title>Mine &amp; yours</title>
          </head>
          <body>
            <outline text="Tech">
              <outline text="Swift">
                <outline type="rss" text="https://example.org/b" xmlUrl="https://example.org/b" \
        htmlUrl="https://example.org/" category="/Tech/Swift,/News"/>
              </outline>
              <outline type="rss" text="https://example.org/c" xmlUrl="https://example.org/c"/>
            </outline>
            <outline type="rss" text="A &quot;&lt;b&gt;&quot;" title="A &quot;&lt;b&gt;&quot;" \
        xmlUrl="https://example.org/a?b=1&amp;c=2"/>
          </body>
        </opml>

        """)
  }

  @Test func whatXMLCannotHoldIsLeftOut() {
    let text = OPMLWriter.write(
      document([OutlineFeed(url: "https://example.org/", title: "a\u{1}\u{FFFF}b\tc")]))
    #expect(text.contains("text=\"ab&#9;c\""))
  }
}
