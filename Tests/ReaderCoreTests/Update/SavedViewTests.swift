import Articles
import TUI
import Testing

@testable import ReaderCore

struct SavedViewTests {
  private let views = [
    SavedView(name: "Reds", query: "red"),
    SavedView(name: "Broken", query: "is:purple"),
    SavedView(name: "By hand", query: "is:unread", markRead: .manual),
  ]

  private func reader(columns: Int = 120) -> TestReader {
    TestReader(
      TestLibrary(titles: ["Red fox", "Blue whale", "Red deer"]),
      size: Size(columns: columns, rows: 24), configuration: Configuration(views: views))
  }

  private func type(_ text: String, into reader: inout TestReader) {
    for character in text { reader.press(character == " " ? "Space" : String(character)) }
  }

  private func choose(_ name: String, in reader: inout TestReader) {
    reader.press("f")
    type(name, into: &reader)
    reader.press("Enter")
  }

  @Test func standInTheSidebarWithTheirCounts() {
    let lines = reader().frame.text.split(separator: "\n")
    #expect(lines.contains { $0.contains("Saved") })
    #expect(lines.contains { $0.contains("Reds") && $0.prefix(22).contains("2") })
  }

  @Test func openAsAnyView() {
    var reader = reader()
    reader.press("h", "j", "j", "j", "Enter")
    #expect(reader.frame.line(0).contains("Reds · 2 articles"))
    reader.press("h")
    #expect(reader.cursorLine.contains("Reds"))
  }

  @Test func narrowingOneIsLeftToItAgain() {
    var reader = reader()
    choose("reds", in: &reader)
    reader.press("/", "d", "e", "e", "Enter")
    #expect(reader.frame.line(0).contains("Reds · dee · 1 article"))
    reader.press("Esc")
    #expect(reader.frame.line(0).contains("Reds · 2 articles"))
    reader.press("F")
    #expect(reader.statusLine.contains("Query: red"))
  }

  @Test func aBrokenOneSaysWhatIsWrong() {
    var reader = reader()
    choose("broken", in: &reader)
    // It takes the lines that it needs.
    let text = reader.frame.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("The view Broken is no query: Column 4"))
    #expect(reader.frame.text.contains("Blue whale"))
  }

  @Test func decidesWhenAnArticleCountsAsRead() {
    var reader = reader()
    choose("by hand", in: &reader)
    reader.press("Enter")
    #expect(reader.deeds.isEmpty)
  }

  @Test func aQueryIsGivenAName() {
    var reader = reader()
    reader.press("/")
    type("whale", into: &reader)
    reader.press("Ctrl-S")
    type("Big ones", into: &reader)
    reader.press("Enter")
    let view = SavedView(name: "Big ones", query: "whale")
    #expect(reader.deeds == [.save(view)])
    reader.send(.viewSaved(view, all: views + [view]))
    #expect(reader.frame.line(0).contains("Big ones"))
    #expect(reader.statusLine.contains("saved: Big ones"))
    #expect(reader.library.rows(of: reader.model.scope).map(\.title) == ["Blue whale"])
    #expect(reader.model.list.count == 1)
  }

  @Test func savesWhatTheViewIsWithTheQuery() {
    var reader = TestReader(.sample)
    choose("topic birds", in: &reader)
    reader.press("/")
    type("swift", into: &reader)
    reader.press("Ctrl-S", "X", "Enter")
    #expect(reader.deeds == [.save(SavedView(name: "X", query: "topic:Birds swift"))])
  }

  @Test func nothingIsSavedOfNothing() {
    var reader = reader()
    reader.press("/", "Ctrl-S")
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("/"))
  }

  @Test func theNextWindowBeginsThere() {
    var reader = reader()
    choose("reds", in: &reader)
    let session = reader.model.session
    #expect(session.view == "Reds")
    let next = TestReader(
      reader.library, configuration: Configuration(views: views), session: session)
    #expect(next.frame.line(0).contains("Reds · 2 articles"))
    let gone = TestReader(reader.library, session: session)
    #expect(gone.frame.line(0).contains("All articles"))
  }

  @Test func countsFollowMarks() {
    var reader = reader()
    reader.press("m")
    let fox = reader.library.details[0].row
    reader.library.details[0].row.flags = .read
    reader.send(
      .marksChanged([
        MarkChange(id: fox.id, address: fox.address, flags: .read, lastMarked: TestLibrary.now)
      ]), .woke(.sidebar))
    #expect(
      reader.frame.text.split(separator: "\n").contains {
        $0.contains("Reds") && $0.prefix(22).contains("1")
      })
  }

  @Test func aViewWithAnOrderOfItsOwnIsSortedByAnyOther() {
    var reader = TestReader(
      TestLibrary(titles: ["Red fox", "Blue whale", "Red deer"]),
      size: Size(columns: 120, rows: 24),
      configuration: Configuration(views: [SavedView(name: "Sorted", query: "red sort:title")]))
    choose("sorted", in: &reader)
    for sort in QuerySort.allCases where sort != .relevance {
      reader.press("S")
      type(sort.rawValue, into: &reader)
      reader.press("Enter")
      #expect(reader.model.list.sort == sort)
      #expect(reader.statusLine.contains(sort.help))
    }
    reader.press("S")
    type("title", into: &reader)
    reader.press("Enter", "/")
    type("deer", into: &reader)
    reader.press("Enter")
    #expect(reader.model.list.sort == .title)
  }

  // MARK: Keys

  private func keyed() -> TestReader {
    var views = views
    views[0].key = KeySequence(name: "b")
    views[2].key = KeySequence(name: "g b")
    return TestReader(
      TestLibrary(titles: ["Red fox", "Blue whale", "Red deer"]),
      size: Size(columns: 120, rows: 24), configuration: Configuration(views: views))
  }

  @Test func haveKeysThatGoToThem() {
    var reader = keyed()
    reader.press("Enter", "b")
    #expect(reader.frame.line(0).contains("Reds · 2 articles"))
    #expect(reader.model.focus == .list)
    reader.press("g", "b")
    #expect(reader.frame.line(0).contains("By hand"))
    reader.press("g", "g")
    #expect(!reader.statusLine.contains("not a key"))
    reader.press("g", "x")
    #expect(reader.statusLine.contains("g x is not a key"))
  }

  @Test func keysStandInTheSidebarAndInTheHelp() {
    var reader = keyed()
    let line = reader.frame.text.split(separator: "\n").first { $0.contains("  Reds") }
    #expect(line?.contains("Reds  b") == true)
    reader.press("?", "r", "e", "d", "s")
    #expect(reader.frame.text.contains("Your views"))
    #expect(reader.frame.text.contains("Show Reds"))
  }

  @Test func aNewQueryLeavesTheKey() {
    var reader = keyed()
    reader.press("/")
    type("whale", into: &reader)
    reader.press("Ctrl-S")
    type("Reds", into: &reader)
    reader.press("Enter", "Enter")
    #expect(
      reader.deeds == [
        .save(SavedView(name: "Reds", query: "whale", key: KeySequence(name: "b")))
      ])
  }

  @Test func aViewOfTheNameIsReplacedWhenThatIsSaidTwice() {
    var reader = keyed()
    reader.press("/", "w", "Ctrl-S", "R", "e", "d", "s", "Enter")
    #expect(reader.deeds.isEmpty)
    #expect(reader.frame.text.contains("Reds is a view already"))
    reader.press("x", "Backspace")
    #expect(!reader.frame.text.contains("is a view already"))
    reader.press("Enter")
    #expect(reader.deeds.isEmpty)
    reader.press("Enter")
    #expect(reader.deeds.count == 1)
  }
}
