import Articles
import GRDB
import TestSupport
import Testing

@testable import Storage

/// The order that is stored, with what has changed since, is the one that sorting gives.
struct ListOrderTests {
  private let scratch = Scratch()
  private let folders = ["news", "more", "other"]

  private func url(_ number: Int) -> String { "https://example.org/\(number)" }

  /// Few instants, so that many articles share one; every third has none.
  private func write(_ number: Int, in folder: String, _ random: inout some RandomNumberGenerator) {
    let day = Int.random(in: 10...14, using: &random)
    let titles = ["b\(number)", "B\(number)", "a", "Z", "é"]
    let title = titles.randomElement(using: &random) ?? ""
    scratch.write(
      "\(folder)/\(number).md",
      article(
        title, url: url(number), at: day == 10 ? nil : "2026-10-\(day)T08:00:00Z",
        topics: day == 11 ? ["Birds"] : []))
  }

  private func keep(_ desk: Desk) throws {
    let order = try desk.library.read { try ListOrder($0) }
    let lists = try desk.library.read { try LargeLists(fewest: 1, $0) }
    try desk.library.write { try order.store(lists, $0) }
  }

  private func expectOrder(_ desk: Desk, _ comment: Comment) throws {
    for some in [folders, ["news"], ["more", "other"]] {
      let view = try desk.view(some)
      let lists = view.sources.map { String($0.rawValue) }.joined(separator: ",")
      let sorted = try desk.library.read { database in
        try Query(
          database,
          """
          SELECT DISTINCT sort, title, article FROM listed WHERE list IN (\(lists))
          ORDER BY sort, title, article
          """
        ).all { ArticleID($0.integer(2)) }
      }
      #expect(try view.listing(.all).ids == sorted, comment)
      for source in view.sources {
        let own = try view.over([source]).listing(.all)
        #expect(try view.listing(.source(source)) == own, comment)
      }
      let birds = try desk.library.read { database in
        try Query(
          database,
          """
          SELECT DISTINCT article FROM listed
          WHERE list = (SELECT id FROM list WHERE kind = 1 AND name = ?)
          """
        ).all(Array("Birds".utf8)) { ArticleID($0.integer(0)) }
      }
      let shown = try view.listing(.topic("Birds")).ids
      #expect(shown == sorted.filter(Set(birds).contains), comment)
    }
  }

  @Test(arguments: 0..<4)
  func whateverChangesItStaysSorted(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let desk = try Desk(scratch)
    for folder in folders {
      scratch.makeFolder(folder)
      for number in 0..<60 where Bool.random(using: &random) {
        write(number, in: folder, &random)
      }
    }
    try desk.index(folders)
    try expectOrder(desk, "nothing is stored")
    try keep(desk)
    for round in 0..<6 {
      try expectOrder(desk, "round \(round), stored")
      for _ in 0..<4 {
        let folder = folders.randomElement(using: &random) ?? ""
        let number = Int.random(in: 0..<70, using: &random)
        if Bool.random(using: &random) {
          write(number, in: folder, &random)
        } else {
          scratch.delete("\(folder)/\(number).md")
        }
      }
      try desk.index(folders)
      try expectOrder(desk, "round \(round), changed")
      if round.isMultiple(of: 2) { try keep(desk) }
    }
  }

  @Test func manyChangesAreStoredAfterAScan() throws {
    let desk = try Desk(scratch)
    var random = SplitMix(seed: 1)
    func notStored() throws -> Int64? {
      try desk.library.read { database in
        try Query(
          database,
          "SELECT max(article.id) - list_order.last FROM article, list_order WHERE part = 0"
        ).first { $0.integer(0) }
      }
    }
    for number in 0..<200 { write(number, in: "news", &random) }
    try desk.index()
    #expect(try notStored() == 200)
    for number in 200..<300 { write(number, in: "news", &random) }
    try desk.index()
    #expect(try notStored() == 0)
    for number in 300..<310 { write(number, in: "news", &random) }
    try desk.index()
    #expect(try notStored() == 10)
    #expect(try desk.view().listing(.all).count == 310)
  }

  /// Two processes that store at the same time must not lose what the other one has seen.
  @Test func whoHasReadAnOlderOrderDoesNotStoreIt() throws {
    let desk = try Desk(scratch)
    for folder in folders { scratch.makeFolder(folder) }
    var random = SplitMix(seed: 2)
    for number in 0..<20 { write(number, in: "news", &random) }
    try desk.index()
    let (old, lists) = try desk.library.read { database in
      let order = try ListOrder(database)
      return (order, try LargeLists(fewest: 1, database))
    }
    scratch.write("news/3.md", article("new", url: url(3), at: "2026-12-01T08:00:00Z"))
    try desk.index()
    try keep(desk)
    try desk.library.write { try old.store(lists, $0) }
    try expectOrder(desk, "both have stored")
    #expect(try desk.titles().first == "new")
  }

  /// What an older program has stored has no bits of lists: they come with the next scan.
  @Test func theLargestListsAreStoredBesideTheOrder() throws {
    let feeds = try FeedDesk(scratch)
    let count = Int(LargeLists.fewest) + 100
    try feeds.store(
      (0..<count).map { number in
        item("T\(number)", id: "\(number)", at: Int64(number % 50), categories: ["All"])
      })
    let stored = { (condition: String) in
      try feeds.library.read { database in
        try Query(database, "SELECT count(*) FROM list_order WHERE \(condition)")
          .first { $0.integer(0) }
      }
    }
    let ids = try feeds.view().listing(.topic("All")).ids
    for _ in 0..<2 {
      try ListOrder.keep(in: feeds.library)
      // The topic and the provider.
      #expect(try stored("part < 0") == 2)
      #expect(try stored("part = 3 AND length(bytes) = \(8 * count)") == 1)
      #expect(try feeds.view().listing(.topic("All")).ids == ids)
      try feeds.library.write {
        try $0.execute(sql: "DELETE FROM list_order WHERE part < 0 OR part > 3")
      }
    }
    #expect(ids.count == count)
    try ListOrder.keep(in: feeds.library)
    try feeds.store([item("new", id: "new", at: 10, categories: ["All"])])
    // One that came since and was moved since stands there once.
    try feeds.store([item("new", id: "new", at: 100, categories: ["All"])], at: 1500)
    try feeds.store([item("T5", id: "5", at: 5, categories: ["Other"])], at: 2000)
    let titles = try feeds.view().rows(feeds.view().listing(.topic("All")).ids).map(\.title)
    #expect(titles.count == count && titles.first == "new" && !titles.contains("T5"))
    #expect(try stored("part < 0") == 2)
    let packed = try feeds.library.read { database -> [ArticleID]? in
      let list = try Query(database, "SELECT id FROM list WHERE kind = 1 AND name = ?")
        .first(Array("All".utf8)) { $0.integer(0) }
      return try LargeLists.articles(of: list ?? 0, database)
    }
    #expect(packed?.count == count)
  }

  @Test func damagedBytesAreAsIfNoneWere() throws {
    let desk = try Desk(scratch)
    for folder in folders { scratch.makeFolder(folder) }
    var random = SplitMix(seed: 3)
    for number in 0..<20 { write(number, in: "news", &random) }
    try desk.index()
    for damage in [
      "UPDATE list_order SET bytes = x'0102030405' WHERE part = 0",
      "UPDATE list_order SET bytes = x'01' WHERE part = 1",
      "UPDATE list_order SET bytes = zeroblob(84) WHERE part = 2",
      "UPDATE list_order SET bytes = x'ffffffff' || substr(bytes, 5) WHERE part = 2",
      "DELETE FROM list_order WHERE part = 2", "DELETE FROM list_order WHERE part = 0",
      "UPDATE reordered SET article = -1", "DELETE FROM list_order WHERE part < 0",
      "UPDATE list_order SET version = version - 1 WHERE part < 0",
      "UPDATE list_order SET bytes = x'01' WHERE part < 0",
      "UPDATE list_order SET bytes = bytes || bytes WHERE part < 0",
    ] {
      try keep(desk)
      try desk.library.write { try $0.execute(sql: damage) }
      try expectOrder(desk, "\(damage)")
    }
  }

  @Test func starredArticlesOfOtherSourcesStandAtTheirPlace() throws {
    let desk = try Desk(scratch)
    scratch.write("news/1.md", article("1", url: url(1), at: "2026-10-01T08:00:00Z"))
    scratch.write("more/2.md", article("2", url: url(2), at: "2026-10-02T08:00:00Z"))
    scratch.write("more/3.md", article("3", url: url(3), at: "2026-09-02T08:00:00Z"))
    try desk.index(["news", "more"])
    let sources = try desk.sources(["news"]).map(\.id)
    let view = desk.library.view(sources: sources, state: desk.marks.stateID, keepsStarred: true)
    #expect(try view.listing(.starred) == Listing())
    for number in 1...2 { try desk.mark(url(number), .starred, at: 1) }
    let listing = try view.listing(.starred)
    #expect(try view.rows(listing.ids).map(\.title) == ["2", "1"])
    #expect(listing.flags == [.starred, .starred])
    #expect(try desk.view(["news"]).listing(.starred).count == 1)
  }
}
