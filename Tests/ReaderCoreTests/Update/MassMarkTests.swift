import Articles
import ReaderCore
import TUI
import Testing

struct MassMarkTests {
  private func ids(_ numbers: Int64...) -> [ArticleID] { numbers.map(ArticleID.init) }

  private func markAll(
    _ ids: [ArticleID], _ reader: TestReader, olderThan: Instant? = nil, step: Int = 1
  ) -> Effect {
    .markAll(
      ArticleSet(ids), [.read], at: reader.now, olderThan: olderThan, step: MarkStep.ID(step))
  }

  @Test func aboveAndBelowLeaveTheSelectedRow() {
    var library = TestLibrary(titles: ["One", "Two", "Three", "Four", "Five"])
    library.details[4].row.flags = .read
    var reader = TestReader(library)
    reader.press("j", "j", "g", "k")
    #expect(reader.deeds == [markAll(ids(1, 2), reader)])
    #expect(reader.frame.text.contains("2 unread"))
    #expect(reader.statusLine.contains("marking 2 read"))
    reader.send(.massMarked(MarkStep.ID(1), count: 2))
    #expect(reader.statusLine.contains("2 marked read · u to undo"))
    reader.press("g", "j")
    #expect(reader.deeds == [markAll(ids(4), reader, step: 2)])
    #expect(reader.cursorLine.contains("Three"))
    reader.press("g", "j")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("no more unread below"))
    reader.press("g", "k")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("no more unread above"))
  }

  @Test func atTheEndsThereIsNothingBeyond() {
    var reader = TestReader(["One", "Two"])
    reader.press("g", "k")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("no more unread above"))
    reader.press("G", "g", "j")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("no more unread below"))
    reader = TestReader([])
    reader.press("g", "k", "g", "j", "g", "o", "1", "Enter")
    #expect(reader.deeds.isEmpty)
  }

  @Test func olderThanSomeDaysIsAskedForAndMarked() {
    var library = TestLibrary(titles: [])
    for day in 0..<4 {
      library.add(
        "Story \(day)",
        published: TestLibrary.now.advanced(byMilliseconds: -Int64(day) * 86_400_000 - 1))
    }
    var reader = TestReader(library)
    reader.press("g", "o")
    #expect(reader.statusLine.contains("Older than how many days: "))
    reader.press("2", "Enter")
    let limit = reader.now.advanced(byMilliseconds: -2 * 86_400_000)
    #expect(reader.deeds == [markAll(ids(3, 4), reader, olderThan: limit)])
    #expect(reader.statusLine.contains("marking what is older than 2 days read"))
    #expect(reader.frame.text.contains("2 unread"))
    reader.send(.massMarked(MarkStep.ID(1), count: 2))
    #expect(reader.statusLine.contains("2 marked read · u to undo"))
  }

  /// Rows far away are not here: the dates are looked up where they are.
  @Test func whatIsFarAwayIsNamedAndDimsWhenItIsDone() {
    var reader = TestReader((1...1500).map { "Story \($0)" })
    reader.press("g", "o", "6", "1", "Enter")
    #expect(reader.deeds.count == 1)
    guard case .markAll(let named, [.read], _, let limit?, _) = reader.deeds.first else {
      Issue.record("\(reader.deeds)")
      return
    }
    #expect(limit == reader.now.advanced(byMilliseconds: -61 * 86_400_000))
    #expect(named.last == ArticleID(1500) && !named.contains(ArticleID(1)))
    #expect(reader.frame.text.contains("1,500 unread"))
    reader.send(
      .marksChanged(
        reader.library.details.suffix(36).map {
          MarkChange(
            id: $0.row.id, address: $0.row.address, flags: .read, lastMarked: reader.now)
        }), .massMarked(MarkStep.ID(1), count: 36))
    #expect(reader.frame.text.contains("1,464 unread"))
  }

  @Test func nothingThatOldIsSaid() {
    var reader = TestReader(["One", "Two"])
    reader.press("g", "o", "9", "9", "Enter")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("nothing there is unread"))
    reader.press("u")
    #expect(reader.statusLine.contains("nothing to undo"))
    reader.press("g", "o", "Esc", "j")
    #expect(reader.cursorLine.contains("Two"))
  }

  @Test func aMassMarkThatMarkedNothingIsNoStep() {
    var reader = TestReader(["One", "Two"])
    reader.press("A")
    reader.send(.massMarked(MarkStep.ID(1), count: 0))
    #expect(reader.statusLine.contains("nothing there is unread"))
    reader.press("u")
    #expect(reader.statusLine.contains("nothing to undo"))
  }

  @Test func whatArrivesAfterTheKeyIsNotTouched() {
    var reader = TestReader(["One", "Two"])
    reader.press("A")
    #expect(reader.deeds == [markAll(ids(1, 2), reader)])
    reader.library.add("Three")
    reader.send(.libraryChanged(added: 1))
    reader.press(".")
    for place in 0...1 { reader.library.details[place].row.flags = .read }
    reader.send(.massMarked(MarkStep.ID(1), count: 2))
    #expect(reader.frame.text.contains("3 articles · 1 unread"))
  }

  @Test func keysGoOnWhileMarksAreOnTheirWay() {
    var reader = TestReader(["One", "Two", "Three"])
    reader.press("A", "j", "m", "j", "s")
    #expect(reader.cursorLine.contains("Three"))
    #expect(reader.library.details[1].row.flags == [])
    #expect(reader.library.details[2].row.flags == .starred)
    reader.send(.massMarked(MarkStep.ID(1), count: 3))
    // Another step would be undone now.
    #expect(reader.statusLine.contains("3 marked read") && !reader.statusLine.contains("u to undo"))
  }

  @Test func twoMassMarksAtOnceAreToldApart() {
    var reader = TestReader(["One", "Two", "Three"])
    reader.press("j", "g", "k", "g", "j")
    #expect(reader.deeds.count == 2)
    reader.send(.massMarked(MarkStep.ID(1), count: 1))
    #expect(!reader.effects.contains { if case .loadListing = $0 { true } else { false } })
    reader.send(.massMarked(MarkStep.ID(2), count: 1))
    #expect(reader.statusLine.contains("marked read · u to undo"))
    #expect(reader.frame.text.contains("1 unread"))
  }
}
