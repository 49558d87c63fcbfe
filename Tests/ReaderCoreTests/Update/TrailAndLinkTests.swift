import Articles
import ReaderCore
import TUI
import Testing

struct TrailAndLinkTests {
  private func address(_ text: String) -> Address { Address(canonicalizing: text)! }

  private func read(_ text: String) -> Effect {
    .record(Mark(address(text), .read, at: TestLibrary.now))
  }

  /// On the first article of the sample, which has four related ones, two links and a download.
  private func opened() -> TestReader {
    var reader = TestReader(.sample, size: Size(columns: 120, rows: 50))
    reader.press("g", "g", "Enter")
    return reader
  }

  /// Selects one of the related articles, which follow two links of the body.
  private func selectRelated(_ number: Int, _ reader: inout TestReader) {
    for _ in 0..<2 + number { reader.press("}") }
  }

  @Test func numbersOpenRelatedArticlesFirstAndMarkThem() {
    var reader = opened()
    reader.press("3")
    let url = "https://example.com/bells?part=1"
    #expect(reader.deeds == [read(url), .open(url: url, address: address(url))])
    reader.press("3")
    #expect(reader.deeds == [.open(url: url, address: address(url))])
    reader.press("2")
    #expect(
      reader.deeds == [
        read("https://example.org/5"),
        .open(url: "https://example.org/5", address: address("https://example.org/5")),
      ])
    #expect(reader.frame.text.contains("18 unread"))
  }

  @Test func numbersGoOnWithLinksOfTheBodyAndWhatIsOffered() {
    var reader = opened()
    reader.press("5")
    #expect(reader.deeds == [.open(url: "https://example.org/pier", address: nil)])
    reader.press("7")
    #expect(reader.deeds == [.open(url: "https://example.org/bell.ogg", address: nil)])
    reader.press("8")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("no link 8 here; there are 7"))
    reader.press("0")
    #expect(reader.statusLine.contains("no link 10 here; there are 7"))
    reader.press("4")
    #expect(reader.deeds.isEmpty && reader.statusLine.contains("this article has no address"))
  }

  @Test func anyNumberCanBeTyped() {
    var reader = opened()
    reader.press("#", "7", "Enter")
    #expect(reader.deeds == [.open(url: "https://example.org/bell.ogg", address: nil)])
    reader.press("#", "7", "Esc", "#", "7", "Backspace", "Backspace", "#", "x", "Enter")
    #expect(reader.deeds.isEmpty)
    reader.press("#", "1", "2", "Enter")
    #expect(reader.statusLine.contains("no link 12 here"))
    reader.press("#", "9", "9", "9", "9", "9", "9", "9", "9", "Enter")
    #expect(reader.statusLine.contains("no link 999999 here"))
  }

  @Test func numbersNeedAnArticleOnTheScreen() {
    var reader = TestReader(["One"], columns: 40, rows: 20)
    reader.press("1")
    #expect(reader.statusLine.contains("open the article first"))
    reader.press("Enter", "1")
    #expect(reader.statusLine.contains("no related article or link"))
  }

  @Test func enterShowsARelatedArticleInsideTheReaderWithATrail() {
    var reader = opened()
    selectRelated(2, &reader)
    reader.press("Enter")
    #expect(reader.deeds == [read("https://example.org/5")])
    #expect(reader.frame.text.contains("trail 2/2"))
    #expect(reader.frame.text.contains("What مرحبا بالعالم is about."))
    reader.press("[")
    #expect(reader.frame.text.contains("A sound comes back"))
    #expect(reader.cursorLine.contains("مرحبا"))
    reader.press("[")
    #expect(reader.statusLine.contains("the trail begins here"))
    reader.press("]", "]")
    #expect(reader.statusLine.contains("nothing further on the trail"))
    #expect(reader.frame.text.contains("What مرحبا بالعالم is about."))
  }

  @Test func aRelatedArticleThatIsNotHereIsShownAsItIs() {
    var reader = opened()
    selectRelated(3, &reader)
    reader.press("Enter")
    #expect(reader.deeds == [read("https://example.com/bells?part=1")])
    #expect(reader.frame.text.contains("Elsewhere: How bells are tuned."))
    #expect(reader.frame.text.contains("Not in the library"))
    reader.press("m", "s", "y")
    #expect(reader.deeds.last == .copy("https://example.com/bells?part=1"))
    #expect(reader.deeds.count == 3)
    reader.press("[")
    #expect(reader.frame.text.contains("● How bells are tuned"))
  }

  @Test func whatPointsHereCanBeShownToo() {
    var reader = opened()
    selectRelated(5, &reader)
    #expect(reader.cursorLine.contains("Swifts counted"))
    reader.press("Enter", "]")
    #expect(reader.frame.text.contains("trail 2/2"))
    reader.press("}", "Enter")
    #expect(reader.frame.text.contains("trail 3/3"))
    #expect(reader.frame.text.contains("A sound comes back"))
    reader.press("q", "j", "Enter")
    #expect(!reader.frame.text.contains("trail 1"))
  }

  @Test func theSelectedLinkIsOpenedAndCopied() {
    var reader = opened()
    for presses in [1, 6] {
      // Where it stands in the text, and in the list at the end.
      for _ in 0..<presses { reader.press("}") }
      #expect(reader.statusLine.contains("https://example.org/pier "))
      #expect(reader.cursorLine.contains(presses == 1 ? "eastern pier[5]" : "5   eastern pier"))
      reader.press("o")
      #expect(reader.deeds == [.open(url: "https://example.org/pier", address: nil)])
      reader.press("y", "Y")
      #expect(
        reader.deeds == [
          .copy("https://example.org/pier"), .copy("eastern pier — https://example.org/pier"),
        ])
      reader.press("}")
    }
    reader.press("}", "}")
    #expect(reader.statusLine.contains("no link below"))
    for _ in 0..<12 { reader.press("{") }
    #expect(reader.statusLine.contains("no link above"))
    #expect(reader.cursorLine.contains("eastern pier[5]"))
  }

  /// Enter stays inside where it can.
  @Test func aLinkIsFollowedInsideWhereItsPageIsHere() throws {
    let url = "https://example.org/pier"
    var asked = RelatedArticle(title: "eastern pier")
    asked.links.webURL = url
    var reader = opened()
    reader.press("}", "Enter")
    #expect(reader.deeds == [.lookUp(asked, url: url)])
    reader.send(.lookedUp(url: url, .nothing))
    #expect(reader.deeds == [.open(url: url, address: nil)])
    // An answer that nobody waits for any more.
    reader.send(.lookedUp(url: url, .nothing))
    #expect(reader.deeds.isEmpty)
    reader.press("Enter")
    reader.send(.lookedUp(url: url, .article(reader.library.details[4].row)))
    #expect(reader.deeds == [read("https://example.org/5")])
    #expect(reader.frame.text.contains("trail 2/2"))
    reader.press("[")
    #expect(reader.cursorLine.contains("eastern pier[5]"))
    reader.press("Enter")
    let known = KeyMarks(address: address(url))
    reader.send(
      .lookedUp(url: url, .fullText(RelatedEntry(article: asked, place: .elsewhere(known)))))
    #expect(
      reader.effects.contains(
        .loadFullText(address(url), url: url, anew: false, mayBePrivate: false)))
    #expect(reader.deeds.contains(read(url)))
  }

  @Test func lettersLeadToEverythingOnTheScreen() {
    var reader = opened()
    reader.press("'")
    #expect(reader.frame.text.contains("choose the link"))
    // The first two are in the text, then come the related articles.
    reader.press("d")
    #expect(reader.frame.text.contains("trail 2/2"))
    reader.press("[", "'", "a")
    #expect(
      reader.effects.contains {
        if case .lookUp(_, "https://example.org/pier") = $0 { true } else { false }
      })
    reader.press("'", "0", "x")
    #expect(!reader.frame.text.contains("choose the link"))
    reader.press("h", "'")
    #expect(reader.statusLine.contains("open the article first"))
  }

  @Test func aLinkThatScrolledAwayIsNotSelected() {
    var reader = TestReader(.sample, size: Size(columns: 80, rows: 18))
    reader.press("g", "g", "Enter", "}", "G")
    reader.press("Enter")
    #expect(reader.statusLine.contains("no link selected"))
  }

  @Test func openingInTheBrowser() {
    var reader = TestReader(["One", "Two"])
    let one = "https://example.org/1"
    reader.press("O")
    #expect(reader.deeds == [.open(url: one, address: address(one))])
    reader.press("o")
    #expect(reader.deeds == [read(one), .open(url: one, address: address(one))])
    #expect(reader.statusLine.contains("opening https://example.org/1"))
    reader.send(.opened(.opened(url: one, program: "firefox")))
    #expect(reader.statusLine.contains("opened in firefox: https://example.org/1"))
  }

  @Test func copying() {
    var reader = TestReader(["One"])
    reader.press("y", "Y")
    #expect(
      reader.deeds == [.copy("https://example.org/1"), .copy("One — https://example.org/1")])
    reader.send(.copied(.failed(reason: "no clipboard")))
    #expect(reader.statusLine.contains("not copied: no clipboard"))
  }

  @Test func anArticleWithoutAnAddressSaysSo() {
    var library = TestLibrary(titles: ["One"])
    library.details[0].row = ArticleRow(
      id: ArticleID(1), address: Address(fileWithType: "person", domain: "", title: "One"),
      title: "One")
    var reader = TestReader(library)
    for key in ["o", "O", "y", "Y"] {
      reader.press(key)
      #expect(reader.deeds.isEmpty && reader.statusLine.contains("has no address"))
    }
    reader.press("m")
    #expect(reader.deeds.count == 1)
  }

  /// A related entry gives an alias of an article whose row is far from the window.
  private func aliased() -> TestReader {
    var library = TestLibrary(titles: (1...3000).map { "Story \($0)" })
    library.relate(0, to: 2900)
    library.details[0].related[0].article.links.webURL = "https://amp.example.org/2901"
    var reader = TestReader(library, size: Size(columns: 120, rows: 30))
    reader.press("g", "g", "Enter")
    return reader
  }

  @Test func aRelatedArticleIsMarkedUnderItsKeyHoweverFarItsRowIs() {
    let key = "https://example.org/2901"
    var reader = aliased()
    reader.press("}", "Enter")
    #expect(reader.deeds == [read(key)])
    #expect(reader.frame.text.contains("2,998 unread"))
    reader.press("m", "s")
    #expect(reader.deeds.count == 2)
    for case .record(let marks, _) in reader.deeds { #expect(marks[0].address == address(key)) }
    reader.press("[", "1")
    #expect(reader.deeds.first.map { "\($0)".contains(key) } == true)
    #expect(reader.deeds.last == .open(url: key, address: address(key)))

    reader = aliased()
    reader.press("1")
    #expect(reader.deeds == [read(key), .open(url: key, address: address(key))])
    reader = aliased()
    reader.press("}", "o")
    #expect(reader.deeds == [read(key), .open(url: key, address: address(key))])
    // In the list, it is the same article.
    reader.press("q", "A", "Enter")
    #expect(
      reader.deeds.contains {
        if case .markAll(let ids, _, _, _, _) = $0 { !ids.contains(ArticleID(2901)) } else { false }
      })
  }
}
