import Articles
import TUI
import Testing

@testable import ReaderCore

struct SidebarTests {
  private func library() -> TestLibrary {
    var library = TestLibrary(titles: [])
    for topic in ["Birds", "Tides", "Birds", "Clocks"] {
      library.add(topic + " again", topics: [topic])
    }
    library.add("Read already", topics: ["Tides"], flags: .read)
    library.tags = [SourceTag(name: "local", sources: [SourceID(1)])]
    return library
  }

  private func reader(_ session: Session = Session(), columns: Int = 120, rows: Int = 30)
    -> TestReader
  {
    TestReader(
      library(), size: Size(columns: columns, rows: rows),
      configuration: Configuration(
        tags: [SourceTag(name: "local", sources: [SourceID(1)])],
        views: [SavedView(name: "Reds", query: "red")]),
      session: session)
  }

  /// What the sidebar shows, from the top.
  private func shown(_ reader: TestReader) -> [String] {
    reader.model.sidebar.lines.map { line in
      switch line {
      case .blank: ""
      case .heading(let group, let count):
        "[\(group.rawValue)\(count.map { " \($0)" } ?? "")]"
      case .entry, .saved: line.title
      }
    }
  }

  private func go(to title: String, in reader: inout TestReader) {
    reader.press("h", "g", "g")
    for _ in 0..<40 where !reader.cursorLine.hasPrefix("▌ " + title) { reader.press("j") }
    #expect(reader.cursorLine.hasPrefix("▌ " + title))
  }

  @Test func aGroupFoldsIntoItsHeadAndUnfolds() {
    var reader = reader()
    go(to: "Tides", in: &reader)
    reader.press("c")
    #expect(shown(reader).contains("[topics 3]"))
    #expect(!shown(reader).contains("Tides"))
    #expect(reader.cursorLine.hasPrefix("▌▸ Topics (3)"))
    reader.press("j")
    #expect(reader.cursorLine.contains("Example Times"))
    reader.press("k", "Enter")
    #expect(reader.model.focus == .sidebar)
    #expect(reader.cursorLine.hasPrefix("▌ Birds"))
    reader.press("h")
    #expect(reader.cursorLine.hasPrefix("▌▸ Topics (3)"))
    reader.press("h")
    #expect(reader.statusLine.contains("nothing further to the left"))
    reader.press("l")
    #expect(reader.cursorLine.hasPrefix("▌ Birds"))
  }

  @Test func theViewsThemselvesHaveNoGroup() {
    var reader = reader()
    reader.press("h", "g", "g", "c")
    #expect(reader.statusLine.contains("no group to fold"))
    reader.press("l", "c")
    #expect(reader.statusLine.contains("only in the sidebar"))
  }

  @Test func allFoldAndUnfoldAtOnceAndTheCursorGoesWithItsLine() {
    var reader = reader()
    go(to: "Clocks", in: &reader)
    reader.press("C")
    #expect(
      shown(reader).filter { !$0.isEmpty } == [
        "All articles", "Unread", "Starred", "[saved 1]", "[tags 1]", "[topics 3]",
        "[providers 1]", "[sources 1]",
      ])
    #expect(reader.cursorLine.hasPrefix("▌▸ Topics"))
    reader.press("C")
    #expect(shown(reader).contains("Clocks"))
  }

  @Test func aFoldedGroupHasTheSignOfTheViewThatIsOpenInIt() {
    var reader = reader()
    go(to: "Clocks", in: &reader)
    reader.press("Enter", "h", "c", "l")
    #expect(reader.model.focus == .sidebar)
    reader.press("c", "Tab")
    #expect(reader.frame.text.contains("▌▸ Topics (3)"))
    #expect(reader.frame.line(0).contains("Topic Clocks"))
  }

  @Test func newCountsLeaveFoldsAndTheCursor() {
    var reader = reader()
    go(to: "Tides", in: &reader)
    reader.press("c")
    reader.send(.sidebarLoaded(reader.library.sidebar))
    #expect(reader.cursorLine.hasPrefix("▌▸ Topics (3)"))
    #expect(shown(reader).contains("[topics 3]"))
  }

  @Test func countsFollowMarksInFoldedGroups() {
    var reader = reader()
    go(to: "Birds", in: &reader)
    reader.press("c", "Tab", "g", "g", "m")
    reader.press("h", "C", "C")
    #expect(reader.model.sidebar.entries.first { $0.title == "Birds" }?.unread == 1)
  }

  @Test func foldsAndOrderAreThereTheNextTime() {
    var reader = reader()
    go(to: "Tides", in: &reader)
    reader.press("c", "S", "n", "a", "m", "Enter")
    let session = reader.model.session
    #expect(session.sidebar == SidebarStyle(folded: [.topics], order: .name))
    #expect(shown(self.reader(session)).contains("[topics 3]"))
  }

  @Test func linesAreSortedByCountOrName() {
    var reader = reader()
    #expect(
      shown(reader).filter { ["Birds", "Tides", "Clocks"].contains($0) }
        == ["Birds", "Clocks", "Tides"])
    reader.library.details[3].row.flags = .read
    reader.send(.sidebarLoaded(reader.library.sidebar))
    go(to: "Tides", in: &reader)
    reader.press("S")
    #expect(reader.frame.text.contains("most unread first"))
    reader.press("c", "o", "u", "Enter")
    #expect(reader.model.focus == .sidebar)
    #expect(
      shown(reader).filter { ["Birds", "Tides", "Clocks"].contains($0) }
        == ["Birds", "Tides", "Clocks"])
    #expect(reader.cursorLine.hasPrefix("▌ Tides"))
    // A mark changes a count where it stands.
    reader.press("l")
    reader.press("h", "S", "n", "a", "m", "Enter")
    #expect(
      shown(reader).filter { ["Birds", "Tides", "Clocks"].contains($0) }
        == ["Birds", "Clocks", "Tides"])
  }

  @Test func typingFindsLinesAlsoOfFoldedGroups() {
    var reader = reader()
    go(to: "Tides", in: &reader)
    reader.press("c", "/", "c", "L")
    #expect(reader.statusLine.contains("/cL"))
    #expect(shown(reader) == ["[sources]", "articles"] || shown(reader).contains("Clocks"))
    reader.press("o")
    #expect(shown(reader) == ["[topics]", "Clocks"])
    reader.press("Enter")
    #expect(reader.frame.line(0).contains("Topic Clocks"))
    #expect(reader.model.focus == .list)
    #expect(shown(reader).contains("[topics 3]"))
    reader.press("h")
    #expect(reader.cursorLine.hasPrefix("▌▸ Topics"))
  }

  @Test func escapeRestoresThePlace() {
    var reader = reader()
    go(to: "Tides", in: &reader)
    let before = shown(reader)
    reader.press("/", "b", "i")
    #expect(shown(reader) == ["[topics]", "Birds"])
    reader.press("z")
    #expect(shown(reader).isEmpty)
    #expect(reader.frame.text.contains("No such name."))
    reader.press("Enter", "j")
    #expect(reader.statusLine.contains("/bizj"))
    reader.press("Esc")
    #expect(shown(reader) == before)
    #expect(reader.cursorLine.hasPrefix("▌ Tides"))
    #expect(reader.model.focus == .sidebar)
  }

  @Test func arrowsChooseAmongWhatIsFound() {
    var reader = reader()
    reader.press("h", "/", "t", "Down", "Enter")
    let found = reader.model.list.base
    #expect(found != .all)
    reader.press("h", "/", "Backspace")
    #expect(!reader.statusLine.hasPrefix(" /"))
  }

  @Test func theListIsNarrowedFromTheListAlone() {
    var reader = reader()
    reader.press("h", "/", "b", "i", "Esc", "l", "/", "b", "i")
    #expect(reader.model.list.count == 2)
  }

  // MARK: Golden screens

  private func muting(_ columns: Int, _ rows: Int) -> TestReader {
    var library = library()
    library.details[1].row.isMuted = true
    library.isMuting = true
    return TestReader(library, size: Size(columns: columns, rows: rows))
  }

  @Test(arguments: [(120, 30), (80, 24)])
  func everyState(_ columns: Int, _ rows: Int) throws {
    var reader = reader(columns: columns, rows: rows)
    go(to: "Tides", in: &reader)
    reader.press("c")
    try expectScreen(reader.frame, "sidebar-folded-\(columns)")
    reader.press("/", "b", "i")
    try expectScreen(reader.frame, "sidebar-filtered-\(columns)")
    reader.press("z")
    try expectScreen(reader.frame, "sidebar-filtered-empty-\(columns)")
    reader.press("Esc", "c", "S", "c", "o", "u")
    try expectScreen(reader.frame, "sidebar-order-\(columns)")
    reader.press("Enter")
    try expectScreen(reader.frame, "sidebar-by-count-\(columns)")
    var muting = muting(columns, rows)
    muting.press("h", "g", "g", "j", "j", "j")
    try expectScreen(muting.frame, "sidebar-muted-\(columns)")
  }

  @Test func aSmallWindowShowsItAlone() throws {
    var reader = reader(columns: 40, rows: 12)
    let before = reader.frame.text
    #expect(!before.contains("Topics"))
    reader.press("h", "C")
    try expectScreen(reader.frame, "sidebar-narrow")
    reader.press("Tab")
    #expect(reader.frame.text == before)
  }

  @Test(arguments: [false, true])
  func aFeedThatFailedHasASign(isFailing: Bool) throws {
    var library = TestLibrary(titles: [])
    library.isFailing = isFailing
    var reader = TestReader(library, size: Size(columns: 120, rows: 30))
    reader.press("Shift-Tab", "G")
    let line = try #require(
      reader.frame.text.split(separator: "\n").last { $0.contains("articles ") })
    #expect(line.contains("articles !") == isFailing)
    reader.press("Enter")
    #expect(reader.frame.text.contains("Nothing here."))
    #expect(reader.frame.text.contains("e says what went wrong.") == isFailing)
  }

  /// No sentence names a key that the person has not.
  @Test func whatAnEmptyListSaysNamesTheKeysThatAre() throws {
    let bindings = try Bindings(replacing: [("show-faults", ["F5"]), ("next-pane", [])])
    var reader = TestReader(
      [], columns: 100, rows: 20, configuration: Configuration(bindings: bindings))
    #expect(reader.frame.text.contains("No articles in these sources. F5 says what went wrong."))
    reader.press("Shift-Tab", "j", "Enter")
    #expect(reader.frame.text.contains("Nothing unread."))
    #expect(!reader.frame.text.contains("goes to the other views"))
  }
}
