import Articles
import Glibc
import Testing

@testable import Storage

/// Mass marks: worked out from the index, written only while that is the whole truth.
struct StepTests {
  private let scratch = Scratch()

  private func desk() throws -> Desk {
    for name in ["a", "b", "c"] {
      scratch.write(
        "news/\(name).md",
        article(
          name.uppercased(), url: "https://example.org/\(name)", amp: "https://amp.org/\(name)",
          at: name == "c" ? nil : "2026-10-0\(name == "a" ? 1 : 5)T08:00:00Z"))
    }
    let desk = try Desk(scratch)
    try desk.index()
    return desk
  }

  private func ids(_ desk: Desk, _ titles: String...) throws -> [ArticleID] {
    try titles.compactMap { try desk.row($0)?.id }
  }

  @discardableResult
  private func mark(
    _ desk: Desk, _ titles: String..., at key: Int64, now: Int64? = nil, before: Instant? = nil
  ) throws -> [Mark] {
    try desk.marks.mark(
      titles.compactMap { try desk.row($0)?.id }, [.read], at: instant(key),
      publishedBefore: before,
      clock: { instant(now ?? key) }, tell: { _ in }
    ).map(\.mark)
  }

  @Test func exactlyTheArticlesNamedAreMarkedAtTheKeysInstant() throws {
    let desk = try desk()
    let ids = try ids(desk, "A", "B")
    scratch.write("news/d.md", article("D", url: "https://example.org/d"))
    try desk.index()
    var told: [MarkChange] = []
    let marks = try desk.marks.mark(
      ids, [.read], at: instant(5), publishedBefore: nil, clock: { instant(9) },
      tell: { told += $0 }
    ).map(\.mark)
    #expect(
      marks == [
        Mark(address("https://example.org/a"), .read, at: instant(5)),
        Mark(address("https://example.org/b"), .read, at: instant(5)),
      ])
    #expect(Set(told.map(\.id)) == Set(ids) && told.allSatisfy { $0.flags == .read })
    #expect(try Set(desk.titles(.unread)) == ["C", "D"])
  }

  @Test func aStepIsOneLineOfTheJournal() throws {
    let desk = try desk()
    try mark(desk, "A", "B", "C", at: 5)
    let journal = try #require(scratch.read("local/states/\(folder)/journal"))
    #expect(journal.split(separator: "\n").count == 2)
  }

  @Test func whatIsReadAlreadyIsNoPartOfTheStep() throws {
    let desk = try desk()
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try mark(desk, "A", "B", at: 5).map(\.address.text) == ["https://example.org/b"])
    #expect(try desk.row("A")?.lastMarked == instant(1))
  }

  @Test func whatWasMarkedSinceTheKeyStays() throws {
    let desk = try desk()
    try desk.mark("https://example.org/a", .unread, at: 6)
    #expect(try mark(desk, "A", at: 5, now: 8).isEmpty)
    #expect(try desk.row("A")?.flags == [])
  }

  @Test func aMarkOfTheFutureIsOvertaken() throws {
    let desk = try desk()
    try desk.mark("https://example.org/a", .unread, at: 100)
    #expect(try mark(desk, "A", at: 5, now: 8).map(\.at) == [instant(101)])
    #expect(try desk.row("A")?.flags == .read)
  }

  @Test func olderThanKnowsNothingOfArticlesWithoutADate() throws {
    let desk = try desk()
    let limit = Instant(year: 2026, month: 10, day: 3, hour: 0, minute: 0, second: 0)
    #expect(
      try mark(desk, "A", "B", "C", at: 5, before: limit).map(\.address.text)
        == ["https://example.org/a"])
  }

  /// Another process writes between the reading of the index and the lock.
  @Test func marksWrittenMeanwhileAreTakenIntoAccount() throws {
    let desk = try desk()
    let other = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["local"], library: desk.library)
    let ids = try ids(desk, "A", "B")
    var calls = 0
    let marks = try desk.marks.mark(
      ids, [.read], at: instant(5), publishedBefore: nil,
      clock: {
        calls += 1
        if calls == 1 {
          try? other.record([Mark(address("https://amp.org/a"), .read, at: instant(4))])
        }
        return instant(9)
      }, tell: { _ in })
    #expect(calls == 2)
    #expect(marks.map(\.mark.address.text) == ["https://example.org/b"])
  }

  @Test func anUnfinishedLineOfAKilledWriterIsNoObstacle() throws {
    let desk = try desk()
    try mark(desk, "A", at: 5)
    scratch.append("local/states/\(folder)/journal", Array("{\"step\":\"torn".utf8))
    #expect(try mark(desk, "B", at: 6).count == 1)
    #expect(try desk.row("B")?.flags == .read)
  }

  @Test func aJournalThatIsHeldForGoodIsSaid() throws {
    let desk = try desk()
    let path = Path(scratch["local/states/\(folder)/journal"])
    guard let file = OpenFile(path, O_RDWR),
      let lock = try? FileLock(file.descriptor, milliseconds: 0)
    else {
      Issue.record("the lock is free")
      return
    }
    #expect(throws: StorageError.busy(path: path.display)) { try mark(desk, "A", at: 5) }
    _ = consume lock
    #expect(try mark(desk, "A", at: 5).count == 1)
  }

  @Test(arguments: [MarkStore.mostValues, 0])
  func withoutAJournalStepsLastForTheRun(mostValues: Int) throws {
    scratch.write("blocked", "")
    let desk = try desk()
    let store = try MarkStore(
      statePath: scratch["data/other.json"], localFolder: scratch["blocked"], library: desk.library)
    let log = UndoLog(store, mostValues: mostValues)
    let ids = try ids(desk, "A", "B")
    let count = try log.mark(
      ArticleSet(ids), [.read], at: instant(5), publishedBefore: nil, as: MarkStep.ID(1),
      clock: { instant(5) },
      tell: { _ in }
    ).count
    #expect(count == 2)
    #expect(try store.flags(of: address("https://example.org/a")) == .read)
    let outcome = try log.undo(
      MarkStep.ID(1), as: MarkStep.ID(2), clock: { instant(7) }, tell: { _ in })
    #expect(outcome == .done(count: 2, leftAlone: 0, only: nil))
    #expect(try store.flags(of: address("https://example.org/a")) == [])
  }

  private var folder: String { scratch.names("local/states").first ?? "" }
}
