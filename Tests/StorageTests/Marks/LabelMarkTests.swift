import Articles
import GRDB
import TestSupport
import Testing

@testable import Storage

/// Labels are facts as read and starred are, whoever writes them and in which order they come.
struct LabelMarkTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  private func write(_ name: String) {
    scratch.write(
      "news/\(name).md",
      article(name.uppercased(), url: url(name), amp: "https://amp.org/\(name)", topics: ["x"]))
  }

  private func desk(_ names: [String] = ["a", "b", "c"]) throws -> Desk {
    for name in names { write(name) }
    let desk = try Desk(scratch)
    try desk.index()
    return desk
  }

  private func labels(_ desk: Desk, _ title: String) throws -> [String] {
    try desk.row(title)?.labels.map(\.name) ?? []
  }

  private func label(_ name: String) -> MarkName { .label(Label(name)!) }
  private func unlabel(_ name: String) -> MarkName { .unlabel(Label(name)!) }

  private func sidebar(_ desk: Desk) throws -> [String] {
    try desk.view().sidebar().labels.map { "\($0.title) \($0.unread)/\($0.total)" }
  }

  @Test func aLabelIsShownCountedListedAndTakenAway() throws {
    let desk = try desk()
    try desk.mark(url("a"), label("Swift"), at: 1)
    try desk.mark("https://amp.org/a", label("to read"), at: 2)
    try desk.mark(url("b"), label("swift"), at: 3)
    try desk.mark(url("b"), .read, at: 4)
    #expect(try labels(desk, "A") == ["Swift", "to read"])
    #expect(try labels(desk, "B") == ["Swift"], "one spelling for all")
    #expect(try sidebar(desk) == ["Swift 1/2", "to read 1/1"])
    #expect(try desk.titles(.label("SWIFT")).sorted() == ["A", "B"])
    #expect(try desk.view().count(.label("swift")) == (total: 2, unread: 1))
    #expect(try desk.titles(.label("none")) == [])
    try desk.mark(url("a"), unlabel("SWIFT"), at: 5)
    #expect(try labels(desk, "A") == ["to read"])
    try desk.mark(url("a"), unlabel("to read"), at: 6)
    #expect(try desk.row("A")?.flags == [])
    #expect(try sidebar(desk) == ["Swift 0/1"])
  }

  /// A removal is a fact that no merge takes back, whatever the spelling and the order.
  @Test func aLabelThatWasTakenAwayDoesNotComeBack() throws {
    let desk = try desk()
    try desk.mark(url("a"), unlabel("x"), at: 5)
    try desk.mark(url("a"), label("X"), at: 4)
    try desk.mark("https://amp.org/a", label(" x "), at: 5)
    #expect(try labels(desk, "A") == [])
    scratch.write(
      "data/state (1).json",
      #"{"format":"martlet-state","version":1,"articles":{"\#(url("a"))":{"label:x":"2026-10-03T00:00:00.001Z"}}}"#
    )
    try desk.marks.indexPending()
    let fresh = try Desk(scratch, library: "fresh")
    try fresh.index()
    try fresh.marks.indexPending()
    #expect(try labels(fresh, "A") == labels(desk, "A"))
    let last = try #require(try desk.marks.lastMarked(of: address(url("a"))))
    try desk.marks.record([
      Mark(address(url("a")), label("x"), at: nextInstant(after: last, now: last))
    ])
    try desk.marks.indexPending()
    #expect(try labels(desk, "A").map { $0.lowercased() } == ["x"])
  }

  /// A window that shows the article must be told, though neither flags nor the last instant change.
  @Test func anOlderLabelThatComesLaterIsNews() throws {
    let desk = try desk()
    try desk.mark(url("a"), label("one"), at: 9)
    try desk.marks.record([Mark(address(url("a")), label("two"), at: instant(3))])
    let changes = try desk.marks.indexPending()
    #expect(changes.map { $0.labels.map(\.name) } == [["one", "two"]])
    #expect(changes.first?.lastMarked == instant(9))
  }

  @Test func whatIsNoLabelIsKeptAndNotShown() throws {
    scratch.write(
      "data/state.json",
      #"""
      {"format":"martlet-state","version":1,"articles":{"\#(url("a"))":{"label:":"2026-10-01T00:00:00Z",
      "label:\u0007x":"2026-10-01T00:00:00Z","label:ok":7,"label:\u202Eevil":"2026-10-01T00:00:00Z",
      "label:fine":"2026-10-01T00:00:00Z","label:\ud800":"2026-10-01T00:00:00Z"}}}
      """#)
    let desk = try desk()
    try desk.marks.indexPending()
    #expect(try labels(desk, "A").first == "fine")
    #expect(try labels(desk, "A").allSatisfy { !$0.contains("evil") && !$0.contains("\u{7}") })
    try desk.mark(url("b"), .read, at: 1)
    try desk.marks.compact(force: true)
    let text = try #require(scratch.read("data/state.json"))
    for part in [#""label:":"#, #""label:ok":7"#, "evil", #"\u0007x"#] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func whatHasALabelStaysWhenItsSourceGoes() throws {
    let desk = try desk()
    scratch.write("more/m.md", article("M", url: url("m")))
    try desk.index(["news", "more"])
    try desk.mark(url("a"), label("keep"), at: 1)
    let view = desk.library.view(
      sources: try desk.sources(["more"]).map(\.id), state: desk.marks.stateID, keepsStarred: true)
    func titles(_ scope: ListScope) throws -> [String] {
      try view.rows(view.listing(scope).ids).map(\.title)
    }
    let query = try QueryParser.parse(
      "label:keep is:unread", now: instant(9), utcOffset: { _ in 0 })
    #expect(try titles(.all) == ["M"])
    #expect(try titles(.label("keep")) == ["A"])
    #expect(try titles(.query(query, in: .all)) == ["A"])
    #expect(try view.firstPage(.query(query, in: .all), limit: 5).map(\.title) == ["A"])
    #expect(try view.sidebar().labels.map(\.total) == [1])
    #expect(try view.article(at: address(url("a"))) != nil)
    let undated = try QueryParser.parse(
      "has:label since:2020-01-01", now: instant(9), utcOffset: { _ in 0 })
    #expect(try titles(.query(undated, in: .all)) == titles(.query(undated, in: .label("keep"))))
  }

  @Test func aLabelWaitsForAnArticleThatComesLaterOrAgain() throws {
    let desk = try desk()
    try desk.mark(url("z"), label("later"), at: 1)
    write("z")
    try desk.index()
    #expect(try labels(desk, "Z") == ["later"])
    #expect(try sidebar(desk) == ["later 1/1"])
    scratch.delete("news/z.md")
    try desk.index()
    #expect(try sidebar(desk) == [])
    write("z")
    try desk.index()
    #expect(try sidebar(desk) == ["later 1/1"])
  }

  @Test func queriesFindLabelsByTheirWords() throws {
    let desk = try desk(["a", "b", "c", "d"])
    try desk.mark(url("a"), label("to read"), at: 1)
    try desk.mark(url("b"), label("Read later"), at: 1)
    try desk.mark(url("c"), label("読む本"), at: 1)
    func found(_ text: String, in scope: ListScope = .all) throws -> [String] {
      let query = try QueryParser.parse(text, now: instant(9), utcOffset: { _ in 0 })
      let ids = try desk.titles(.query(query, in: scope)).sorted()
      let view = try desk.view()
      #expect(try view.firstPage(.query(query, in: scope), limit: 9).map(\.title).sorted() == ids)
      return ids
    }
    #expect(try found("label:read") == ["A", "B"])
    #expect(try found("label:\"read later\"") == ["B"])
    #expect(try found("label:LAT") == ["B"])
    #expect(try found("label:読む") == ["C"])
    #expect(try found("has:label") == ["A", "B", "C"])
    #expect(try found("-has:label") == ["D"])
    #expect(try found("-label:read") == ["C", "D"])
    #expect(try found("label:read or is:unread") == ["A", "B", "C", "D"])
    #expect(try found("label:later", in: .label("Read later")) == ["B"])
    #expect(try found("label:x") == [])
    #expect(try found("") == ["A", "B", "C", "D"])
  }

  /// A library whose marks were read by a program that knew no labels.
  @Test func labelsThatAnOlderProgramHasReadAreFoundWhenTheLibraryIsOpened() throws {
    let desk = try desk()
    try desk.mark(url("a"), label("x"), at: 1)
    try desk.mark(url("a"), .read, at: 2)
    try desk.library.database.write { database in
      try database.execute(
        sql: """
          DROP TABLE article_label; DROP TABLE label; DELETE FROM meta WHERE name = 'labels';
          UPDATE mark SET flags = flags & ~8; DELETE FROM article_count WHERE list < -2
          """)
    }
    let again = try Desk(scratch)
    #expect(try labels(again, "A") == ["x"])
    #expect(try sidebar(again) == ["x 0/1"])
  }

  @Test func manyLabelsOnOneArticleAndManyInAll() throws {
    let desk = try desk()
    try desk.marks.record(
      (0..<1000).map { Mark(address(url("a")), label("number \($0)"), at: instant(Int64($0))) })
    try desk.marks.indexPending()
    #expect(try labels(desk, "A").count == 1000)
    #expect(try desk.view().sidebar().labels.count == 1000)
    try desk.marks.compact(force: true)
    let fresh = try Desk(scratch, library: "fresh")
    try fresh.index()
    try fresh.marks.indexPending()
    #expect(try labels(fresh, "A") == labels(desk, "A"))
  }

  @Test func aJournalThatWasCutInTheMiddleKeepsWhatIsWhole() throws {
    let desk = try desk()
    try desk.mark(url("a"), label("one"), at: 1)
    try desk.mark(url("a"), label("two"), at: 2)
    let folder = try #require(scratch.names("local/states").first)
    let path = "local/states/\(folder)/journal"
    let text = try #require(scratch.read(path))
    scratch.write(path, String(text.dropLast(30)))
    let fresh = try Desk(scratch, library: "fresh")
    try fresh.index()
    try fresh.marks.indexPending()
    #expect(try labels(fresh, "A") == ["one"])
    try fresh.mark(url("a"), label("three"), at: 3)
    #expect(try labels(fresh, "A") == ["one", "three"])
  }

  // MARK: Steps

  /// Steps of more articles are worked out in the library: all but single marks, or none here.
  @Test(arguments: [MarkStore.mostValues, 0])
  func severalLabelsAreOneStepThatLeavesAloneWhatWasThere(mostValues: Int) throws {
    let desk = try desk()
    try desk.mark(url("a"), label("Swift"), at: 1)
    try desk.mark(url("b"), label("old"), at: 1)
    let log = UndoLog(desk.marks, mostValues: mostValues)
    let ids = ArticleSet(try desk.rows().map(\.id))
    let names = [label("swift"), label("new"), unlabel("old")]
    let count = try log.mark(
      ids, names, at: instant(10), publishedBefore: nil, as: MarkStep.ID(1),
      clock: { instant(20) }, tell: { _ in }
    ).count
    #expect(count == 3)
    for title in ["A", "B", "C"] { #expect(try labels(desk, title).sorted() == ["Swift", "new"]) }
    #expect(
      try sidebar(desk) == ["new 3/3", "Swift 3/3"] || sidebar(desk) == ["Swift 3/3", "new 3/3"])
    let outcome = try log.undo(
      MarkStep.ID(1), as: MarkStep.ID(2), clock: { instant(30) }, tell: { _ in })
    guard case .done(3, 0, nil, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try labels(desk, "A") == ["Swift"])
    #expect(try labels(desk, "B") == ["old"])
    #expect(try labels(desk, "C") == [])
    try log.save([MarkStep.ID(2)])
    let next = UndoLog(desk.marks, mostValues: mostValues)
    let restored = try #require(next.restore().first)
    #expect(restored.count == 3 && Set(restored.names.map(\.identity)).count == 3)
    _ = try next.undo(restored.id, as: MarkStep.ID(3), clock: { instant(40) }, tell: { _ in })
    for title in ["A", "B", "C"] { #expect(try labels(desk, title).sorted() == ["Swift", "new"]) }
  }

  @Test func aLabelThatWasGivenAnewElsewhereIsLeftAlone() throws {
    let desk = try desk()
    let log = UndoLog(desk.marks)
    let marks = [Mark(address(url("a")), label("x"), at: instant(1))]
    log.keep(marks, as: MarkStep.ID(1))
    try desk.marks.record(marks)
    try desk.marks.indexPending()
    try desk.mark(url("a"), label("X"), at: 5)
    let outcome = try log.undo(
      MarkStep.ID(1), as: MarkStep.ID(2), clock: { instant(9) }, tell: { _ in })
    #expect(outcome == .done(count: 0, leftAlone: 1, only: nil))
    #expect(try labels(desk, "A").count == 1)
  }

  @Test func thousandsOfAddressesAreLabelledFromTheShell() throws {
    let desk = try desk()
    let addresses =
      (0..<3000).map { address("https://example.org/far/\($0)") } + [
        address("https://amp.org/b")
      ]
    #expect(try desk.marks.markMany(addresses, label("far"), now: instant(5)) == 3001)
    #expect(try desk.marks.labels(of: addresses[2999]).map(\.name) == ["far"])
    #expect(try labels(desk, "B") == ["far"])
    #expect(try sidebar(desk) == ["far 1/1"])
    _ = try desk.marks.markMany(addresses, unlabel("FAR"), now: instant(5))
    #expect(try desk.marks.labels(of: addresses[2999]) == [])
    #expect(try sidebar(desk) == [])
  }

  /// Whatever happens in whichever order: rows and counts are those of a library that reads it all anew.
  @Test(arguments: 0..<30 as Range<UInt64>) func theIndexIsTrueToTheFiles(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let desk = try desk(["a", "b", "c", "d"])
    let log = UndoLog(desk.marks, mostValues: seed % 2 == 0 ? 0 : MarkStore.mostValues)
    let spellings = ["x", "X", "y", "é", "e"]
    var time: Int64 = 1000
    var steps: [MarkStep.ID] = []
    for number in 1...25 {
      time += 10
      let name = spellings[random.next(below: spellings.count)]
      let mark = [label(name), unlabel(name), label(name), .read, .unread, .starred][
        random.next(below: 6)]
      switch random.next(below: 8) {
      case 0...2:
        let place = ["a", "b", "c", "d", "e"][random.next(below: 5)]
        let host = random.next(below: 2) == 0 ? "amp.org" : "example.org"
        try desk.mark("https://\(host)/\(place)", mark, at: Int64(random.next(below: 2000)))
      case 3, 4:
        let some = try desk.rows().map(\.id).filter { _ in random.next(below: 2) == 0 }
        let (id, now) = (MarkStep.ID(number), instant(time))
        _ = try log.mark(
          ArticleSet(some), [mark], at: now, publishedBefore: nil, as: id, clock: { now },
          tell: { _ in })
        steps.append(id)
      case 5:
        guard let step = steps.popLast() else { continue }
        let now = instant(time)
        _ = try log.undo(step, as: MarkStep.ID(100 + number), clock: { now }, tell: { _ in })
      case 6:
        let place = ["c", "d", "e"][random.next(below: 3)]
        if random.next(below: 2) == 0 { write(place) } else { scratch.delete("news/\(place).md") }
        try desk.index()
      default: try desk.marks.compact(force: true)
      }
    }
    try desk.marks.indexPending()
    let fresh = try Desk(scratch, library: "fresh")
    try fresh.index()
    try fresh.marks.indexPending()
    let (known, read) = (
      try desk.rows().sorted { $0.title < $1.title },
      try fresh.rows().sorted { $0.title < $1.title }
    )
    #expect(known.map(\.title) == read.map(\.title))
    #expect(known.map(\.flags) == read.map(\.flags))
    #expect(known.map(\.labels) == read.map(\.labels))
    func counts(_ desk: Desk) throws -> [String] {
      try desk.view().sidebar().labels.map {
        "\(Label($0.title)?.folded ?? "") \($0.unread)/\($0.total)"
      }.sorted()
    }
    #expect(try counts(desk) == counts(fresh))
    for entry in try desk.view().sidebar().labels {
      #expect(try desk.titles(entry.scope).count == entry.total)
    }
  }
}
