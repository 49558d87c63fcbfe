import Articles
import ReaderCore
import TUI
import Testing

struct OverlayTests {
  private func reader(_ columns: Int = 80, _ rows: Int = 24) -> TestReader {
    var reader = TestReader(.sample, size: Size(columns: columns, rows: rows))
    reader.press("g", "g")
    return reader
  }

  @Test func helpShowsEveryAction() {
    var reader = reader(80, 120)
    reader.press("?")
    for action in Action.allCases where (Int(action.facts.keys[0]) ?? 1) == 1 {
      guard action != .openLink1 else { continue }
      #expect(reader.frame.text.contains(action.facts.help), "\(action.id)")
      for key in action.facts.keys { #expect(reader.frame.text.contains(key)) }
    }
    #expect(reader.frame.text.contains("1 2 3 4 5 6 7 8 9 0"))
  }

  @Test func helpFindsSettingsByAllThatIsSaidOfThem() throws {
    var configuration = Configuration(
      bindings: try Bindings(replacing: [("edit-settings", ["F2"])]))
    configuration.settingNotes = [
      SettingNote(
        name: "columns", summary: "What a row shows", text: "What a row shows. Widths, too."),
      SettingNote(name: "proxy", summary: "Through whom to go", text: "Through whom to go"),
    ]
    var reader = TestReader(
      .sample, size: Size(columns: 80, rows: 24), configuration: configuration)
    reader.press("?", "w", "i", "d", "t", "h", "s")
    let text = reader.frame.text
    #expect(text.contains("Settings, in config.yaml (F2)"))
    #expect(text.contains("columns") && text.contains("What a row shows"))
    #expect(!text.contains("Widths") && !text.contains("proxy"))
  }

  @Test func typingNarrowsTheHelp() {
    var reader = reader()
    reader.press("?", "u", "n", "r", "Space", "b", "r")
    #expect(reader.frame.text.contains("Open in the browser and stay unread"))
    #expect(!reader.frame.text.contains("Mark read or unread"))
    reader.press("x")
    #expect(reader.frame.text.contains("No action matches."))
    reader.press("Backspace", "Esc")
    #expect(reader.cursorLine.contains("Harbour"))
  }

  @Test func aSlashLetsAnyLetterSearch() {
    var reader = reader()
    reader.press("?", "/", "q", "u", "i", "t")
    #expect(reader.frame.text.contains("Quit at once"))
    #expect(!reader.frame.text.contains("Next row"))
  }

  @Test func helpScrollsToItsEndAndNoFurther() {
    var reader = reader()
    reader.press("?", "G")
    let end = reader.frame
    #expect(end.text.contains("Quit at once") || end.text.contains("Suspend"))
    reader.press("j", "PgDn", "Down", "End")
    #expect(reader.frame == end)
    reader.press("k", "j")
    #expect(reader.frame == end)
    reader.press("g", "g", "k")
    #expect(reader.frame.text.contains("Next row"))
    reader.press("q")
    #expect(reader.deeds.isEmpty && reader.cursorLine.contains("Harbour"))
  }

  @Test func helpIsWholeInANarrowWindow() {
    var reader = reader(40, 12)
    reader.press("?", "/", "s", "t", "a", "c", "k", "e", "d")
    let text = reader.frame.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("w Panes side by side, stacked or one at a time"))
    #expect(reader.statusLine.hasPrefix(" j k scroll  Esc back"))
    #expect(!reader.statusLine.contains("1/"))
  }

  @Test func sequencesAndOtherKeysAreToldApart() {
    var reader = reader()
    reader.press("?")
    #expect(reader.frame.text.contains("  g g  Home  "))
  }

  @Test func aLongMessageHasTheLinesThatItNeeds() {
    var reader = TestReader(.sample, size: Size(columns: 40, rows: 12))
    reader.send(.notice("a message of thirty-eight columns, wide"))
    let text = reader.frame.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("a message of thirty-eight columns, wide"))
    #expect(!reader.statusLine.contains("/30"))
    reader.send(.notice("short"))
    #expect(reader.statusLine.contains("/30"))
  }

  @Test func aNoticeDoesNotCoverWhatWentWrongWithTheLastKey() {
    var reader = reader()
    reader.send(.marksNotSaved(reason: "disk full"), .notice("1 file could not be read"))
    #expect(reader.statusLine.contains("not saved: disk full · 1 file could not be read"))
    reader.press("j")
    reader.send(.notice("another"))
    #expect(reader.statusLine.hasPrefix(" another "))
  }

  @Test func escapeAndAKeyTypedFastAreNotOneKey() {
    var reader = reader()
    reader.press("?", "Alt-j")
    #expect(reader.cursorLine.contains("青空新聞"))
    reader.press("Enter", "#", "1", "Alt-s")
    #expect(reader.deeds.count == 2 && reader.statusLine.contains("star taken away"))
    reader.press("Alt-m")
    #expect(reader.frame.cursor?.row ?? 0 < 9)
    reader.press("Alt-%")
    #expect(reader.statusLine.contains("% is not a key"))
    reader.press("g", "Alt-j")
    #expect(!reader.statusLine.contains("not a key"))
  }

  @Test func aBoundAltKeyIsItself() throws {
    let bindings = try Bindings(replacing: [("toggle-star", ["Alt-q"])])
    var reader = TestReader(["One"], configuration: Configuration(bindings: bindings))
    reader.press("Alt-q")
    #expect(!reader.deeds.contains(.quit) && reader.statusLine.contains("starred"))
  }

  @Test func helpShowsThePersonsOwnKeys() throws {
    let bindings = try Bindings(replacing: [("show-help", ["F1"]), ("down", ["%"])])
    var reader = TestReader(["One"], configuration: Configuration(bindings: bindings))
    reader.press("F1")
    #expect(reader.frame.text.contains("  %        "))
    #expect(!reader.frame.text.contains("  j"))
  }

  /// Pages over the panes have the keys that the person gave the article's pane, and say so.
  @Test(arguments: [("i", "show-info"), ("?", "show-help")])
  func aPageOverThePanesHasThePersonsKeys(key: String, action: String) throws {
    let bindings = try Bindings(replacing: [
      ("down", ["Ctrl-N"]), ("first", ["b"]), ("leave", ["B"]), (action, ["F5"]),
    ])
    var reader = TestReader(
      (1...3).map { "Story \($0)" }, columns: 60, rows: 12,
      configuration: Configuration(bindings: bindings))
    reader.press("F5")
    let beginning = reader.frame.text
    #expect(beginning.contains("Ctrl-N k scroll"))
    reader.press("Ctrl-N")
    #expect(reader.frame.text != beginning)
    reader.press("b")
    #expect(reader.frame.text == beginning)
    for key in ["B", "F5", "Esc", "h"] {
      reader.press(key)
      #expect(reader.cursorLine.contains("Story 1") && reader.deeds.isEmpty, "\(key)")
      reader.press("F5")
      #expect(reader.frame.text == beginning, "\(key)")
    }
    // What had the key before no longer closes the page.
    reader.press(key)
    #expect(!reader.cursorLine.contains("Story 1"))
  }

  /// A key that begins a sequence on a page means nothing once that is closed.
  @Test func whatBeganOnAPageDoesNotGoOnInThePanes() {
    var reader = TestReader(["One", "Two", "Three"])
    for close in ["Esc", "q", "i"] {
      reader.press("j", "i", "g", close, "Esc", "k")
      #expect(reader.deeds.isEmpty && !reader.statusLine.contains("marked"), "\(close)")
    }
    #expect(reader.cursorLine.contains("One"))
  }

  /// Letters that scroll nothing are typed, also those that begin a sequence in the panes.
  @Test func helpFindsWhatBeginsWithAKeyOfASequence() {
    var reader = reader(100, 30)
    reader.press("?", "g", "o")
    #expect(reader.frame.text.contains("Search: go"))
    reader.press("x", "Backspace", "Left")
    #expect(reader.frame.text.contains("Search: go") && !reader.frame.text.contains("Search: gox"))
  }

  @Test func keysWithAltAreThoseOfThePageToo() throws {
    let bindings = try Bindings(replacing: [("page-down", ["Alt-v"])])
    var reader = TestReader(
      ["One"], columns: 60, rows: 12, configuration: Configuration(bindings: bindings))
    reader.press("?", "Space")
    let page = reader.frame.text
    reader.press("Esc", "?", "Alt-v")
    #expect(reader.frame.text == page && page.contains("/ search"))
    reader.press("Alt-j")
    #expect(reader.cursorLine.contains("One"))
  }

  @Test func everythingKnownIsShownAndSecretsAreNot() {
    var reader = reader(100, 60)
    reader.press("i")
    for text in [
      "/articles/1.md", "line 7: \"soon\" is not a date.", "Ada Wren", "mood.1", "glad",
      "13 characters, opaque", "23 Nov 2026, 11:55",
    ] {
      #expect(reader.frame.text.contains(text), "\(text)")
    }
    #expect(!reader.frame.text.contains("c2VjcmV0"))
    reader.press("i")
    #expect(reader.cursorLine.contains("Harbour"))
  }

  @Test func anItemOfAFeedIsToldByTheNamesOfFeeds() {
    var library = TestLibrary(titles: ["One"])
    library.details[0].files = ["https://example.org/feed", "/articles/1.md"]
    var item = ItemFacts(
      feedTitle: "The Belfry", feedAddress: "https://example.org/feed",
      firstSeen: TestLibrary.now)
    item.guid = "tag:example.org,2026:1"
    item.updated = Instant(year: 2026, month: 11, day: 22, hour: 7, minute: 30, second: 0)
    item.enclosures = [.init(url: "https://example.org/1.ogg", type: "audio/ogg", length: 20_480)]
    item.comments = "https://example.org/1#comments"
    library.details[0].item = item
    library.details[0].article.actions = [
      ArticleAction(url: "https://example.org/1.ogg", type: "audio/ogg", title: "Enclosure")
    ]
    var reader = TestReader(library, size: Size(columns: 100, rows: 40))
    reader.press("i")
    let text = reader.frame.text
    for line in [
      "feed              The Belfry · https://example.org/feed",
      "guid              tag:example.org,2026:1",
      "updated           22 Nov 2026, 07:30",
      "first seen        23 Nov 2026, 12:00",
      "also in           /articles/1.md",
      "link              https://example.org/1",
      "enclosure         audio/ogg · 20,480 bytes · https://example.org/1.ogg",
      "comments          https://example.org/1#comments",
      "categories        News",
    ] { #expect(text.contains(line), "\(line)") }
    for name in ["file ", "action ", "webUrl ", "topics "] { #expect(!text.contains("  " + name)) }
  }

  @Test func everythingKnownScrolls() {
    var reader = reader(40, 12)
    reader.press("i", "G")
    #expect(reader.frame.text.contains("mood.2"))
    reader.press("PgDn", "g", "g")
    #expect(reader.frame.text.contains("title"))
    reader.send(.resized(Size(columns: 30, rows: 8)))
    #expect(reader.frame.text.contains("title"))
  }

  @Test func everythingKnownWaitsForTheDetail() {
    var reader = TestReader(["One"], columns: 40, rows: 12)
    reader.isHolding = true
    reader.press("i")
    #expect(reader.effects.contains(.loadDetail(ArticleID(1))))
    #expect(reader.frame.text.contains("https://example.org/1"))
    reader.send(.detailLoaded(reader.library.details[0]))
    #expect(reader.frame.text.contains("/articles/1.md"))
  }
}
