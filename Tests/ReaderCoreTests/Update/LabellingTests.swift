import Articles
import TUI
import Testing

@testable import ReaderCore

/// Labels of the person's own: typed, completed, shown, counted, taken back.
struct LabellingTests {
  private func label(_ name: String) -> MarkName { .label(Label(name)!) }
  private func unlabel(_ name: String) -> MarkName { .unlabel(Label(name)!) }

  private func reader(_ labels: [String]...) -> TestReader {
    var library = TestLibrary(titles: ["One", "Two", "Three"])
    for (place, names) in labels.enumerated() {
      library.details[place].row.labels = names.compactMap { Label($0) }.sorted()
    }
    return TestReader(library, size: Size(columns: 120, rows: 30))
  }

  private func names(_ reader: TestReader) -> [MarkName] {
    reader.deeds.flatMap { effect -> [MarkName] in
      switch effect {
      case .record(let marks, _): marks.map(\.name)
      case .markAll(_, let names, _, _, _): names
      default: []
      }
    }
  }

  private func type(_ text: String, in reader: inout TestReader) {
    for character in text { reader.send(.key(.character(character))) }
  }

  @Test(arguments: [
    ("swift", ["swift"], []), ("swift, \"to read\" -later", ["swift", "to read"], ["later"]),
    ("a,b、c  d", ["a", "b", "c", "d"], []), ("A a -a", [], ["A"]), ("\"-x\"", ["-x"], []),
    ("-\"to read\"", [], ["to read"]), ("--x", [], []), ("\"unended label", ["unended label"], []),
    ("\"say \\\"hi\\\"\"", ["say \"hi\""], []), ("- , ,\"\"", [], []),
    ("C++ C# c", ["C++", "C#", "c"], []),
  ])
  func whatIsTyped(text: String, given: [String], taken: [String]) throws {
    let line = try #require(LabelLine(text))
    if text == "--x" { return #expect(line.taken.map(\.name) == ["-x"]) }
    #expect(line.given.map(\.name) == given)
    #expect(line.taken.map { $0.name.lowercased() } == taken.map { $0.lowercased() })
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for name in ["a", "to read", "-x", "a,b", "say \"hi\"", "back\\slash", "読む", "don't"] {
      #expect(try #require(LabelLine(LabelLine.quoted(name))).given.map(\.name) == [name])
    }
    #expect(LabelLine(String(repeating: "x", count: 65)) == nil)
  }

  @Test func anArticleGetsLabelsInOneStepAndShowsThem() {
    var reader = reader()
    reader.press("L")
    type("swift \"to read\"", in: &reader)
    #expect(reader.statusLine.contains("Labels: swift \"to read\""))
    reader.press("Enter")
    #expect(names(reader) == [label("swift"), label("to read")])
    #expect(reader.effects.count { if case .record = $0 { true } else { false } } == 1)
    #expect(reader.statusLine.contains("labelled swift, to read · u to undo"))
    #expect(reader.cursorLine.contains("One") && reader.cursorLine.contains("[swift, to read]"))
    reader.press("i")
    #expect(reader.frame.text.contains("swift · to read"))
  }

  @Test func theLineIsWhatTheArticleHasFromThenOn() {
    var reader = reader(["swift", "to read"])
    reader.press("L")
    #expect(reader.statusLine.contains("Labels: swift \"to read\" "))
    reader.press("Ctrl-U")
    type("swift new", in: &reader)
    reader.press("Enter")
    #expect(names(reader) == [unlabel("to read"), label("new")])
    #expect(reader.cursorLine.contains("[new, swift]"))
    reader.press("L")
    type("-swift", in: &reader)
    reader.press("Enter")
    #expect(names(reader) == [unlabel("swift")])
    reader.press("L", "Enter")
    #expect(names(reader).isEmpty && reader.statusLine.contains("stay as they are"))
    reader.press("L", "Ctrl-U", "Enter")
    #expect(names(reader) == [unlabel("new")])
    reader.press("L", "x", "Esc")
    #expect(names(reader).isEmpty && !reader.frame.text.contains("["))
  }

  /// What another window gave the article while the line was typed is none of its business.
  @Test func whatCameMeanwhileStays() throws {
    var reader = reader(["swift"])
    reader.press("L")
    let row = try #require(reader.model.selectedRow)
    reader.send(
      .marksChanged([
        MarkChange(
          id: row.id, key: row.key, flags: .labelled,
          labels: [Label("other")!, Label("swift")!], lastMarked: reader.now)
      ]))
    reader.press("Ctrl-U", "Enter")
    #expect(names(reader) == [unlabel("swift")])
    #expect(reader.cursorLine.contains("[other]"))
  }

  @Test func namesAreCompletedAndSpelledAsTheyAre() {
    var reader = reader([], ["Swift", "to read"], ["Swift"])
    reader.press("L", "s", "w")
    #expect(reader.frame.text.contains("Enter label"))
    #expect(reader.frame.text.contains("Tab Swift"))
    reader.press("Tab", "Enter")
    #expect(names(reader) == [label("Swift")])
    reader.press("j", "j", "L")
    #expect(reader.frame.text.contains("\"to read\"") && !reader.frame.text.contains("Tab Swift"))
    reader.press("Esc", "k", "k", "L")
    type("TO", in: &reader)
    reader.press("Tab")
    #expect(reader.statusLine.contains("Labels: Swift \"to read\" "))
    reader.press("Enter")
    #expect(names(reader) == [label("to read")])
    reader.press("L")
    type("SWIFT", in: &reader)
    reader.press("Enter")
    #expect(names(reader).isEmpty)
  }

  @Test func aNameThatIsTooLongIsRefusedWhileItIsTyped() {
    var reader = reader()
    reader.press("L")
    type(String(repeating: "x", count: 65), in: &reader)
    #expect(reader.frame.text.contains("64 characters at most"))
    reader.press("Enter")
    #expect(names(reader).isEmpty && reader.statusLine.contains("Labels:"))
    reader.press("Backspace", "Enter")
    #expect(names(reader).count == 1)
  }

  @Test func everythingListedIsLabelledInOneStep() {
    var reader = reader([], ["later"], ["swift"])
    reader.press("g", "L")
    #expect(reader.statusLine.contains("Label all 3:"))
    type("swift -later", in: &reader)
    reader.press("Enter")
    guard case .markAll(let ids, let marked, _, nil, let step)? = reader.deeds.first else {
      Issue.record("\(reader.deeds)")
      return
    }
    #expect(ids.count == 3 && marked == [unlabel("later"), label("swift")])
    #expect(reader.frame.text.ranges(of: "[swift]").count >= 3)
    reader.send(.massMarked(step, count: 3))
    #expect(reader.statusLine.contains("3 labelled swift, no longer later · u to undo"))
    reader.press("u")
    #expect(
      reader.deeds.contains { if case .undo(step, as: _) = $0 { true } else { false } })
    reader.press("g", "L", "Enter")
    #expect(names(reader).isEmpty)
  }

  @Test func theSidebarCountsWhatIsLabelled() {
    var reader = reader(["swift"], ["swift"])
    func line(_ name: String) -> String {
      reader.frame.text.split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
        .map { String($0.prefix(24)) } ?? ""
    }
    #expect(reader.frame.text.contains("Labels"))
    #expect(line("swift").contains(" 2"))
    reader.press("m")
    #expect(line("swift").contains(" 1"))
    reader.press("j", "L", "Ctrl-U", "Enter")
    #expect(!line("swift").contains("1") && !line("swift").contains("2"))
  }

  @Test func aLabelIsAViewAndAQuery() {
    var reader = reader(["to read"])
    reader.press("F")
    type("label:t", in: &reader)
    reader.press("Tab")
    #expect(reader.statusLine.contains("label:\"to read\""))
    reader.press("Esc", "f")
    type("to read", in: &reader)
    reader.press("Enter")
    #expect(reader.model.scope == .label("to read"))
    #expect(reader.frame.line(0).contains("Label to read"))
    #expect(reader.model.session.scope == .label("to read"))
    reader.press("F")
    #expect(reader.statusLine.contains("Query: label:\"to read\""))
  }

  @Test func aMassOfLabelsIsKnownUntilRowsAreReadAgain() throws {
    var book = MarkBook()
    let library = TestLibrary(titles: ["One", "Two"])
    let rows = library.details.map(\.row)
    let at = { (milliseconds: Int64) in TestLibrary.now.advanced(byMilliseconds: milliseconds) }
    book.note(MassMark(label("a"), ArticleSet(rows.map(\.id)), at: at(1)))
    book.note(MassMark(label("b"), ArticleSet([rows[0].id]), at: at(2)))
    #expect(book.labels(of: rows[0]).map(\.name) == ["a", "b"])
    #expect(book.labels(of: rows[1]).map(\.name) == ["a"])
    var later = rows[0]
    later.labels = [Label("c")!]
    later.lastMarked = at(3)
    #expect(book.labels(of: later).map(\.name) == ["c"], "read after the marks")
    book.note(MassMark(unlabel("A"), ArticleSet(rows.map(\.id)), at: at(4)))
    #expect(book.labels(of: rows[0]).map(\.name) == ["b"])
    #expect(book.labels(of: rows[1]) == [])
    book.note(
      MarkBook.State(flags: [], labels: [Label("d")!], lastMarked: at(9)), id: rows[1].id, key: nil)
    book.note(MassMark(label("e"), ArticleSet(rows.map(\.id)), at: at(5)))
    #expect(book.labels(of: rows[1]).map(\.name) == ["d"])
    #expect(book.flags(of: rows[1].id) == [])
  }

  /// Names from files of others pass the one gate of all text, and many have an end.
  @Test func strangeNamesAndManyOfThem() {
    var reader = reader((0..<1000).map { "label number \($0)" }, ["ラベル", "عنوان", "e\u{301}"])
    #expect(reader.frame.text.contains("[label number"))
    #expect(reader.frame.text.contains("ラベル"))
    reader.press("L", "Esc", "j", "L", "Enter")
    #expect(names(reader).isEmpty)
  }
}
