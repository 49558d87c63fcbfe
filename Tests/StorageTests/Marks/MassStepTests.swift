import Articles
import GRDB
import Glibc
import TestSupport
import Testing

@testable import Storage

/// Steps that are worked out in the library: what they say is what the same marks would say one by
/// one, in the journal, in the index and in the counts.
struct MassStepTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  private func desk(_ names: [String] = ["a", "b", "c", "d"]) throws -> Desk {
    for name in names {
      scratch.write(
        "news/\(name).md",
        article(
          name.uppercased(), url: url(name), amp: "https://amp.org/\(name)",
          at: name == "c" ? nil : "2026-10-0\(name == "a" ? 1 : 5)T08:00:00Z", topics: [name, "x"]))
    }
    let desk = try Desk(scratch)
    try desk.index()
    return desk
  }

  private func ids(_ desk: Desk) throws -> ArticleSet { ArticleSet(try desk.rows().map(\.id)) }

  @discardableResult
  private func mark(
    _ desk: Desk, at key: Int64, now: Int64? = nil, before: Instant? = nil,
    _ name: MarkName = .read,
    clock: (() -> Instant)? = nil
  ) throws -> MarkStore.Written? {
    try desk.marks.markMany(
      ids(desk), name, at: instant(key), publishedBefore: before, heeding: MassStep.Watch(),
      clock: clock ?? { instant(now ?? key) }, tell: { _ in })
  }

  /// What the index says is what an index says that has read the journal, and the counts are true.
  private func expectTrue(_ desk: Desk, _ comment: Comment) throws {
    try desk.marks.indexPending()
    let fresh = try Desk(scratch, library: "fresh-\(UniqueName.random())")
    try fresh.index()
    try fresh.marks.indexPending()
    let known = try desk.rows().sorted { $0.key < $1.key }
    let read = try fresh.rows().sorted { $0.key < $1.key }
    #expect(known.map(\.key) == read.map(\.key), comment)
    #expect(known.map(\.flags) == read.map(\.flags), comment)
    #expect(known.map(\.labels) == read.map(\.labels), comment)
    #expect(known.map(\.lastMarked) == read.map(\.lastMarked), comment)
    #expect(try Set(desk.titles(.unread)) == Set(fresh.titles(.unread)), comment)
    #expect(
      try desk.view().sidebar().topics.map(\.unread) == fresh.view().sidebar().topics.map(\.unread),
      comment)
    #expect(try desk.view().count(.unread) == fresh.view().count(.unread), comment)
  }

  @Test func allAreMarkedAndTheJournalHasOneStep() throws {
    let desk = try desk()
    let all = try ids(desk)
    let written = try #require(try mark(desk, at: 5))
    #expect(written.count == 4 && written.masses.first?.articles == all)
    #expect(try desk.rows().allSatisfy { $0.flags == .read && $0.lastMarked == instant(5) })
    #expect(try journal(desk).count == 2)
    #expect(try desk.marks.pendingByteCount() == 0, "nothing is read back")
    try expectTrue(desk, "marked")
  }

  @Test func whatWasMarkedBeforeIsHeeded() throws {
    let desk = try desk()
    try desk.mark(url("a"), .read, at: 1)
    try desk.mark("https://amp.org/b", .unread, at: 7)
    try desk.mark(url("c"), .starred, at: 100)
    let mass = try #require(try mark(desk, at: 5, now: 8)?.masses.first)
    // Read already; unread since the key; of a clock that is fast; the usual case.
    let rows = try desk.rows()
    let id = Dictionary(uniqueKeysWithValues: rows.map { ($0.title, $0.id) })
    #expect(mass.count == 2)
    #expect(mass.instant(of: id["C"]!) == instant(101) && mass.instant(of: id["D"]!) == instant(5))
    #expect(try desk.row("C")?.flags == [.read, .starred])
    #expect(try desk.row("B")?.flags == [])
    try expectTrue(desk, "marked")
  }

  @Test func olderThanKnowsNothingOfArticlesWithoutADate() throws {
    let desk = try desk()
    let limit = Instant(year: 2026, month: 10, day: 3, hour: 0, minute: 0, second: 0)
    #expect(try mark(desk, at: 5, before: limit)?.only?.text == url("a"))
    try expectTrue(desk, "older")
  }

  /// The latest instant there is: no mark can be later, and neither of two opposites holds.
  @Test func theEndOfTimeIsWorkedOutFromAllMarks() throws {
    let desk = try desk()
    try desk.marks.record([Mark(address(url("a")), .unread, at: .last)])
    try desk.marks.indexPending()
    try mark(desk, at: 5)
    #expect(try desk.row("A")?.flags == [])
    #expect(!desk.marks.notices.isEmpty)
    try expectTrue(desk, "the end")
  }

  /// Rows of the index that all change in the same way are changed together; what stands between them
  /// stays as it is.
  @Test(arguments: 1...4)
  func whateverWasMarkedBeforeTheIndexIsTrue(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let names = (0..<30).map { "n\($0)" }
    let desk = try desk(names + ["a", "c"])
    var now: Int64 = 1000
    for round in 0..<5 {
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        now += 10
        let name = [MarkName.starred, .unstarred, .read, .unread].randomElement(using: &random)!
        let article = names.randomElement(using: &random)!
        // Now and then by a clock that is fast.
        let at = Int.random(in: 0..<6, using: &random) == 0 ? now + 100_000 : now
        try desk.marks.record([Mark(address(url(article)), name, at: instant(at))])
      }
      try desk.marks.indexPending()
      now += 10
      let before = Bool.random(using: &random) ? nil : Instant(iso8601: "2026-10-03T00:00:00Z")
      try mark(desk, at: now, before: before, round % 2 == seed % 2 ? .read : .unread)
      try expectTrue(desk, "round \(round)")
    }
  }

  @Test func aPageTellsItsOneChange() {
    func row(_ article: Int64, _ flags: MarkFlags, _ last: Int64) -> MarkPage.Row {
      MarkPage.Row(article, flags, last: last)
    }
    var page = MarkPage()
    page.add(row(3, [], 9), before: row(3, [.read], 1))
    page.add(row(5, [.starred], 9), before: row(5, [.starred, .read], 7))
    #expect(page.change == MarkPage.Change(articles: 3...5, flags: .read, last: 9))
    page.isBroken = true
    #expect(page.change == nil)
    page.clear()
    #expect(page.change == nil && page.rows.isEmpty)
    for (row, before) in [
      (row(2, [], 10), row(2, [.read], 1)), (row(2, [.starred], 9), row(2, [.read], 1)),
      (row(2, [], 9), nil),
    ] {
      page.clear()
      page.add(MarkPage.Row(1, [], last: 9), before: MarkPage.Row(1, [.read], last: 1))
      #expect(page.change != nil)
      page.add(row, before: before)
      #expect(page.change == nil)
    }
  }

  /// The clock has been set back since.
  @Test func whatIsTakenBackIsLaterThanTheMark() throws {
    let desk = try desk()
    let mass = try #require(try mark(desk, at: 100)?.masses.first)
    let undone = try desk.marks.takeBackMany(
      mass, current: { $0 }, heeding: MassStep.Watch(), clock: { instant(50) }, tell: { _ in })
    #expect(undone?.count == 4)
    #expect(try desk.rows().allSatisfy { $0.flags == [] && $0.lastMarked == instant(101) })
    try expectTrue(desk, "taken back")
  }

  /// Another process marks while the step is worked out.
  @Test func marksWrittenMeanwhileAreTakenIntoAccount() throws {
    let desk = try desk()
    let other = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["local"], library: desk.library)
    var calls = 0
    let written = try mark(
      desk, at: 5,
      clock: {
        calls += 1
        if calls == 1 {
          try? other.record([Mark(address("https://amp.org/a"), .read, at: instant(4))])
        }
        return instant(9)
      })
    #expect(calls == 2)
    #expect(written?.count == 3)
    try expectTrue(desk, "overtaken")
  }

  @Test func aJournalThatIsHeldForGoodIsSaidAndNothingIsMarked() throws {
    let desk = try desk()
    let path = Path(scratch["local/states/\(folder)/journal"])
    guard let file = OpenFile(path, O_RDWR),
      let lock = try? FileLock(file.descriptor, milliseconds: 0)
    else {
      Issue.record("the lock is free")
      return
    }
    #expect(throws: StorageError.busy(path: path.display)) { try mark(desk, at: 5) }
    _ = consume lock
    #expect(try desk.titles(.unread).count == 4)
    #expect(try mark(desk, at: 5)?.count == 4)
  }

  /// What does not fit into a piece waits in a file, and comes back in parts.
  @Test func aStepOfManyPiecesIsReadAsItWasWritten() throws {
    let desk = try desk()
    let addresses = (0..<9000).map { address("https://example.org/a/long/address/\($0)/of/it") }
    #expect(try desk.marks.markMany(addresses + addresses, .starred, now: instant(5)) == 9000)
    #expect(try journal(desk).count == 2)
    #expect(scratch.names("local/states/\(folder)") == ["journal"])
    let start = JournalPosition.start
    var tail = try desk.marks.journal.read(after: start)
    var seen: Set<[UInt8]> = []
    while let part = try tail.next() {
      for entry in part {
        seen.insert(entry.address)
        #expect(entry.marks.instants.map(\.instant) == [instant(5)])
      }
    }
    #expect(seen == Set(addresses.map { Array($0.text.utf8) }) && tail.damaged == 0)
    #expect(tail.end == desk.marks.journal.position())
    try desk.mark(url("a"), .read, at: 9)
    try expectTrue(desk, "after it")
    let other = try Desk(scratch, library: "other")
    try other.marks.indexPending()
    #expect(try other.marks.flags(of: addresses[8999]) == .starred)
  }

  @Test func aLongLineThatIsDamagedIsPassedOverAsAWhole() throws {
    let desk = try desk()
    let addresses = (0..<9000).map { address("https://example.org/a/long/address/\($0)/of/it") }
    _ = try desk.marks.markMany(addresses, .starred, now: instant(5))
    try desk.mark(url("b"), .read, at: 9)
    let path = "local/states/\(folder)/journal"
    let text = try #require(scratch.read(path))
    scratch.write(path, text.replacing("/7777/", with: "/7778/"))
    var tail = try desk.marks.journal.read(after: .start)
    #expect(try tail.next()?.map { String(decoding: $0.address, as: UTF8.self) } == [url("b")])
    #expect(try tail.next() == nil && tail.damaged == 1)
    // Its writer was killed.
    let lines = text.split(separator: "\n")
    scratch.write(path, lines[0] + "\n" + lines[1].dropLast(40_000))
    var torn = try desk.marks.journal.read(after: .start)
    #expect(try torn.next() == nil && torn.damaged == 0)
    #expect(torn.end.offset == Int64(lines[0].utf8.count + 1))
    try desk.marks.record([Mark(address(url("c")), .read, at: instant(9))])
    var mended = try desk.marks.journal.read(after: .start)
    #expect(try mended.next()?.count == 1 && mended.damaged == 1)
  }

  @Test func whereThereAreNoLocksAStepIsStillOneWrite() throws {
    let journal = Journal(Path(scratch["journal"])) { _, _ in
      errno = ENOLCK
      return -1
    }
    var draft = StepDraft(in: Path(scratch[""]))
    for number in 0..<9000 {
      let text = "https://example.org/a/long/address/\(number)/of/it"
      try Array(text.utf8).withUnsafeBytes { try draft.add($0, .read, at: instant(1)) }
    }
    draft.seal()
    #expect(draft.file != nil)
    #expect(try journal.append(draft, onlyAt: .start) == .start)
    var tail = try journal.read(after: .start)
    var count = 0
    while let part = try tail.next() { count += part.count }
    #expect(count == 9000)
  }

  // MARK: Addresses that a person gave

  @Test func aliasesAreMarkedUnderTheirKeysAndStrangersAsTheyAre() throws {
    let desk = try desk()
    let count = try desk.marks.markMany(
      ["https://amp.org/a", url("b"), url("a"), "https://else.org/x"].map(address), .read,
      now: instant(5))
    #expect(count == 3)
    let journal = try #require(scratch.read("local/states/\(folder)/journal"))
    #expect(!journal.contains("amp.org") && journal.contains("else.org/x"))
    #expect(try desk.row("A")?.flags == .read && desk.row("B")?.flags == .read)
    #expect(try desk.marks.flags(of: address("https://else.org/x")) == .read)
    #expect(desk.marks.takeOtherChanges())
    // A second claim changes nothing.
    scratch.write("news/e.md", article("E", url: url("e"), amp: "https://amp.org/a"))
    try desk.index()
    #expect(try desk.row("A")?.flags == .read && desk.row("E")?.flags == [])
    try expectTrue(desk, "aliases")
  }

  @Test func whatAPersonSaysAgainIsLaterThanAllThatIsKnown() throws {
    let desk = try desk()
    try desk.mark("https://amp.org/a", .unread, at: 100)
    try desk.mark("https://else.org/x", .unread, at: 200)
    _ = try desk.marks.markMany(
      ["https://amp.org/a", "https://else.org/x"].map(address), .read, now: instant(5))
    #expect(try desk.row("A")?.lastMarked == instant(101))
    #expect(try desk.row("A")?.flags == .read)
    #expect(try desk.marks.lastMarked(of: address("https://else.org/x")) == instant(201))
    try expectTrue(desk, "again")
  }

  private func journal(_ desk: Desk) throws -> [Substring] {
    try #require(scratch.read("local/states/\(folder)/journal")).split(separator: "\n")
  }

  private var folder: String { scratch.names("local/states").first ?? "" }
}
