import Articles
import FeedParsing
import Testing

@testable import Storage

/// Feeds that come, go, move and come back.
struct FeedSourcesTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  @Test func aFeedIsCalledByItsAddressUntilItHasATitle() throws {
    let desk = try FeedDesk(scratch)
    #expect("https://" + (try desk.source().title) == FeedDesk.news)
    #expect(try desk.source().isIndexed)
    try desk.store([])
    #expect(try desk.source().title == "News")
    let named = SourceSpec(feed: FeedDesk.news, title: "Mine")
    #expect(try desk.library.attach([named], now: instant(1)).map(\.title) == ["Mine"])
  }

  @Test func aPasswordIsNotShown() throws {
    let desk = try FeedDesk(scratch)
    let source = try desk.source("https://ada:secret@example.org/feed?a=b@c")
    #expect(source.location == "https://example.org/feed?a=b@c")
    #expect(source.title == "example.org/feed?a=b@c")
  }

  @Test func theSameAddressIsTheSameFeedForGood() throws {
    let id = try FeedDesk(scratch).source().id
    let desk = try FeedDesk(scratch)
    #expect(try desk.source().id == id)
    #expect(try desk.library.feeds().map(\.source) == [id])
  }

  @Test func theAddressItHasMovedToIsTheSameFeed() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("A", id: "1")])
    let before = try desk.source()
    let state = FeedState(movedTo: FeedDesk.other)
    try desk.library.store([FeedBatch(source: before.id, state: state)], now: instant(1))
    let after = try desk.source(FeedDesk.other)
    #expect(after.id == before.id)
    #expect(try desk.titles(.all, [FeedDesk.other]) == ["A"])
    #expect(try desk.store([item("A", id: "1")], in: FeedDesk.other).added == 0)
    #expect(try desk.library.feeds().map(\.address) == [FeedDesk.other])
  }

  @Test func aFeedWhoseAddressGetsAnSIsTheSame() throws {
    let desk = try FeedDesk(scratch)
    let old = "http://example.org/feed"
    try desk.store([item("A", id: "1")], in: old)
    let before = try desk.source(old)
    #expect(try desk.source(FeedDesk.news).id == before.id)
    #expect(try desk.store([item("A", id: "1")]).added == 0)
    #expect(try desk.library.feeds().map(\.address) == [FeedDesk.news])
    let specs = [FeedDesk.news, old].map { SourceSpec(feed: $0) }
    #expect(try Set(desk.library.attach(specs, now: instant(2)).map(\.id)).count == 2)
  }

  /// Reading an address once takes no subscription over.
  @Test func anAddressOfTheCommandLineTakesNoFeedOver() throws {
    let desk = try FeedDesk(scratch)
    let old = "http://example.org/feed"
    let before = try desk.source(old)
    #expect(try desk.source(FeedDesk.news, isTemporary: true).id != before.id)
    #expect(try desk.source(old).id == before.id)
  }

  @Test func twoAddressesOfOneFeedStayTwoWhereBothAreGiven() throws {
    let desk = try FeedDesk(scratch)
    let state = FeedState(movedTo: FeedDesk.other)
    try desk.library.store([FeedBatch(source: desk.source().id, state: state)], now: instant(1))
    let specs = [FeedDesk.news, FeedDesk.other].map { SourceSpec(feed: $0) }
    #expect(try Set(desk.library.attach(specs, now: instant(2)).map(\.id)).count == 2)
  }

  @Test func aRemovedFeedComesBackWithEverything() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("A", id: "1"), item("B", id: "2")])
    try desk.store([item("Other", id: "1")], in: FeedDesk.other)
    #expect(try desk.titles(.all, [FeedDesk.other]) == ["Other"])
    #expect(try desk.titles().count == 2)
  }

  @Test func starredArticlesOfARemovedFeedStayUnderStarred() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("A", id: "1", link: url("a"), at: 1), item("B", id: "2", at: 2)])
    try desk.store([item("C", id: "1", link: url("c"), at: 3)], in: FeedDesk.other)
    try desk.desk.mark(url("a"), .starred, at: 2000)
    try desk.desk.mark(url("c"), .starred, at: 2000)
    let view = try desk.view([FeedDesk.other], keepsStarred: true)
    let rows = try view.rows(view.listing(.starred).ids)
    #expect(rows.map(\.title) == ["C", "A"])
    #expect(try view.sidebar().views.map(\.total) == [1, 1, 2])
    #expect(try view.firstPage(.starred, limit: 9).map(\.title) == ["C", "A"])
    #expect(try view.detail(rows[1].id)?.article.title == "A")
    #expect(try view.article(at: address(url("a"))) == rows[1].id)
    let others = try desk.view([FeedDesk.other])
    #expect(try others.listing(.starred).count == 1)
    #expect(try others.article(at: address(url("a"))) == nil)
    try desk.desk.mark(url("a"), .unstarred, at: 3000)
    #expect(try view.listing(.starred).count == 1)
    #expect(try view.detail(rows[1].id) == nil)
  }

  @Test func aFeedOfTheCommandLineIsForgottenAfter30Days() throws {
    let day: Int64 = 86_400_000
    let desk = try FeedDesk(scratch)
    _ = try desk.source(isTemporary: true)
    let batch = FeedBatch(
      source: try desk.source(isTemporary: true).id,
      items: [item("A", id: "1", link: url("a")), item("B", id: "2", link: url("b"))])
    try desk.library.store([batch], now: instant(0))
    let sources = try desk.library.attach(
      [SourceSpec(feed: FeedDesk.other)], now: instant(29 * day))
    try Indexer(library: desk.library).index(sources)
    #expect(try desk.library.feeds().count == 2)
    _ = try desk.source("https://example.net/", at: 31 * day)
    try Indexer(library: desk.library).index([])
    #expect(try desk.library.feeds().map(\.address) == [FeedDesk.other, "https://example.net/"])
    #expect(try desk.titles() == [])
  }

  @Test func aStarKeepsAnItemOfTheCommandLine() throws {
    let desk = try FeedDesk(scratch)
    let batch = FeedBatch(
      source: try desk.source(isTemporary: true).id,
      items: [item("A", id: "1", link: url("a")), item("B", id: "2", link: url("b"))])
    try desk.library.store([batch], now: instant(0))
    try desk.desk.mark(url("b"), .starred, at: 1)
    _ = try desk.source(FeedDesk.other, at: 31 * 86_400_000)
    try Indexer(library: desk.library).index([])
    let view = try desk.view([FeedDesk.other], keepsStarred: true)
    #expect(try view.rows(view.listing(.starred).ids).map(\.title) == ["B"])
    #expect(try desk.library.feeds().map(\.isTemporary) == [false, false])
  }

  @Test func whatIsPurgedDoesNotComeBackWhileTheFeedHasIt() throws {
    let desk = try FeedDesk(scratch)
    let items = ["a", "b", "c"].map { item($0, id: $0, link: url($0)) }
    try desk.store(items, at: 100)
    try desk.store([item("d", id: "d", link: url("d"))], at: 200)
    try desk.desk.marks.record([Mark(address(url("b")), .starred, at: instant(300))])
    func purge(isTrial: Bool) throws -> [Int] {
      try desk.library.purge(
        [FeedDesk.news], seenBefore: instant(150), isTrial: isTrial, keeping: desk.desk.marks)
    }
    #expect(try purge(isTrial: true) == [2])
    #expect(try desk.titles().count == 4)
    #expect(try purge(isTrial: false) == [2])
    #expect(try Set(desk.titles()) == ["b", "d"])
    let changes = try desk.store(items, at: 400)
    #expect(changes.added == 0)
    #expect(changes.changed == [])
    #expect(try Set(desk.titles()) == ["b", "d"])
    #expect(try desk.source().total == 2)
  }

  @Test func aWholeFeedIsPurgedButForItsStars() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("A", id: "1", link: url("a")), item("B", id: "2", link: url("b"))])
    try desk.store([item("A", id: "1", link: url("a"))], in: FeedDesk.other)
    try desk.desk.mark(url("b"), .starred, at: 2000)
    #expect(try desk.library.purge([FeedDesk.news], keeping: desk.desk.marks) == [1])
    #expect(try desk.titles() == ["B"])
    #expect(try desk.titles(.all, [FeedDesk.other]) == ["A"])
    try desk.desk.mark(url("b"), .unstarred, at: 3000)
    #expect(try desk.library.purge([FeedDesk.news], keeping: desk.desk.marks) == [1])
    #expect(try desk.library.feeds().map(\.address) == [FeedDesk.other])
    #expect(try desk.library.purge(["https://nowhere.example/"], keeping: desk.desk.marks) == [0])
  }

  @Test func whatIsNotReadStaysWhereThatIsWanted() throws {
    let desk = try FeedDesk(scratch)
    try desk.store(["a", "b", "c"].map { item($0, id: $0, link: url($0)) }, at: 100)
    try desk.desk.mark(url("a"), .read, at: 200)
    try desk.desk.mark(url("b"), .read, at: 200)
    try desk.desk.mark(url("b"), .unread, at: 300)
    func purge(keepsUnread: Bool) throws -> [Int] {
      try desk.library.purge(
        [FeedDesk.news], seenBefore: instant(150), keepsUnread: keepsUnread,
        keeping: desk.desk.marks)
    }
    #expect(try purge(keepsUnread: true) == [1])
    #expect(try Set(desk.titles()) == ["b", "c"])
    #expect(try purge(keepsUnread: false) == [2])
  }

  @Test func aPurgeIsDueOnceInAWhile() throws {
    let library = try FeedDesk(scratch).library
    #expect(try library.isPurgeDue(every: 100, now: instant(1000)))
    #expect(try !library.isPurgeDue(every: 100, now: instant(1099)))
    #expect(try library.isPurgeDue(every: 100, now: instant(1100)))
    // The clock was set back.
    #expect(try library.isPurgeDue(every: 100, now: instant(500)))
  }
}
