import Articles
import ReaderCore
import TUI
import Testing

struct ReadingTests {
  private func read(_ number: Int, _ at: Instant = TestLibrary.now) -> Effect {
    .record(Mark(Address(canonicalizing: "https://example.org/\(number)")!, .read, at: at))
  }

  private func configuration(_ markRead: MarkRead) -> Configuration {
    Configuration(markRead: markRead)
  }

  // MARK: Preview

  @Test func movingPreviewsAfterARestAndDoesNotMark() {
    var reader = TestReader(["One", "Two", "Three"])
    #expect(reader.frame.text.contains("What One is about."))
    reader.press("j")
    #expect(reader.effects.contains(.wake(.preview, afterMilliseconds: 120)))
    #expect(reader.frame.text.contains("What One is about."))
    reader.press("j")
    reader.send(.woke(.preview))
    #expect(reader.effects.contains(.loadDetail(ArticleID(3))))
    #expect(reader.frame.text.contains("What Three is about."))
    #expect(reader.deeds.isEmpty && reader.frame.text.contains("3 unread"))
  }

  @Test func otherNewsDoesNotPutThePreviewOff() {
    var reader = TestReader(["One", "Two"])
    reader.press("j")
    reader.send(.sidebarLoaded(reader.library.sidebar), .indexing(nil), .notice("hello"))
    #expect(reader.effects == [.indexTexts])
  }

  @Test func comingBackBeforeTheRestCancelsThePreview() {
    var reader = TestReader(["One", "Two"])
    reader.press("j", "k")
    #expect(reader.effects.last == .cancelWake(.preview))
  }

  @Test func withoutDelayThePreviewIsShownAtOnce() {
    var reader = TestReader(["One", "Two"], configuration: Configuration(previewDelay: 0))
    reader.press("j")
    #expect(reader.frame.text.contains("What Two is about."))
  }

  @Test func aNarrowWindowLoadsNoPreview() {
    var reader = TestReader(["One", "Two"], columns: 40, rows: 20)
    reader.press("j")
    #expect(!reader.effects.contains(.loadDetail(ArticleID(2))))
    #expect(!reader.effects.contains(.wake(.preview, afterMilliseconds: 120)))
  }

  // MARK: Opening

  @Test(arguments: ["Enter", "l", "Right"])
  func openingMarksReadAndFocusesTheDetail(_ key: String) {
    var reader = TestReader(["One", "Two"])
    reader.press(key)
    #expect(reader.deeds == [read(1)])
    reader.press("Down")
    #expect(reader.cursorLine.contains("Example Times"))
    reader.press("q", "j")
    #expect(reader.cursorLine.contains("Two"))
  }

  @Test func openingWhatIsReadMarksNothing() {
    var library = TestLibrary(titles: ["One"])
    library.details[0].row.flags = .read
    var reader = TestReader(library)
    reader.press("Enter")
    #expect(reader.deeds.isEmpty)
  }

  @Test func nextAndPreviousUnreadOpen() {
    var library = TestLibrary(titles: ["One", "Two", "Three", "Four"])
    library.details[1].row.flags = .read
    var reader = TestReader(library)
    reader.press("n")
    #expect(reader.deeds == [read(3)])
    #expect(reader.cursorLine.contains("Three"))
    #expect(reader.frame.text.contains("What Three is about."))
    reader.press("p")
    #expect(reader.deeds == [read(1)])
    reader.press("p")
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("no more unread above"))
    reader.press("n")
    #expect(reader.deeds == [read(4)])
    reader.press("n")
    #expect(reader.statusLine.contains("no more unread below"))
    #expect(reader.cursorLine.contains("Four"))
  }

  @Test func anUnreadArticleFarAwayIsOpenedWhenItsRowIsHere() {
    var library = TestLibrary(titles: (1...200).map { "Story \($0)" })
    for place in library.details.indices where place != 149 {
      library.details[place].row.flags = .read
    }
    library.details[0].row.flags = []
    var reader = TestReader(library)
    reader.isHolding = true
    reader.press("n", "s")
    #expect(reader.deeds.isEmpty)
    guard case .loadRows(let ids) = reader.effects.first else {
      Issue.record("no rows asked for")
      return
    }
    reader.send(
      .rowsLoaded(asked: ids, rows: ids.map { library.details[Int($0.rawValue) - 1].row }))
    #expect(reader.deeds.first == read(150))
    #expect(reader.deeds.count == 2)
    #expect(reader.effects.contains(.loadDetail(ArticleID(150))))
  }

  @Test func nextUnreadInANarrowWindowGoesToTheDetail() {
    var reader = TestReader(["One", "Two"], columns: 40, rows: 20)
    reader.press("n")
    #expect(reader.frame.text.contains("What Two is about."))
    reader.press("h")
    #expect(reader.cursorLine.contains("Two"))
  }

  @Test func spaceOpensPagesAndGoesOn() {
    var library = TestLibrary(titles: ["Long", "Short"])
    library.details[0].body = Document(
      blocks: (1...20).map { Document.Block(.paragraph, spans: [Document.Span("Part \($0).")]) })
    var reader = TestReader(library)
    reader.press("Space")
    #expect(reader.deeds == [read(1)])
    #expect(reader.frame.text.contains("Part 2."))
    reader.press("Space")
    #expect(!reader.frame.text.contains("Part 2.") && reader.frame.text.contains("Part 5."))
    reader.press("Space", "Space", "Space")
    #expect(reader.frame.text.contains("Part 20."))
    #expect(reader.deeds.isEmpty)
    reader.press("Space")
    #expect(reader.deeds == [read(2)])
    #expect(reader.frame.text.contains("What Short is about."))
    reader.press("Space")
    #expect(reader.statusLine.contains("no more unread below"))
  }

  // MARK: When an article counts as read

  @Test func manualMarksOnlyByKeys() {
    var reader = TestReader(["One", "Two"], configuration: configuration(.manual))
    reader.press("Enter", "q", "n", "o")
    #expect(reader.deeds.count == 1)
    reader.press("m")
    #expect(reader.deeds == [read(2)])
  }

  @Test(arguments: [MarkRead.onOpen, .after(seconds: 5), .atEnd, .manual])
  func previewsAndStayingUnreadNeverMark(_ markRead: MarkRead) {
    var reader = TestReader(["One", "Two", "Three"], configuration: configuration(markRead))
    reader.press("j")
    reader.send(.woke(.preview), .woke(.markRead))
    #expect(reader.deeds.isEmpty)
    reader.press("Tab", "G", "O")
    #expect(reader.deeds.count == 1)
    reader.send(.woke(.markRead))
    #expect(reader.deeds.isEmpty && reader.frame.text.contains("3 unread"))
  }

  @Test(arguments: [MarkRead.after(seconds: 5), .atEnd])
  func relatedArticlesElsewhereAreReadLikeOthers(_ markRead: MarkRead) {
    var library = TestLibrary(titles: ["One"])
    library.details[0].row.flags = .read
    library.relate(0, outside: "Elsewhere", "https://example.com/else")
    var reader = TestReader(library, configuration: configuration(markRead))
    reader.press("Enter", "}", "Enter")
    if markRead != .atEnd {
      #expect(reader.deeds.isEmpty)
      reader.send(.woke(.markRead))
    }
    #expect(
      reader.deeds == [
        .record(Mark(Address(canonicalizing: "https://example.com/else")!, .read, at: reader.now))
      ])
  }

  @Test func whatWasUndoneWhileReadingStaysUnread() {
    var reader = TestReader(["One"], configuration: configuration(.atEnd))
    reader.press("Enter", "u")
    let later = reader.now.advanced(byMilliseconds: 1)
    reader.send(
      .marksChanged([
        MarkChange(
          id: ArticleID(1), address: Address(canonicalizing: "https://example.org/1")!, flags: [],
          lastMarked: later)
      ]), .undone(as: MarkStep.ID(2), .done(count: 1, leftAlone: 0, title: nil)))
    reader.press("j", "k")
    #expect(reader.deeds.isEmpty && reader.frame.text.contains("1 unread"))
  }

  @Test func afterSecondsInTheDetailOnly() {
    var reader = TestReader(["One", "Two"], configuration: configuration(.after(seconds: 5)))
    reader.press("Enter")
    #expect(reader.effects.contains(.wake(.markRead, afterMilliseconds: 5000)))
    reader.press("q")
    #expect(reader.effects.contains(.cancelWake(.markRead)))
    reader.send(.woke(.markRead))
    #expect(reader.deeds.isEmpty)
    reader.press("Enter")
    reader.send(.woke(.markRead))
    #expect(reader.deeds == [read(1)])
    reader.press("m", "j", "k")
    #expect(!reader.effects.contains(.wake(.markRead, afterMilliseconds: 5000)))
  }

  @Test func atTheEndOfTheText() {
    var library = TestLibrary(titles: ["Long", "Short"])
    library.details[0].body = Document(
      blocks: (1...20).map { Document.Block(.paragraph, spans: [Document.Span("Part \($0).")]) })
    var reader = TestReader(library, configuration: configuration(.atEnd))
    reader.press("G")
    #expect(reader.deeds.isEmpty)
    reader.press("g", "g", "Enter", "PgDn")
    #expect(reader.deeds.isEmpty)
    reader.press("G")
    #expect(reader.deeds == [read(1)])
    reader.press("q", "j", "Enter")
    #expect(reader.deeds == [read(2)])
  }

  // MARK: Details on their way

  @Test func whatTheRowKnowsIsShownUntilTheDetailIsHere() {
    var reader = TestReader(["One", "Two"])
    reader.press("j")
    reader.isHolding = true
    reader.press("Enter")
    #expect(reader.model.isAwaitingRows)
    #expect(reader.frame.line(12).contains("Two") || reader.frame.text.contains("Example Times"))
    #expect(!reader.frame.text.contains("What Two is about."))
    reader.send(.detailLoaded(reader.library.details[1]))
    #expect(reader.frame.text.contains("What Two is about."))
    #expect(!reader.model.isAwaitingRows)
  }

  @Test func anArticleThatIsGoneSaysSo() {
    var reader = TestReader(["One", "Two"])
    reader.isHolding = true
    reader.press("j", "Enter")
    reader.send(.detailUnavailable(ArticleID(2), reason: "The file is gone."))
    #expect(!reader.model.isAwaitingRows)
    #expect(reader.frame.text.contains("The file is gone."))
  }

  @Test func scrollingStaysInTheText() {
    var reader = TestReader(.sample)
    reader.press("Enter", "k", "PgUp")
    #expect(reader.cursorLine.contains("Quay Gazette"))
    reader.press("G", "j", "PgDn")
    #expect(reader.frame.text.contains("Hear the bell"))
    #expect(reader.statusLine.contains("100%"))
    reader.press("g", "g")
    #expect(reader.cursorLine.contains("Quay Gazette"))
  }

  @Test func anotherWidthKeepsThePlaceInTheText() {
    var library = TestLibrary(titles: ["Long"])
    library.details[0].body = Document(
      blocks: (1...200).map {
        Document.Block(.paragraph, spans: [Document.Span("Part \($0) of a very long text.")])
      })
    var reader = TestReader(library)
    reader.press("Enter", "G", "k", "k")
    reader.send(.resized(Size(columns: 50, rows: 24)))
    #expect(reader.frame.text.contains("Part 195 "))
  }

  @Test func aLongArticleIsLaidOutBetweenKeys() throws {
    var library = TestLibrary(titles: ["One"])
    library.details[0].body = Document(
      blocks: (0..<30_000).map { .init(.paragraph, spans: [.init("paragraph \($0)")]) })
    var reader = TestReader(library)
    reader.isHolding = true
    reader.press("Enter")
    reader.send(.detailLoaded(library.details[0]))
    #expect(reader.effects.contains(.wake(.layOut, afterMilliseconds: 0)))
    #expect(reader.frame.text.contains("paragraph 0"))
    // Keys are answered meanwhile; the end waits until it is known.
    reader.press("PgDn", "PgDn", "j")
    #expect(!reader.frame.text.contains("paragraph 0"))
    #expect(reader.frame.text.contains("paragraph 9"))
    reader.press("G", "k")
    #expect(!reader.frame.text.contains("paragraph 29999"))
    var slices = 0
    repeat {
      reader.send(.woke(.layOut))
      slices += 1
    } while reader.effects.contains(.wake(.layOut, afterMilliseconds: 0)) && slices < 5_000
    #expect((10..<1_000).contains(slices))
    #expect(reader.frame.text.contains("paragraph 29998"))
    #expect(!reader.frame.text.contains("paragraph 29999"))
    reader.press("j")
    #expect(reader.frame.text.contains("paragraph 29999") && reader.statusLine.contains("100%"))
  }

  @Test func wideCodeMovesSideways() {
    var library = TestLibrary(titles: ["One", "Two"])
    let line = (0..<40).map { "w\($0)" }.joined(separator: " ")
    library.details[0].body = Document(
      blocks: [
        .init(.code(language: nil), spans: [.init("short\n" + line)]),
        .init(.paragraph, spans: [.init("after")]),
      ])
    var reader = TestReader(library, size: Size(columns: 60, rows: 40))
    reader.press("Enter", "<")
    #expect(reader.statusLine.contains("no code here goes on"))
    #expect(reader.frame.text.contains("w0 w1") && reader.frame.text.contains("›"))
    reader.press(">", ">")
    #expect(!reader.frame.text.contains("w0 w1") && !reader.frame.text.contains("short"))
    #expect(reader.frame.text.contains("‹") && reader.frame.text.contains("after"))
    for _ in 0..<20 { reader.press(">") }
    #expect(reader.frame.text.contains("w39"))
    #expect(!reader.frame.text.contains("›"))
    for _ in 0..<20 { reader.press("<") }
    #expect(reader.frame.text.contains("w0 w1"))
    reader.press("h", "j", "Enter")
    // Without wide code they are the border's.
    let before = reader.frame.text
    reader.press(">")
    #expect(reader.frame.text != before)
  }
}
