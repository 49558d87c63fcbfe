import Articles
import TUI
import Testing

@testable import ReaderCore

/// What the window remembers of reading: places in articles, and the trail.
struct PlaceTests {
  private func address(_ text: String) -> Address { Address(canonicalizing: text)! }

  private func library() -> TestLibrary {
    var library = TestLibrary(titles: ["One", "Two"])
    for place in library.details.indices {
      library.details[place].body = Document(
        blocks: (0..<90).map { .init(.paragraph, spans: [.init("\(place) part \($0).")]) })
    }
    return library
  }

  @Test func anArticleGoesOnWhereItWasLeft() {
    var reader = TestReader(library())
    reader.press("Enter", "PgDn", "PgDn")
    let left = reader.frame.text
    #expect(!left.contains("0 part 0."))
    reader.press("q", "j", "Enter")
    #expect(reader.frame.text.contains("1 part 0."))
    reader.press("q", "k", "Enter")
    #expect(!reader.frame.text.contains("0 part 0."))
    #expect(reader.statusLine.contains("here you left off; g g goes to the beginning"))
    reader.press("j", "k")
    // The list beside it has other marks by now.
    let part = left.split(separator: " ").first { $0.hasPrefix("2") || $0.hasPrefix("1") }
    #expect(part != nil && reader.frame.text.contains("0 part"))
    // From the beginning or the end there is nothing to go on with.
    reader.press("g", "g", "q", "j", "Enter", "q", "k", "Enter")
    #expect(reader.frame.text.contains("0 part 0."))
    reader.press("G", "q", "j", "Enter", "q", "k", "Enter")
    #expect(reader.frame.text.contains("0 part 0."))
  }

  @Test func aPreviewBeginsAtTheBeginning() {
    var reader = TestReader(library(), size: Size(columns: 120, rows: 24))
    reader.press("Enter", "PgDn", "q", "j")
    reader.send(.woke(.preview))
    reader.press("k")
    reader.send(.woke(.preview))
    #expect(reader.frame.text.contains("0 part 0."))
    reader.press("Enter")
    #expect(!reader.frame.text.contains("0 part 0."))
  }

  @Test func placesAndTrailGoOnInTheNextWindow() throws {
    var reader = TestReader(library())
    reader.press("Enter", "PgDn")
    let place = try #require(reader.model.session.places.first)
    #expect(place.address == address("https://example.org/1") && place.block > 0)
    #expect(reader.model.session.trail.isEmpty)

    var sample = TestReader(.sample, size: Size(columns: 120, rows: 50))
    sample.press("g", "g", "Enter", "}", "}", "}", "}", "Enter")
    let session = sample.model.session
    #expect(session.trail.map(\.title).count == 2)
    var next = TestReader(.sample, size: Size(columns: 120, rows: 50), session: session)
    let rows = session.trail.compactMap { stop in
      next.library.details.first { $0.row.address == stop.address }?.row
    }
    #expect(rows.count == 2)
    next.send(.trailRestored(rows.map { .article($0) }))
    next.press("g", "g", "j", "Enter", "]")
    #expect(next.statusLine.contains("nothing further on the trail"))
    next.press("q", "k", "Enter")
    #expect(next.frame.text.contains("trail 1/2"))
    next.press("]")
    #expect(next.frame.text.contains("What مرحبا بالعالم is about."))
    // Nobody goes on with it: it is kept all the same.
    var third = TestReader(.sample, session: session)
    third.send(.trailRestored(rows.map { .article($0) }))
    #expect(third.model.session.trail == session.trail)
  }

  @Test func onlySoManyPlacesAreKept() {
    var places = ReadingPlaces()
    for number in 0..<1_000 {
      places[address("https://example.org/\(number)")] = Page.Place(block: 1, part: 0.5)
    }
    #expect(places.all.count == ReadingPlaces.most)
    #expect(places[address("https://example.org/999")] != nil)
    #expect(places[address("https://example.org/1")] == nil)
    places[address("https://example.org/999")] = nil
    #expect(places.all.count == ReadingPlaces.most - 1)
  }

  @Test func similarArticlesStandBelowAndSayWhy() {
    var library = library()
    library.details[0].body = Document(
      blocks: [.init(.paragraph, spans: [.init("Swifts over the harbour.")])])
    var reader = TestReader(library, size: Size(columns: 100, rows: 40))
    let row = library.details[0].row
    // A preview asks for nothing.
    #expect(!reader.effects.contains { if case .findSimilar = $0 { true } else { false } })
    reader.press("Enter")
    #expect(
      reader.effects.contains(.findSimilar(row, text: "One\nWhat One is about."))
        || reader.effects.contains {
          if case .findSimilar(let asked, _) = $0 { asked.id == row.id } else { false }
        })
    reader.send(
      .similarFound(
        row.id, [SimilarArticle(row: library.details[1].row, words: ["harbour", "swifts"])]))
    #expect(reader.frame.text.contains("Similar in the library, by shared words"))
    #expect(reader.frame.text.contains("shares harbour, swifts"))
    reader.press("}", "Enter")
    #expect(reader.frame.text.contains("trail 2/2") && reader.frame.text.contains("1 part 0."))
    reader.press("[", "i")
    #expect(reader.frame.text.contains("shares harbour, swifts"))
    // One with related articles needs none.
    var sample = TestReader(.sample, size: Size(columns: 120, rows: 50))
    sample.press("g", "g", "Enter")
    #expect(!sample.effects.contains { if case .findSimilar = $0 { true } else { false } })
  }

  @Test func othersOnTheSameAddressStandBelowThosePointingHere() {
    var library = TestLibrary(titles: ["One", "Two", "Three"])
    library.share(0, with: 1)
    library.relate(2, to: 0)
    library.details[0].story = [
      StoryMember(row: library.details[0].row, reason: .address),
      StoryMember(row: library.details[1].row, reason: .address),
    ]
    var reader = TestReader(library, size: Size(columns: 100, rows: 40))
    reader.press("g", "g", "Enter")
    let lines = reader.frame.text.split(separator: "\n").map(String.init)
    let pointing = lines.firstIndex { $0.contains("Pointed at by  1") }
    let same = lines.firstIndex { $0.contains("Also in the library on this address  1") }
    #expect(pointing != nil && same != nil && pointing! < same!)
    #expect(lines[same! + 1].contains("\u{25CF} Two"))
    #expect(lines[same! + 2].contains("2h · Example Times"))
    // Nothing is listed twice.
    #expect(!reader.frame.text.contains("The same story"))
    reader.press("}", "}", "Enter")
    #expect(reader.frame.text.contains("trail 2/2"))
    #expect(reader.frame.text.contains("What Two is about."))
    reader.press("[", "i")
    #expect(reader.frame.text.contains("same address"))
  }
}
