import Articles
import FeedParsing
import Testing

@testable import Storage

/// Which items are the same at the next fetch, and which are not.
struct ItemIdentityTests {
  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  @Test func theGUIDDecides() throws {
    let desk = try FeedDesk()
    let first = try desk.store([item("One", id: "1", link: url("a"))])
    #expect(first.added == 1)
    let again = try desk.store([item("One", id: "1", link: url("a"))])
    #expect(again.added == 0)
    #expect(again.changed == [])
    let renamed = try desk.store([item("Two", id: "1", link: url("b"))])
    #expect(renamed.added == 0)
    #expect(renamed.changed == [address(url("a"))])
    #expect(try desk.titles() == ["Two"])
    #expect(try desk.rows()[0].address == address(url("a")))
  }

  @Test func aGUIDThatIsAnotherAtEveryFetchDoesNoHarm() throws {
    let desk = try FeedDesk()
    for round in 0..<3 {
      let items = ["a", "b"].map { item($0, id: "\(round)\($0)", link: url($0)) }
      #expect(try desk.store(items).added == (round == 0 ? 2 : 0))
    }
    #expect(try desk.titles().count == 2)
  }

  /// First the link changes, then the guid: it is known by what it had in between.
  @Test func whatAnItemIsKnownByFollowsIt() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: url("a"))])
    try desk.store([item("A", id: "1", link: url("b"))])
    #expect(try desk.store([item("A", id: "2", link: url("b"))]).added == 0)
    try desk.store([item("C", id: "2", link: url("b"))])
    #expect(try desk.store([item("C", id: "3", link: url("b"))]).added == 0)
    #expect(try desk.store([item("D", id: "3", link: url("d"))]).added == 0)
    #expect(try desk.titles() == ["D"])
  }

  @Test func aNewItemIsNotTakenForAnOldOneBelowIt() throws {
    let desk = try FeedDesk()
    try desk.store([item("Daily", id: "1", link: url("daily"))])
    let changes = try desk.store([
      item("Daily", id: "2", link: url("daily")), item("Daily", id: "1", link: url("daily")),
    ])
    #expect(changes.added == 1)
    #expect(changes.changed == [])
  }

  @Test func aSharedGUIDTellsNothing() throws {
    let desk = try FeedDesk()
    let items = (0..<10).map { item("T\($0)", id: "same", link: url("\($0)")) }
    #expect(try desk.store(items).added == 10)
    #expect(try desk.store(items).added == 0)
    let more = [item("New", id: "same", link: url("new"))] + items.prefix(4)
    let changes = try desk.store(more)
    #expect(changes.added == 1)
    #expect(changes.changed == [])
    #expect(try desk.store([item("Newer", id: "same", link: url("newer"))]).added == 1)
    #expect(try desk.titles().count == 12)
  }

  @Test func sharedGUIDsWithoutLinksHaveKeysOfTheirOwn() throws {
    let desk = try FeedDesk()
    try desk.store((0..<5).map { item("T\($0)", id: "same") })
    #expect(Set(try desk.rows().map(\.address)).count == 5)
  }

  @Test func withoutGUIDLinkAndTitleDecide() throws {
    let desk = try FeedDesk()
    let items = [
      item("A", link: url("a")), item("A", link: url("b")), item("B", link: url("a")),
      item("C"), item(nil, content: "<p>Only text</p>"), item(nil, content: "<p>Other text</p>"),
    ]
    #expect(try desk.store(items).added == 6)
    #expect(try desk.store(items.reversed()).added == 0)
    #expect(try desk.titles().count == 6)
  }

  @Test func anItemThatIsListedTwiceIsOne() throws {
    let desk = try FeedDesk()
    let twice = item("A", id: "1", link: url("a"))
    #expect(try desk.store([twice, twice, twice]).added == 1)
    #expect(try desk.rows()[0].address == address(url("a")))
  }

  @Test func aTitleAloneIsNotEnoughWhereThereIsAGUID() throws {
    let desk = try FeedDesk()
    try desk.store([item("Untitled", id: "1")])
    #expect(try desk.store([item("Untitled", id: "2")]).added == 1)
  }

  @Test func theKeyIsTheLinkThatNoOtherItemHas() throws {
    let desk = try FeedDesk()
    try desk.store([
      item("A", id: "1", link: "HTTPS://Example.org/a?utm_source=feed"),
      item("B", id: "2", link: url("home")), item("C", id: "3", link: url("home")),
      item("D", id: "4"),
    ])
    let keys = try desk.rows().map(\.address)
    #expect(keys.first == address(url("a")))
    #expect(keys.dropFirst().allSatisfy { $0.text.hasPrefix("martlet:item/") })
    #expect(Set(keys).count == 4)
    try desk.store([item("E", id: "5", link: url("a"))])
    #expect(try desk.rows().count { $0.address == address(url("a")) } == 1)
  }

  @Test func aKeyWithoutALinkIsMadeOfSourceAndGUID() throws {
    let desk = try FeedDesk()
    try desk.store([item("D", id: "4")])
    let source = try desk.source().id
    let feed = try #require(try desk.library.read { try FeedTable($0).feed(of: source) })
    let digest = SHA256.hexDigest(of: "\(feed.token)\04".utf8)
    #expect(try desk.rows().map(\.address.text) == ["martlet:item/" + digest])
  }

  @Test func itemsOfDifferentFeedsAreDifferent() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1")])
    try desk.store([item("A", id: "1")], in: FeedDesk.other)
    let both = [FeedDesk.news, FeedDesk.other]
    #expect(Set(try desk.rows(.all, both).map(\.address)).count == 2)
  }

  @Test func oneLinkInTwoFeedsIsOneArticle() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: url("a"), at: 1)])
    try desk.store([item("A!", id: "x", link: url("a"), at: 2)], in: FeedDesk.other)
    let both = [FeedDesk.news, FeedDesk.other]
    #expect(try desk.titles(.all, both) == ["A!"])
    // Each feed tells its own, and both are one.
    #expect(try desk.titles() == ["A"])
    #expect(try desk.rows(.all, both)[0].sources.count == 2)
  }

  /// A site that goes to https changes its guids and links; nothing comes again as unread.
  @Test func aSiteThatGoesToHTTPSKeepsItsMarks() throws {
    let desk = try FeedDesk()
    let old = "http://example.org/a"
    try desk.store([
      item("A", id: old, link: old, at: 1), item("B", id: "2", link: "http://example.org/b", at: 2),
      item("C", link: "http://example.org/c", at: 3),
    ])
    try desk.desk.mark(old, .read, at: 2000)
    let changes = try desk.store([
      item("A", id: url("a"), link: url("a"), at: 1), item("B", id: "2", link: url("b"), at: 2),
      item("C", link: url("c"), at: 3),
    ])
    #expect(changes.added == 0)
    #expect(try desk.rows().map(\.flags) == [[], [], .read])
    try desk.store([item("E", id: "http://example.org/e", at: 4)])
    #expect(try desk.store([item("E2", id: url("e"), at: 4)]).added == 0)
    // Where both are there, both are meant.
    let both = [item("D", id: "http://example.org/d"), item("D", id: url("d"))]
    #expect(try desk.store(both).added == 2)
    #expect(try desk.store(both.reversed()).added == 0)
  }

  @Test func aFileAndAnItemOnOneAddressAreOneArticle() throws {
    let desk = try FeedDesk()
    desk.desk.scratch.write("news/a.md", article("Of the file", url: url("a")))
    try desk.desk.index()
    try desk.store([item("Of the feed", id: "1", link: url("a"), at: 1)])
    #expect(try desk.desk.titles() == ["Of the file"])
    #expect(try desk.titles() == ["Of the feed"])
    #expect(try desk.rows().map(\.id) == desk.desk.rows().map(\.id))
    desk.desk.scratch.delete("news/a.md")
    try desk.desk.index()
    #expect(try desk.titles() == ["Of the feed"])
  }

  @Test(arguments: [1, 3, 1500])
  func matchingTheSameFeedTwiceFindsEverything(count: Int) throws {
    let desk = try FeedDesk()
    let items = (0..<count).map { item("T\($0)", id: "\($0)", link: url("\($0)")) }
    #expect(try desk.store(items).added == count)
    let again = try desk.store(items.reversed())
    #expect(again == FeedChanges(source: try desk.source().id))
  }

  @Test func hostileItemsAreStored() throws {
    let desk = try FeedDesk()
    let long = String(repeating: "a", count: 1 << 20)
    var hostile = item(long, id: long, link: "https://example.org/" + long, categories: [long, ""])
    hostile.categories += (0..<1000).map { "c\($0)" }
    hostile.published = Instant(milliseconds: .max)
    var other = item("\0\u{1B}[2J", id: "\0", link: "javascript:alert(1)")
    other.published = Instant(milliseconds: .min)
    #expect(try desk.store([hostile, other, FeedItem()]).added == 3)
    #expect(try desk.store([hostile, other, FeedItem()]).added == 0)
    for row in try desk.rows() {
      #expect(row.title.utf8.count <= 1030)
      #expect(row.topics.count <= 32)
      #expect(try desk.view().detail(row.id)?.warnings == [])
    }
  }
}
