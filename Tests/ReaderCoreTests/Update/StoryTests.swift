import Articles
import ReaderCore
import TUI
import Testing

/// Rows that stand for several articles.
struct StoryTests {
  /// Of eight articles the third, fifth and sixth tell one story, the seventh and eighth another.
  private func reader(columns: Int = 120, rows: Int = 30, isHere: Bool = true) -> TestReader {
    var library = TestLibrary(titles: [])
    for (title, provider) in [
      ("Soup for a newsroom", "Soup Weekly"), ("Lost: one grey umbrella", "Tern Street Herald"),
      ("Crack in main cable closes Tern Bridge", "Northlight Daily"),
      ("The night tram is a library now", "Commuter"),
      ("Tern Bridge closed after crack found in cable", "Harbour Post"),
      ("Tern Bridge shut, trams diverted", "Coast Wire"),
      ("Ilse Varga wins prize for cold glass", "Science Desk"),
      ("Aldous Prize goes to Ilse Varga", "Lund Courier"),
    ] {
      library.add(title, provider: provider)
    }
    if isHere { library.stories = [[2, 4, 5], [7, 6]] }
    let story = [2, 4, 5].map { place in
      StoryMember(
        row: library.details[place].row, reason: place == 4 ? .title : .text,
        other: library.details[place == 2 ? 4 : 2].article.title)
    }
    for place in [2, 4, 5] { library.details[place].story = story }
    return TestReader(library, size: Size(columns: columns, rows: rows))
  }

  private func ids(_ numbers: Int64...) -> ArticleSet { ArticleSet(numbers.map { ArticleID($0) }) }

  @Test(arguments: [(120, 30), (80, 24), (40, 12)])
  func looksFoldedUnfoldedAndMarked(_ columns: Int, _ rows: Int) throws {
    var reader = reader(columns: columns, rows: rows)
    reader.press("j", "j")
    try expectScreen(reader.frame, "stories-folded-\(columns)")
    reader.press("+")
    try expectScreen(reader.frame, "stories-unfolded-\(columns)")
    reader.press("+", "m")
    try expectScreen(reader.frame, "stories-marked-\(columns)")
  }

  @Test func countsArticles() {
    var reader = reader()
    #expect(reader.frame.line(0).contains("8 articles · 8 unread"))
    #expect(reader.statusLine.contains("1/8"))
    reader.press("j", "j", "j")
    // Below a story of three.
    #expect(reader.statusLine.contains("6/8"))
    reader.press("k", "+", "j", "j", "j")
    #expect(reader.statusLine.contains("6/8"))
  }

  @Test func marksAllOfAStoryAsOneStep() {
    var reader = reader()
    reader.press("j", "j", "m")
    #expect(
      reader.deeds == [
        .markAll(ids(3, 5, 6), [.read], at: reader.now, step: MarkStep.ID(1))
      ])
    #expect(reader.frame.line(0).contains("8 articles · 5 unread"))
    #expect(!reader.cursorLine.contains("●"))
    reader.press("m")
    #expect(
      reader.deeds == [
        .markAll(ids(3, 5, 6), [.unread], at: reader.now, step: MarkStep.ID(2))
      ])
    #expect(reader.frame.line(0).contains("8 articles · 8 unread"))
    reader.press("s")
    #expect(
      reader.deeds == [
        .markAll(ids(3, 5, 6), [.starred], at: reader.now, step: MarkStep.ID(3))
      ])
    #expect(reader.cursorLine.contains("★"))
  }

  @Test func anUnfoldedStoryIsMarkedRowByRow() {
    var reader = reader()
    reader.press("j", "j", "+", "m")
    #expect(reader.deeds.count == 1)
    if case .record(let marks, _)? = reader.deeds.first {
      #expect(marks[0].address.text == "https://example.org/3")
    }
    #expect(reader.frame.line(0).contains("7 unread"))
    reader.press("+")
    // Folded again, it is not read as long as one of it is not.
    #expect(reader.cursorLine.contains("●"))
    reader.press("m")
    #expect(reader.deeds == [.markAll(ids(5, 6), [.read], at: reader.now, step: MarkStep.ID(2))])
  }

  @Test func openingMarksTheWholeStory() {
    var reader = reader()
    reader.press("j", "j", "Enter")
    #expect(
      reader.deeds == [.markAll(ids(3, 5, 6), [.read], at: reader.now, step: MarkStep.ID(1))])
    #expect(reader.frame.line(0).contains("5 unread"))
  }

  @Test func theNextUnreadMayBeFolded() {
    var reader = reader()
    // Reads all but what stands under the first story.
    reader.press("j", "j", "+", "m", "+", "g", "g", "m", "j", "m", "n")
    #expect(reader.cursorLine.contains("Crack in main cable"))
  }

  @Test func markingAboveTakesWhatIsFolded() {
    var reader = reader()
    reader.press("j", "j", "j", "g", "k")
    #expect(
      reader.deeds == [
        .markAll(ids(1, 2, 3, 5, 6), [.read], at: reader.now, step: MarkStep.ID(1))
      ])
    reader.press("A")
    #expect(
      reader.deeds == [.markAll(ids(4, 7, 8), [.read], at: reader.now, step: MarkStep.ID(2))])
  }

  @Test func splitsForGood() {
    var reader = reader()
    reader.press("j", "j", "-")
    #expect(
      reader.deeds == [.markAll(ids(3, 5, 6), [.split], at: reader.now, step: MarkStep.ID(1))])
    #expect(reader.frame.line(0).contains("8 articles · 8 unread"))
    #expect(reader.statusLine.contains("3 split from their story · u to undo"))
    reader.press("-")
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("this row is one article alone"))
  }

  @Test func splitsOneArticleOff() {
    var reader = reader()
    reader.press("j", "j", "+", "j", "-")
    #expect(reader.deeds == [.markAll(ids(5), [.split], at: reader.now, step: MarkStep.ID(1))])
    reader.press("k", "+")
    #expect(reader.cursorLine.contains("+1"))
  }

  @Test func saysWhyTheyWereJoined() {
    var reader = reader()
    reader.press("j", "j", "i")
    let lines = (0..<30).map { reader.frame.line($0) }.joined(separator: "\n")
    #expect(lines.contains("3 articles"))
    #expect(lines.contains("a title of the same words as"))
  }

  @Test func aKeyTurnsStoriesOff() {
    var reader = reader()
    reader.press("=")
    #expect(reader.effects.contains(.foldStories(false)))
    #expect(reader.effects.contains(.loadListing(.all, request: 1)))
    #expect(reader.statusLine.contains("one row an article"))
    reader.press("=")
    #expect(reader.effects.contains(.foldStories(true)))
  }

  @Test func staysUnfoldedWhenTheListIsReadAgain() {
    var reader = reader()
    reader.press("j", "j", "+", "j", ".")
    #expect(reader.cursorLine.contains("└"))
    #expect(reader.frame.line(0).contains("8 articles"))
  }

  @Test func theSelectionStaysOnItsStory() {
    var reader = reader(isHere: false)
    reader.press("j", "j", "j", "j", "j")
    #expect(reader.cursorLine.contains("Tern Bridge shut"))
    reader.library.stories = [[2, 4, 5]]
    reader.press(".")
    #expect(reader.cursorLine.contains("Crack in main cable"))
    #expect(reader.cursorLine.contains("+2"))
  }
}
