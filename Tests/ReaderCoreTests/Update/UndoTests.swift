import Articles
import ReaderCore
import TUI
import Testing

struct UndoTests {
  private func id(_ number: Int) -> MarkStep.ID { MarkStep.ID(number) }

  private func change(
    _ number: Int, _ flags: MarkFlags, _ at: Instant
  ) -> MarkChange {
    MarkChange(
      id: ArticleID(Int64(number)),
      address: Address(canonicalizing: "https://example.org/\(number)")!, flags: flags,
      lastMarked: at)
  }

  private func done(_ count: Int, _ leftAlone: Int = 0, _ title: String? = nil) -> UndoOutcome {
    .done(count: count, leftAlone: leftAlone, title: title)
  }

  // MARK: One mark

  @Test func aMarkSaysHowToTakeItBackAndIsTakenBack() {
    var reader = TestReader(["One", "Two"])
    reader.press("m")
    #expect(reader.statusLine.contains("marked read · u to undo"))
    reader.press("u")
    #expect(reader.deeds == [.undo(id(1), as: id(2))])
    reader.send(
      .marksChanged([change(1, [], reader.now.advanced(byMilliseconds: 1))]),
      .undone(as: id(2), done(1, 0, "One")))
    #expect(reader.statusLine.contains("undone: marked read · Ctrl-R to redo · One"))
    #expect(reader.frame.text.contains("2 unread"))
    reader.press("Ctrl-R")
    #expect(reader.deeds == [.undo(id(2), as: id(3))])
    reader.send(
      .marksChanged([change(1, .read, reader.now.advanced(byMilliseconds: 2))]),
      .undone(as: id(3), done(1, 0, "One")))
    #expect(reader.statusLine.contains("redone: marked read · u to undo · One"))
    #expect(reader.frame.text.contains("1 unread"))
    reader.press("u")
    #expect(reader.deeds == [.undo(id(3), as: id(4))])
  }

  @Test func withNothingToUndoThatIsSaid() {
    var reader = TestReader(["One"])
    reader.press("u")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("nothing to undo"))
    reader.press("Ctrl-R")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("nothing to redo"))
  }

  @Test func openingIsAStepToo() {
    var reader = TestReader(["One", "Two"])
    reader.press("Enter")
    #expect(reader.statusLine.contains("marked read · u to undo"))
    reader.press("u")
    #expect(reader.deeds == [.undo(id(1), as: id(2))])
  }

  @Test func aMarkThatChangesNothingIsNoStep() {
    var reader = TestReader(["One", "Two"])
    reader.press("M")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("unread already"))
    #expect(reader.cursorLine.contains("Two"))
    reader.press("u")
    #expect(reader.statusLine.contains("nothing to undo"))
  }

  @Test func aNewMarkEndsRedoing() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "u")
    reader.send(.undone(as: id(2), done(1)))
    reader.press("s")
    #expect(reader.deeds.last == .forget([id(2)]))
    reader.press("Ctrl-R")
    #expect(reader.statusLine.contains("nothing to redo"))
  }

  // MARK: Keys typed in a hurry

  /// The third key means the article as it is once the second has been done.
  @Test func keysAfterUndoWaitForWhatItMakes() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "u", "m", "j", "s")
    #expect(reader.deeds.count == 2)
    #expect(reader.cursorLine.contains("One"))
    let later = reader.now.advanced(byMilliseconds: 1)
    reader.send(.marksChanged([change(1, [], later)]), .undone(as: id(2), done(1)))
    guard
      case .record(let marks, let step) = reader.effects.first(where: { effect in
        if case .record = effect { true } else { false }
      })
    else {
      Issue.record("\(reader.effects)")
      return
    }
    #expect(
      marks[0].name == .read && marks[0].at == later.advanced(byMilliseconds: 1) && step == id(3))
    #expect(reader.cursorLine.contains("Two"))
    #expect(reader.library.details[1].row.flags == .starred)
  }

  @Test func movingDoesNotWait() {
    var reader = TestReader(["One", "Two", "Three"])
    reader.press("m", "u", "j", "j")
    #expect(reader.cursorLine.contains("Three"))
  }

  @Test func manyUndosAreAskedForOneAfterAnother() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "j", "s", "u", "u", "Ctrl-R", "u", "u")
    #expect(
      reader.deeds.suffix(4) == [
        .undo(id(2), as: id(3)), .undo(id(1), as: id(4)), .undo(id(4), as: id(5)),
        .undo(id(5), as: id(6)),
      ])
    #expect(reader.statusLine.contains("nothing to undo"))
  }

  @Test func undoOfAMassMarkOnItsWayIsAskedForAtOnce() {
    var reader = TestReader(["One", "Two"])
    reader.press("A", "u")
    #expect(reader.deeds.last == .undo(id(1), as: id(2)))
    reader.send(.massMarked(id(1), count: 2))
    #expect(!reader.statusLine.contains("marked read · u"))
    let later = reader.now.advanced(byMilliseconds: 1)
    reader.send(
      .marksChanged([change(1, [], later), change(2, [], later)]), .undone(as: id(2), done(2)))
    #expect(reader.frame.text.contains("2 unread"))
    #expect(reader.statusLine.contains("undone: 2 marked read · Ctrl-R to redo"))
  }

  @Test func ofAMassMarkThatFailedNothingIsUndone() {
    var reader = TestReader(["One", "Two"])
    reader.press("A", "u")
    reader.send(
      .massNotMarked(id(1), reason: "the disk is full"), .undone(as: id(2), .nothing))
    #expect(reader.statusLine.contains("The mark is not saved: the disk is full"))
    reader.press("Ctrl-R")
    #expect(reader.statusLine.contains("nothing to redo"))
    reader.press("u")
    #expect(reader.statusLine.contains("nothing to undo"))
  }

  @Test func theRestOfAHurryIsNotLostWhenUndoingFails() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "u", "j", "s")
    reader.send(.undone(as: id(2), .failed(reason: "the disk is full")))
    #expect(reader.library.details[1].row.flags == .starred)
  }

  // MARK: What cannot be undone

  @Test func whatWasChangedElsewhereIsCounted() {
    var reader = TestReader(["One", "Two", "Three"])
    reader.press("A", "u")
    reader.send(.undone(as: id(2), done(1, 2, nil)))
    #expect(
      reader.statusLine.contains(
        "undone: marked read · 2 left alone, changed elsewhere since · Ctrl-R to redo"))
    reader.press("m", "u")
    reader.send(.undone(as: id(4), done(0, 1)))
    #expect(reader.statusLine.contains("nothing undone: changed elsewhere since"))
    reader.press("Ctrl-R")
    #expect(reader.statusLine.contains("nothing to redo"))
  }

  @Test func whatFailsCanBeTriedAgain() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "j", "s", "u", "u")
    reader.send(
      .undone(as: id(3), .failed(reason: "the disk is full")),
      .undone(as: id(4), .failed(reason: "the disk is full")))
    #expect(reader.statusLine.contains("Not undone: the disk is full"))
    reader.press("u", "u")
    #expect(reader.deeds == [.undo(id(2), as: id(5)), .undo(id(1), as: id(6))])
    reader.send(.undone(as: id(5), done(1)), .undone(as: id(6), done(1)))
    reader.press("Ctrl-R")
    reader.send(.undone(as: id(7), .failed(reason: "the disk is full")))
    reader.press("Ctrl-R")
    #expect(reader.deeds == [.undo(id(6), as: id(8))])
  }

  @Test func redoingThatFailsAfterANewMarkIsOver() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "u")
    reader.send(.undone(as: id(2), done(1)))
    reader.press("A", "u")
    let later = reader.now.advanced(byMilliseconds: 9)
    reader.send(
      .massMarked(id(3), count: 2), .marksChanged([change(1, [], later), change(2, [], later)]),
      .undone(as: id(4), done(2)))
    reader.press("Ctrl-R", "g", "o", "0", "Enter")
    #expect(reader.deeds.contains { if case .markAll = $0 { true } else { false } })
    reader.send(.undone(as: id(5), .failed(reason: "the disk is full")))
    reader.press("Ctrl-R")
    #expect(!reader.deeds.contains { if case .undo = $0 { true } else { false } })
  }

  // MARK: Earlier windows

  @Test func stepsOfEarlierWindowsAreUndoneAfterThoseOfThisOne() {
    var reader = TestReader(TestLibrary(titles: ["One", "Two"]), isStarted: false)
    reader.steps = [
      MarkStep(id: id(-2), name: .read, count: 1200),
      MarkStep(id: id(-1), name: .starred, count: 1),
    ]
    reader.start()
    reader.press("m", "u", "u", "u")
    #expect(
      reader.deeds.dropFirst() == [
        .undo(id(1), as: id(2)), .undo(id(-1), as: id(3)), .undo(id(-2), as: id(4)),
      ])
    #expect(reader.model.undoableSteps == [])
    reader.send(.undone(as: id(2), done(1)), .undone(as: id(3), done(1)))
    #expect(reader.statusLine.contains("undone: starred · Ctrl-R to redo"))
    reader.send(.undone(as: id(4), done(1200)))
    #expect(reader.statusLine.contains("undone: 1,200 marked read · Ctrl-R to redo"))
  }

  @Test func undoRightAfterTheStartWaitsForThem() {
    var reader = TestReader(TestLibrary(titles: ["One"]), isStarted: false)
    reader.isHolding = true
    reader.start()
    reader.press("u")
    #expect(reader.deeds.isEmpty)
    reader.send(.stepsRestored([MarkStep(id: id(-1), name: .starred, count: 1)]))
    #expect(reader.deeds == [.undo(id(-1), as: id(1))])
  }

  @Test func aStepTooLargeToBeKeptSaysSoAndGivesWay() {
    var reader = TestReader(TestLibrary(titles: ["One"]), isStarted: false)
    reader.steps = [
      MarkStep(id: id(-2), name: .starred, count: 1), MarkStep(id: id(-1), name: .read, count: 0),
    ]
    reader.start()
    reader.press("u")
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("too large to be undone after its window was closed"))
    reader.press("u")
    #expect(reader.deeds == [.undo(id(-2), as: id(2))])
  }

  // MARK: Narrow windows

  @Test func sentencesFitFortyColumns() {
    var reader = TestReader((1...1200).map { "Story \($0)" }, columns: 40, rows: 20)
    reader.press("A")
    #expect(reader.statusLine.contains("marking 1,200 read"))
    reader.send(.massMarked(id(1), count: 1200))
    #expect(reader.statusLine.contains("1,200 marked read · u to undo"))
    reader.press("u")
    reader.send(.undone(as: id(2), done(1198, 2)))
    #expect(reader.statusLine.contains("undone: 1,198 · 2 left alone"))
    reader.press("Ctrl-R")
    reader.send(.undone(as: id(3), done(1198)))
    #expect(reader.statusLine.contains("redone: 1,198 marked read · u to undo"))
    reader.press("u")
    reader.send(.undone(as: id(4), done(1198)))
    #expect(reader.statusLine.contains("undone: 1,198 · Ctrl-R to redo"))
  }
}
