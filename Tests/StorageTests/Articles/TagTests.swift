import Articles
import FeedParsing
import Testing

@testable import Storage

/// What the person has put sources under, and what they call them.
struct TagTests {
  private static let third = "https://example.net/feed"

  /// Three feeds with two articles each; "Shared" stands in the first and in the second.
  private func filled() throws -> FeedDesk {
    let desk = try FeedDesk()
    let shared = item("Shared", id: "s", link: "https://example.org/shared", at: 50)
    try desk.store([item("A", id: "a", at: 60), shared])
    try desk.store([item("B", id: "b", at: 55), shared], in: FeedDesk.other, title: "Other")
    try desk.store([item("C", id: "c", at: 70), item("D", id: "d", at: 10)], in: Self.third)
    return desk
  }

  private func spec(_ address: String, _ tags: [String], _ title: String? = nil) -> SourceSpec {
    var spec = SourceSpec(feed: address, title: title)
    spec.tags = tags
    return spec
  }

  private func view(_ desk: FeedDesk, _ specs: [SourceSpec]) throws -> LibraryView {
    let sources = try desk.library.attach(specs, now: instant(1000))
    return desk.library.view(sources: [], state: desk.desk.marks.stateID).over(sources)
  }

  private func titles(_ view: LibraryView, _ scope: ListScope) throws -> [String] {
    try view.rows(view.listing(scope).ids).map(\.title)
  }

  @Test func aTagListsWhatItsSourcesHave() throws {
    let desk = try filled()
    let view = try view(
      desk,
      [
        spec(FeedDesk.news, ["x", "two words", "x"]), spec(FeedDesk.other, ["x"]),
        spec(Self.third, ["two words"]),
      ])
    #expect(view.tags.map(\.name) == ["x", "two words"])
    #expect(view.tags.map(\.sources.count) == [2, 2])
    #expect(try titles(view, .tag("x")) == ["A", "B", "Shared"])
    #expect(try titles(view, .tag("two words")) == ["C", "A", "Shared", "D"])
    #expect(try titles(view, .tag("X")) == [])
    for limit in 1...4 {
      let page = try view.firstPage(.tag("x"), limit: limit)
      #expect(page.map(\.title) == Array(["A", "B", "Shared"].prefix(limit)))
    }
    let ids = try view.listing(.tag("x")).ids
    #expect(try view.firstPage(.tag("x"), around: ids[2], limit: 1).map(\.id) == [ids[2]])
    // A view over fewer sources shows of a tag only what it has.
    #expect(try titles(view.over([view.tags[0].sources[1]]), .tag("x")) == ["B", "Shared"])
  }

  @Test func anArticleOfTwoSourcesCountsOnce() throws {
    let desk = try filled()
    let view = try view(
      desk, [spec(FeedDesk.news, ["x"]), spec(FeedDesk.other, ["x"]), spec(Self.third, [])])
    try desk.desk.mark("https://example.org/shared", .read, at: 2000)
    try desk.desk.mark("https://example.org/shared", .starred, at: 2000)
    let sidebar = try view.sidebar()
    #expect(sidebar.tags == [.init(scope: .tag("x"), title: "x", unread: 2, total: 3)])
    #expect(sidebar.views.map(\.total) == [5, 4, 1])
    #expect(sidebar.views.map(\.unread) == [4, 4, 0])
  }

  @Test func aPlaceThatIsNamedTwiceHasTheTagsOfBoth() throws {
    let desk = try filled()
    for _ in 1...2 {
      let view = try view(
        desk, [spec(FeedDesk.news, ["x"]), spec(FeedDesk.news, ["y"]), spec(Self.third, ["y"])])
      #expect(view.tags.map(\.name) == ["x", "y"])
      #expect(view.tags.map(\.sources.count) == [1, 2])
    }
  }

  @Test func aFeedGoesByThePersonsNameAndIsNoProviderBeside() throws {
    let desk = try filled()
    let specs = [spec(FeedDesk.news, [], "Mine"), spec(FeedDesk.other, [])]
    let view = try view(desk, specs)
    #expect(try view.sidebar().sources.map(\.title) == ["Mine", "Other"])
    let rows = try view.rows(view.listing(.all).ids)
    #expect(rows.map(\.provider) == ["Mine", "Other", "Mine"])
    // The article of two feeds is of one provider: the other has one less than its feed.
    #expect(try view.sidebar().providers == [])
  }
}
