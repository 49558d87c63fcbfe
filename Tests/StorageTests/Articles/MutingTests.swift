import Articles
import GRDB
import Testing

@testable import Storage

/// What rules hide is in no list but one, and every count agrees with its list.
struct MutingTests {
  private let scratch = Scratch()
  private static let now = Instant(iso8601: "2026-11-20T12:00:00Z")!

  private func file(
    _ name: String, day: Int, provider: String = "Wire", topics: [String] = ["News"],
    body: String = "", in folder: String = "news"
  ) {
    scratch.write(
      "\(folder)/\(name).md",
      article(
        name, url: "https://example.org/\(name)", at: "2026-11-\(10 + day)T08:00:00Z",
        provider: provider, topics: topics, body: body))
  }

  private func filled() throws -> Desk {
    file("swift", day: 1, topics: ["Birds"], body: "A tower.")
    file("goal", day: 2, provider: "Pitch", topics: ["Sport"], body: "Ninety minutes.")
    file("tern", day: 3, topics: ["Birds", "Sport"])
    file("match", day: 4, provider: "Pitch", topics: ["Sport", "Pitch only"])
    file("tower", day: 5, body: "A swift goal.")
    file("away", day: 6, topics: ["Sport"], in: "other")
    let desk = try Desk(scratch)
    scratch.makeFolder("other")
    try desk.index(["news", "other"])
    try desk.library.indexTexts()
    return desk
  }

  private func view(_ desk: Desk, _ rules: [String], _ names: [String] = ["news", "other"]) throws
    -> LibraryView
  {
    var view = try desk.view(names)
    view.muting = Muting(rules: rules)
    try view.bringMutedUpToDate(now: Self.now)
    return view
  }

  private func query(_ text: String, in scope: ListScope = .all) throws -> ListScope {
    .query(try QueryParser.parse(text, now: Self.now), in: scope)
  }

  private func titles(_ view: LibraryView, _ scope: ListScope = .all) throws -> [String] {
    try view.rows(view.listing(scope).ids).map(\.title)
  }

  /// Every list, its first page, its count and its line in the sidebar say the same, and none but one
  /// has anything that is hidden.
  private func expectAgreement(_ view: LibraryView, _ comment: Comment) throws {
    let sidebar = try view.sidebar()
    let entries =
      sidebar.views + sidebar.tags + sidebar.topics + sidebar.providers + sidebar.sources
    let hidden = Set(try view.listing(.muted).ids)
    for entry in entries {
      let listing = try view.listing(entry.scope)
      let unread = listing.flags.count { !$0.contains(.read) }
      let counted = try view.count(entry.scope)
      #expect(entry.total == listing.count && entry.unread == unread, "\(comment): \(entry)")
      #expect(counted == (entry.total, entry.unread), "\(comment): \(entry)")
      let page = try view.firstPage(entry.scope, limit: 100).map(\.id)
      if entry.scope != .unread { #expect(page == listing.ids, "\(comment): \(entry)") }
      if entry.scope != .muted { #expect(hidden.isDisjoint(with: listing.ids), comment) }
    }
    #expect(Set(try view.listing(.all).ids).count + hidden.count == 6, comment)
  }

  @Test func hiddenArticlesAreInNoOtherList() throws {
    let desk = try filled()
    try desk.mark("https://example.org/goal", .read, at: 1)
    try desk.mark("https://example.org/match", .starred, at: 2)
    try desk.mark("https://example.org/tern", .starred, at: 3)
    let view = try view(desk, ["provider:pitch", "topic:sport away"])
    #expect(try titles(view) == ["tower", "tern", "swift"])
    #expect(try titles(view, .muted) == ["away", "match", "goal"])
    #expect(try titles(view, .starred) == ["tern"])
    #expect(try titles(view, .topic("Sport")) == ["tern"])
    #expect(try titles(view, query("topic:sport")) == ["tern"])
    #expect(try titles(view, query("sort:oldest")) == ["swift", "tern", "tower"])
    #expect(try titles(view, query("goal", in: .muted)) == ["goal"])
    #expect(!(try view.sidebar().topics.map(\.title).contains("Pitch only")))
    try expectAgreement(view, "at first")
  }

  @Test func aQueryMayAskForThem() throws {
    let desk = try filled()
    let view = try view(desk, ["topic:sport"])
    #expect(try titles(view, query("is:muted")) == ["away", "match", "tern", "goal"])
    #expect(try titles(view, query("is:muted birds")) == [])
    #expect(try titles(view, query("is:muted topic:birds")) == ["tern"])
    #expect(
      try titles(view, query("is:muted or swift")) == [
        "away", "tower", "match", "tern", "goal", "swift",
      ])
    #expect(try titles(view, query("-is:muted")) == ["tower", "swift"])
    #expect(try view.count(query("is:muted")).total == 4)
    #expect(try view.firstPage(query("is:muted"), limit: 2).map(\.title) == ["away", "match"])
  }

  @Test func rowsSayWhetherTheyAreHidden() throws {
    let desk = try filled()
    let view = try view(desk, ["topic:sport"])
    #expect(try view.rows(view.listing(.muted).ids).allSatisfy(\.isMuted))
    #expect(!(try view.rows(view.listing(.all).ids).contains(where: \.isMuted)))
  }

  @Test func whatComesOrChangesIsAskedAbout() throws {
    let desk = try filled()
    let view = try view(desk, ["minutes"])
    #expect(try titles(view, .muted) == ["goal"])
    scratch.delete("news/goal.md")
    file("tower", day: 5, body: "Five minutes.")
    file("late", day: 7, body: "In minutes.")
    try desk.index(["news", "other"])
    #expect(!(try view.bringMutedUpToDate(now: Self.now)))
    #expect(try titles(view).first == "late")
    try desk.library.indexTexts()
    #expect(try view.bringMutedUpToDate(now: Self.now))
    #expect(try titles(view, .muted) == ["late", "tower"])
    try expectAgreement(view, "changed")
    #expect(!(try view.bringMutedUpToDate(now: Self.now)))
  }

  @Test func aRuleAgainstAWordWaitsForTheWords() throws {
    let desk = try filled()
    let view = try view(desk, ["-minutes"])
    #expect(try titles(view) == ["goal"])
    file("late", day: 7, body: "In minutes.")
    try desk.index(["news", "other"])
    try view.bringMutedUpToDate(now: Self.now)
    #expect(try titles(view) == ["late", "goal"])
  }

  @Test func rulesThatAskForMarksFollowThem() throws {
    let desk = try filled()
    let view = try view(desk, ["topic:sport -is:starred"])
    #expect(try titles(view, .muted).count == 4)
    try desk.mark("https://example.org/tern", .starred, at: 1)
    #expect(try view.bringMutedUpToDate(now: Self.now))
    #expect(try titles(view, .muted) == ["away", "match", "goal"])
    try desk.mark("https://example.org/tern", .unstarred, at: 2)
    #expect(try view.bringMutedUpToDate(now: Self.now))
    try expectAgreement(view, "marked")
  }

  @Test func rulesThatAskForTheTimeAreAskedAgain() throws {
    let desk = try filled()
    let view = try view(desk, ["age>7d"])
    #expect(try titles(view, .muted) == ["tern", "goal", "swift"])
    let later = Self.now.advanced(byMilliseconds: 86_400_000)
    #expect(try view.bringMutedUpToDate(now: later))
    #expect(try titles(view, .muted) == ["match", "tern", "goal", "swift"])
  }

  @Test func otherRulesTakeThePlaceOfThese() throws {
    let desk = try filled()
    let first = try view(desk, ["topic:sport"])
    let second = try view(desk, ["topic:birds"])
    #expect(try titles(second, .muted) == ["tern", "swift"])
    try expectAgreement(second, "others")
    second.muting?.rules = []
    #expect(try second.bringMutedUpToDate(now: Self.now))
    #expect(try titles(second).count == 6)
    #expect(!(try second.sidebar().views.contains { $0.scope == .muted }))
    let triggers = try desk.library.read { database in
      try String.fetchAll(
        database,
        sql:
          "SELECT name FROM sqlite_master WHERE name LIKE 'mute@_%' ESCAPE '@' AND type = 'trigger'"
      )
    }
    #expect(triggers == [])
    try first.bringMutedUpToDate(now: Self.now)
    #expect(try titles(first, .muted).count == 4)
  }

  @Test func whatIsHiddenIsSoOverAllSources() throws {
    let desk = try filled()
    _ = try view(desk, ["topic:sport"], ["news"])
    let other = try view(desk, ["topic:sport"], ["other"])
    #expect(try titles(other, .muted) == ["away"])
    #expect(try other.sidebar().views.map(\.total) == [0, 0, 0, 1])
  }

  @Test func whatIsHiddenIsNoNews() throws {
    let desk = try filled()
    let view = try view(desk, ["topic:sport"])
    let (_, last) = try view.arrivals(after: nil)
    file("late", day: 7, topics: ["Sport"])
    file("later", day: 8, topics: ["Birds"])
    let ids = try desk.index(["news", "other"]).articles
    try desk.library.indexTexts()
    try view.bringMutedUpToDate(now: Self.now)
    #expect(try view.arrivals(after: last).counts.values.reduce(0, +) == 1)
    #expect(try view.unmuted(ids).count == 1)
  }

  @Test func aRuleGivesRowsALook() throws {
    let desk = try filled()
    var view = try desk.view(["news", "other"])
    view.highlighting = Highlighting(
      rules: ["topic:birds", "is:purple", "tower"], now: { Self.now })
    let rows = try view.rows(view.listing(.all).ids)
    #expect(rows.map(\.highlight) == [nil, 2, nil, 0, nil, 0])
  }
}
