import Articles
import ReaderCore
import TUI
import Testing

struct CommandLineTests {
  private func type(_ text: String, _ reader: inout TestReader, enter: Bool = true) {
    reader.press(":")
    for character in text { reader.send(.key(.character(character))) }
    if enter { reader.press("Enter") }
  }

  @Test func theLineSaysWhatItWouldDo() {
    var reader = TestReader(["One", "Two"])
    type("sort", &reader, enter: false)
    #expect(reader.statusLine.hasPrefix(" :sort"))
    #expect(reader.frame.text.contains("sort [ORDER]  the order of the list: newest"))
    reader.press("Esc")
    #expect(!reader.statusLine.contains(":sort"))
  }

  @Test func aMistakeStaysInTheLineWithItsRemedy() {
    var reader = TestReader(["One", "Two"])
    type("srot heat", &reader)
    #expect(reader.statusLine.hasPrefix(" :srot heat"))
    #expect(reader.frame.text.contains("\u{201C}srot\u{201D} is no command: sort?"))
    reader.press("x")
    #expect(!reader.frame.text.contains("is no command"))
  }

  @Test func actionsAreDoneByName() {
    var reader = TestReader(["One", "Two"])
    type("down", &reader)
    #expect(reader.cursorLine.contains("Two"))
    type("toggle-star", &reader)
    #expect(
      reader.deeds == [
        .record(Mark(Address(canonicalizing: "https://example.org/2")!, .starred, at: reader.now))
      ])
    type("redo", &reader)
    #expect(reader.statusLine.contains("nothing to redo"))
  }

  @Test func tabCompletesNamesAndArguments() {
    var reader = TestReader(["One"])
    type("so", &reader, enter: false)
    reader.press("Tab")
    #expect(reader.statusLine.hasPrefix(" :sort "))
    reader.press("h", "Tab")
    #expect(reader.statusLine.hasPrefix(" :sort heat"))
    reader.press("Enter")
    #expect(reader.frame.text.contains("sort:heat"))
  }

  @Test func historyIsKeptForTheNextWindow() {
    var reader = TestReader(["One", "Two"])
    type("down", &reader)
    type("up", &reader)
    var next = TestReader(TestLibrary(titles: ["One"]), session: reader.model.session)
    next.press(":", "Up")
    #expect(next.statusLine.hasPrefix(" :up"))
    next.press("Up")
    #expect(next.statusLine.hasPrefix(" :down"))
    next.press("Down", "Down")
    #expect(!next.statusLine.contains("down"))
  }

  @Test func viewsAreFoundByAPartOfTheirName() {
    let view = SavedView(name: "New in robotics", query: "topic:robotics")
    var reader = TestReader(
      TestLibrary(titles: ["One"]), configuration: Configuration(views: [view]))
    type("view robot", &reader)
    #expect(reader.frame.text.contains("New in robotics"))
    type("view nonsense", &reader)
    #expect(reader.frame.text.contains("no single view"))
  }

  @Test func aViewWithAWordThatBeginsSoGoesBeforeOthers() {
    let views = ["The PortSwigger log", "Swift forums", "Swifts"].map {
      SavedView(name: $0, query: "topic:x")
    }
    var reader = TestReader(
      TestLibrary(titles: ["One"]), configuration: Configuration(views: Array(views.prefix(2))))
    type("view swi", &reader)
    #expect(reader.frame.text.contains("Swift forums ·"))
    type("view wigger", &reader)
    #expect(reader.frame.text.contains("The PortSwigger log ·"))
    reader = TestReader(TestLibrary(titles: ["One"]), configuration: Configuration(views: views))
    type("view swi", &reader)
    #expect(reader.frame.text.contains("no single view"))
    type("view swifts", &reader)
    #expect(reader.frame.text.contains("Swifts ·"))
  }

  @Test func whatFitsAQueryIsMarkedReadOfTheListAlone() {
    var library = TestLibrary(titles: [])
    library.add("New", published: TestLibrary.now)
    library.add("Old", published: TestLibrary.now.advanced(byMilliseconds: -8 * 86_400_000))
    library.add("Old and read", flags: .read, published: Instant(milliseconds: 0))
    var reader = TestReader(library)
    type("mark-read title:old", &reader)
    #expect(
      reader.deeds.last
        == .markAll(
          ArticleSet([ArticleID(2)]), [.read], at: reader.now, olderThan: nil, step: MarkStep.ID(1))
    )
    type("mark-read title:nobody", &reader)
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("nothing"))
  }

  @Test func labelsAreGivenBesideThoseThatAreThere() {
    var library = TestLibrary(titles: ["One"])
    library.details[0].row.labels = [Label("old")!, Label("gone")!]
    var reader = TestReader(library)
    type("label new -gone", &reader)
    guard case .record(let marks, _)? = reader.deeds.last else {
      Issue.record("no marks")
      return
    }
    #expect(marks.map(\.name) == [.unlabel(Label("gone")!), .label(Label("new")!)])
  }

  @Test func openTakesTheNumberOfALink() {
    var library = TestLibrary(titles: ["One"])
    library.relate(0, outside: "Elsewhere", "https://example.org/else")
    var reader = TestReader(library)
    reader.press("Enter")
    type("open 1", &reader)
    #expect(
      reader.deeds.contains { if case .open = $0 { true } else { false } }, "\(reader.deeds)")
    type("open 9", &reader)
    #expect(!reader.deeds.contains { if case .open = $0 { true } else { false } })
  }

  // MARK: The person's own

  private func reader(_ commands: OwnCommand..., titles: [String] = ["One", "Two", "Three"])
    -> TestReader
  {
    TestReader(TestLibrary(titles: titles), configuration: Configuration(commands: commands))
  }

  @Test func aListOfCommandsIsDoneInOrder() {
    var reader = reader(
      OwnCommand(
        name: "done", key: KeySequence(name: "g b"),
        deed: .lines(["toggle-star", "down", "sort heat"])))
    reader.press("g", "b")
    #expect(
      reader.deeds == [
        .record(Mark(Address(canonicalizing: "https://example.org/1")!, .starred, at: reader.now))
      ])
    #expect(reader.frame.text.contains("sort:heat"))
    type("done", &reader)
    #expect(reader.deeds.count == 1)
  }

  @Test func whatCannotBeDoneEndsTheList() {
    var reader = reader(
      OwnCommand(name: "twice", deed: .lines(["redo", "toggle-star"])))
    type("twice", &reader)
    #expect(reader.deeds.isEmpty)
    #expect(reader.statusLine.contains("nothing to redo"))
  }

  @Test func theRestWaitsUntilAPromptIsClosed() {
    var reader = reader(OwnCommand(name: "ask", deed: .lines(["help star", "down"])))
    type("ask", &reader)
    #expect(reader.frame.text.contains("Star, or take the star away"))
    reader.press("Esc")
    #expect(reader.cursorLine.contains("Two"))
  }

  @Test func aProgramGetsTheArticle() {
    let program = OwnProgram(words: ["bookmark", "{url}"])
    var reader = reader(
      OwnCommand(name: "bookmark", key: KeySequence(name: "b"), deed: .program(program)))
    reader.press("b")
    guard case .runProgram(program, "bookmark", let articles, run: 1)? = reader.deeds.last else {
      Issue.record("\(reader.deeds)")
      return
    }
    #expect(articles.map(\.id) == [ArticleID(1)])
    #expect(articles.first?.url == "https://example.org/1")
    #expect(reader.statusLine.contains("bookmark: started"))
    reader.send(.programEnded(run: 1, .failed("bookmark ended with status 3: no network")))
    #expect(reader.statusLine.contains("status 3: no network"))
  }

  @Test func forEachAsksFirst() {
    let program = OwnProgram(words: ["keep", "{url}"], isForEach: true)
    var reader = reader(OwnCommand(name: "keep", deed: .program(program)))
    type("keep", &reader)
    #expect(reader.statusLine.contains("Run keep for each of 3 articles?"))
    #expect(reader.deeds.isEmpty)
    reader.press("Esc")
    #expect(reader.deeds.isEmpty)
    type("keep", &reader, enter: true)
    reader.press("Enter")
    guard case .runProgram(_, _, let articles, run: 1)? = reader.deeds.last else {
      Issue.record("\(reader.deeds)")
      return
    }
    #expect(articles.map(\.id) == [1, 2, 3].map { ArticleID($0) })
  }

  @Test func whatRunsForManyIsStoppedByTheKeyThatStopsRefreshes() {
    let program = OwnProgram(words: ["keep", "{url}"], isForEach: true)
    var reader = reader(OwnCommand(name: "keep", deed: .program(program)))
    reader.press("Ctrl-G")
    #expect(reader.deeds.isEmpty)
    type("keep", &reader)
    reader.press("Enter", "Ctrl-G")
    #expect(reader.deeds.last == .stopProgram(run: 1))
    reader.send(.programEnded(run: 1, .done("keep: stopped")))
    reader.press("Ctrl-G")
    #expect(reader.deeds.isEmpty)
  }

  @Test func forEachIsBounded() {
    var reader = reader(
      OwnCommand(name: "keep", deed: .program(OwnProgram(words: ["keep"], isForEach: true))),
      titles: (0...500).map { "Title \($0)" })
    type("keep", &reader)
    #expect(reader.statusLine.contains("at most 500"))
    reader.press("Enter")
    #expect(!reader.deeds.contains { if case .runProgram = $0 { true } else { false } })
  }

  @Test func whatAProgramPrintsIsShownAndEscapeEndsIt() {
    let program = OwnProgram(words: ["translate"], mode: .show, input: .text)
    var reader = reader(OwnCommand(name: "translate", deed: .program(program)))
    type("translate", &reader)
    #expect(reader.frame.text.contains("translate \u{2026}"))
    reader.send(.programPrinted(run: 1, "Un\nDe"), .programPrinted(run: 1, "ux\n"))
    #expect(reader.frame.text.contains("Deux"))
    reader.press("Esc")
    #expect(reader.deeds == [.stopProgram(run: 1)])
    reader.send(.programPrinted(run: 1, "late"))
    #expect(!reader.frame.text.contains("late"))
  }

  @Test func hugeOutputIsCut() {
    let program = OwnProgram(words: ["yes"], mode: .show)
    var reader = reader(OwnCommand(name: "yes", deed: .program(program)))
    type("yes", &reader)
    for _ in 0..<20 {
      reader.send(.programPrinted(run: 1, String(repeating: "y\n", count: 1000)))
    }
    reader.send(.programEnded(run: 1, .done("")))
    #expect(reader.frame.text.contains("yes: only the beginning"))
    reader.press("q")
    #expect(reader.deeds.isEmpty)
  }

  @Test func helpListsTheirKeys() {
    var reader = reader(
      OwnCommand(
        name: "bookmark", key: KeySequence(name: "b"),
        deed: .program(OwnProgram(words: ["buku", "{url}"]))))
    reader.press("?", "b", "u", "k", "u")
    #expect(reader.frame.text.contains("bookmark: buku {url}"))
  }
}
