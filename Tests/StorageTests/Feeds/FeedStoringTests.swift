import Articles
import FeedParsing
import TestSupport
import Testing

@testable import Storage

struct FeedStoringTests {
  @Test func aDetailTellsWhatTheFeedSaidOfIt() throws {
    let desk = try FeedDesk()
    var given = item("A", id: "one", link: "https://example.org/a", at: 7)
    given.updated = instant(9)
    given.language = "de"
    given.comments = "https://example.org/a#talk"
    given.externalLink = "https://example.com/about"
    given.inReplyTo = "zero"
    given.enclosures = [
      FeedEnclosure(url: "https://example.org/a.ogg", type: "audio/ogg", length: 5)
    ]
    try desk.store([given], at: 1234)
    var facts = ItemFacts(
      feedTitle: "News", feedAddress: FeedDesk.news, firstSeen: instant(1234))
    facts.guid = "one"
    facts.published = instant(7)
    facts.updated = instant(9)
    facts.language = "de"
    facts.comments = "https://example.org/a#talk"
    facts.externalLink = "https://example.com/about"
    facts.inReplyTo = "zero"
    facts.enclosures = [.init(url: "https://example.org/a.ogg", type: "audio/ogg", length: 5)]
    #expect(try desk.view().detail(desk.rows()[0].id)?.item == facts)
  }

  @Test func aRowKnowsWhatIsToBeHeard() throws {
    let desk = try FeedDesk()
    var given = item("A", id: "one", at: 7)
    given.duration = 2534
    given.enclosures = [
      FeedEnclosure(url: "https://example.org/a.png", type: "image/png", length: 1),
      FeedEnclosure(url: "https://example.org/a.ogg", type: "audio/ogg", length: 38 << 20),
    ]
    try desk.store([given, item("B", id: "two", at: 6)])
    #expect(
      try desk.rows().map(\.medium) == [Medium(.sound, seconds: 2534, bytes: 38 << 20), nil])
    given.duration = 60
    try desk.store([given, item("B", id: "two", at: 6)])
    #expect(try desk.rows()[0].medium?.seconds == 60)
    given.enclosures = []
    try desk.store([given, item("B", id: "two", at: 6)])
    #expect(try desk.rows()[0].medium == nil)
  }

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  @Test func itemsAreListedNewestFirst() throws {
    let desk = try FeedDesk()
    try desk.store([
      item("Old", id: "1", at: 10), item("New", id: "2", at: 30), item("Middle", id: "3", at: 20),
    ])
    #expect(try desk.titles() == ["New", "Middle", "Old"])
    #expect(try desk.rows()[0].provider == "News")
  }

  @Test func withoutADateTheFirstSightCounts() throws {
    let desk = try FeedDesk()
    try desk.store([item("First", id: "1"), item("Second", id: "2")], at: 100)
    try desk.store([item("Dated", id: "3", at: 150)], at: 200)
    try desk.store([item("First", id: "1", content: "More"), item("Third", id: "4")], at: 300)
    #expect(try desk.titles() == ["Third", "Dated", "First", "Second"])
    #expect(try desk.rows().map(\.published) == [300, 150, 100, 100].map(instant))
  }

  @Test func datesOfTheFutureDoNotLead() throws {
    let desk = try FeedDesk()
    try desk.store([item("Tomorrow", id: "1", at: 86_400_000)], at: 100)
    try desk.store([item("Today", id: "2", at: 200)], at: 300)
    #expect(try desk.titles() == ["Today", "Tomorrow"])
    let detail = try #require(try desk.view().detail(desk.rows()[1].id))
    #expect(detail.article.published == instant(86_400_000))
  }

  @Test func aDateThatMovesIntoTheFutureDoesNotLeadEither() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", at: 10)], at: 1000)
    try desk.store([item("B", id: "2", at: 999_000)], at: 1_000_000)
    try desk.store([item("A", id: "1", at: 9_000_000)], at: 1_001_000)
    #expect(try desk.titles() == ["B", "A"])
  }

  @Test func theStartOfTimeIsNoDate() throws {
    let desk = try FeedDesk()
    var zero = item("Zero", id: "1")
    zero.published = Instant(milliseconds: 0)
    try desk.store([zero], at: 100)
    #expect(try desk.rows()[0].published == instant(100))
  }

  @Test func anUpdateAloneIsADateOnceForAll() throws {
    let desk = try FeedDesk()
    var entry = item("A", id: "1")
    entry.updated = instant(50)
    try desk.store([entry], at: 100)
    entry.updated = instant(150)
    #expect(try desk.store([entry], at: 200).changed == [])
    #expect(try desk.rows()[0].published == instant(50))
  }

  @Test func aChangedItemStaysRead() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: url("a"))])
    try desk.desk.mark(url("a"), .read, at: 2000)
    try desk.store([item("A, corrected", id: "1", link: url("a"))])
    #expect(try desk.rows()[0].flags == .read)
    #expect(try desk.rows()[0].title == "A, corrected")
  }

  /// A person who has heard one file has not heard another.
  @Test func onlyWhatAPersonSeesMakesAnItemAnother() throws {
    let desk = try FeedDesk()
    var episode = item("A", id: "1", link: url("a"))
    episode.enclosures = [FeedEnclosure(url: url("a.mp3"), length: 1)]
    try desk.store([episode])
    episode.enclosures[0].length = 2
    episode.categories = ["new"]
    #expect(try desk.store([episode]).changed.isEmpty)
    #expect(try desk.rows()[0].topics == ["new"])
    episode.enclosures[0].url = url("b.mp3")
    #expect(try desk.store([episode]).changed == [address(url("a"))])
  }

  @Test func anItemMarkedBeforeItCameIsMarked() throws {
    let desk = try FeedDesk()
    try desk.desk.mark(url("a"), .starred, at: 1)
    try desk.store([item("A", id: "1", link: url("a"))])
    #expect(try desk.rows()[0].flags == .starred)
  }

  @Test func whatLeavesTheFeedStays() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1"), item("B", id: "2")])
    try desk.store([item("C", id: "3")])
    try desk.store([])
    #expect(try Set(desk.titles()) == ["A", "B", "C"])
  }

  @Test func aFeedThatLosesItsTitleKeepsIt() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1")])
    try desk.store([item("B", id: "2")], title: nil)
    #expect(try desk.source().title == "News")
    #expect(try desk.rows().map(\.provider) == ["News", "News"])
    #expect(try desk.view().sidebar().sources.map(\.title) == ["News"])
    // Nor does it when something else of the feed is another.
    let batch = FeedBatch(source: try desk.source().id, feed: Feed(format: .atom10))
    try desk.library.store([batch], now: instant(2000))
    #expect(try desk.library.feeds().map(\.title) == ["News"])
    #expect(try desk.library.feeds().map(\.format) == ["atom1.0"])
  }

  @Test func categoriesAreTopics() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", categories: ["x", "y", "x", "", "two\nlines"])])
    #expect(try desk.rows()[0].topics == ["x", "y"])
    #expect(try desk.titles(.topic("y")) == ["A"])
  }

  @Test func anItemWithoutTitleShowsItsFirstWords() throws {
    let desk = try FeedDesk()
    try desk.store([
      item(nil, id: "1", at: 3, content: "<p>Just <b>words</b>.</p><p>More.</p>"),
      item(nil, id: "2", link: url("b"), at: 2), item("", id: "3", at: 1),
    ])
    #expect(try desk.titles() == ["Just words.", "https://example.org/b", "Untitled"])
  }

  @Test func anItemThatIsOnlyAFileIsCalledByIt() throws {
    let desk = try FeedDesk()
    var file = item(nil, id: "1")
    file.enclosures = [FeedEnclosure(url: url("a.mp3"))]
    try desk.store([file])
    #expect(try desk.titles() == [url("a.mp3")])
  }

  @Test(arguments: [
    ("Rest.\n\n00:00 One\n01:12 Two &amp; three", ["Rest.\n\n00:00 One\n01:12 Two & three"]),
    ("set in\n  columns   here", ["set in\n  columns   here"]),
    ("<p>a\n\nb</p>", ["a b"]),
  ])
  func aTextWithoutBlocksKeepsItsLines(_ text: String, _ blocks: [String]) throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", content: text)])
    let detail = try #require(try desk.view().detail(desk.rows()[0].id))
    #expect(detail.body.blocks.map { $0.spans.map(\.text).joined() } == blocks)
  }

  @Test func theDetailComesOutOfTheArchive() throws {
    let desk = try FeedDesk()
    var full = item("A", id: "1", link: url("a"), content: "<p>Text with a <a href='/b'>link</a>")
    full.summaryHTML = "Something else entirely"
    full.authors = ["Ada"]
    full.enclosures = [FeedEnclosure(url: url("a.mp3"), type: "audio/mpeg", length: 3 << 20)]
    full.companions = [
      FeedCompanion(.chapters, url: url("1"), type: "application/json+chapters"),
      FeedCompanion(.transcript, url: url("2"), type: "application/x-subrip"),
      FeedCompanion(.transcript, url: url("3"), type: "x/y"),
    ]
    full.comments = url("a#comments")
    try desk.store([full])
    let detail = try #require(try desk.view().detail(desk.rows()[0].id))
    #expect(detail.body.links.map(\.url) == [url("b")])
    #expect(detail.article.excerpt == "Something else entirely")
    #expect(detail.article.provider?.authors == ["Ada"])
    #expect(
      detail.article.actions.map(\.url) == ["a.mp3", "1", "2", "3", "a#comments"].map(url))
    #expect(
      detail.article.actions.map(\.title) == [
        "Enclosure, audio/mpeg, 3 MB", "Chapters", "Transcript, SRT", "Transcript", "Comments",
      ])
    #expect(detail.files == [FeedDesk.news])
    #expect(detail.warnings == [])
  }

  @Test(arguments: [
    ("It begins like <i>this</i>", false), ("It", false), ("It begins like that", true),
    ("And goes on", true), ("It begins like this, and goes on. It goes on and on.", true),
    ("A", true),
  ])
  func aSummaryThatBeginsTheContentIsNotShownTwice(summary: String, isShown: Bool) throws {
    let desk = try FeedDesk()
    var full = item("B", id: "1", content: "<p>It begins <b>like</b> this, and goes on.</p>")
    full.summaryHTML = summary
    try desk.store([full])
    let excerpt = try desk.view().detail(desk.rows()[0].id)?.article.excerpt
    #expect((excerpt != nil) == isShown)
  }

  @Test func aLinkThatCameLaterIsAnAlias() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: url("old"))])
    try desk.store([item("A", id: "1", link: url("new"))])
    try desk.desk.mark(url("new"), .read, at: 2000)
    let row = try desk.rows()[0]
    #expect(row.address == address(url("old")))
    #expect(row.flags == .read)
    #expect(try desk.view().detail(row.id)?.aliases == [address(url("new"))])
  }

  @Test func everyArticleComesWithWhatTheArchiveHas() throws {
    let desk = try FeedDesk()
    try desk.store([item("A", id: "1", link: url("a"), categories: ["x"])])
    var found: [[String?]] = []
    try desk.view().eachArticle(.all) { _, files, archived in
      files + [archived?.links.webURL]
    } _: {
      found.append($0)
    }
    #expect(found == [[FeedDesk.news, url("a")]])
  }

  /// Articles are read by several threads.
  @Test func aLongListComesInItsOrder() throws {
    let desk = try FeedDesk()
    var random = SplitMix(seed: 7)
    let dates = (1...7000).map { Int64($0) }.shuffled(using: &random)
    try desk.store(dates.map { item("T\($0)", id: "\($0)", at: 1000 * $0) }, at: 100_000_000)
    let view = try desk.view()
    let expected = (1...7000).reversed().map { "T\($0)" }
    var rows: [String] = []
    try view.eachRow(.all) { rows.append($0.title) }
    #expect(rows == expected)
    var articles: [String] = []
    try view.eachArticle(.all) { _, _, archived in
      archived?.title
    } _: {
      articles.append($0)
    }
    #expect(articles == expected)
  }

  @Test func whatFailsOnAThreadFailsTheWhole() throws {
    let desk = try FeedDesk()
    try desk.store((1...300).map { item("T\($0)", id: "\($0)", at: 1000 * Int64($0)) }, at: 300_000)
    var titles: [String] = []
    #expect(throws: StorageError.busy(path: "x")) {
      try desk.view().eachArticle(.all) { row, _, _ in
        if row.title == "T5" { throw StorageError.busy(path: "x") }
        return row.title
      } _: {
        titles.append($0)
      }
    }
    // What came before is not lost.
    #expect(titles == (45...300).reversed().map { "T\($0)" })
  }

  /// A list reads the content of an item only where it shows something of it.
  @Test func aListHasOfEachItemWhatItsArticleHas() throws {
    let desk = try FeedDesk()
    let content = "<p>First words.</p><img src=\"https://example.org/1.png\"><p>More \\ \"words\"."
    var items = [
      item("Plain", id: "1", at: 5000, content: content),
      item(nil, id: "2", at: 4000, content: content),
      item("Summary", id: "3", at: 3000, content: content),
      item("Beginning", id: "4", at: 2000, content: content),
      item("Image", id: "5", at: 1000, content: content),
    ]
    items[2].summaryHTML = "Said otherwise."
    items[3].summaryHTML = "First words."
    items[4].images = ["https://example.org/1.png", "https://example.org/2.png"]
    try desk.store(items)
    let view = try desk.view()
    var titles: [String] = []
    try view.eachArticle(.all) { row, _, archived in
      archived.map { (row.id, $0) }
    } _: { id, archived in
      titles.append(archived.title)
      let detail = try view.detail(id)
      #expect(archived == detail?.article)
    }
    #expect(titles == ["Plain", "First words.", "Summary", "Beginning", "Image"])
  }

  @Test func severalFeedsAreStoredAtOnce() throws {
    let desk = try FeedDesk()
    let feeds = (0..<20).map { "https://example.org/feed\($0)" }
    let sources = try desk.library.attach(feeds.map { SourceSpec(feed: $0) }, now: instant(0))
    let batches = sources.map {
      FeedBatch(source: $0.id, items: [item("A", id: "1"), item("B", id: "2")])
    }
    let changes = try desk.library.store(batches, now: instant(1))
    #expect(changes.map(\.added) == Array(repeating: 2, count: 20))
    #expect(try desk.library.store(batches, now: instant(2)).allSatisfy { $0.added == 0 })
    #expect(try desk.rows(.all, feeds).count == 40)
  }

  @Test func aSourceThatIsNoFeedTakesNothing() throws {
    let desk = try FeedDesk()
    let folder = try desk.desk.sources()[0]
    let batch = FeedBatch(source: folder.id, items: [item("A", id: "1")])
    #expect(try desk.library.store([batch], now: instant(0)) == [])
  }

  @Test func stateAndProblemsAreKept() throws {
    let desk = try FeedDesk()
    let state = FeedState(memory: "{}", problem: "It does not answer.", movedTo: nil)
    try desk.library.store([FeedBatch(source: desk.source().id, state: state)], now: instant(1))
    #expect(try desk.library.feeds().map(\.state) == [state])
    let problem = FileProblem(path: FeedDesk.news, message: "It does not answer.")
    #expect(try desk.view().problems().problems == [problem])
    try desk.store([])
    #expect(try desk.library.feeds()[0].state == state)
  }

  @Test func pausesOfHostsAreKeptUntilTheyAreOver() throws {
    let library = try Library.inMemory()
    try library.store(pauses: ["a": instant(10), "b": instant(20)], now: instant(0))
    try library.store(pauses: ["b": instant(30)], now: instant(15))
    #expect(try library.hostPauses(now: instant(15)) == ["b": instant(30)])
    #expect(try library.hostPauses(now: instant(30)) == [:])
  }

  @Test func aFeedThatFailedIsSaidBesideItsName() throws {
    let desk = try FeedDesk()
    let source = try desk.source(FeedDesk.news).id
    func isFailing(after problem: String?) throws -> [Bool] {
      let state = FeedState(memory: "{}", problem: problem, movedTo: nil)
      _ = try desk.library.store(
        [FeedBatch(source: source, state: state)], now: instant(1000))
      return try desk.view().sidebar().sources.map(\.isFailing)
    }
    #expect(try isFailing(after: nil) == [false])
    #expect(try isFailing(after: "It does not answer.") == [true])
    #expect(try isFailing(after: nil) == [false])
  }
}
