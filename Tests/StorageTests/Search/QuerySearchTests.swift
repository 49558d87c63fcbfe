import Articles
import FeedParsing
import GRDB
import Testing

@testable import Storage

struct QuerySearchTests {
  private let scratch = Scratch()

  /// Noon of the day on which every query is asked.
  private static let now = Instant(iso8601: "2026-11-20T12:00:00Z")!

  private func write(_ name: String, _ lines: String, body: String = "") {
    scratch.write("news/\(name).md", "---\n\(lines)\n---\n\(body)\n")
  }

  private func filled() throws -> Desk {
    write(
      "swifts",
      """
      title: "Swifts return to the bell tower"
      type: article
      excerpt: "Forty pairs were counted."
      publishedDateTime: 2026-11-20T08:00:00Z
      webUrl: "https://belfry.example.org/2026/swifts"
      quality: 70
      heat: 30
      provider:
        name: The Belfry
        domain: example.org
        authors:
          - Anna Karenina
      topics:
        - Birds
        - Old towers
      related:
        - title: "How a nest is built"
          webUrl: "https://example.org/nest"
      """, body: "They sleep in the air. ![Nest](https://example.org/nest.png)")
    write(
      "umbrella",
      """
      title: "Café loses umbrella"
      type: video
      category: news
      publishedDateTime: 2026-11-19T08:00:00Z
      webUrl: "https://example.com/umbrella"
      quality: 20
      provider:
        name: Tern Street Herald
        domain: news.example.com
      topics:
        - Lost
      """, body: "A grey umbrella, and a naïve owner of a tower.")
    write(
      "comet",
      """
      title: "彗星掠过港口"
      type: article
      publishedDateTime: 2026-11-18T08:00:00Z
      webUrl: "https://example.net/comet"
      heat: 5
      """, body: "不用望远镜也能看见彗星。东京タワーの上。")
    write(
      "bells",
      """
      title: "Bells ring for the swift tower"
      type: article
      publishedDateTime: 2026-10-01T08:00:00Z
      webUrl: "https://example.net/bells"
      """, body: "The tower bell rings. Forty times.")
    write(
      "undated",
      """
      title: "Ящерица и стриж"
      type: forum
      webUrl: "https://example.net/lizard"
      """, body: "Ёлка. 제비는 왜 늦었을까.")
    write(
      "older", "title: \"An older tower\"\ntype: course\nwebUrl: \"https://example.net/older\"")
    let desk = try Desk(scratch)
    try desk.index()
    try desk.mark("https://example.com/umbrella", .read, at: 0)
    try desk.mark("https://example.net/bells", .starred, at: 0)
    try desk.library.indexTexts()
    return desk
  }

  private static let names = [
    "Swifts return to the bell tower": "swifts", "Café loses umbrella": "umbrella",
    "彗星掠过港口": "comet", "Bells ring for the swift tower": "bells", "Ящерица и стриж": "undated",
    "An older tower": "older",
  ]

  private func query(_ text: String) throws -> ArticleQuery {
    try QueryParser.parse(text, now: Self.now)
  }

  private func found(_ text: String, in scope: ListScope = .all, _ view: LibraryView) throws
    -> String
  {
    let scope = ListScope.query(try query(text), in: scope)
    let rows = try view.rows(view.listing(scope).ids)
    // Each of these is asked in several ways, and all answer alike.
    let page = try view.firstPage(scope, limit: 100)
    #expect(page.map(\.id) == rows.map(\.id), "first page of \(text)")
    let first = try view.firstPage(scope, limit: 1)
    #expect(first.map(\.id) == rows.prefix(1).map(\.id), "first of \(text)")
    #expect(try view.count(scope).total == rows.count)
    return rows.map { Self.names[$0.title] ?? $0.title }.joined(separator: " ")
  }

  private static let answers: [(String, String)] = [
    ("", "swifts umbrella comet bells older undated"),
    ("tower ", "swifts umbrella bells older"),
    ("tow", "swifts umbrella bells older"),
    ("title:tower ", "swifts bells older"),
    ("TOWER bell ", "swifts bells"),
    ("\"bell tower\"", "swifts"),
    ("\"tower bell\"", "bells"),
    ("\"bell tow", "swifts"),
    ("cafe", "umbrella"), ("naive ", "umbrella"), ("café ", "umbrella"),
    ("cafe\u{301} ", "umbrella"),
    ("forty", "swifts bells"), ("excerpt:forty", "swifts"), ("body:forty", "bells"),
    ("nest built", "swifts"), ("swift ", "bells"), ("swift", "swifts bells"),
    ("tower -bell", "umbrella older"), ("tower -title:tower", "umbrella"),
    ("-tower", "comet undated"), ("not (tower or comet)", "comet undated"),
    ("umbrella or forty", "swifts umbrella bells"),
    ("tower (umbrella or forty)", "swifts umbrella bells"),
    ("彗星", "comet"), ("掠过", "comet"), ("过港", "comet"), ("港", "comet"), ("口", "comet"),
    ("港星", ""), ("\"彗星掠过港口\"", "comet"), ("タワー", "comet"), ("東京タワー", ""), ("东京タワー", "comet"),
    ("늦었", "undated"), ("왜", "undated"), ("비는", "undated"),
    ("елка", "undated"), ("ЁЛКА ", "undated"), ("стриж ", "undated"), ("СТРИЖ", "undated"),
    ("provider:belfry", "swifts"), ("provider:\"the bel", "swifts"),
    ("provider:\"Tern Street\"", "umbrella"),
    ("provider:tower", ""),
    ("domain:example.org ", "swifts"), ("domain:example.com ", "umbrella"),
    ("domain:news.example.com ", "umbrella"), ("domain:belfry.example.org ", "swifts"),
    ("domain:example ", ""), ("domain:exam", "swifts umbrella comet bells older undated"),
    ("topic:birds", "swifts"), ("topic:\"birds old\"", ""), ("topic:\"old towers\"", "swifts"),
    ("type:video", "umbrella"), ("is:video", "umbrella"), ("is:forum", "undated"),
    ("is:course", "older"), ("category:news", "umbrella"), ("author:karenina", "swifts"),
    ("url:swifts", "swifts"), ("https://example.net/bells", "bells"), ("url:2026/swifts", "swifts"),
    ("is:read", "umbrella"), ("is:unread", "swifts comet bells older undated"),
    ("is:starred", "bells"), ("is:unstarred tower", "swifts umbrella older"),
    ("is:read or is:starred", "umbrella bells"), ("-(is:read or is:starred) tower", "swifts older"),
    ("has:related", "swifts"), ("-has:related tower", "umbrella bells older"),
    ("has:image", "swifts"), ("has:body", "swifts umbrella comet bells undated"),
    ("heat>5", "swifts"), ("heat>=5", "swifts comet"), ("heat<30", "comet"), ("heat=5", "comet"),
    ("-heat>0", "umbrella bells older undated"), ("quality>=20 tower", "swifts umbrella"),
    ("related<1 tower", "umbrella bells older"),
    ("since:yesterday", "swifts umbrella"), ("on:2026-11-19", "umbrella"),
    ("before:2026-11-19", "comet bells"), ("age<1d", "swifts"), ("age>2d", "comet bells"),
    ("-age<3d", "bells older undated"), ("tower since:2026-11", "swifts umbrella"),
    ("since:2026-11-19 or comet or 彗星", "swifts umbrella comet"),
    ("after:2026-11-19 before:2026-11-18", ""),
    ("is:new", "swifts"),
    ("tower sort:oldest", "bells umbrella swifts older"),
    ("sort:heat", "swifts comet umbrella bells older undated"),
    ("sort:quality limit:2", "swifts umbrella"), ("limit:3", "swifts umbrella comet"),
    ("sort:title tower", "older bells umbrella swifts"),
    ("sort:provider tower", "umbrella swifts bells older"),
    ("sort:relevance bell", "bells swifts"),
    ("umbrela~", "umbrella"), ("umrbella~", "umbrella"), ("mbrella~", "umbrella"),
    ("umbrellla~1", "umbrella"),
    ("towre~ -is:read", "swifts bells older"), ("стриз~", "undated"),
    ("source:news", "swifts umbrella comet bells older undated"), ("source:olds", ""),
    ("umbrlea~2", "umbrella"), ("ubmerlla~2", "umbrella"),
    ("xumbrela~2", "umbrella"), ("mubrella~2", "umbrella"), ("umbrlea~1", ""),
    ("umbralle~2", "umbrella"),
    ("f", "swifts bells"), ("fo", "swifts bells"), ("for", "swifts bells"), ("caf", "umbrella"),
    ("naï", "umbrella"), ("nai", "umbrella"), ("NAI", "umbrella"), ("ел", "undated"),
    ("b*", "swifts bells"),
    ("-t*", "comet undated"), ("bell f", "swifts bells"), ("грe", ""), ("星", "comet"),
    ("上", "comet"),
    ("x", ""), ("c* -comet", "swifts umbrella"), ("nes", "swifts"),
    ("zzzz", ""), ("zzzz or tower", "swifts umbrella bells older"),
  ]

  @Test func aQueryFindsWhatItSays() throws {
    let view = try filled().view()
    for (text, expected) in Self.answers {
      #expect(try found(text, view) == expected, "\(text)")
    }
  }

  @Test func aQueryIsAskedOfEveryList() throws {
    let view = try filled().view()
    #expect(try found("tower ", in: .unread, view) == "swifts bells older")
    #expect(try found("tower ", in: .starred, view) == "bells")
    #expect(try found("tower ", in: .topic("Birds"), view) == "swifts")
    #expect(try found("-tower", in: .topic("Birds"), view) == "")
    #expect(try found("tower ", in: .provider("Tern Street Herald"), view) == "umbrella")
    #expect(try found("", in: .unread, view) == "swifts comet bells older undated")
    let source = try #require(view.sources.first)
    #expect(try found("bell ", in: .source(source), view) == "swifts bells")
    #expect(try found("bell ", in: .source(SourceID(999)), view) == "")
    let inner = ListScope.query(try query("tower sort:oldest"), in: .unread)
    #expect(try found("-older", in: inner, view) == "bells swifts")
    #expect(try found("limit:1", in: inner, view) == "bells")
  }

  @Test func flagsAndCountsAreThoseOfTheList() throws {
    let view = try filled().view()
    let scope = ListScope.query(try query("tower "), in: .all)
    #expect(try view.listing(scope).flags == [[], [.read], [.starred], []])
    #expect(try view.count(scope) == (total: 4, unread: 3))
    #expect(try view.firstPage(scope, around: view.listing(scope).ids[2], limit: 2).count == 2)
  }

  /// The whole program answers alike whether it looks at a few articles or walks through all.
  @Test func manyArticlesAreFoundAsFewAre() throws {
    let feeds = try FeedDesk(scratch)
    let items = (0..<4600).map { (number: Int) -> FeedItem in
      let time = Int64(number % 50 * 60_000 + number)
      let text = number % 3 == 0 ? "rare frog" : "frog"
      let category = number % 2 == 0 ? "Even" : "Odd"
      return item(
        "T\(number)", id: "\(number)", at: time, content: text, categories: [category])
    }
    try feeds.store(items)
    try feeds.library.indexTexts()
    let view = try feeds.view()
    let all = try view.rows(view.listing(.all).ids)
    func check(_ text: String, _ accepts: (Int) -> Bool) throws {
      let expected = all.filter { accepts(Int($0.title.dropFirst())!) }.map(\.id)
      let scope = ListScope.query(try query(text), in: .all)
      #expect(try view.listing(scope).ids == expected, "\(text)")
      #expect(
        try view.firstPage(scope, limit: 40).map(\.id) == Array(expected.prefix(40)), "\(text)")
      for limit in [1, 40, 999] {
        let limited = ListScope.query(try query("\(text) limit:\(limit)"), in: .all)
        #expect(try view.listing(limited).ids == Array(expected.prefix(limit)), "\(text)")
      }
    }
    try check("frog ") { _ in true }
    try check("frog -rare topic:even is:unread") { $0 % 3 != 0 && $0 % 2 == 0 }
    try check("rare ") { $0 % 3 == 0 }
    try check("\"rare frog\"") { $0 % 3 == 0 }
    try check("rare frog -t17 ") { $0 % 3 == 0 && $0 != 17 }
    try check("\"frog rare\"") { _ in false }
    try check("since:2023 frog rare is:unread") { $0 % 3 == 0 }
    try check("rare topic:odd or t17 ") { $0 % 3 == 0 && $0 % 2 != 0 || $0 == 17 }
    try check("is:unread -frog") { _ in false }
    try check("is:unread since:2023-11-14 -t17 ") { $0 != 17 }
    try check("is:read or t5 ") { $0 == 5 }
  }

  /// Words that hardly ever stand together: the window shows what was found soon, a limit is kept.
  @Test func aLimitIsReachedHoweverFarApartTheyStand() throws {
    let feeds = try FeedDesk(scratch)
    try feeds.store(
      [
        item("Old", id: "1", at: 60_000_000, content: "a rare frog"),
        item("New", id: "2", at: 9_060_000_000, content: "a rare frog"),
      ], at: 10_000_000_000)
    try feeds.library.indexTexts()
    // Entries of articles that are gone, as many as are looked through before a first page is shown.
    try feeds.library.write { database in
      let first = TextIndex.leastNumber(published: instant(60_000_000).milliseconds) + 1000
      try database.execute(
        sql: """
          WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 70000)
          INSERT INTO text_doc SELECT ? + n, 0 FROM number
          """, arguments: [first])
    }
    let view = try feeds.view()
    let all = try view.listing(.all).ids
    let soon = try view.firstPage(.query(try query("rare frog "), in: .all), limit: 2).map(\.id)
    #expect(soon == Array(all.prefix(1)))
    for limit in [1, 2, 3] {
      let scope = ListScope.query(try query("rare frog limit:\(limit)"), in: .all)
      #expect(try view.listing(scope).ids == Array(all.prefix(limit)))
    }
  }

  private static let hostile: [String] = [
    "\"", "\"\"", "'; DROP TABLE words; --", "title:\"a\" OR 1=1", "NEAR(a b)", "{title} : a",
    "a^b", "*",
    "\u{0}", "a\u{0}b", "tower\u{0}\" OR \"", "a AND", "NOT", "(((((((((((a)))))))))))", "title:*",
    "%", "_",
    "\u{FEFF}", "\u{1F600}", "\u{F8FF}", "~", "a~2", "🚀~", "-", "--", "tower \"AND\" NOT",
    "heat>999999999", "title:\"\\\"\"", "؟", "\u{301}", "彗~", "url:\"%00\"",
  ]

  @Test(arguments: hostile)
  func nothingThatIsTypedIsMoreThanAWord(_ text: String) throws {
    let desk = try filled()
    guard let query = try? query(text) else { return }
    for scope in [ListScope.all, .unread, .topic("Birds")] {
      _ = try desk.view().listing(.query(query, in: scope))
      _ = try desk.view().firstPage(.query(query, in: scope), limit: 5)
    }
    #expect(try desk.titles().count == 6)
  }

  @Test func theLongestQueriesAreAnswered() throws {
    let view = try filled().view()
    func times(_ count: Int, _ text: String, _ separator: String = " ") -> String {
      Array(repeating: text, count: count).joined(separator: separator)
    }
    var long: [String] = [
      times(1900, "a"), times(790, "a", " or "), times(1200, "-a"), times(350, "(a or -b)"),
      times(100, "ab~"), times(3900, "彗", ""),
    ]
    long.append(times(24, "-(a ", "") + times(24, ")", ""))
    long.append("\"" + times(1900, "a"))
    long.append(times(3900, "a", "") + "~2")
    for text in long {
      _ = try view.listing(.query(try query(text), in: .all))
    }
  }

  @Test func whatIsNotWantedAnyMoreIsGivenUp() throws {
    let view = try filled().view()
    let scope = ListScope.query(try query("tower"), in: .all)
    #expect(throws: StorageError.cancelled) { try view.listing(scope, isCancelled: { true }) }
    #expect(throws: StorageError.cancelled) {
      try view.quickPage(scope, limit: 3, isCancelled: { true })
    }
    #expect(try view.listing(scope, isCancelled: { false }).count == 4)
  }

  @Test func aSourceIsFoundByItsNameAndATagByItsOwn() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("One", id: "1", at: 0)])
    try desk.store([item("Two", id: "2", at: 1)], in: FeedDesk.other, title: "Other news")
    var specs = [SourceSpec(feed: FeedDesk.news), SourceSpec(feed: FeedDesk.other)]
    specs[0].title = "Crème brûlée"
    specs[0].tags = ["Tech stuff"]
    specs[1].tags = ["Sport"]
    let sources = try desk.library.attach(specs, now: instant(0))
    try desk.library.indexTexts()
    let view = desk.library.view(sources: [], state: desk.desk.marks.stateID).over(sources)
    for (text, expected) in [
      ("tag:tech ", "One"), ("tag:sport", "Two"), ("tag:spo", "Two"), ("tag:spo ", ""),
      ("source:creme", "One"), ("source:example.com ", "Two"), ("source:other", "Two"),
      ("provider:brulee ", "One"), ("provider:other", "Two"), ("-tag:sport", "One"),
      ("tag:sport or one", "Two One"), ("tag:\"tech stuff\"", "One"), ("tag:none", ""),
    ] {
      #expect(try found(text, view) == expected, "\(text)")
    }
  }

  // MARK: Keeping up

  @Test func whatChangesIsFoundAsItIsNow() throws {
    let desk = try filled()
    #expect(try desk.library.textsWaiting() == 0)
    write(
      "bells",
      "title: \"Gulls\"\ntype: article\npublishedDateTime: 2026-10-01T08:00:00Z\nwebUrl: \"https://example.net/bells\""
    )
    scratch.delete("news/older.md")
    try desk.index()
    #expect(try desk.library.textsWaiting() == 1)
    #expect(try desk.library.indexTexts() == 1)
    #expect(try desk.library.indexTexts() == 0)
    #expect(try found("tower ", desk.view()) == "swifts umbrella")
    #expect(try found("gulls", desk.view()) == "Gulls")
  }

  // MARK: Plans

  @Test func everyQuestionIsAnsweredByAnIndex() throws {
    let desk = try filled()
    let numbers = QueryNumber.allCases.flatMap { number in
      QueryComparison.allCases.compactMap { QuerySearch.Statements.number(number, $0, 5) }
    }
    var statements: [String] = [
      QuerySearch.Statements.newestWords, QuerySearch.Statements.entryBefore,
      QuerySearch.Statements.entryAfter, TextIndex.withFullText,
      QuerySearch.Statements.hasWords, QuerySearch.Statements.dated,
      QuerySearch.Statements.listed, QuerySearch.Statements.wordEntries,
      QuerySearch.Statements.entries, WordStarts.found, WordStarts.lastBlock,
      QueryOrder.ranked,
    ]
    statements += numbers
    for sql in statements {
      let plan: [String] = try desk.library.read { database in
        let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { row -> String in row["detail"] }
      }
      for step in plan {
        #expect(
          step.hasPrefix("SEARCH")
            || step.contains("INDEX") && step.contains("M") && !step.contains("SCAN article")
            || step.hasPrefix("SCAN vocabulary VIRTUAL TABLE INDEX"), "\(sql)\n\(plan)")
      }
    }
  }
}
