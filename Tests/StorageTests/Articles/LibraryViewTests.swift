import Articles
import TestSupport
import Testing

@testable import Storage

struct LibraryViewTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  private func day(_ number: Int) -> String {
    "2026-10-\(number < 10 ? "0" : "")\(number)T08:00:00Z"
  }

  /// Twenty articles, A01 the newest, then three without a date.
  private func filled() throws -> Desk {
    for number in 1...20 {
      let name = "A\(number < 10 ? "0" : "")\(number)"
      scratch.write(
        "news/\(name).md",
        article(
          name, url: url(name), at: day(31 - number), provider: number < 15 ? "Wire" : "Post",
          topics: number.isMultiple(of: 2) ? ["Birds"] : ["Birds", "Towers"]))
    }
    for name in ["undated b", "Undated A", "undated C"] {
      scratch.write("news/\(name).md", article(name, url: url(String(name.suffix(1))), at: nil))
    }
    let desk = try Desk(scratch)
    try desk.index()
    return desk
  }

  @Test func newestComesFirstAndWhatHasNoDateLastByTitle() throws {
    let desk = try filled()
    let expected =
      (1...20).map { "A\($0 < 10 ? "0" : "")\($0)" } + ["Undated A", "undated b", "undated C"]
    #expect(try desk.titles() == expected)
    #expect(try desk.view().firstPage(.all, limit: 100).map(\.title) == expected)
  }

  @Test func severalSourcesMakeOneListInTheSameOrder() throws {
    for (folder, names) in [("news", ["1", "4", "5"]), ("more", ["2", "3", "5"])] {
      for name in names {
        scratch.write(
          "\(folder)/\(name).md", article(name, url: url(name), at: day(9 - Int(name)!)))
      }
      scratch.write("\(folder)/x.md", article("x\(folder)", url: url(folder), at: nil))
      scratch.write("\(folder)/y.md", article("y", url: url("y"), at: nil))
    }
    let desk = try Desk(scratch)
    try desk.index(["news", "more"])
    let expected = ["1", "2", "3", "4", "5", "xmore", "xnews", "y"]
    #expect(try desk.titles(.all, ["news", "more"]) == expected)
    let view = try desk.view(["news", "more"])
    #expect(try view.firstPage(.all, limit: 100).map(\.title) == expected)
    #expect(try view.firstPage(.all, limit: 3).map(\.title) == ["1", "2", "3"])
    for limit in 1...9 {
      for id in try view.listing(.all).ids {
        let page = try view.firstPage(.all, around: id, limit: limit)
        #expect(page.contains { $0.id == id })
        #expect(page.count == min(limit, 8))
      }
    }
  }

  /// Of many lists no more is read than a page may hold: what is left out stands behind it.
  @Test func aPageOfManySourcesIsABeginningOfTheList() throws {
    var random = SplitMix(seed: 3)
    let desk = try FeedDesk()
    let feeds = (0..<24).map { "https://example.org/\($0)" }
    for feed in feeds {
      try desk.store(
        (0..<40).map { number in
          // One in five articles stands in several feeds; some have no date.
          let isShared = random.next(below: 5) == 0
          let name = isShared ? "shared\(random.next(below: 60))" : "\(feed.suffix(2))-\(number)"
          let time = isShared ? Int64(name.count * 7) : Int64(1 + random.next(below: 400))
          return item(
            name, id: name, link: url(name),
            at: random.next(below: 12) == 0 ? nil : 1_600_000_000_000 + time * 60_000)
        }, in: feed)
    }
    let view = try desk.view(feeds)
    let ids = try view.listing(.all).ids
    #expect(ids.count > 600)
    for limit in [1, 7, 40, 200, 2000] {
      #expect(try view.firstPage(.all, limit: limit).map(\.id) == Array(ids.prefix(limit)))
    }
    for place in [0, 1, 39, 200, 333, ids.count - 30, ids.count - 1] {
      let page = try view.firstPage(.all, around: ids[place], limit: 20).map(\.id)
      let start = try #require(page.first.flatMap { ids.firstIndex(of: $0) })
      #expect(page.count == 20 && page.contains(ids[place]))
      #expect(page == Array(ids[start...].prefix(20)))
    }
  }

  /// Every page around every article, by both ways of finding it.
  @Test func aPageAroundAnArticleIsAPieceOfTheList() throws {
    let desk = try filled()
    let view = try desk.view()
    let ids = try view.listing(.all).ids
    for limit in [1, 2, 4, 5, 8, 22, 23, 30] {
      for (index, id) in ids.enumerated() {
        let start = max(0, min(index - limit / 4, ids.count - limit))
        let expected = Array(ids[start...].prefix(limit))
        #expect(try view.firstPage(.all, around: id, limit: limit).map(\.id) == expected)
        #expect(try view.firstPage(.unread, around: id, limit: limit).map(\.id) == expected)
      }
    }
    let unknown = ArticleID(999)
    #expect(try view.firstPage(.all, around: unknown, limit: 3).map(\.id) == Array(ids[..<3]))
  }

  @Test func anEmptyLibraryHasEmptyLists() throws {
    let desk = try Desk(scratch)
    try desk.index()
    let view = try desk.view()
    #expect(try view.firstPage(.all, limit: 10) == [])
    #expect(try view.firstPage(.unread, around: ArticleID(1), limit: 10) == [])
    #expect(try view.listing(.all) == Listing())
    #expect(try view.rows([ArticleID(1)]) == [])
    #expect(try view.detail(ArticleID(1)) == nil)
    #expect(try view.sidebar().views.map(\.total) == [0, 0, 0])
    #expect(try desk.library.view(sources: [], state: StateID(9)).listing(.all).count == 0)
  }

  @Test func rowsComeInTheOrderAsked() throws {
    let desk = try filled()
    let view = try desk.view()
    let ids = try view.listing(.all).ids
    let asked = [ids[3], ArticleID(-1), ids[0], ids[3]]
    #expect(try view.rows(asked).map(\.title) == ["A04", "A01", "A04"])
    let row = try #require(try view.rows([ids[0]]).first)
    #expect(row.provider == "Wire")
    #expect(row.topics == ["Birds", "Towers"])
    #expect(row.published == Instant(iso8601: "2026-10-30T08:00:00Z"))
    #expect(row.address == address(url("A01")))
  }

  @Test func scopesNarrowTheList() throws {
    let desk = try filled()
    try desk.mark(url("A01"), .read, at: 1)
    try desk.mark(url("A02"), .starred, at: 1)
    #expect(try desk.titles(.unread).first == "A02")
    #expect(try desk.titles(.unread).count == 22)
    #expect(try desk.titles(.starred) == ["A02"])
    #expect(try desk.titles(.provider("Post")) == (15...20).map { "A\($0)" })
    #expect(try desk.titles(.topic("Towers")).count == 10)
    #expect(try desk.titles(.topic("towers")) == [])
    let source = try desk.sources()[0].id
    #expect(try desk.titles(.source(source)).count == 23)
    #expect(try desk.titles(.source(SourceID(99))) == [])
    let listing = try desk.view().listing(.all)
    #expect(Array(listing.flags[..<3]) == [.read, .starred, []])
  }

  @Test func theSidebarCountsWhatIsInView() throws {
    let desk = try filled()
    scratch.write("more/z.md", article("Z", url: url("z"), provider: "Other", topics: ["Zebras"]))
    try desk.index(["more"])
    try desk.mark(url("A01"), .read, at: 1)
    try desk.mark(url("A20"), .starred, at: 1)
    let sidebar = try desk.view().sidebar()
    let source = try desk.sources()[0].id
    #expect(
      sidebar
        == Sidebar(
          views: [
            .init(scope: .all, title: "All", unread: 22, total: 23),
            .init(scope: .unread, title: "Unread", unread: 22, total: 22),
            .init(scope: .starred, title: "Starred", unread: 1, total: 1),
          ],
          topics: [
            .init(scope: .topic("Birds"), title: "Birds", unread: 19, total: 20),
            .init(scope: .topic("Towers"), title: "Towers", unread: 9, total: 10),
          ],
          providers: [
            .init(scope: .provider("Wire"), title: "Wire", unread: 13, total: 14),
            .init(scope: .provider("Post"), title: "Post", unread: 6, total: 6),
          ],
          sources: [.init(scope: .source(source), title: "news", unread: 22, total: 23)]))
  }

  @Test func whatLiesInOtherSourcesIsNotInView() throws {
    scratch.write("news/a.md", article("A", url: url("a"), provider: "Wire", related: [url("z")]))
    scratch.write("more/z.md", article("Z", url: url("z"), provider: "Wire", topics: ["Zebras"]))
    let desk = try Desk(scratch)
    try desk.index(["news", "more"])
    #expect(try desk.titles(.provider("Wire")) == ["A"])
    #expect(try desk.titles(.topic("Zebras")) == [])
    let view = try desk.view()
    #expect(try view.article(at: address(url("z"))) == nil)
    let all = try desk.view(["news", "more"])
    let z = try #require(try all.article(at: address(url("z"))))
    #expect(try view.detail(z) == nil)
    #expect(try view.firstPage(.all, around: z, limit: 5).map(\.title) == ["A"])
  }

  @Test func everyArticleComesWithItsFiles() throws {
    let desk = try filled()
    var seen: [[String]] = []
    try desk.view().eachArticle(.provider("Post")) { row, files, _ in
      row.title == "A17" ? nil : files
    } _: {
      seen.append($0)
    }
    #expect(seen == [15, 16, 18, 19, 20].map { [scratch["news/A\($0).md"]] })
  }

  @Test func aChangedArticleMovesBetweenLists() throws {
    let desk = try filled()
    scratch.write(
      "news/A20.md",
      article("A20", url: url("A20"), at: day(31), provider: "Wire", topics: ["Zebras"]))
    try desk.index()
    #expect(try desk.titles().first == "A20")
    #expect(try desk.titles(.provider("Post")).count == 5)
    #expect(try desk.titles(.topic("Birds")).count == 19)
    #expect(try desk.titles(.topic("Zebras")) == ["A20"])
  }
}
