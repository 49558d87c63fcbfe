import Articles
import TUI
import Testing

@testable import ReaderCore

struct FootnoteTests {
  private let body: Document = {
    var blocks = [
      Document.Block(
        .paragraph,
        spans: [
          Document.Span("A claim"), Document.Span("¹", note: 1), Document.Span(","),
          Document.Span("²", note: 2),
          Document.Span(" that is long enough to be wrapped at this width, and once more"),
          Document.Span("¹", note: 1), Document.Span(" and one that leads nowhere"),
          Document.Span("³", note: 3), Document.Span("."),
        ])
    ]
    blocks += (1...40).map {
      Document.Block(.paragraph, spans: [Document.Span("Paragraph \($0).")])
    }
    blocks += [
      Document.Block(
        .listItem(marker: "1."), listDepth: 1, spans: [Document.Span("First.")], note: 1),
      Document.Block(
        .listItem(marker: "2."), listDepth: 1, spans: [Document.Span("Second.")], note: 2),
    ]
    return Document(blocks: blocks)
  }()

  private func reader() -> TestReader {
    var library = TestLibrary(titles: ["One", "Two"])
    library.details[0].body = body
    var reader = TestReader(library, size: Size(columns: 60, rows: 24))
    reader.press("Enter")
    return reader
  }

  /// What is lit as selected.
  private func selected(_ reader: TestReader) -> String {
    let frame = reader.frame
    let style = Theme.standard[.selection]
    return (1..<frame.size.rows - 2).flatMap { row in
      (0..<frame.size.columns).compactMap { column in
        let cell = frame[column: column, row: row]
        return cell.style.background == style.background ? cell.text : nil
      }
    }.joined()
  }

  /// The line with the gutter's sign in the article.
  private func line(_ reader: TestReader) -> String? {
    (1..<22).map { reader.frame.line($0) }.last { $0.contains("▌") }
  }

  @Test func aSignLeadsToItsNoteAndBack() {
    var reader = reader()
    reader.press("}")
    #expect(selected(reader) == "¹")
    #expect(reader.statusLine.contains("Enter shows the note"))
    reader.press("}")
    #expect(selected(reader) == "²")
    reader.press("Enter")
    #expect(line(reader)?.contains("2. Second.") == true)
    #expect(reader.statusLine.contains("Enter goes back to the text"))
    reader.press("Enter")
    #expect(selected(reader) == "²")
    #expect(reader.frame.text.contains("A claim"))
  }

  @Test func theWayBackIsThatOfTheSignThatLedThere() {
    var reader = reader()
    reader.press("}", "}", "}")
    #expect(line(reader)?.contains("once more") == true)
    reader.press("Enter", "Enter")
    #expect(line(reader)?.contains("once more") == true)
    #expect(selected(reader) == "¹")
  }

  @Test func aSignWithoutANoteIsNone() {
    var reader = reader()
    reader.press("}", "}", "}", "}")
    #expect(line(reader)?.contains("1. First.") == true)
  }

  @Test func aNoteKnowsItsSignWithoutHavingBeenLedThere() {
    var reader = reader()
    reader.press("G", "}", "Enter")
    #expect(selected(reader) == "¹")
    #expect(reader.frame.text.contains("A claim"))
  }

  @Test func keysForTheArticleStillMeanIt() {
    var reader = reader()
    reader.press("}", "o")
    #expect(
      reader.deeds == [
        .open(url: "https://example.org/1", address: reader.library.details[0].row.address)
      ])
    reader.press("y")
    #expect(reader.deeds == [.copy("https://example.org/1")])
  }
}
