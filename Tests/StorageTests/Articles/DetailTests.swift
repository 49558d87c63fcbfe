import Articles
import GRDB
import Testing

@testable import Storage

struct DetailTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  private func detail(_ title: String, _ desk: Desk) throws -> ArticleDetail {
    let id = try #require(try desk.row(title)?.id)
    return try #require(try desk.view().detail(id))
  }

  @Test func aDetailIsReadFromTheFile() throws {
    scratch.write(
      "news/a.md", article("A", url: url("a"), amp: url("amp"), provider: "Wire", body: "Hello."))
    let desk = try Desk(scratch)
    try desk.index()
    let detail = try detail("A", desk)
    #expect(detail.article.provider?.name == "Wire")
    #expect(detail.body.blocks.map { $0.spans.map(\.text).joined() } == ["Hello."])
    #expect(detail.aliases == [address(url("amp"))])
    #expect(detail.files == [scratch["news/a.md"]])
    #expect(detail.warnings == [])
  }

  /// An article of two sources is stored as the newer file tells it.
  @Test func eachViewIsToldByItsOwnSources() throws {
    let date = "2026-11-20T08:00:00Z"
    scratch.write("news/x.md", article("Ours", url: url("x"), at: date, body: "Our text."))
    scratch.write(
      "other/y.md",
      article("Theirs", url: url("x"), at: "2026-11-22T08:00:00Z", body: "Their text."))
    let desk = try Desk(scratch)
    try desk.index(["news"])
    try desk.index(["news", "other"])
    #expect(try desk.titles(.all, ["news", "other"]) == ["Theirs"])
    #expect(try desk.titles(.all, ["other"]) == ["Theirs"])
    let view = try desk.view(["news"])
    let row = try #require(try desk.row("Ours"))
    #expect(row.published == Instant(iso8601: date))
    let detail = try #require(try view.detail(row.id))
    #expect(detail.row.title == "Ours" && detail.article.title == "Ours")
    #expect(detail.body.blocks.map { $0.spans.map(\.text).joined() } == ["Our text."])
    #expect(detail.files == [scratch["news/x.md"]])
    #expect(try view.originalFile(row.id) == scratch["news/x.md"])
    #expect(try view.digests(of: [row.id])[row.id]?.excerpt == "Our text.")
    var listed: [[String]] = []
    try view.eachArticle(.all) { row, files, _ in
      [row.title] + files
    } _: {
      listed.append($0)
    }
    #expect(listed == [["Ours", scratch["news/x.md"]]])
  }

  @Test func relatedEntriesKnowTheirMarksAndTheirArticle() throws {
    let related = [url("b"), "https://example.com/out", "/no/address"]
    scratch.write("news/a.md", article("A", url: url("a"), related: related))
    scratch.write("news/b.md", article("B", url: url("web"), amp: url("b")))
    let desk = try Desk(scratch)
    try desk.index()
    try desk.mark(url("web"), .read, at: 1)
    try desk.mark("https://example.com/out", .starred, at: 2)
    let entries = try detail("A", desk).related
    #expect(entries.map(\.row?.id) == [try desk.row("B")?.id, nil, nil])
    #expect(entries[0].row?.flags == .read && entries[0].row?.lastMarked == instant(1))
    #expect(entries[0].row?.sources == (try desk.row("B")?.sources))
    guard case .elsewhere(let marks) = entries[1].place else {
      Issue.record("\(entries[1].place)")
      return
    }
    #expect(marks.flags == .starred && marks.lastMarked == instant(2))
    #expect(
      entries.map(\.key?.address) == [address(url("web")), address("https://example.com/out"), nil])
    #expect(try desk.row("A")?.relatedCount == 3)
  }

  @Test func whoPointsHereIsListedNewestFirst() throws {
    scratch.write("news/a.md", article("A", url: url("a"), amp: url("amp"), related: [url("a")]))
    scratch.write(
      "news/b.md", article("B", url: url("b"), at: "2026-10-01T08:00:00Z", related: [url("a")]))
    scratch.write(
      "news/c.md", article("C", url: url("c"), at: "2026-10-02T08:00:00Z", related: [url("amp")]))
    scratch.write("more/d.md", article("D", url: url("d"), related: [url("a")]))
    let desk = try Desk(scratch)
    try desk.index(["news", "more"])
    #expect(try detail("A", desk).pointedAtBy.map(\.title) == ["C", "B"])
    scratch.write("news/c.md", article("C", url: url("c")))
    try desk.index()
    #expect(try detail("A", desk).pointedAtBy.map(\.title) == ["B"])
  }

  @Test func pointersAreBounded() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    for number in 0..<60 {
      scratch.write(
        "news/\(number).md", article("\(number)", url: url("\(number)"), related: [url("a")]))
    }
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try detail("A", desk).pointedAtBy.count == 50)
  }

  @Test func othersOnTheSameAddressAreListedNewestFirst() throws {
    scratch.write("news/a.md", article("A", url: url("a"), amp: url("amp")))
    scratch.write(
      "news/b.md", article("B", url: url("b"), amp: url("amp"), at: "2026-10-03T08:00:00Z"))
    scratch.write(
      "news/c.md", article("C", url: url("c"), original: url("a"), at: "2026-10-04T08:00:00Z"))
    // The same without encryption.
    scratch.write(
      "news/d.md", article("D", url: "http://example.org/a", at: "2026-10-02T08:00:00Z"))
    // Of another view; and two that share a title, but no address.
    scratch.write("more/e.md", article("E", url: url("e"), amp: url("amp")))
    scratch.write("news/f.md", article("F", body: "One."))
    scratch.write("news/g.md", article("F", body: "Two."))
    let desk = try Desk(scratch)
    try desk.index(["news", "more"])
    #expect(try detail("A", desk).sameAddress.map(\.title) == ["C", "B", "D"])
    #expect(try detail("D", desk).sameAddress.map(\.title) == ["C", "A"])
    #expect(try detail("F", desk).sameAddress == [])
  }

  @Test func itemsOfFeedsWithTheSameLinkAreFound() throws {
    let desk = try FeedDesk()
    let link = url("show")
    try desk.store([
      item("One", id: "1", link: link, at: 5), item("Two", id: "2", link: link, at: 6),
      item("Three", id: "3", link: url("other")),
    ])
    try desk.store([item("Four", id: "4", link: link, at: 7)], in: FeedDesk.other)
    let view = try desk.view([FeedDesk.news, FeedDesk.other])
    let rows = try view.rows(view.listing(.all).ids)
    func others(_ title: String) throws -> [String]? {
      let row = try #require(rows.first { $0.title == title })
      return try view.detail(row.id)?.sameAddress.map(\.title)
    }
    #expect(try others("One") == ["Four", "Two"])
    #expect(try others("Four") == ["Two", "One"])
    #expect(try others("Three") == [])
  }

  @Test func anAddressOfAWholeSiteSaysNothing() throws {
    let desk = try FeedDesk()
    let link = url("")
    try desk.store((1...40).map { item("\($0)", id: "\($0)", link: link) })
    let row = try #require(try desk.rows().first)
    #expect(try desk.view().detail(row.id)?.sameAddress == [])
  }

  @Test func itemsWithALinkAreFoundByTheIndexOfTheirFeed() throws {
    let desk = try Desk(scratch)
    let plan = try desk.library.read { database in
      let statement = try database.makeStatement(
        sql: "EXPLAIN QUERY PLAN " + LibraryView.itemsWithLink)
      statement.setUncheckedArguments(StatementArguments())
      return try Row.fetchAll(statement).map { row -> String in row["detail"] }
    }
    #expect(plan.count == 2)
    #expect(plan.first?.hasPrefix("SCAN feed USING COVERING INDEX") == true)
    #expect(plan.last == "SEARCH item USING INDEX item_link (feed=? AND link=?)")
  }

  @Test func aCollectionListsTheArticlesItNames() throws {
    let items = [
      "videos/two", "videos/one", "videos/missing", "../secret", "/etc/passwd", "videos/../x", "",
    ]
    scratch.write("news/learn/collections/all.md", article("All", url: url("all"), items: items))
    scratch.write("news/learn/videos/one.md", article("One", url: url("1")))
    scratch.write("news/learn/videos/two.txt", article("Two", url: url("2")))
    scratch.write("news/learn/videos/two-more.md", article("Two more", url: url("3")))
    scratch.write("news/secret.md", article("Secret", url: url("4")))
    scratch.write("news/learn/x.md", article("X", url: url("5")))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try detail("All", desk).items.map(\.title) == ["Two", "One"])
  }

  @Test func whereTheFileIsGoneAnotherServes() throws {
    scratch.write("news/a.md", article("A", url: url("a"), body: "From a."))
    scratch.write("news/b.md", article("A", url: url("a"), body: "From b."))
    let desk = try Desk(scratch)
    try desk.index()
    scratch.delete("news/b.md")
    let detail = try detail("A", desk)
    #expect(detail.body.blocks.first?.spans.first?.text == "From a.")
    #expect(detail.warnings.count == 1)
  }

  @Test func whereAllFilesAreGoneTheRowServes() throws {
    scratch.write("news/a.md", article("A", url: url("a"), provider: "Wire", topics: ["Birds"]))
    let desk = try Desk(scratch)
    try desk.index()
    scratch.delete("news/a.md")
    let detail = try detail("A", desk)
    #expect(detail.article.title == "A")
    #expect(detail.article.provider?.name == "Wire")
    #expect(detail.article.topics == ["Birds"])
    #expect(
      detail.warnings.map(\.message) == [
        "\(scratch["news/a.md"]): cannot be read (No such file or directory). "
          + "Shown is what was known of it."
      ])
  }

  @Test func aFileThatHoldsSomethingElseNowIsNotShownForIt() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    scratch.write("news/a.md", article("B", url: url("b")))
    let detail = try detail("A", desk)
    #expect(detail.article.title == "A")
    #expect(detail.warnings.count == 1)
  }
}
