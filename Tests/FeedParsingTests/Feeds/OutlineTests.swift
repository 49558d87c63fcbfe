import Testing

@testable import FeedParsing

/// What stands in lists of subscriptions, and where it goes.
@Suite struct OutlineTests {
  private func read(_ body: String) throws -> OutlineDocument {
    let text = "<?xml version=\"1.0\"?><opml version=\"2.0\"><body>\(body)</body></opml>"
    let document = Array(text.utf8).withUnsafeBytes { FeedParser.parse($0).document }
    guard case .outline(let list) = document.kind else {
      Issue.record("no list: \(document.kind)")
      return OutlineDocument()
    }
    return list
  }

  @Test(arguments: [
    (#"xmlUrl="news.example/rss""#, "https://news.example/rss"),
    (#"xmlUrl="news.example:8080/rss""#, "https://news.example:8080/rss"),
    (#"xmlUrl="//news.example/rss""#, "https://news.example/rss"),
    (#"xmlUrl="feed://news.example/rss""#, "https://news.example/rss"),
    (#"xmlUrl="feed:http://news.example/rss""#, "http://news.example/rss"),
    (#"xmlUrl=" https://news.example/rss ""#, "https://news.example/rss"),
    (#"xmlUrl="" url="https://news.example/rss" type="rss""#, "https://news.example/rss"),
    (#"xmlUrl=" " htmlUrl="https://news.example/""#, "https://news.example/"),
    (#"type="link" url="https://news.example/page""#, "https://news.example/page"),
  ])
  func anAddressIsTakenHoweverItIsWritten(attributes: String, address: String) throws {
    let list = try read("<outline text=\"a\" \(attributes)/>")
    #expect(list.feeds.map(\.url) == [address])
    #expect(list.leftOut.isEmpty)
  }

  @Test(arguments: [
    (#"xmlUrl="|~/bin/run""#, OutlineLeftOut.Reason.program),
    (#"xmlUrl="exec:run""#, .program),
    (#"xmlUrl="query:a:unread = &quot;yes&quot;""#, .program),
    (#"xmlUrl="/feeds/1.xml""#, .noAddress),
    (#"xmlUrl="news""#, .noAddress),
    (#"xmlUrl="gopher://news.example/0""#, .scheme("gopher")),
    (#"xmlUrl="file:///etc/passwd""#, .scheme("file")),
    (#"xmlUrl="javascript:alert(1)""#, .scheme("javascript")),
    (#"type="include" url="https://news.example/list""#, .list),
    (#"type="link" url="https://news.example/list.opml?a""#, .list),
  ])
  func whatIsNoFeedIsNamedWithTheReason(
    attributes: String, reason: OutlineLeftOut.Reason
  ) throws {
    let list = try read(
      "<outline text=\"a\" \(attributes)/><outline xmlUrl=\"https://b.example/\"/>")
    #expect(list.feeds.map(\.url) == ["https://b.example/"])
    #expect(list.leftOut.map(\.reason) == [reason])
    #expect(list.leftOut[0].title == "a")
  }

  @Test func aFolderWithAPageIsAFolderIfFeedsStandInIt() throws {
    let list = try read(
      """
      <outline text="News" htmlUrl="https://n.example/"><outline text="a" xmlUrl="https://a.example/f"/>
      </outline><outline text="Page" htmlUrl="https://p.example/"></outline>
      """)
    #expect(list.feeds.map(\.url) == ["https://a.example/f", "https://p.example/"])
    #expect(list.feeds.map(\.categories) == [[["News"]], []])
  }

  @Test func categoriesAreNotRepeated() throws {
    let list = try read(
      """
      <outline text="News"><outline text="a" xmlUrl="https://a.example/f"
        category="/News,/Local,/Local,/News"/></outline>
      <outline text="News"><outline text="a" xmlUrl="https://a.example/f"/></outline>
      """)
    #expect(list.feeds.map(\.categories) == [[["News"], ["Local"]]])
  }
}
