import Articles
import ReaderCore
import TUI
import Testing

struct MarkTests {
  private func mark(_ number: Int, _ name: MarkName, _ at: Instant = TestLibrary.now) -> Mark {
    Mark(Address(canonicalizing: "https://example.org/\(number)")!, name, at: at)
  }

  @Test func markingReadDimsTheRowAndIsRecorded() throws {
    var reader = TestReader(["Swift 6.3 released", "作者 writes", "Third"])
    reader.press("j", "m")
    try expectScreen(reader.frame, "list-second-read")
    #expect(reader.deeds == [.record(mark(2, .read))])
  }

  @Test func theSecondPressTakesItBackLaterThanTheFirst() {
    var reader = TestReader(["One"])
    reader.press("m", "m", "s")
    #expect(
      reader.deeds == [
        .record(mark(1, .read)),
        .record(mark(1, .unread, reader.now.advanced(byMilliseconds: 1))),
        .record(mark(1, .starred, reader.now.advanced(byMilliseconds: 2))),
      ])
    reader.wait(milliseconds: 50)
    reader.press("s")
    #expect(reader.deeds == [.record(mark(1, .unstarred, reader.now))])
  }

  @Test func aMarkFromTheFutureIsOvertaken() {
    var library = TestLibrary(titles: ["One"])
    let future = TestLibrary.now.advanced(byMilliseconds: 1_000_000)
    library.details[0].row.lastMarked = future
    var reader = TestReader(library)
    reader.press("m")
    #expect(reader.deeds == [.record(mark(1, .read, future.advanced(byMilliseconds: 1)))])
  }

  @Test func unreadAndOn() {
    var library = TestLibrary(titles: ["One", "Two"])
    library.details[0].row.flags = .read
    var reader = TestReader(library)
    reader.press("g", "g", "M")
    #expect(reader.deeds == [.record(mark(1, .unread))])
    #expect(reader.cursorLine.contains("Two"))
  }

  @Test func unreadAndOnWhileReadingShowsTheNextWithoutOpeningIt() {
    var reader = TestReader(["One", "Two"])
    reader.press("Enter")
    reader.press("M")
    #expect(
      reader.deeds == [.record(mark(1, .unread, reader.now.advanced(byMilliseconds: 1)))])
    #expect(reader.frame.text.contains("What Two is about."))
    #expect(reader.frame.text.contains("2 unread"))
  }

  @Test func allInThisViewIsOneStepAndSaysTheCount() {
    var library = TestLibrary(titles: ["One", "Two", "Three"])
    library.details[1].row.flags = [.read, .starred]
    var reader = TestReader(library)
    reader.press("A")
    #expect(
      reader.deeds == [
        .markAll(
          ArticleSet([ArticleID(1), ArticleID(3)]), [.read], at: reader.now, step: MarkStep.ID(1))
      ])
    #expect(reader.frame.text.contains("0 unread"))
    reader.send(.massMarked(MarkStep.ID(1), count: 2))
    #expect(reader.statusLine.contains("2 marked read · u to undo"))
    #expect(reader.effects.contains(.wake(.sidebar, afterMilliseconds: 500)))
    reader.press("A")
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("nothing unread in this view"))
  }

  @Test func allReadThatFailedIsReadAgain() {
    var reader = TestReader(["One", "Two"])
    reader.press("A")
    reader.send(.massNotMarked(MarkStep.ID(1), reason: "the disk is full"))
    #expect(reader.statusLine.contains("The mark is not saved: the disk is full"))
    #expect(reader.effects.contains(.loadListing(.all, request: 1)))
    #expect(reader.frame.text.contains("2 unread"))
  }

  @Test func whatWasKnownOfSingleMarksGivesWayToAllRead() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "m", "A")
    for place in reader.library.details.indices {
      reader.library.details[place].row.flags = .read
    }
    reader.send(.massMarked(MarkStep.ID(3), count: 2))
    reader.press(".")
    #expect(reader.frame.text.contains("0 unread"))
  }

  @Test func aViewReadBeforeAllWasMarkedIsReadAgain() {
    var reader = TestReader(["One", "Two"])
    reader.press("A", ".")
    for place in reader.library.details.indices {
      reader.library.details[place].row.flags = .read
    }
    reader.send(.massMarked(MarkStep.ID(1), count: 2))
    #expect(reader.effects.contains(.loadListing(.all, request: 2)))
    #expect(reader.frame.text.contains("0 unread"))
  }

  @Test func marksMadeElsewhereAreShown() {
    var reader = TestReader(["One", "Two", "Three"])
    let later = reader.now.advanced(byMilliseconds: 10)
    reader.send(
      .marksChanged([
        change(2, [.read, .starred], later), change(3, .read, later), change(99, .read, later),
      ]))
    #expect(reader.frame.text.contains("1 unread"))
    reader.press("j", "m")
    #expect(reader.deeds == [.record(mark(2, .unread, later.advanced(byMilliseconds: 1)))])
  }

  @Test func marksMadeElsewhereDoNotMoveTheCursor() {
    var reader = TestReader(
      TestLibrary(titles: ["One", "Two", "Three"]), session: Session(scope: .unread))
    reader.press("j", "j")
    let row = reader.frame.cursor?.row
    reader.send(.marksChanged([change(1, .read, reader.now), change(3, .read, reader.now)]))
    #expect(reader.cursorLine.contains("Three") && reader.frame.cursor?.row == row)
    #expect(reader.frame.text.contains("3 articles · 1 unread"))
  }

  @Test func marksMadeElsewhereOfRelatedArticlesAreShown() {
    var library = TestLibrary(titles: ["One"])
    library.relate(0, outside: "Elsewhere", "https://example.com/else")
    var reader = TestReader(library, size: Size(columns: 120, rows: 30))
    let address = Address(canonicalizing: "https://example.com/else")!
    func line() -> String {
      reader.frame.text.split(separator: "\n").map(String.init).first { $0.contains("Elsewhere") }
        ?? ""
    }
    #expect(line().contains("●"))
    reader.send(.otherMarksChanged)
    #expect(reader.effects.contains(.loadMarks([KeyMarks(address: address).key])))
    let later = reader.now.advanced(byMilliseconds: 5)
    reader.send(.marksLoaded([KeyMarks(address: address, flags: .read, lastMarked: later)]))
    #expect(!line().contains("●"))
    reader.send(
      .marksLoaded([KeyMarks(address: address, flags: [], lastMarked: reader.now)]))
    #expect(!line().contains("●"))
    reader.press("Enter", "}", "Enter", "m")
    #expect(
      reader.deeds.last
        == .record(Mark(address, .unread, at: later.advanced(byMilliseconds: 1))))
    reader.send(.otherMarksChanged)
    #expect(reader.effects.contains(.loadMarks([KeyMarks(address: address).key])))
  }

  @Test func marksOfArticlesThatAreNotHereCountAtTheNextReading() {
    var reader = TestReader(["One"])
    reader.send(.marksChanged([change(99, .read, reader.now)]))
    #expect(reader.effects == [.wake(.sidebar, afterMilliseconds: 500)])
    reader.send(.woke(.sidebar), .marksChanged([change(99, .read, reader.now)]))
    #expect(reader.effects.filter { $0 != .loadSidebar } == [])
  }

  @Test func manyMarksElsewhereAreTakenInOneGo() {
    var reader = TestReader((1...1500).map { "Story \($0)" })
    reader.send(.marksChanged((1...1500).map { change($0, .read, reader.now) }))
    #expect(reader.frame.text.contains("0 unread"))
    reader.press("G")
    #expect(!reader.cursorLine.contains("●"))
  }

  @Test func anEchoOfAnOlderMarkChangesNothing() {
    var reader = TestReader(["One", "Two"])
    reader.press("m", "m")
    reader.send(.marksChanged([change(1, .read, reader.now)]))
    #expect(reader.frame.text.contains("2 unread"))
  }

  @Test func aMarkThatIsNotSavedIsSaidAndStays() {
    var reader = TestReader(["One", "Two"])
    reader.press("m")
    reader.send(.marksNotSaved(reason: "read-only file system"))
    #expect(reader.statusLine.contains("The mark is not saved: read-only file system"))
    #expect(reader.frame.text.contains("1 unread"))
  }

  @Test(arguments: ["q", "Q", "C-c"])
  func nobodyLeavesUnsavedMarksUnawares(key: String) {
    var reader = TestReader(["One", "Two"])
    reader.press("m")
    reader.send(.marksNotSaved(reason: "disk full"))
    reader.press(key)
    #expect(!reader.deeds.contains(.quit))
    #expect(reader.statusLine.contains("not saved"))
    reader.press("j", key)
    #expect(reader.deeds.contains(.quit))
    reader = TestReader(["One", "Two"])
    reader.press("m")
    reader.send(.marksNotSaved(reason: "disk full"), .marksSaved)
    reader.press(key)
    #expect(reader.deeds.contains(.quit))
  }

  @Test func whatIsNotSavedIsSaidUntilItIs() {
    for columns in [40, 120] {
      var reader = TestReader(["One", "Two"], columns: columns)
      reader.press("m")
      reader.send(.marksWaiting)
      #expect(reader.frame.line(0).contains("saving"))
      reader.send(.marksNotSaved(reason: "disk full"))
      // Neither another key nor what goes wrong elsewhere covers it.
      reader.press("j")
      reader.send(.listingUnavailable(request: 0, reason: "disk full"), .notice("/x: unreadable"))
      #expect(reader.frame.line(0).contains("not saved"))
      reader.send(.marksWaiting)
      #expect(reader.frame.line(0).contains("not saved"))
      reader.send(.marksSaved)
      #expect(!reader.frame.line(0).contains("saved"))
      #expect(reader.statusLine.contains("saved"))
    }
  }

  @Test func aListingThatDoesNotKnowAMarkYetIsCorrected() {
    var reader = TestReader(["One", "Two"])
    reader.press("m")
    for place in reader.library.details.indices {
      reader.library.details[place].row.flags = []
    }
    reader.press(".")
    #expect(reader.frame.text.contains("1 unread"))
  }

  @Test func sidebarCountsFollowMarks() {
    var reader = TestReader(.sample, size: Size(columns: 120, rows: 40))
    func line(_ title: String) -> String {
      let line = (0..<40).map { reader.frame.line($0).prefix(22) }.first { $0.contains(title) }
      return String(line ?? "")
    }
    #expect(line("Towns").contains(" 2 "))
    reader.press("g", "g", "m", "s")
    #expect(line("All articles").contains(" 19 "))
    #expect(line("Unread").contains(" 19 "))
    #expect(line("Towns").contains(" 1 "))
    #expect(line("History").filter(\.isNumber).isEmpty)
    #expect(line("Quay Gazette").filter(\.isNumber).isEmpty)
    #expect(line("Starred").contains(" 1 "))
    #expect(line("articles  ").contains(" 19 "))
    reader.press("m")
    #expect(line("Starred").contains(" 2 "))
  }

  @Test func aReadRowStaysUntilTheViewIsBuiltAgain() {
    var reader = TestReader(
      TestLibrary(titles: ["One", "Two"]), session: Session(scope: .unread))
    reader.press("m")
    #expect(reader.frame.text.contains("2 articles"))
    reader.press(".")
    #expect(reader.frame.text.contains("1 article "))
    #expect(reader.cursorLine.contains("Two"))
  }

  private func change(_ number: Int, _ flags: MarkFlags, _ at: Instant) -> MarkChange {
    MarkChange(
      id: ArticleID(Int64(number)),
      address: Address(canonicalizing: "https://example.org/\(number)")!, flags: flags,
      lastMarked: at)
  }
}
