import Articles
import TUI
import Testing

@testable import ReaderCore

struct TextSearchTests {
  private func reader(_ paragraphs: [String], rows: Int = 24) -> TestReader {
    var library = TestLibrary(titles: ["One", "Two"])
    library.details[0].body = Document(
      blocks: paragraphs.map { Document.Block(.paragraph, spans: [Document.Span($0)]) })
    var reader = TestReader(library, size: Size(columns: 60, rows: rows))
    reader.press("Enter")
    return reader
  }

  private func type(_ text: String, into reader: inout TestReader) {
    for character in text { reader.press(character == " " ? "Space" : String(character)) }
  }

  /// The words on the screen that have the style of a role.
  private func lit(_ role: Role, _ reader: TestReader) -> [String] {
    let frame = reader.frame
    let style = Theme.standard[role]
    var found: [String] = []
    for row in 1..<frame.size.rows - 2 {
      var word = ""
      for column in 0..<frame.size.columns {
        let cell = frame[column: column, row: row]
        if cell.style.background == style.background {
          word += cell.text
        } else if !word.isEmpty {
          found.append(word)
          word = ""
        }
      }
    }
    return found
  }

  @Test func findsWhileItIsTyped() {
    var reader = reader(["A café and a CAFE\u{301}.", "No cafeteria."])
    reader.press("/")
    type("cafe", into: &reader)
    #expect(lit(.currentMatch, reader) == ["café"])
    #expect(lit(.match, reader) == ["CAFE\u{301}", "cafe"])
    #expect(reader.statusLine.contains("/cafe"))
    #expect(reader.statusLine.contains("match 1/3"))
    reader.press("Enter", "n")
    #expect(lit(.currentMatch, reader) == ["CAFE\u{301}"])
    #expect(reader.frame.line(23).contains("n next match"))
    reader.press("n", "n")
    #expect(lit(.currentMatch, reader) == ["café"])
    #expect(reader.statusLine.contains("from the top"))
    reader.press("N")
    #expect(lit(.currentMatch, reader) == ["cafe"])
  }

  @Test func goesBackToThePlaceOnEscape() {
    var reader = reader((1...60).map { "Paragraph number \($0)." })
    reader.press("Ctrl-D")
    let before = reader.frame
    reader.press("/")
    type("number 55", into: &reader)
    #expect(lit(.currentMatch, reader) == ["number 55"])
    reader.press("Esc")
    #expect(reader.frame == before)
  }

  @Test func theNextUnreadIsBackAfterEscape() {
    var reader = reader(["word word"])
    reader.press("/", "w", "Enter", "n")
    #expect(reader.frame.line(2).contains("One") || reader.frame.line(1).contains("One"))
    reader.press("Esc")
    #expect(lit(.match, reader).isEmpty)
    reader.press("n")
    #expect(reader.model.trail.current?.subject.articleID == ArticleID(2))
  }

  @Test func aPhraseGoesOverTheEndOfALine() {
    var reader = reader([
      "These words are long enough that the very last of them must be wrapped over there."
    ])
    reader.press("/")
    type("them must be wrapped over", into: &reader)
    #expect(lit(.currentMatch, reader).joined(separator: " ") == "them must be wrapped over")
  }

  @Test func saysWhatIsNotThere() {
    var reader = reader(["Nothing."])
    reader.press("/")
    type("zebra", into: &reader)
    #expect(reader.statusLine.contains("not in this article"))
    reader.press("Enter")
    #expect(reader.statusLine.contains("not in this article"))
    reader.press("N")
    #expect(reader.statusLine.contains("/ finds in the article"))
  }

  @Test func remembersWhatWasTyped() {
    var reader = reader(["alpha beta"])
    reader.press("/")
    type("alpha", into: &reader)
    reader.press("Enter", "/")
    type("be", into: &reader)
    reader.press("Up")
    #expect(lit(.currentMatch, reader) == ["alpha"])
    reader.press("Down")
    #expect(lit(.currentMatch, reader) == ["be"])
    reader.press("Esc")
    #expect(reader.model.session.textSearches == ["alpha"])
  }

  @Test func isForgottenWithTheArticle() {
    var reader = reader(["word"])
    reader.press("/", "w", "Enter", "q", "j", "Enter")
    #expect(reader.model.textSearch == nil)
  }

  private func page(_ paragraphs: [String]) -> Page {
    let builder = PageBuilder(
      columns: 40, charset: .unicode, theme: .standard, clock: .utc, wrapsCode: true)
    let document = Document(
      blocks: paragraphs.map { Document.Block(.paragraph, spans: [Document.Span($0)]) })
    var page = Page.empty
    page.work = PageWork([.body(document)], firstLink: 1, builder)
    return page
  }

  /// Words that go over the ends of lines and of slices, and ones that overlap themselves.
  private let long = (0..<400).map {
    String(repeating: "aa bell of the pier ", count: $0 % 7 + 1) + "end \($0) aaaaa"
  }

  private func matches(of search: TextSearch) -> [TextSearch.Match] {
    (0..<search.count).map { search[$0] }
  }

  @Test(arguments: ["bell of", "aa", "pier aa bell", "end 39", "of the pier end"], [1, 90, 5000])
  func slicesFindWhatTheWholeHas(_ pattern: String, bytes: Int) {
    var page = page(long)
    page.extend()
    var whole = TextSearch(pattern, in: page, from: 0)
    whole.goOn(page, bytes: .max)
    #expect(whole.count > 0 && whole.isDone && whole.current == 0)
    for line in [0, 7, page.lines.count / 2, page.lines.count] {
      var search = TextSearch(pattern, in: page, from: line)
      while !search.isDone { search.goOn(page, bytes: bytes) }
      #expect(matches(of: search) == matches(of: whole))
      let first = matches(of: whole).firstIndex { $0.line >= line } ?? 0
      #expect(search.current == first)
    }
  }

  /// One that goes over the end of a slice is not begun again behind it.
  @Test func matchesOfDifferentSlicesDoNotOverlap() {
    var page = page([String(repeating: "a ", count: 500)])
    page.extend()
    var whole = TextSearch("a a a", in: page, from: 0)
    whole.goOn(page, bytes: .max)
    #expect(whole.count == 500 / 3)
    var search = TextSearch("a a a", in: page, from: 0)
    while !search.isDone { search.goOn(page, bytes: 1) }
    #expect(matches(of: search) == matches(of: whole))
  }

  /// Whoever has gone to a match above the origin stays there while more are found.
  @Test func theMatchOfThePersonStaysWhileMoreAreFoundAbove() {
    var page = page(long)
    page.extend()
    var search = TextSearch("end", in: page, from: page.lines.count / 2)
    while search.count == 0 || search[0].line >= page.lines.count / 2 {
      search.goOn(page, bytes: 300)
    }
    for place in [0, search.count - 1] {
      var search = search
      search.current = place
      let match = search[place]
      while !search.isDone { search.goOn(page, bytes: 300) }
      #expect(search.current.map { search[$0] } == match)
      #expect(search.count == 400)
    }
  }

  @Test func aPageThatGrowsIsLookedThroughOnce() {
    var page = page(long)
    page.extend(bytes: 2000)
    var search = TextSearch("bell of", in: page, from: 3)
    while !search.isDone {
      search.goOn(page, bytes: 700)
      page.extend(bytes: 1500)
    }
    var whole = TextSearch("bell of", in: page, from: 0)
    whole.goOn(page, bytes: .max)
    #expect(matches(of: search) == matches(of: whole))
  }

  @Test func aKeyInALongArticleLooksThroughASlice() {
    var reader = reader(
      (0..<4000).map { "Paragraph number \($0) of a very long article." } + ["Pier."])
    reader.isHolding = true
    reader.press("/")
    type("pier", into: &reader)
    #expect(reader.model.textSearch?.isDone == false)
    #expect(!reader.statusLine.contains("not in"))
    reader.isHolding = false
    reader.send(.woke(.layOut))
    #expect(reader.model.textSearch?.isDone == true)
    #expect(lit(.currentMatch, reader) == ["Pier"])
    reader.press("Enter")
    reader.isHolding = true
    reader.press("/")
    type("nowhere", into: &reader)
    reader.press("Enter")
    #expect(reader.model.textSearch != nil)
    reader.isHolding = false
    reader.send(.woke(.layOut))
    #expect(reader.model.textSearch == nil)
    #expect(reader.statusLine.contains("not in this article"))
  }
}
