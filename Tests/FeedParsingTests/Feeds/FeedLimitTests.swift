import Articles
import FeedParsing
import Testing

/// The bounds that keep one document from taking the machine; what is within them is read in full.
@Suite struct FeedLimitTests {
  @Test func deepJSONHidesNoItem() {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let found = read(
      #"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","_x":"# + deep
        + #","title":"lost"},{"id":"2"}]}"#)
    #expect(found.items.map(\.id) == ["1", "2"])
  }

  @Test func aTextIsCutAtEightMegabytesAndTheRestIsRead() throws {
    let text = String(repeating: "word ", count: 1_800_000)
    let found = read(
      "<rss><channel><item><description>\(text)</description><title>Long</title></item>"
        + "<item><title>Next</title></item></channel></rss>")
    #expect(found.items.map(\.title) == ["Long", "Next"])
    let length = try #require(found.items.first?.summaryHTML).utf8.count
    #expect((8 << 20) - 1...(8 << 20) + (1 << 16) ~= length)
    #expect(found.document.warnings.contains { $0.message.contains("longer than 8 MB") })
  }

  @Test func listsHaveAnEnd() throws {
    let many = (0..<700).map { "<category>c\($0)</category><enclosure url='/\($0)'/>" }.joined()
    let found = try item(many + "<title>After</title>")
    #expect(found.categories.count == 500 && found.enclosures.count == 500)
    #expect(found.title == "After")
  }

  @Test func aPageNamesAHundredFeedsAtMost() {
    let links = (0..<300).map { "<link rel=feed href='/\($0)'><a href='/\($0)/feed'>x</a>" }
    let page = FeedDiscovery(html: links.joined(), address: "https://site.example/")
    #expect(page.links.map(\.url) == (0..<100).map { "https://site.example/\($0)" })
  }

  @Test func aDocumentDeclaresSoManyEntities() throws {
    let declared = (0..<300).map { "<!ENTITY e\($0) \"v\($0)\">" }.joined()
    let found = read(
      "<!DOCTYPE r [\(declared)]><rss><channel><item><title>&e255; &e256;</title></item></channel></rss>"
    )
    #expect(found.items.first?.title == "v255 &e256;")
  }

  @Test func ofTwoDatesOfOneKindTheLastCounts() throws {
    let found = try entry(
      "<updated>2026-01-01T00:00:00Z</updated><updated>2026-02-01T00:00:00Z</updated>")
    #expect(found.updated?.iso8601 == "2026-02-01T00:00:00Z")
  }
}
