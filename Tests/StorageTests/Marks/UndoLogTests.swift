import Articles
import Testing

@testable import Storage

struct UndoLogTests {
  private let scratch = Scratch()

  /// Steps of more articles are worked out in the library: all but single marks, or none here.
  private static let kinds = [MarkStore.mostValues, 0]

  /// A window: its store, its log, and a clock that goes on by a second with each question.
  private final class Window {
    let store: MarkStore
    let log: UndoLog
    let restored: [MarkStep]
    private let library: Library
    private var number = 0
    private var time: Int64

    /// - Parameter mostValues: Steps of more articles are worked out in the library.
    init(_ desk: Desk, from time: Int64 = 0, mostValues: Int = MarkStore.mostValues) throws {
      store = try MarkStore(
        statePath: desk.scratch["data/state.json"], localFolder: desk.scratch["local"],
        library: desk.library)
      log = UndoLog(store, mostValues: mostValues)
      library = desk.library
      restored = log.restore()
      self.time = time
    }

    var now: Instant {
      time += 1000
      return instant(time)
    }

    /// One as the window does it, several as a mass mark.
    func mark(_ name: MarkName, _ names: String...) throws -> MarkStep.ID {
      number += 1
      let (now, id) = (now, MarkStep.ID(number))
      if names.count > 1 {
        let ids = try names.compactMap { name in
          try library.read { database in
            try AddressClaims.owner(
              of: library.hashing(address("https://example.org/\(name)")), database)
          }.map(ArticleID.init)
        }
        _ = try log.mark(
          ArticleSet(ids), [name], at: now, publishedBefore: nil, as: id, clock: { now },
          tell: { _ in })
        return id
      }
      let place = address("https://example.org/\(names[0])")
      let last = try store.lastMarked(of: place)
      let mark = Mark(place, name, at: nextInstant(after: last, now: now))
      log.keep([mark], as: id)
      try store.record([mark])
      try store.indexPending()
      return id
    }

    /// What was done, and the number of the step that undoes it.
    func undo(_ id: MarkStep.ID) throws -> (UndoLog.Outcome, MarkStep.ID) {
      number += 1
      let new = MarkStep.ID(number)
      return (UndoLogTests.counted(try log.undo(id, as: new, clock: { now }, tell: { _ in })), new)
    }
  }

  private func desk() throws -> Desk {
    for name in ["a", "b", "c"] {
      scratch.write(
        "news/\(name).md",
        article(
          name.uppercased(), url: "https://example.org/\(name)", amp: "https://amp.org/\(name)"))
    }
    let desk = try Desk(scratch)
    try desk.index()
    return desk
  }

  private func done(_ count: Int, _ leftAlone: Int = 0, _ only: String? = nil) -> UndoLog.Outcome {
    .done(
      count: count, leftAlone: leftAlone, only: only.map { address("https://example.org/\($0)") })
  }

  /// What `tell` says of few articles is said of many by the outcome.
  private static func counted(_ outcome: UndoLog.Outcome) -> UndoLog.Outcome {
    guard case .done(let count, let leftAlone, let only, _) = outcome else { return outcome }
    return .done(count: count, leftAlone: leftAlone, only: only)
  }

  private func unread(_ desk: Desk) throws -> Set<String> { Set(try desk.titles(.unread)) }

  @Test(arguments: UndoLogTests.kinds) func undoneAndRedoneAsOftenAsOneLikes(mostValues: Int) throws
  {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    var step = try window.mark(.read, "a", "b")
    for _ in 1...3 {
      let (undone, redo) = try window.undo(step)
      #expect(undone == done(2))
      #expect(try unread(desk) == ["A", "B", "C"])
      let (redone, next) = try window.undo(redo)
      #expect(redone == done(2))
      #expect(try unread(desk) == ["C"])
      step = next
    }
  }

  @Test(arguments: UndoLogTests.kinds) func aStepIsTakenBackOnce(mostValues: Int) throws {
    let window = try Window(try desk(), mostValues: mostValues)
    let step = try window.mark(.starred, "a")
    #expect(try window.undo(step).0 == done(1, 0, "a"))
    #expect(try window.undo(step).0 == .unknown)
    #expect(try window.undo(MarkStep.ID(77)).0 == .unknown)
  }

  /// Undoing the later step states anew what the earlier one stated, at a later instant.
  @Test(arguments: UndoLogTests.kinds) func stepsOnOneArticleAreUndoneOneAfterAnother(
    mostValues: Int
  ) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let steps = [
      try window.mark(.read, "a", "b"), try window.mark(.unread, "a"), try window.mark(.read, "a"),
      try window.mark(.unread, "a", "b"), try window.mark(.read, "a"),
      try window.mark(.unread, "a"),
    ]
    var redos: [MarkStep.ID] = []
    for step in steps.reversed() {
      let (outcome, redo) = try window.undo(step)
      guard case .done(_, 0, _, _) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      redos.append(redo)
    }
    #expect(try unread(desk) == ["A", "B", "C"])
    for redo in redos.reversed() {
      guard case .done(_, 0, _, _) = try window.undo(redo).0 else {
        Issue.record("left alone")
        return
      }
    }
    #expect(try unread(desk) == ["A", "B", "C"])
    #expect(try desk.row("A")?.lastMarked != nil)
  }

  /// All typed before the index follows.
  @Test(arguments: UndoLogTests.kinds) func keysFasterThanTheIndexAreUndoneAllTheSame(
    mostValues: Int
  ) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let steps = (0..<6).map { place in
      let mark = Mark(
        address("https://example.org/a"), place % 2 == 0 ? .read : .unread,
        at: instant(Int64(place)))
      window.log.keep([mark], as: MarkStep.ID(100 + place))
      #expect(throws: Never.self) { try window.store.record([mark]) }
      return MarkStep.ID(100 + place)
    }
    for step in steps.reversed() { #expect(try window.undo(step).0 == done(1, 0, "a")) }
  }

  @Test(arguments: UndoLogTests.kinds) func aMarkMadeElsewhereBetweenTwoOfOursIsNotTakenBack(
    mostValues: Int
  ) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let other = try Window(desk, from: 10_000, mostValues: mostValues)
    let first = try window.mark(.read, "a")
    _ = try other.mark(.unread, "a")
    _ = try other.mark(.read, "a")
    let later = try Window(desk, from: 60_000, mostValues: mostValues)
    let second = Mark(address("https://example.org/a"), .unread, at: later.now)
    window.log.keep([second], as: MarkStep.ID(90))
    try window.store.record([second])
    #expect(
      try window.log.undo(
        MarkStep.ID(90), as: MarkStep.ID(91), clock: { later.now }, tell: { _ in })
        == done(1, 0, "a"))
    #expect(try window.undo(first).0 == done(0, 1))
    #expect(try desk.row("A")?.flags == .read)
  }

  @Test(arguments: ["https://example.org/a", "https://amp.org/a"], UndoLogTests.kinds)
  func whatAnotherProcessMarkedSinceIsLeftAlone(address: String, mostValues: Int) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let step = try window.mark(.read, "a", "b")
    let other = try Window(desk, from: 60_000, mostValues: mostValues)
    try other.store.record([Mark(Address(key: address)!, .read, at: other.now)])
    let (outcome, redo) = try window.undo(step)
    #expect(outcome == done(1, 1, "b"))
    #expect(try unread(desk) == ["B", "C"])
    #expect(try window.undo(redo).0 == done(1, 0, "b"))
  }

  @Test(arguments: UndoLogTests.kinds) func anotherFactOfTheArticleDoesNotMatter(mostValues: Int)
    throws
  {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let step = try window.mark(.read, "a")
    let other = try Window(desk, from: 60_000, mostValues: mostValues)
    _ = try other.mark(.starred, "a")
    #expect(try window.undo(step).0 == done(1, 0, "a"))
    #expect(try desk.row("A")?.flags == .starred)
  }

  @Test(arguments: UndoLogTests.kinds) func theNewInstantIsLaterThanAllThatIsKnown(mostValues: Int)
    throws
  {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let step = try window.mark(.read, "a")
    let other = try Window(desk, from: 90_000_000, mostValues: mostValues)
    _ = try other.mark(.starred, "a")
    let last = try #require(try desk.row("A")?.lastMarked)
    _ = try window.undo(step)
    #expect(try desk.row("A")?.lastMarked == last.advanced(byMilliseconds: 1))
    #expect(try desk.row("A")?.flags == .starred)
  }

  /// Another process marks between the look at the instants and the lock.
  @Test(arguments: UndoLogTests.kinds) func whatIsMarkedBetweenLookAndWriteIsLeftAlone(
    mostValues: Int
  ) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let step = try window.mark(.read, "a", "b")
    let other = try Window(desk, from: 60_000, mostValues: mostValues)
    var calls = 0
    let outcome = try window.log.undo(
      step, as: MarkStep.ID(50),
      clock: {
        calls += 1
        if calls == 1 {
          try? other.store.record([Mark(address("https://example.org/a"), .read, at: other.now)])
        }
        return window.now
      }, tell: { _ in })
    #expect(calls == 2)
    #expect(Self.counted(outcome) == done(1, 1, "b"))
  }

  @Test(arguments: UndoLogTests.kinds) func addressesWithoutAnArticleAreUndoneToo(mostValues: Int)
    throws
  {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let step = try window.mark(.read, "elsewhere")
    #expect(try window.undo(step).0 == done(1, 0, "elsewhere"))
    #expect(try desk.marks.flags(of: address("https://example.org/elsewhere")) == [])
  }

  @Test(arguments: UndoLogTests.kinds) func aMarkAtTheEndOfTimeStays(mostValues: Int) throws {
    let window = try Window(try desk(), mostValues: mostValues)
    let mark = Mark(
      address("https://example.org/a"), .read,
      at: Instant(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59))
    try window.store.record([mark])
    window.log.keep([mark], as: MarkStep.ID(1))
    guard case .done(_, _, _, _) = try window.undo(MarkStep.ID(1)).0 else {
      Issue.record("no answer")
      return
    }
  }

  // MARK: The windows to come

  @Test(arguments: UndoLogTests.kinds) func stepsAreLeftToTheNextWindow(mostValues: Int) throws {
    let desk = try desk()
    do {
      let window = try Window(desk, mostValues: mostValues)
      let steps = [try window.mark(.read, "a", "b"), try window.mark(.starred, "c")]
      try window.log.save(steps)
    }
    let next = try Window(desk, from: 60_000, mostValues: mostValues)
    #expect(
      next.restored == [
        MarkStep(id: MarkStep.ID(-2), name: .read, count: 2),
        MarkStep(id: MarkStep.ID(-1), name: .starred, count: 1),
      ])
    #expect(try next.undo(MarkStep.ID(-1)).0 == done(1, 0, "c"))
    try next.log.save([MarkStep.ID(-2)])
    let last = try Window(desk, from: 90_000, mostValues: mostValues)
    #expect(last.restored.flatMap(\.names) == [.read])
    #expect(try last.undo(MarkStep.ID(-1)).0 == done(2))
    #expect(try desk.row("A")?.flags == [])
  }

  @Test(arguments: UndoLogTests.kinds) func theStateMayBeWrittenAndTheLibraryBuiltAgainMeanwhile(
    mostValues: Int
  ) throws {
    do {
      let desk = try desk()
      let window = try Window(desk, mostValues: mostValues)
      try window.log.save([try window.mark(.read, "a", "b")])
      try window.store.compact(force: true)
    }
    for name in scratch.names("data") where name.hasPrefix("library") {
      scratch.delete("data/\(name)")
    }
    let desk = try Desk(scratch)
    try desk.index()
    let next = try Window(desk, from: 60_000, mostValues: mostValues)
    #expect(try next.undo(MarkStep.ID(-1)).0 == done(2))
    #expect(try unread(desk) == ["A", "B", "C"])
  }

  @Test(arguments: UndoLogTests.kinds) func aStepConfirmedByUndoingIsLeftWithItsNewInstant(
    mostValues: Int
  ) throws {
    let desk = try desk()
    do {
      let window = try Window(desk, mostValues: mostValues)
      let first = try window.mark(.read, "a")
      let second = try window.mark(.unread, "a")
      _ = try window.undo(second)
      try window.log.save([first])
    }
    let next = try Window(desk, from: 60_000, mostValues: mostValues)
    #expect(try next.undo(MarkStep.ID(-1)).0 == done(1, 0, "a"))
    #expect(try desk.row("A")?.flags == [])
  }

  @Test(arguments: UndoLogTests.kinds) func twoWindowsThatCloseLoseNeithersSteps(mostValues: Int)
    throws
  {
    let desk = try desk()
    let (one, two) = (
      try Window(desk, mostValues: mostValues),
      try Window(desk, from: 60_000, mostValues: mostValues)
    )
    let (first, second) = (try one.mark(.read, "a"), try two.mark(.starred, "b"))
    try two.log.save([second])
    try one.log.save([first])
    #expect(
      try Window(desk, mostValues: mostValues).restored.map(\.names) == [[.starred], [.read]])
  }

  @Test(arguments: UndoLogTests.kinds) func theNewestHundredAreKept(mostValues: Int) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let steps = (0..<130).map { place in
      window.log.keep(
        [
          Mark(
            address("https://example.org/\(place)"), place < 100 ? .read : .starred,
            at: instant(1))
        ], as: MarkStep.ID(place))
      return MarkStep.ID(place)
    }
    try window.log.save(steps)
    let restored = try Window(desk, mostValues: mostValues).restored
    #expect(restored.count == 100)
    #expect(restored.count { $0.names == [.starred] } == 30 && restored.last?.names == [.starred])
  }

  @Test func aStepTooLargeIsLeftEmpty() throws {
    let path = Path(scratch["undo"])
    let file = UndoFile(path: path, mostBytes: 4096)
    let large = (0..<100).map {
      Mark(address("https://example.org/\($0)"), .read, at: instant(1))
    }
    let small = Mark(address("https://example.org/a"), .starred, at: instant(1))
    try file.change { _ in [UndoStep([small]), UndoStep(large), UndoStep([small])] }
    #expect(try file.load().steps.map(\.count) == [1, 0, 1])
    #expect(try #require(FileFacts(at: path)).size < 1000)
  }

  @Test func whatAnotherWindowIsWritingStays() throws {
    scratch.write(".undo.martlet-0123456789abcdef", "half")
    let file = UndoFile(path: Path(scratch["undo"]))
    try file.change { _ in [UndoStep([Mark(address("https://e.org/a"), .read, at: instant(1))])] }
    #expect(scratch.read(".undo.martlet-0123456789abcdef") == "half")
  }

  @Test(arguments: UndoLogTests.kinds) func damagedLinesAreSkippedAndSaid(mostValues: Int) throws {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    try window.log.save([try window.mark(.read, "a"), try window.mark(.starred, "b")])
    let path = "local/states/\(scratch.names("local/states")[0])/undo"
    let text = try #require(scratch.read(path))
    scratch.write(path, text.replacing("/a\"", with: "/x\"") + "half a line")
    let next = try Window(desk, mostValues: mostValues)
    #expect(next.restored.flatMap(\.names) == [.starred])
    #expect(
      next.store.notices == [
        "\(scratch[path]): 2 damaged lines were skipped; no mark is lost, but cannot be undone any "
          + "more."
      ])
    try next.log.save([MarkStep.ID(-1)])
    #expect(try Window(desk, mostValues: mostValues).store.notices.isEmpty)
  }

  @Test(arguments: ["", "\u{0}\u{0}", "[1]\n", "{\"step\":1}\n", "{\"format\":\"martlet-un"])
  func anythingAtAllInTheFileDoesNoHarm(text: String) throws {
    let desk = try desk()
    let window = try Window(desk)
    let path = "local/states/\(scratch.names("local/states")[0])/undo"
    scratch.write(path, text)
    #expect(try Window(desk).restored.isEmpty)
    try window.log.save([try window.mark(.read, "a")])
    #expect(
      try Window(desk).restored.count == (text.hasPrefix("{\"format\":\"martlet-undo") ? 0 : 1))
  }

  @Test(arguments: UndoLogTests.kinds) func theFileOfANewerProgramIsLeftAlone(mostValues: Int)
    throws
  {
    let desk = try desk()
    let window = try Window(desk, mostValues: mostValues)
    let path = "local/states/\(scratch.names("local/states")[0])/undo"
    scratch.write(path, "{\"format\":\"martlet-undo\",\"version\":2}\nnews\n")
    #expect(try Window(desk, mostValues: mostValues).restored.isEmpty)
    try window.log.save([try window.mark(.read, "a")])
    #expect(scratch.read(path) == "{\"format\":\"martlet-undo\",\"version\":2}\nnews\n")
  }

  /// While a window is open, what would be long work waits for its end; saving again adds nothing.
  @Test func stepsAreKeptAgainAndAgainUnlessOneIsLarge() throws {
    for name in ["a", "b", "c"] {
      scratch.write("news/\(name).md", article(name, url: "https://example.org/\(name)"))
    }
    let desk = try Desk(scratch)
    try desk.index()
    let window = try Window(desk)
    var steps = [try window.mark(.read, "a")]
    for _ in 0..<2 { try window.log.save(steps, upTo: 1) }
    #expect(try Window(desk).restored.count == 1)
    steps.append(try window.mark(.starred, "b", "c"))
    try window.log.save(steps, upTo: 1)
    #expect(try Window(desk).restored.count == 1)
    try window.log.save(steps)
    #expect(try Window(desk).restored.map(\.names) == [[.read], [.starred]])
  }
}
