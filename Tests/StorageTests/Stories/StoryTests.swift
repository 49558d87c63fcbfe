import Articles
import GRDB
import TestSupport
import Testing

@testable import Storage

/// Articles that tell the same story, as the library finds and lists them.
struct StoryTests {
  private let scratch = Scratch()

  /// Hours after midnight of the first day.
  private func write(
    _ name: String, _ title: String, _ provider: String, _ excerpt: String, hours: Int64 = 8,
    quality: Int? = nil, url: String? = nil
  ) {
    let published = Instant(milliseconds: 1_795_000_000_000 + hours * 3_600_000).iso8601
    scratch.write(
      "news/\(name).md",
      """
      ---
      title: "\(title)"
      excerpt: "\(excerpt)"
      publishedDateTime: \(published)
      webUrl: "\(url ?? "https://\(name).example.org/\(name)")"
      \(quality.map { "quality: \($0)" } ?? "heat: 1")
      provider:
        name: \(provider)
      ---
      """)
  }

  private func writeBridge() {
    write(
      "post", "Tern Bridge closed after crack found in main cable", "Harbour Post",
      "Engineers closed the Tern Bridge on Tuesday after an inspection found a crack in a cable.",
      hours: 8, quality: 10)
    write(
      "daily", "Crack in main cable closes Tern Bridge", "Northlight Daily",
      "The Tern Bridge was closed on Tuesday after an inspection found a crack in a cable.",
      hours: 10, quality: 40)
    write("soup", "Leek soup with barley", "Soup Weekly", "A soup for cold hands.", hours: 9)
  }

  private func desk() throws -> Desk {
    let desk = try Desk(scratch)
    try desk.index()
    try desk.library.indexTexts()
    return desk
  }

  private func folded(_ desk: Desk) throws -> LibraryView {
    var view = try desk.view()
    view.foldsStories = true
    return view
  }

  /// The rows, each with what stands under it.
  private func rows(_ desk: Desk, _ scope: ListScope = .all) throws -> [[String]] {
    let view = try folded(desk)
    let listing = try view.listing(scope)
    #expect(listing.flags.count == listing.ids.count)
    #expect(listing.foldedFlags.count == listing.folded.count)
    #expect(listing.folds.last?.end ?? 0 == listing.folded.count)
    return try listing.ids.enumerated().map { place, id in
      let fold = listing.folds.firstIndex { $0.place == place }
      let others = fold.map { listing.folded[listing.range(ofFold: $0)] } ?? []
      return try view.rows([id] + others).map(\.title)
    }
  }

  private static let post = "Tern Bridge closed after crack found in main cable"
  private static let daily = "Crack in main cable closes Tern Bridge"
  private static let soup = "Leek soup with barley"

  @Test func listsOneRowWithTheBestFirst() throws {
    writeBridge()
    let desk = try desk()
    #expect(try rows(desk) == [[Self.daily, Self.post], [Self.soup]])
    #expect(try desk.titles() == [Self.daily, Self.soup, Self.post])
    let view = try folded(desk)
    #expect(try view.firstPage(.all, limit: 10).map(\.title) == [Self.daily, Self.soup])
    #expect(try view.count(.all).total == 3)
  }

  @Test func narrowedListsFoldWhatTheyHave() throws {
    writeBridge()
    let desk = try desk()
    #expect(try rows(desk, .provider("Harbour Post")) == [[Self.post]])
    try desk.mark("https://daily.example.org/daily", .read, at: 5)
    #expect(try rows(desk, .unread) == [[Self.soup], [Self.post]])
  }

  @Test func saysWhyTheyWereJoined() throws {
    writeBridge()
    let desk = try desk()
    let view = try folded(desk)
    let id = try #require(try desk.row(Self.post)?.id)
    let detail = try #require(try view.detail(id))
    #expect(detail.story.map(\.row.title) == [Self.daily, Self.post])
    #expect(detail.story.map(\.reason) == [.text, .text])
    #expect(detail.story.map(\.other) == [Self.post, Self.daily])
    let alone = try #require(try desk.row(Self.soup)?.id)
    #expect(try view.detail(alone)?.story.isEmpty == true)
  }

  @Test func whatIsSplitStandsForItselfEverywhere() throws {
    writeBridge()
    let first = try desk()
    try first.mark("https://daily.example.org/daily", .split, at: 5)
    #expect(try rows(first) == [[Self.daily], [Self.soup], [Self.post]])
    _ = try first.marks.compact(force: true)
    #expect(scratch.read("data/state.json")?.contains("\"split\"") == true)
    // Another machine, with the same state file and another library.
    let other = try Desk(scratch, library: "other")
    try other.index()
    try other.library.indexTexts()
    try other.marks.indexPending()
    #expect(try rows(other) == [[Self.daily], [Self.soup], [Self.post]])
    try other.mark("https://daily.example.org/daily", .unsplit, at: 9_000_000_000_000)
    #expect(try rows(other) == [[Self.daily, Self.post], [Self.soup]])
  }

  @Test func followsWhatComesChangesAndGoes() throws {
    writeBridge()
    let desk = try desk()
    write(
      "wire", "Tern Bridge shut, trams diverted as inspectors find cable crack", "Coast Wire",
      "Engineers closed the Tern Bridge on Tuesday after an inspection found a crack in a cable.",
      hours: 11, quality: 50)
    try desk.index()
    try desk.library.indexTexts()
    let wire = "Tern Bridge shut, trams diverted as inspectors find cable crack"
    #expect(try rows(desk) == [[wire, Self.daily, Self.post], [Self.soup]])
    scratch.delete("news/daily.md")
    try desk.index()
    #expect(try rows(desk) == [[wire, Self.post], [Self.soup]])
    write("wire", "Ferry timetable for December", "Coast Wire", "Two more boats.", hours: 11)
    try desk.index()
    try desk.library.indexTexts()
    #expect(try rows(desk) == [["Ferry timetable for December"], [Self.soup], [Self.post]])
    let left = try desk.library.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM story_page")
    }
    #expect(left == 0)
  }

  @Test func librariesOfOlderProgramsAreReadInTheBackground() throws {
    writeBridge()
    do {
      let desk = try desk()
      try desk.library.write { try Meta.set("stories", to: 0, $0) }
    }
    let desk = try Desk(scratch)
    #expect(try rows(desk).count == 3)
    #expect(try desk.library.textsWaiting() == 3)
    try desk.library.indexTexts()
    #expect(try rows(desk) == [[Self.daily, Self.post], [Self.soup]])
  }

  /// Where a hundred texts share a pair of words, the one that shares them all is among those compared.
  @Test func theLikeliestAreComparedFirst() throws {
    var random = SplitMix(seed: 2)
    let words = "bridge harbour lantern glacier orchard trumpet walnut meadow".split(separator: " ")
      .map(String.init)
    func text(_ title: [String], _ excerpt: [String], _ provider: String, _ host: String)
      -> StoryText
    {
      var article = Article(title: title.joined(separator: " "))
      article.published = Instant(milliseconds: 1_795_000_000_000)
      article.provider = Provider(name: provider)
      article.excerpt = excerpt.joined(separator: " ")
      return StoryText(article, address: Address(canonicalizing: "https://\(host).example/a")!) {
        ""
      }
    }
    let excerpt = "engineers found a crack in the cable on tuesday morning before dawn".split(
      separator: " "
    ).map(String.init)
    let twin = text(words, excerpt, "Post", "post")
    let new = text(words.shuffled(using: &random), excerpt, "Daily", "daily")
    // Each shares one key with the new one, and no key has so many that it says nothing.
    var others: [StoryText] = []
    var used: [UInt32: Int] = [:]
    for number in 0..<20_000 where others.count < 150 {
      let title = (0..<3).map { _ in words[random.next(below: words.count)] } + ["other\(number)"]
      let other = text(
        title, ["say\(number)", "told\(number)", "heard\(number)"], "P\(number)", "p\(number)")
      let shared = Set(other.keys).intersection(new.keys)
      guard shared.count == 1, let key = shared.first, used[key, default: 0] < 40 else { continue }
      used[key, default: 0] += 1
      others.append(other)
    }
    #expect(others.count > 100)
    let library = try Library.inMemory()
    let joined = try library.write { database -> [Int64] in
      let table = try StoryTable(database)
      for (index, text) in ([twin] + others + [new]).enumerated() {
        let id = Int64(index + 1)
        try database.execute(
          sql: """
            INSERT INTO article(id, address, title, provider, related_count, topics, folder, name,
              addresses, related, lists) VALUES(?, '', '', '', 0, '', 0, x'', x'', x'', x'')
            """, arguments: [id])
        try table.enter(id, text, address: id)
      }
      try table.finish()
      return try Query(
        database,
        "SELECT article FROM story WHERE story = (SELECT story FROM story WHERE article = ?)"
      ).all(Int64(others.count + 2)) { $0.integer(0) }
    }
    #expect(joined.contains(1))
  }

  /// Whatever comes and goes, lists see the table as it is, and a story never has one article alone.
  @Test func packedMembershipsEqualTheTable() throws {
    var random = SplitMix(seed: 11)
    let words = ["bridge", "harbour", "lantern", "glacier", "orchard", "trumpet"]
    let library = try Library.inMemory()
    try library.write { database in
      for id in 1...400 {
        try database.execute(
          sql: """
            INSERT INTO article(id, address, title, provider, related_count, topics, folder, name,
              addresses, related, lists) VALUES(?, '', '', '', 0, '', 0, x'', x'', x'', x'')
            """, arguments: [id * 37])
      }
    }
    for _ in 0..<300 {
      try library.write { database in
        let table = try StoryTable(database)
        for _ in 0..<4 {
          let id = Int64(1 + random.next(below: 400)) * 37
          if random.next(below: 5) == 0 {
            try table.forget(id)
          } else {
            var article = Article(
              title: (0..<5).map { _ in words[random.next(below: 6)] }.joined(separator: " "))
            article.published = Instant(milliseconds: Int64(random.next(below: 400)) * 3_600_000)
            article.provider = Provider(name: words[random.next(below: 6)])
            let address = Address(canonicalizing: "https://\(random.next(below: 90)).example/a")!
            try table.enter(id, StoryText(article, address: address) { "" }, address: 0)
          }
        }
        try table.finish()
      }
      try library.read { database in
        let members = try StoryMembers(database)
        let rows = try Query(database, "SELECT article, story, place FROM story").all {
          (article: $0.integer(0), story: $0.integer(1), place: $0.integer(2))
        }
        var stories: [Int64: Set<Int>] = [:]
        for row in rows {
          let entry = try #require(members.entry(of: row.article))
          #expect(Int64(entry.place) == row.place)
          stories[row.story, default: []].insert(entry.story)
        }
        #expect(stories.values.allSatisfy { $0.count == 1 })
        #expect(Set(stories.values.map { $0.first! }).count == stories.count)
        for (story, _) in stories { #expect(rows.count { $0.story == story } > 1) }
        #expect((0..<Int64(15_000)).count { members.entry(of: $0) != nil } == rows.count)
      }
    }
    #expect(try library.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM story") } ?? 0 > 10)
  }

  /// The labelled articles, through files and library, are joined as in memory.
  @Test(arguments: ["news", "everyday"])
  func joinsInBatchesAsAtOnce(_ name: String) throws {
    let lines = try #require(scratch.labelled(name))
    let desk = try Desk(scratch)
    for part in [lines.prefix(40), lines.dropFirst(40)] {
      for (number, fields) in part {
        let hours = Int64(fields[1]) ?? 0
        write(
          "a\(number)", fields[3].replacing("\"", with: ""), "\"\(fields[2])\"",
          fields[4].replacing("\"", with: ""), hours: hours,
          url: fields.count > 5 && !fields[5].isEmpty ? fields[5] : nil)
      }
      try desk.index()
      try desk.library.indexTexts()
    }
    let rows = try rows(desk)
    let stories = Dictionary(grouping: lines.map(\.1).filter { $0[0] != "-" }) { $0[0] }
    let joined = rows.filter { $0.count > 1 }
    #expect(joined.count >= stories.values.count { $0.count > 1 } * 9 / 10)
    for titles in joined {
      let labels = Set(
        titles.map { title in
          lines.first { $0.1[3].replacing("\"", with: "") == title }?.1[0] ?? "?"
        })
      #expect(labels.count == 1, "\(titles)")
    }
  }
}

extension Scratch {
  /// The lines of a labelled set of the tests of `Articles`.
  fileprivate func labelled(_ name: String) -> [(Int, [String])]? {
    let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = Path("/\(tests)/ArticlesTests/Corpus/stories/\(name).txt")
    guard let bytes = OpenFile(path, 0)?.bytes(limit: 1 << 20) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.enumerated().map { number, line in
        (
          number,
          line.split(separator: "|", omittingEmptySubsequences: false).map { field in
            String(field.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
          }
        )
      }
  }
}
