import Articles
import FeedParsing
import GRDB
import Testing

@testable import Storage

/// The front page out of the library.
struct FrontPageListTests {
  private let scratch = Scratch()
  private static let now = Instant(milliseconds: 1_795_000_000_000)

  private func write(
    _ number: Int, _ title: String, _ provider: String, hours: Int64, topic: String = "News",
    excerpt: String = "", host: String = "example.org"
  ) {
    let published = Self.now.advanced(byMilliseconds: -hours * 3_600_000).iso8601
    scratch.write(
      "news/\(number).md",
      """
      ---
      title: "\(title)"
      excerpt: "\(excerpt)"
      publishedDateTime: \(published)
      webUrl: "https://\(host)/\(number)"
      provider:
        name: \(provider)
      topics:
        - \(topic)
      ---
      """)
  }

  private func view(_ desk: Desk, size: Int = 40) throws -> LibraryView {
    try desk.index()
    try desk.library.indexTexts()
    var view = try desk.view()
    var wishes = FrontPage.Wishes()
    wishes.size = size
    view.frontPageWishes = wishes
    view.foldsStories = true
    view.now = { Self.now }
    return view
  }

  private static let names = [
    "umbrella", "lantern", "glacier", "orchard", "trumpet", "harbour", "compass", "velvet",
    "pepper",
    "thunder", "marble", "ribbon",
  ]

  private func fill() {
    for (index, name) in Self.names.enumerated() {
      write(index, "The \(name) of the day", "Wire", hours: Int64(index))
    }
    write(50, "Letters from a rarely heard island", "Quiet Blog", hours: 8)
    write(60, "Tomorrow has a title already", "Wire", hours: -30)
  }

  @Test func givesEachProviderItsShare() throws {
    fill()
    let view = try view(try Desk(scratch), size: 5)
    let titles = try view.rows(view.listing(.frontPage).ids).map(\.title)
    #expect(titles.count == 5)
    #expect(titles.prefix(2).contains("Letters from a rarely heard island"))
    #expect(!titles.contains("Tomorrow has a title already"))
    #expect(try view.firstPage(.frontPage, limit: 3).map(\.title) == Array(titles.prefix(3)))
    #expect(try view.sidebar().views.first?.total == 5)
  }

  @Test func readingChangesNothingOfIt() throws {
    fill()
    let desk = try Desk(scratch)
    let view = try view(desk, size: 5)
    let before = try view.listing(.frontPage).ids
    for row in try view.rows(before) { try desk.mark(row.address.text, .read, at: 5) }
    let after = try view.listing(.frontPage)
    #expect(after.ids == before)
    #expect(after.flags.allSatisfy { $0.contains(.read) })
    #expect(try view.sidebar().views.first?.unread == 0)
  }

  @Test func goesWithEveryOtherCondition() throws {
    fill()
    write(70, "Robots learn to fold letters", "Lab", hours: 100, topic: "Robots")
    let view = try view(try Desk(scratch))
    var query = ArticleQuery(.field(.topic, TextMatch("Robots")), sort: .front)
    #expect(try view.listing(.query(query, in: .all)).count == 1)
    query = ArticleQuery(sort: .front, limit: 3)
    #expect(try view.listing(.query(query, in: .all)).ids.count == 3)
    #expect(try view.listing(.query(query, in: .provider("Quiet Blog"))).ids.count == 1)
  }

  @Test func aStoryComesWithAllThatTellIt() throws {
    fill()
    let text = "The Tern Bridge was closed on Tuesday after an inspection found a crack in a cable."
    write(80, "Tern Bridge closed after crack found", "Post", hours: 20, excerpt: text)
    write(
      81, "Crack in cable closes Tern Bridge", "Daily", hours: 21, excerpt: text,
      host: "daily.example.net")
    let view = try view(try Desk(scratch))
    let listing = try view.listing(.frontPage)
    #expect(listing.folded.count == 1)
    let head = listing.ids[try #require(listing.folds.first?.place)]
    let detail = try #require(try view.detail(head))
    #expect(detail.front?.others == 1)
    #expect(detail.front?.parts.contains { $0.part == .story } == true)
  }

  /// However large the library is, only the newest are read.
  @Test func anIndexAnswers() throws {
    let desk = try Desk(scratch)
    let plan = try desk.library.read { database in
      try Query(
        database,
        """
        EXPLAIN QUERY PLAN SELECT id FROM article WHERE published <= 5 ORDER BY published DESC
        LIMIT 10
        """
      ).all { $0.text(3) }
    }
    #expect(plan.contains { $0.contains("article_published") }, "\(plan)")
    #expect(!plan.contains { $0.contains("TEMP B-TREE") })
  }
}
