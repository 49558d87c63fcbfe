import Articles
import TUI
import Testing

@testable import ReaderCore

/// `x` and `X`: the whole text of the article's page.
struct FullTextTests {
  private func address(_ text: String) -> Address { Address(canonicalizing: text)! }

  private func text(_ words: String, link: String? = nil) -> FullText {
    var body = Document(blocks: [Document.Block(.paragraph, spans: [Document.Span(words)])])
    if let link {
      body.blocks[0].spans.append(Document.Span(" more", link: 0))
      body.links = [Document.Link(url: link, title: "more")]
    }
    return FullText(
      url: "https://site.example/page", title: "T", byline: "Ada", siteName: "Belfry", body: body)
  }

  /// On the first article of the sample, which has four related ones.
  private func opened(_ configuration: Configuration = Configuration()) -> TestReader {
    var reader = TestReader(
      .sample, size: Size(columns: 120, rows: 50), configuration: configuration)
    reader.press("g", "g", "Enter")
    return reader
  }

  private struct Asked {
    let address: Address
    let url: String
    let anew: Bool
    let mayBePrivate: Bool
  }

  private func asked(_ reader: TestReader) -> [Asked] {
    reader.effects.compactMap { effect in
      guard case .loadFullText(let address, let url, let anew, let mayBePrivate) = effect
      else { return nil }
      return Asked(address: address, url: url, anew: anew, mayBePrivate: mayBePrivate)
    }
  }

  @Test func xShowsTheWholeTextAndGoesBack() throws {
    var reader = opened()
    reader.press("x")
    let request = try #require(asked(reader).first)
    #expect(!request.anew && request.mayBePrivate && request.url.hasPrefix("https://"))
    #expect(reader.statusLine.contains("fetching the page"))
    reader.press("x")
    #expect(asked(reader).isEmpty && reader.statusLine.contains("still being fetched"))
    reader.press("Ctrl-G")
    #expect(reader.effects.contains(.stopFullTexts))
    #expect(reader.statusLine.contains("the page is no longer fetched"))
    reader.press("Ctrl-G")
    #expect(!reader.effects.contains(.stopFullTexts))
    reader.press("x")
    #expect(try #require(asked(reader).first).url == request.url)

    reader.send(.fullTextLoaded(request.address, text("All of it.", link: "https://a.example/")))
    #expect(reader.frame.text.contains("All of it. more[5]"))
    #expect(reader.frame.text.contains("Whole text of its page"))
    #expect(!reader.statusLine.contains("fetching"))
    reader.press("5")
    #expect(reader.deeds == [.open(url: "https://a.example/", address: nil)])

    reader.press("x")
    #expect(asked(reader).isEmpty && !reader.frame.text.contains("All of it."))
    #expect(reader.statusLine.contains("its own text; x shows"))
    reader.press("x")
    #expect(asked(reader).isEmpty && reader.frame.text.contains("All of it."))
  }

  @Test func capitalXFetchesAnew() throws {
    var reader = opened()
    reader.press("X")
    let request = try #require(asked(reader).first)
    #expect(request.anew)
    reader.send(.fullTextLoaded(request.address, text("Old.")))
    reader.press("X")
    #expect(asked(reader).first?.anew == true && reader.frame.text.contains("Old."))
    reader.send(.fullTextLoaded(request.address, text("New.")))
    #expect(reader.frame.text.contains("New.") && !reader.frame.text.contains("Old."))
  }

  @Test func whatGoesWrongIsSaidAndNothingIsLost() throws {
    var reader = opened()
    let page = reader.frame.text
    reader.press("x")
    let request = try #require(asked(reader).first)
    reader.send(.fullTextUnavailable(request.address, reason: "It is gone (404)."))
    #expect(reader.statusLine.contains("no whole text: It is gone (404)."))
    #expect(reader.frame.text.contains("Related") == page.contains("Related"))
    reader.press("x")
    #expect(asked(reader).count == 1)
  }

  @Test func inTheListItOpensTheArticle() throws {
    var reader = TestReader(.sample, size: Size(columns: 120, rows: 50))
    reader.press("g", "g", "x")
    #expect(asked(reader).count == 1)
    #expect(
      reader.deeds.contains {
        if case .record(let marks, _) = $0 { marks[0].name == .read } else { false }
      })
  }

  @Test func aRelatedArticleThatTheLibraryLacksIsAStopOfTheTrail() throws {
    var reader = opened()
    // The third is not in the library.
    reader.press("}", "}", "}", "}", "}", "x")
    let request = try #require(asked(reader).first)
    #expect(request.address == address("https://example.com/bells?part=1"))
    #expect(
      reader.deeds.contains {
        if case .record(let marks, _) = $0 { marks[0].name == .read } else { false }
      })
    reader.send(
      .fullTextLoaded(request.address, text("The bells rang.", link: "https://a.example/")))
    #expect(reader.frame.text.contains("The bells rang. more[1]"))
    #expect(!reader.frame.text.contains("Not in the library"))
    reader.press("[")
    #expect(!reader.frame.text.contains("The bells rang."))
    reader.press("]")
    #expect(reader.frame.text.contains("The bells rang."))
  }

  @Test func aTextThatComesLateDoesNotDisturb() throws {
    var reader = opened()
    reader.press("x")
    let request = try #require(asked(reader).first)
    reader.press("n")
    reader.send(.fullTextLoaded(request.address, text("All of it.")))
    #expect(!reader.frame.text.contains("All of it."))
  }

  @Test func aSourceMayWantItOtherwise() {
    let sources = opened().model.selectedRow?.sources ?? []
    #expect(!sources.isEmpty)
    for (usual, other) in [(FullTextWish.always, FullTextWish.onRequest), (.onRequest, .always)] {
      let wishes = Dictionary(uniqueKeysWithValues: sources.map { ($0, other) })
      let reader = opened(Configuration(fullText: usual, fullTextOfSources: wishes))
      #expect(asked(reader).isEmpty == (other == .onRequest))
    }
  }

  @Test func alwaysMeansWhatIsOpened() throws {
    var reader = TestReader(
      .sample, size: Size(columns: 120, rows: 50),
      configuration: Configuration(fullText: .always))
    reader.press("g", "g")
    #expect(asked(reader).isEmpty)
    reader.press("Enter")
    let request = try #require(asked(reader).first)
    #expect(!request.mayBePrivate)
    reader.send(.fullTextLoaded(request.address, text("All of it.")))
    #expect(reader.frame.text.contains("All of it."))
    // The person does without.
    reader.press("x")
    #expect(!reader.frame.text.contains("All of it.") && asked(reader).isEmpty)
    reader.press("j")
    #expect(asked(reader).isEmpty)
  }
}
