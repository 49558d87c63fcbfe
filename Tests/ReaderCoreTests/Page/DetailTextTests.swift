import Articles
import TUI
import Testing

@testable import ReaderCore

/// An article as commands print it.
struct DetailTextTests {
  private func printed(_ blocks: [Document.Block], columns: Int) -> String {
    let text = FullText(url: "https://site.example/", body: Document(blocks: blocks))
    return String(
      decoding: detailText(
        text, at: nil, columns: columns, clock: .utc, now: Instant(milliseconds: 0),
        charset: .unicode),
      as: UTF8.self)
  }

  /// Lines that are drawn as they are, and those that are not, end where their text does.
  @Test func noLineEndsWithBlanks() {
    let code = "let x = 1   \n\n  f(\u{1F600})  \n"
    let text = printed(
      [
        Document.Block(.code(language: nil), spans: [Document.Span(code)]),
        Document.Block(.paragraph, spans: [Document.Span("End")]),
      ], columns: 40)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.last != " " })
    #expect(text.contains("  let x = 1\n\n    f(\u{1F600})\n"))
    #expect(text.hasSuffix("\nEnd\n"))
  }

  /// Each line once and in order, however many slices a long text is laid out in.
  @Test func aLongTextIsPrintedWhole() {
    let count = 3 * PageWork.slice / 40
    let blocks = (0..<count).map {
      Document.Block(.paragraph, spans: [Document.Span("Paragraph \($0) of what is long.")])
    }
    let lines = printed(blocks, columns: 60).split(separator: "\n")
    #expect(
      lines.filter { $0.hasPrefix("Paragraph") }
        == (0..<count).map { "Paragraph \($0) of what is long." })
  }

  @Test func factsOfRelatedArticlesKeepToTheWidth() {
    var library = TestLibrary(titles: ["One"])
    var other = RelatedArticle(title: "Two")
    other.provider = Provider(name: "The Northlight Observatory and Planetarium")
    other.published = TestLibrary.now
    other.quality = 143
    library.details[0].related = [RelatedEntry(article: other)]
    let text = detailText(
      library.details[0], columns: 40, clock: .utc, now: TestLibrary.now, charset: .unicode)
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 40 })
    let facts = lines.drop { !$0.hasSuffix("Two") }.dropFirst()
    #expect(
      facts.joined(separator: " ").split(separator: " ").joined(separator: " ")
        .contains("The Northlight Observatory and Planetarium · quality 143"))
  }
}
