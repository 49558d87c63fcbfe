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
