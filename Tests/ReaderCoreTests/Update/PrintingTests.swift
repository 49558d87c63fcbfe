import Articles
import ReaderCore
import TUI
import Testing

/// Articles that leave the window.
@Suite struct PrintingTests {
  private func reader(_ configuration: Configuration = Configuration()) -> TestReader {
    TestReader(.sample, size: Size(columns: 100, rows: 30), configuration: configuration)
  }

  private func piped(_ reader: TestReader) -> (command: String, form: PipeForm, PrintedArticle)? {
    for effect in reader.deeds {
      if case .pipe(let command, let form, let article) = effect { return (command, form, article) }
    }
    return nil
  }

  @Test func aCommandGetsTheTextFirst() throws {
    var reader = reader()
    reader.press("g", "g", "|")
    #expect(reader.statusLine.contains("Pipe text to: "))
    reader.press("w", "c", "Space", "-", "l", "Enter")
    let (command, form, article) = try #require(piped(reader))
    #expect(command == "wc -l" && form == .text)
    #expect(article.id == reader.library.details[0].row.id)
    #expect(article.columns > 20)
    #expect(article.url == reader.library.details[0].row.address.text)
    reader.send(.piped(.failed("wc: exit status 1")))
    #expect(reader.statusLine.contains("wc: exit status 1"))
  }

  @Test func tabGoesThroughTheFormsAndBack() throws {
    var reader = reader()
    reader.press("g", "g", "|", "Tab")
    #expect(reader.statusLine.contains("Pipe Markdown to: "))
    reader.press("Tab")
    #expect(reader.statusLine.contains("Pipe the original to: "))
    reader.press("Tab")
    #expect(reader.statusLine.contains("Pipe the address to: "))
    reader.press("Tab", "Shift-Tab", "Enter")
    let (command, form, _) = try #require(piped(reader))
    #expect(command.isEmpty && form == .address)
  }

  @Test func commandsAreRememberedAcrossWindows() throws {
    var first = reader()
    first.press("g", "g", "|", "a", "Enter", "|", "b", "Enter")
    #expect(first.model.session.commands == ["a", "b"])
    var second = TestReader(.sample, session: first.model.session)
    second.press("g", "g", "|", "Up", "Up", "Enter")
    #expect(try #require(piped(second)).command == "a")
  }

  @Test func escapeLeavesEverythingAsItIs() {
    var reader = reader()
    reader.press("g", "g", "|", "x", "Esc")
    #expect(reader.deeds.isEmpty && reader.model.session.commands.isEmpty)
  }

  @Test func savingAsksWhereAndSaysWhatCame() throws {
    var reader = reader()
    reader.press("g", "g", "W")
    let id = reader.library.details[0].row.id
    #expect(reader.deeds == [.proposeSave(id)])
    reader.send(.saveProposed(id, path: "~/Documents/a.md"))
    #expect(reader.statusLine.contains("Save as: ~/Documents/a.md"))
    reader.press("Enter")
    #expect(reader.deeds == [.saveArticle(id, path: "~/Documents/a.md")])
    reader.send(.articleNotSaved(id, reason: "it is there already", path: "~/Documents/a-2.md"))
    #expect(reader.statusLine.contains("Save as: ~/Documents/a-2.md"))
    #expect(reader.frame.text.contains("it is there already"))
    reader.press("Enter")
    #expect(reader.deeds == [.saveArticle(id, path: "~/Documents/a-2.md")])
    reader.send(.articleSaved(path: "~/Documents/a-2.md"))
    #expect(reader.statusLine.contains("saved: ~/Documents/a-2.md"))
  }

  @Test func whatWasChangedInTheEditorIsReadAnew() {
    var reader = reader()
    reader.press("g", "g", "Enter", "E")
    let id = reader.library.details[0].row.id
    #expect(reader.deeds.last == .edit(id))
    reader.library.details[0].article.excerpt = "Written in the editor."
    reader.send(.edited(.changed(id, "read anew: /a.md")))
    #expect(reader.effects.contains(.loadDetail(id)) && reader.effects.contains(.rescan))
    #expect(reader.frame.text.contains("Written in the editor."))
    #expect(reader.statusLine.contains("read anew"))
  }

  /// One article whose file has an address with parameters that track.
  private func tracked(_ configuration: Configuration) -> TestReader {
    var library = TestLibrary(titles: ["One"])
    let address = library.details[0].row.address
    library.details[0].article.links = ArticleLinks(webURL: address.text + "?utm_source=feed")
    library.details[0].body = Document(
      blocks: [.init(.paragraph, spans: [.init("link", link: 0)])],
      links: [.init(url: "https://example.org/x?fbclid=1&a=2", title: "link")])
    return TestReader(
      library, size: Size(columns: 60, rows: 30), configuration: configuration)
  }

  @Test func whatTracksIsDroppedFromWhatIsOpenedAndCopied() {
    var reader = tracked(Configuration())
    let address = reader.library.details[0].row.address.text
    reader.press("y")
    #expect(reader.deeds == [.copy(address)])
    reader.press("Enter", "}", "y")
    #expect(reader.deeds.contains(.copy("https://example.org/x?a=2")))
    reader.press("o")
    #expect(reader.deeds == [.open(url: "https://example.org/x?a=2", address: nil)])
    reader.press("i")
    #expect(reader.frame.text.contains("utm_source=feed"))
    #expect(reader.frame.text.contains("fbclid=1"))
  }

  @Test func whatTracksIsKeptForWhoWantsIt() {
    // In one pane nothing of the article is here before it is asked for.
    var reader = tracked(Configuration(keepsTracking: true))
    let address = reader.library.details[0].row.address
    reader.press("y")
    #expect(reader.deeds == [.copy(address.text + "?utm_source=feed")])
    reader.press("o")
    #expect(
      reader.deeds.last == .open(url: address.text + "?utm_source=feed", address: address))
    reader.press("Enter", "}", "y")
    #expect(reader.deeds.contains(.copy("https://example.org/x?fbclid=1&a=2")))
  }

  @Test func enclosuresCarryTheirMediaType() {
    var library = TestLibrary(titles: ["One"])
    library.details[0].article.actions = [
      ArticleAction(url: "https://example.org/a.mp3", type: "audio/mpeg", title: "Sound"),
      ArticleAction(url: "https://example.org/b", type: "download", title: "File"),
    ]
    var reader = TestReader(library, size: Size(columns: 80, rows: 24))
    reader.press("Enter", "1")
    #expect(
      reader.deeds.last
        == .open(
          url: "https://example.org/a.mp3", address: library.details[0].row.address,
          type: "audio/mpeg"))
    reader.press("2")
    #expect(reader.deeds.last == .open(url: "https://example.org/b", address: nil))
  }
}
