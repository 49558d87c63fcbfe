import Articles
import ReaderCore
import TUI
import Testing

struct AddingTests {
  private let preview = SourcePreview(
    title: "The Belfry", location: "https://example.org/feed", count: 2,
    headlines: [
      .init(title: "Swifts", published: TestLibrary.now), .init(title: "Owls", published: nil),
    ])

  private func typing(_ text: String, columns: Int = 80, rows: Int = 24) -> TestReader {
    var reader = TestReader(["One"], columns: columns, rows: rows)
    reader.press("a")
    for character in text { reader.send(.key(.character(character))) }
    return reader
  }

  @Test func aFeedIsShownBeforeItIsAdded() {
    var reader = typing("example.org/feed")
    reader.press("Enter")
    #expect(reader.deeds == [.findSource("example.org/feed", request: 1)])
    reader.send(.sourceFound(request: 1, .source(preview)))
    for text in ["The Belfry", "2 articles", "Swifts", "Owls", "Enter add"] {
      #expect(reader.frame.text.contains(text), "\(text)")
    }
    reader.press("Enter")
    #expect(reader.deeds == [.addSource(request: 1)])
    reader.press("Enter")
    #expect(reader.deeds == [])
    reader.send(.sourceAdded(title: "The Belfry", articles: 2))
    #expect(reader.statusLine.contains("added The Belfry: 2 articles"))
    #expect(reader.effects == [.loadSidebar])
    #expect(reader.cursorLine.contains("One"))
  }

  @Test func ofSeveralOneIsChosenByNumberOrByMoving() {
    let offers = [
      SourceOffer(address: "https://example.org/a", title: "News"),
      SourceOffer(address: "https://example.org/b", title: nil),
    ]
    for keys in [["2"], ["j", "Enter"], ["j", "j", "j", "k", "Down", "Enter"]] {
      var reader = typing("x")
      reader.press("Enter")
      reader.send(.sourceFound(request: 1, .several(offers)))
      #expect(reader.cursorLine.contains("1  News  https://example.org/a"))
      for key in ["0", "9", "x"] + keys { reader.press(key) }
      #expect(reader.deeds == [.findSource("x", offer: "https://example.org/b", request: 2)])
    }
  }

  @Test func whatIsWrongIsSaidAndTheLineCanBeMended() {
    var reader = typing("exampl")
    reader.press("Enter")
    reader.send(.sourceFound(request: 1, .failed(reason: "\"exampl\" is not an address.")))
    #expect(reader.frame.text.contains("\"exampl\" is not an address."))
    reader.press("e", "Enter")
    #expect(reader.deeds == [.findSource("example", request: 2)])
    reader.send(.sourceFound(request: 2, .source(preview)))
    reader.press("Enter")
    reader.send(.sourceNotAdded(reason: "The disk is full."))
    #expect(reader.frame.text.contains("The disk is full."))
  }

  @Test func whatWasLeftIsAnsweredInVain() {
    var reader = typing("x")
    reader.press("Enter", "Esc")
    reader.send(.sourceFound(request: 1, .source(preview)))
    #expect(reader.cursorLine.contains("One"))
    reader.press("a", "y", "Enter")
    reader.send(.sourceFound(request: 1, .source(preview)))
    #expect(!reader.frame.text.contains("The Belfry"))
    reader.press("Ctrl-G")
    #expect(reader.cursorLine.contains("One"))
    // Added after the prompt was left: said in the status line.
    reader.send(.sourceNotAdded(reason: "The disk is full."))
    #expect(reader.statusLine.contains("The disk is full."))
  }

  @Test func leavingEndsTheLookingAtOnce() {
    for key in ["Esc", "Ctrl-G", "Ctrl-C"] {
      var reader = typing("x")
      reader.press("Enter", key)
      #expect(reader.deeds == [.findSource("x", request: 1), .stopFinding])
      reader.press("a", key)
      #expect(reader.deeds == [])
    }
  }

  @Test func blanksAloneAreNothing() {
    var reader = typing("  ")
    reader.press("Enter")
    #expect(reader.deeds == [])
  }

  @Test func theLineIsEditedAsElsewhere() {
    var reader = typing("one two three")
    reader.press("Ctrl-W", "Ctrl-W", "Left", "Left", "X", "Home", "Y", "End", "Z", "Enter")
    #expect(reader.deeds == [.findSource("YonXe Z", request: 1)])
    reader = typing("abc")
    reader.press("Ctrl-A", "Del", "Right", "Ctrl-K", "Backspace", "Backspace", "q", "Enter")
    #expect(reader.deeds == [.findSource("q", request: 1)])
    reader = typing("abc")
    reader.press("Left", "Ctrl-U", "Enter")
    #expect(reader.deeds == [.findSource("c", request: 1)])
  }

  @Test func theEndOfALongLineIsSeen() {
    let reader = typing(
      "https://example.org/" + String(repeating: "長い", count: 2000) + "end", columns: 40, rows: 12)
    #expect(reader.cursorLine.contains("長い"))
    #expect(reader.frame.cursor.map { $0.column < 40 } == true)
    for columns in [20, 21, 40, 80] {
      _ = typing(String(repeating: "x", count: 100), columns: columns, rows: 5).frame
    }
  }

  @Test func aWindowWithoutSourcesTellsTheKey() {
    var reader = TestReader(TestLibrary(titles: []))
    #expect(reader.frame.text.contains("No articles in these sources."))
    reader.send(.sidebarLoaded(Sidebar()))
    #expect(reader.frame.text.contains("Press a and name a folder"))
  }

  /// Mark-above-read is two keys in the list: of these the first was pressed among the offers.
  @Test(arguments: [["g", "Esc", "k"], ["g", "1", "Esc", "k"]])
  func whatBeganAmongTheOffersDoesNotGoOnInTheList(keys: [String]) {
    var reader = TestReader(["One", "Two", "Three"])
    reader.press("j", "j", "a", "x", "Enter")
    let offers = ["a", "b"].map { SourceOffer(address: "https://example.org/\($0)", title: nil) }
    reader.send(.sourceFound(request: 1, .several(offers)))
    for key in keys { reader.press(key) }
    #expect(reader.library.details.allSatisfy { $0.row.flags == [] })
    #expect(reader.cursorLine.contains("Two"))
  }
}
