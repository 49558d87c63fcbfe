import Articles
import FeedParsing
import Testing

@testable import Storage

/// Sites that move to another host: nothing comes twice, and every mark and star stays.
struct MovedSiteTests {
  /// How the items of a feed are known.
  enum Kind: CaseIterable, Sendable {
    /// By guids that are their links.
    case permalinks
    /// By guids of the site's own numbers, which carry its host.
    case numbers
    case linksOnly
    /// By guids that no move changes.
    case tags
  }

  private func items(
    _ names: [String], _ site: String, _ kind: Kind, content: Bool = false
  ) -> [FeedItem] {
    names.enumerated().map { index, name in
      let link = site + "/2026/" + name
      let id: String? =
        switch kind {
        case .permalinks: link
        case .numbers: site + "/?p=\(name.utf8.reduce(0) { $0 * 31 + Int($1) })"
        case .linksOnly: nil
        case .tags: "tag:site.example,2026:" + name
        }
      return item(
        content ? nil : "About " + name, id: id, link: link, at: Int64(index),
        content: "<p>\(name) <img src=\"\(site)/i.png\"></p>")
    }
  }

  private static let moves = [
    ("http://old.example", "https://old.example"),
    ("https://old.example", "https://www.old.example"),
    ("https://www.old.example", "https://old.example"),
    ("https://old.example", "https://new.example"),
    ("http://old.example:8080", "https://new.example"),
    ("https://me.old.example", "https://me.example/"),
  ]

  @Test(arguments: Kind.allCases, moves)
  func nothingDoublesAndEveryMarkStays(_ kind: Kind, _ move: (String, String)) throws {
    let desk = try FeedDesk()
    let (old, new) = move
    let names = (1...8).map { "post-\($0)" }
    try desk.store(items(names, old, kind))
    try desk.desk.mark(old + "/2026/post-2", .read, at: 2000)
    try desk.desk.mark(old + "/2026/post-3", .starred, at: 2000)
    let target = new.hasSuffix("/") ? String(new.dropLast()) : new
    let changes = try desk.store(items(["post-9"] + names, target, kind))
    #expect(changes.added == 1)
    let rows = try desk.rows()
    #expect(rows.count == 9)
    #expect(rows.filter { $0.flags == .read }.map(\.address.text) == [old + "/2026/post-2"])
    #expect(rows.filter { $0.flags == .starred }.map(\.address.text) == [old + "/2026/post-3"])
    #expect(try desk.store(items(["post-10", "post-9"] + names, target, kind)).added == 1)
  }

  /// Of posts without titles the text changes with the addresses in it.
  @Test(arguments: [Kind.permalinks, .linksOnly]) func postsWithoutTitlesToo(_ kind: Kind) throws {
    let desk = try FeedDesk()
    let names = (1...8).map { "post-\($0)" }
    try desk.store(items(names, "https://old.example", kind, content: true))
    let moved = items(names, "https://new.example", kind, content: true)
    #expect(try desk.store(moved).added == 0)
    #expect(try desk.store(moved).changed == [])
  }

  @Test func aSiteThatMovesBackIsKnownAgain() throws {
    let desk = try FeedDesk()
    let names = (1...30).map { "post-\($0)" }
    let newest = Array(names.suffix(10))
    try desk.store(items(names, "https://old.example", .permalinks))
    #expect(try desk.store(items(newest, "https://new.example", .permalinks)).added == 0)
    #expect(try desk.store(items(newest, "https://old.example", .permalinks)).added == 0)
    #expect(try desk.rows().count == 30)
  }

  @Test func aSiteThatMovesIntoAFolderIsKnownByTitleAndName() throws {
    let desk = try FeedDesk()
    let names = (1...5).map { "post-\($0)" }
    try desk.store(items(names, "https://blog.example.org", .permalinks))
    #expect(try desk.store(items(names, "https://example.org/blog", .permalinks)).added == 0)
  }

  @Test func aMoveIsSeenInAFeedOfManyParts() throws {
    let desk = try FeedDesk()
    let names = (1...3000).map { "post-\($0)" }
    try desk.store(items(names, "https://old.example", .linksOnly))
    #expect(try desk.store(items(names, "https://new.example", .linksOnly)).added == 0)
  }

  // MARK: - What is no move

  @Test func theSamePathOnAnotherSiteIsAnotherArticle() throws {
    let desk = try FeedDesk()
    let sites = ["https://a.example", "https://b.example", "https://c.example"]
    try desk.store(sites.flatMap { items(["one", "two"], $0, .linksOnly) })
    // A fourth writes in a feed that collects what others write.
    let more = items(["one"], "https://d.example", .linksOnly)
    #expect(try desk.store(more + items(["two"], sites[0], .linksOnly)).added == 1)
  }

  @Test func newPostsOnANewHostAreNew() throws {
    let desk = try FeedDesk()
    try desk.store(items(["one", "two"], "https://old.example", .permalinks))
    #expect(try desk.store(items(["three"], "https://new.example", .permalinks)).added == 1)
    #expect(try desk.rows().count == 3)
  }

  @Test func aHomePageNamesNoArticle() throws {
    let desk = try FeedDesk()
    try desk.store([
      item("A", link: "https://old.example/"), item("B", link: "https://old.example/"),
    ])
    let moved = [item("C", link: "https://new.example/"), item("B", link: "https://new.example/")]
    #expect(try desk.store(moved).added == 1)
  }

  /// One page for the newest, whose guid says which it is.
  @Test func aGUIDThatIsAnotherSpeaksAgainstTheLink() throws {
    let desk = try FeedDesk()
    try desk.store([item("Episode 1", id: "e1", link: "https://old.example/latest")])
    #expect(
      try desk.store([item("Episode 2", id: "e2", link: "https://new.example/latest")]).added == 1)
  }

  // MARK: - Addresses that the person edits

  private func store(_ items: [FeedItem], in address: String, _ desk: FeedDesk) throws -> Int {
    try desk.store(items, in: address).added
  }

  @Test(arguments: [
    ("https://example.org/feed", "https://www.example.org/feed"),
    ("http://www.example.org/feed", "https://example.org/feed"),
  ])
  func aFeedThatGetsOrLosesItsWWWIsTheSame(_ old: String, _ new: String) throws {
    let desk = try FeedDesk()
    let before = try desk.source(old)
    #expect(try desk.source(new).id == before.id)
  }

  @Test(arguments: [Kind.permalinks, .linksOnly, .tags])
  func anEditedAddressKeepsWhatItHad(_ kind: Kind) throws {
    let desk = try FeedDesk()
    let names = (1...12).map { "post-\($0)" }
    let old = "https://old.example/feed"
    let new = "https://new.example/atom.xml"
    try desk.store(items(names + ["gone"], "https://old.example", kind), in: old)
    try desk.desk.mark("https://old.example/2026/post-2", .read, at: 2000)
    try desk.desk.mark("https://old.example/2026/gone", .starred, at: 2000)
    let moved = items(["fresh"] + names, "https://new.example", kind)
    #expect(try store(moved, in: new, desk) == 1)
    let rows = try desk.rows(.all, [new])
    #expect(rows.count == 14)
    #expect(
      rows.filter { $0.flags == .read }.map(\.address.text) == ["https://old.example/2026/post-2"])
    #expect(
      rows.filter { $0.flags == .starred }.map(\.address.text) == ["https://old.example/2026/gone"])
    #expect(try desk.source(new).total == 14)
    #expect(try desk.library.feeds().map(\.address) == [new])
    // Written again, the old address is a feed like any other.
    try Indexer(library: desk.library).index([])
    #expect(try store(items(["post-1"], "https://old.example", kind), in: old, desk) == 1)
    #expect(try desk.rows(.all, [new]).count == 14)
  }

  @Test func theSameFeedOnTheSameHostIsKnownByItsItems() throws {
    let desk = try FeedDesk()
    let posts = items((1...6).map { "post-\($0)" }, "https://old.example", .permalinks)
    try desk.store(posts, in: "https://old.example/rss")
    #expect(try store(posts, in: "https://old.example/atom", desk) == 0)
    #expect(try desk.titles(.all, ["https://old.example/atom"]).count == 6)
  }

  @Test func aFeedThatIsStillASourceKeepsItsItems() throws {
    let desk = try FeedDesk()
    let posts = items((1...6).map { "post-\($0)" }, "https://old.example", .permalinks)
    let addresses = ["https://old.example/rss", "https://old.example/atom"]
    let sources = try desk.library.attach(addresses.map { SourceSpec(feed: $0) }, now: instant(0))
    for source in sources {
      let batch = FeedBatch(source: source.id, items: posts)
      #expect(try desk.library.store([batch], now: instant(1))[0].added == 6)
    }
  }

  @Test func anAddressOfTheCommandLineTakesNothingOver() throws {
    let desk = try FeedDesk()
    let posts = items((1...6).map { "post-\($0)" }, "https://old.example", .permalinks)
    try desk.store(posts, in: "https://old.example/rss")
    let source = try desk.source("https://old.example/atom", isTemporary: true)
    let batch = FeedBatch(source: source.id, items: posts)
    #expect(try desk.library.store([batch], now: instant(1))[0].added == 6)
  }

  /// What collects the articles of many sites is not one of them.
  @Test func aFeedThatSharesArticlesIsNotTheSame() throws {
    let desk = try FeedDesk()
    let ours = items((1...6).map { "post-\($0)" }, "https://old.example", .permalinks)
    let others = items((1...30).map { "other-\($0)" }, "https://a.example", .permalinks)
    try desk.store(ours + others, in: "https://planet.example/feed")
    #expect(try store(ours, in: "https://old.example/feed", desk) == 6)
    #expect(try desk.titles(.all, ["https://planet.example/feed"]).count == 36)
  }
}
