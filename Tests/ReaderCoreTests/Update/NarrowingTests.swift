import Articles
import TUI
import Testing

@testable import ReaderCore

struct NarrowingTests {
  private func type(_ text: String, into reader: inout TestReader) {
    for character in text { reader.press(character == " " ? "Space" : String(character)) }
  }

  private func typing(
    _ text: String, in titles: [String] = ["Red fox", "Blue whale", "Red deer", "Grey wolf"]
  ) -> TestReader {
    var reader = TestReader(titles)
    reader.press("/")
    type(text, into: &reader)
    return reader
  }

  private func titles(_ reader: TestReader) -> [String] {
    reader.library.rows(of: reader.model.scope).map(\.title)
  }

  @Test func narrowsWhileItIsTyped() {
    var reader = TestReader(["Red fox", "Blue whale", "Red deer"])
    reader.press("j", "/", "r")
    #expect(titles(reader) == ["Red fox", "Red deer"])
    #expect(reader.frame.line(0).contains("All articles · r · 2 articles"))
    #expect(reader.statusLine.contains("/r"))
    #expect(reader.cursorLine.contains("/r"))
    reader.press("e", "d", "Space", "d", "e")
    #expect(titles(reader) == ["Red deer"])
    reader.press("Enter")
    #expect(reader.cursorLine.contains("Red deer"))
    #expect(reader.frame.line(0).contains("red de"))
  }

  /// `since:mon` asks for the same.
  @Test func theSameInOtherWordsStandsThereAsItWasTyped() {
    var reader = typing("since:monday")
    reader.press("Enter")
    #expect(reader.frame.line(0).contains("since:monday"))
    reader.press("F")
    #expect(reader.statusLine.contains("/since:monday"))
    reader.press("Backspace", "Backspace", "Backspace", "Enter")
    #expect(!reader.frame.line(0).contains("since:monday"))
    #expect(reader.frame.line(0).contains("since:mon"))
  }

  @Test func wordsAreTypedBehindAnOrder() {
    var reader = TestReader(["Red fox", "Blue whale", "Red deer"])
    reader.press(":")
    type("sort oldest", into: &reader)
    reader.press("Enter", "/")
    type("fox", into: &reader)
    #expect(reader.statusLine.contains("/sort:oldest fox"))
    #expect(titles(reader) == ["Red fox"])
  }

  @Test func theListStaysUntilTheAnswerIsHere() {
    var reader = TestReader(["Red fox", "Blue whale"])
    reader.isHolding = true
    reader.press("/", "w")
    #expect(reader.frame.text.contains("Red fox"))
    // What is not here cannot be marked, and what is here is not meant.
    reader.press("Enter", "A")
    #expect(reader.deeds.isEmpty)
  }

  @Test func escapeRestoresPlaceAndList() {
    var reader = TestReader((1...50).map { "Story \($0)" })
    reader.press("j", "j", "j", "s", "Ctrl-D")
    let before = reader.frame
    reader.press("/")
    type("story 4", into: &reader)
    #expect(reader.frame != before)
    reader.press("Esc")
    #expect(reader.frame.text == before.text)
    #expect(reader.model.list.query.isEmpty)
  }

  @Test func answersOfAnEarlierQueryAreNotTaken() {
    var reader = TestReader(["Red fox", "Blue whale"])
    reader.isHolding = true
    reader.press("/", "r")
    let scope = reader.model.scope
    reader.press("Esc")
    reader.send(.listed(request: 1, scope, reader.library.listing(of: scope)))
    #expect(reader.frame.text.contains("Blue whale"))
  }

  @Test func marksMadeMeanwhileAreKept() {
    var reader = TestReader(["Red fox", "Blue whale"])
    let fox = reader.library.details[0].row
    reader.press("/", "b")
    reader.send(
      .marksChanged([
        MarkChange(
          id: fox.id, address: fox.address, flags: .read, lastMarked: TestLibrary.now)
      ]))
    reader.press("Esc")
    #expect(reader.model.flags(at: 0).contains(.read))
  }

  @Test func whatCameMeanwhileStillWaits() {
    var reader = TestReader(["Red fox", "Blue whale"])
    reader.press("j", "k", "/", "b")
    reader.send(.libraryChanged(added: 2, articles: [ArticleID(9)]))
    reader.press("l", "Esc")
    #expect(reader.frame.line(0).contains("3 new"))
    #expect(reader.model.list.count == 2)
  }

  @Test func aKeptQueryIsLeftByEscapeAtItsArticle() {
    var reader = typing("deer")
    reader.press("Enter", "Esc")
    #expect(titles(reader).count == 4)
    #expect(reader.cursorLine.contains("Red deer"))
    reader.press("/")
    #expect(reader.statusLine.contains("/ ") || reader.statusLine.hasPrefix(" /"))
  }

  /// Search, read, go back.
  @Test(arguments: ["m", "s", "Space"])
  func aKeptQueryIsLeftAtItsArticleAlsoWhenThatWasRead(key: String) {
    var reader = typing("deer")
    reader.press("Enter", key, "Esc")
    if reader.model.focus != .list || !reader.model.list.query.isEmpty { reader.press("Esc") }
    #expect(titles(reader).count == 4)
    #expect(reader.cursorLine.contains("Red deer"))
  }

  @Test func whatWasTypedAndTakenAwayLeavesThePlace() {
    for keys in [["Ctrl-U"], ["Backspace", "Backspace", "Backspace"]] {
      var reader = TestReader((1...50).map { "Story \($0)" })
      reader.press("j", "j", "j", "s", "Ctrl-D")
      let before = reader.frame
      reader.press("/", "s", "t", "o")
      for key in keys { reader.press(key) }
      reader.press("Esc")
      #expect(reader.frame.text == before.text, "\(keys)")
    }
  }

  @Test func aLineIsGoneThroughByWords() {
    var reader = typing("red fox deer")
    reader.press("Alt-b", "Alt-b", "Alt-d")
    #expect(reader.statusLine.contains("/red  deer"))
    reader.press("Alt-f", "x")
    #expect(reader.statusLine.contains("/red  deerx"))
    // Escape and a key typed fast.
    reader.press("Alt-s")
    #expect(!reader.statusLine.contains("deerx"))
    #expect(!reader.deeds.isEmpty)
  }

  @Test func theQueryIsGoneOnWith() {
    var reader = typing("red")
    reader.press("Enter", "/")
    type(" fox", into: &reader)
    #expect(titles(reader) == ["Red fox"])
    reader.press("Ctrl-U", "Enter")
    #expect(titles(reader).count == 4)
  }

  @Test func aMistakePointsAtItsColumn() {
    var reader = typing("red")
    type(" is:purpl", into: &reader)
    let before = titles(reader)
    reader.press("e")
    #expect(reader.frame.text.contains("Column 8"))
    #expect(titles(reader) == before)
    reader.press("Enter")
    #expect(reader.frame.text.contains("Column 8"))
    reader.press("Esc")
    #expect(titles(reader).count == 4)
  }

  @Test func everyWordOfAnUnfinishedQueryCanBeTyped() {
    var reader = TestReader(["Red fox"])
    reader.press("/")
    for character in "is:unread or (topic:\"x y\" -age<3d) sort:heat" {
      reader.press(character == " " ? "Space" : String(character))
      #expect(reader.statusLine.contains("/"))
    }
  }

  /// Asked from an article, list and article follow what is found, and Escape goes back to reading.
  @Test func theWholeQueryCanBeChangedWhileReading() {
    var reader = TestReader(["Red fox", "Blue whale"])
    reader.press("g", "g", "Enter")
    #expect(reader.model.focus == .detail)
    reader.press("F", "w", "h", "a", "Esc")
    #expect(reader.model.focus == .detail && titles(reader).count == 2)
    reader.press("F", "C-u", "w", "h", "a", "l", "e", "Enter")
    #expect(reader.model.focus == .list)
    #expect(titles(reader) == ["Blue whale"])
    reader.press("m")
    #expect(reader.cursorLine.contains("Blue whale"))
    #expect(reader.model.list.unreadCount == 0)
  }

  @Test func whatIsNotFoundIsSaid() {
    let reader = typing("zebra")
    #expect(reader.frame.text.contains("Nothing found"))
  }

  @Test func whatCannotBeFoundYetIsSaidAndThenFound() {
    var reader = TestReader(["Red fox"])
    reader.send(.textsWaiting(300))
    reader.press("/", "x", "y")
    #expect(reader.frame.text.contains("300 articles are still being read"))
    reader.library.add("Xylophone xy")
    reader.send(.textsWaiting(0))
    #expect(reader.frame.text.contains("Xylophone"))
  }

  @Test func wordsAreReadAfterWhatIsNewIsThere() {
    var reader = TestReader(["Red fox"])
    reader.send(.indexing(nil))
    #expect(reader.effects.contains(.indexTexts))
    reader.send(.feedsChanged(added: [:]))
    #expect(reader.effects.contains(.indexTexts))
  }

  @Test func matchesAreLitInRows() {
    let reader = typing("whale")
    let frame = reader.frame
    let style = Theme.standard[.match]
    let lit = (0..<frame.size.columns).filter {
      frame[column: $0, row: 1].style.background == style.background
    }.map { frame[column: $0, row: 1].text }.joined()
    #expect(lit.hasPrefix("whale"))
  }

  @Test func massMarksMeanWhatIsListed() {
    var reader = typing("red")
    reader.press("Enter", "A")
    guard case .markAll(let ids, [.read], _, _, _)? = reader.deeds.first else {
      Issue.record("nothing was marked: \(reader.deeds)")
      return
    }
    #expect(ids == [ArticleID(1), ArticleID(3)])
  }

  @Test func theWholeQueryOfAViewCanBeChanged() {
    var reader = TestReader(.sample)
    reader.press("f")
    type("birds", into: &reader)
    reader.press("Enter", "F")
    #expect(reader.statusLine.contains("topic:Birds"))
    reader.press("Ctrl-U")
    type("harbour", into: &reader)
    reader.press("Enter")
    #expect(reader.frame.line(0).contains("harbour"))
    #expect(reader.frame.text.contains("Harbour bell"))
  }

  @Test func historyIsKept() {
    var reader = typing("red")
    reader.press("Enter", "Esc", "/")
    type("wo", into: &reader)
    reader.press("Up")
    #expect(titles(reader) == ["Red fox", "Red deer"])
    reader.press("Down")
    #expect(titles(reader) == ["Grey wolf"])
    #expect(reader.model.session.queries == ["red"])
  }

  @Test func theNextWindowHidesNothing() {
    var reader = typing("red")
    reader.press("Enter")
    let next = TestReader(reader.library, session: reader.model.session)
    #expect(titles(next).count == 4)
    #expect(next.frame.text.contains("Blue whale"))
    #expect(next.model.session.queries == ["red"])
  }

  @Test func orderIsChosen() {
    var reader = TestReader(["Bee", "Ant", "Cat"])
    reader.press("S")
    type("title", into: &reader)
    reader.press("Enter")
    #expect(titles(reader) == ["Ant", "Bee", "Cat"])
    #expect(reader.frame.line(0).contains("sort:title"))
    reader.press("S")
    type("newest", into: &reader)
    reader.press("Enter")
    #expect(titles(reader) == ["Bee", "Ant", "Cat"])
  }

  @Test func tabCompletesFieldsAndNames() {
    var reader = TestReader(.sample)
    reader.press("/")
    type("provi", into: &reader)
    reader.press("Tab")
    #expect(reader.statusLine.contains("/provider:"))
    type("qu", into: &reader)
    reader.press("Tab")
    #expect(reader.statusLine.contains("/provider:\"Quay Gazette\""))
    #expect(reader.frame.line(23).contains("Quay Gazette"))
  }
}
