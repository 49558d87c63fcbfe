import Articles
import FeedParsing
import GRDB
import Testing

@testable import Storage

/// Articles that items of feeds have for themselves, or with others.
struct SharedArticleTests {
  private let link = "https://example.org/a"
  private let both = [FeedDesk.news, FeedDesk.other]

  private func holders(_ desk: FeedDesk) throws -> Int? {
    try desk.library.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM file") }
  }

  @Test func anItemThatIsAloneIsChangedAndGoes() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: link, at: 5)])
    #expect(try holders(desk) == 0)
    try desk.store([item("B", id: "1", link: link, at: 5, categories: ["Sea"])])
    #expect(try desk.titles() == ["B"])
    #expect(try desk.titles(.topic("Sea")) == ["B"])
    #expect(try holders(desk) == 0)
    #expect(
      try desk.library.purge([FeedDesk.news], seenBefore: instant(2000), keeping: marks(desk)) == [
        1
      ])
    #expect(try desk.titles() == [])
    #expect(try count("SELECT count(*) FROM article", desk) == 0)
    #expect(try count("SELECT count(*) FROM listed", desk) == 0)
  }

  @Test(arguments: [FeedDesk.news, FeedDesk.other])
  func whenOneOfTwoGoesTheOtherHasTheArticle(gone: String) throws {
    let desk = try FeedDesk()
    let stays = gone == FeedDesk.news ? FeedDesk.other : FeedDesk.news
    try desk.store([item("A", id: "1", link: link, at: 5)])
    try desk.store([item("B", id: "x", link: link, at: 6)], in: FeedDesk.other, title: "Other")
    #expect(try desk.titles(.all, both) == ["B"])
    #expect(try desk.rows(.all, both)[0].sources.count == 2)
    try desk.library.purge([gone], seenBefore: instant(2000), keeping: marks(desk))
    #expect(try desk.titles(.all, [gone]) == [])
    #expect(try desk.titles(.all, [stays]) == [stays == FeedDesk.news ? "A" : "B"])
    #expect(try desk.rows(.all, [stays])[0].sources.count == 1)
    try desk.library.purge([stays], seenBefore: instant(2000), keeping: marks(desk))
    #expect(try count("SELECT count(*) FROM article", desk) == 0)
    #expect(try count("SELECT count(*) FROM file", desk) == 0)
  }

  /// What was removed from the sources, or only looked into, tells no list what others have.
  @Test func ofSourcesThatThePersonHasOneTells() throws {
    let desk = try FeedDesk()
    func attach(_ addresses: String...) throws -> [Source] {
      try desk.library.attach(addresses.map { SourceSpec(feed: $0) }, now: instant(0))
    }
    func see(_ sources: [Source]) throws -> (titles: [String], topics: [String], changed: Int) {
      let summary = try Indexer(library: desk.library).index(sources)
      let view = desk.library.view(sources: sources.map(\.id), state: desk.desk.marks.stateID)
      return (
        try view.rows(view.listing(.all).ids).map(\.title), try view.sidebar().topics.map(\.title),
        summary.changed
      )
    }
    try desk.store([item("A", id: "1", link: link, at: 5, categories: ["Sea"])])
    try desk.store(
      [item("B", id: "x", link: link, at: 6, categories: ["Birds"])], in: FeedDesk.other,
      title: "Other")
    let two = try see(attach(FeedDesk.news, FeedDesk.other))
    #expect(two.titles == ["B"] && two.topics == ["Birds"])
    let one = try see(attach(FeedDesk.news))
    #expect(one.titles == ["A"] && one.topics == ["Sea"] && one.changed == 1)
    #expect(try see(attach(FeedDesk.news)).changed == 0)
    let again = try see(attach(FeedDesk.other, FeedDesk.news))
    #expect(again.titles == ["B"] && again.topics == ["Birds"] && again.changed == 1)
    #expect(try see(attach(FeedDesk.other, FeedDesk.news)).changed == 0)
  }

  /// A folder that is only listed once is newer.
  @Test func whatIsGivenForARunTellsNothingElsewhere() throws {
    let desk = try FeedDesk()
    desk.desk.scratch.write(
      "mine/a.md", article("Mine", url: link, at: "2026-01-01T00:00:00Z", topics: ["Sea"]))
    desk.desk.scratch.write("theirs/a.md", article("Theirs", url: link, topics: ["Birds"]))
    let mine = SourceSpec(location: desk.desk.scratch["mine"])
    let theirs = SourceSpec(location: desk.desk.scratch["theirs"], isTemporary: true)
    func see(_ spec: SourceSpec) throws -> String {
      let sources = try desk.library.attach([spec], now: instant(0))
      try Indexer(library: desk.library).index(sources)
      let view = desk.library.view(sources: sources.map(\.id), state: desk.desk.marks.stateID)
      let row = try view.rows(view.listing(.all).ids)[0]
      return try row.title + " " + view.listing(.topic("Birds")).ids.count.description
    }
    #expect(try see(mine) == "Mine 0")
    #expect(try see(theirs) == "Theirs 0")
    #expect(try see(mine) == "Mine 0")
    // Given for good, the newest tells.
    let both = try desk.library.attach(
      [mine, SourceSpec(location: desk.desk.scratch["theirs"])], now: instant(0))
    try Indexer(library: desk.library).index(both)
    let view = desk.library.view(sources: both.map(\.id), state: desk.desk.marks.stateID)
    #expect(try view.rows(view.listing(.all).ids).map(\.title) == ["Theirs"])
    #expect(try view.listing(.topic("Birds")).ids.count == 1)
  }

  @Test func aFileJoinsAnItemAndLeavesIt() throws {
    let desk = try FeedDesk()
    try desk.store([item("Item", id: "1", link: link, at: 5)])
    desk.desk.scratch.write("news/a.md", article("File", url: link))
    try desk.desk.index()
    #expect(try desk.desk.titles() == ["File"])
    #expect(try desk.titles() == ["Item"])
    #expect(try desk.rows().map(\.id) == desk.desk.rows().map(\.id))
    desk.desk.scratch.delete("news/a.md")
    try desk.desk.index()
    #expect(try desk.desk.titles() == [])
    #expect(try desk.titles() == ["Item"])
    try desk.store([item("Changed", id: "1", link: link, at: 5)])
    #expect(try desk.titles() == ["Changed"])
  }

  @Test func marksOfOthersDoNotReachWhatIsNew() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: link), item("B", id: "2", link: link + "b")])
    try desk.desk.mark(link, .starred, at: 1500)
    try desk.store([
      item("C", id: "3", link: link + "c"), item("D", id: "4", link: link + "d"),
    ])
    #expect(try desk.titles(.starred) == ["A"])
  }

  /// Numbers of articles begin anew with the index.
  @Test func marksFollowTheirArticlesIntoANewIndex() throws {
    let scratch = Scratch()
    do {
      let desk = try Desk(scratch)
      scratch.write("news/a.md", article("A", url: link))
      scratch.write("news/b.md", article("B", url: link + "b"))
      try desk.index()
      try desk.mark(link, .read, at: 1)
      try desk.mark(link + "b", .read, at: 1)
      try desk.library.write { try Meta.set("index", to: 1, $0) }
    }
    scratch.delete("news/a.md")
    scratch.write("news/c.md", article("C", url: link + "c"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.row("B")?.flags == .read)
    #expect(try desk.row("C")?.flags == [])
  }

  private func marks(_ desk: FeedDesk) -> MarkStore { desk.desk.marks }

  private func count(_ sql: String, _ desk: FeedDesk) throws -> Int? {
    try desk.library.read { try Int.fetchOne($0, sql: sql) }
  }
}
