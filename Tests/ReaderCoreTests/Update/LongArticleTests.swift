import Articles
import TUI
import Testing

@testable import ReaderCore

/// Articles of which more stands above the person than can be laid out anew at once.
struct LongArticleTests {
  private func reader(_ body: Document) -> TestReader {
    var library = TestLibrary(titles: ["One"])
    library.details[0].body = body
    var reader = TestReader(library, size: Size(columns: 100, rows: 30))
    reader.isHolding = true
    reader.press("Enter")
    reader.send(.detailLoaded(library.details[0]))
    layOutAll(&reader)
    return reader
  }

  private func paragraphs(_ count: Int) -> Document {
    Document(
      blocks: (0..<count).map {
        .init(.paragraph, spans: [.init("Paragraph \($0) says what the one before has left out.")])
      })
  }

  private func shown(_ reader: TestReader) -> [String] {
    guard let page = reader.model.page, let stop = reader.model.trail.current else { return [] }
    return page.lines.dropFirst(stop.scroll).prefix(reader.model.layout.text.rows).map(\.text.text)
  }

  /// What is seen of the text at the top, and a little above.
  private func near(_ reader: TestReader) -> [String] {
    guard let page = reader.model.page, let stop = reader.model.trail.current else { return [] }
    return page.lines.dropFirst(max(stop.scroll - 4, 0)).prefix(10).map(\.text.text)
  }

  private func layOutAll(_ reader: inout TestReader) {
    repeat {
      reader.send(.woke(.layOut))
    } while reader.effects.contains(.wake(.layOut, afterMilliseconds: 0))
  }

  private func resize(_ reader: inout TestReader, columns: Int) {
    reader.send(.resized(Size(columns: columns, rows: 30)))
  }

  @Test func anotherWidthIsShownAtOnceWhereThePersonReads() throws {
    var reader = reader(paragraphs(6_000))
    reader.press("G")
    for _ in 0..<30 { reader.press("PgUp") }
    let first = try #require(shown(reader).first { !$0.isEmpty })
    resize(&reader, columns: 60)
    // Little is laid out, and what is seen is what will be.
    let page = try #require(reader.model.page)
    #expect(page.isWindow && page.lines.count < 1_000)
    let text = shown(reader)
    #expect(text.contains { $0.hasPrefix(first.prefix(16)) })
    let percent = try #require(reader.model.percent)
    #expect((90...99).contains(percent))
    layOutAll(&reader)
    #expect(reader.model.page?.isWindow == false && reader.model.page?.work == nil)
    #expect(shown(reader) == text)
    #expect(abs(try #require(reader.model.percent) - percent) <= 2)
  }

  /// To free it takes longer than a key may.
  @Test func aLongPageThatIsShownNoMoreIsFreedInSlices() throws {
    var reader = reader(paragraphs(6_000))
    let count = try #require(reader.model.page?.lines.count)
    resize(&reader, columns: 60)
    let spent = try #require(reader.model.spentPages.first)
    #expect(reader.model.spentPages.count == 1 && spent.lines.count == count)
    reader.send(.woke(.layOut))
    #expect(reader.model.spentPages.first.map { $0.lines.count < count } == true)
    // Also one that is retired before it is whole.
    resize(&reader, columns: 90)
    layOutAll(&reader)
    #expect(reader.model.spentPages.isEmpty && reader.model.page?.work == nil)
    // A short one goes at once.
    var short = self.reader(paragraphs(20))
    resize(&short, columns: 60)
    #expect(short.model.spentPages.isEmpty)
  }

  @Test func aWindowGoesOnInBothDirections() throws {
    var reader = reader(paragraphs(6_000))
    reader.press("G")
    for _ in 0..<30 { reader.press("PgUp") }
    resize(&reader, columns: 60)
    var seen: [Int] = []
    func number(_ reader: TestReader) -> Int? {
      shown(reader).first { $0.hasPrefix("Paragraph") }.flatMap {
        $0.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      }
    }
    for _ in 0..<20 {
      seen.append(try #require(number(reader)))
      reader.press("PgUp")
    }
    #expect(reader.model.page?.isWindow == true)
    // A page above shows what stands before, and nothing is left out.
    #expect(seen.count == 20)
    for (a, b) in zip(seen, seen.dropFirst()) { #expect((1...15).contains(a - b)) }
    for _ in 0..<20 { reader.press("PgDn") }
    #expect(abs(try #require(number(reader)) - seen[0]) < 2)
    reader.press("g", "g")
    #expect(reader.model.page?.isWindow == false)
    #expect(reader.frame.text.contains("Paragraph 0 says"))
    reader.press("G")
    layOutAll(&reader)
    #expect(reader.frame.text.contains("Paragraph 5999"))
  }

  @Test func theRowOfATableStays() throws {
    var spans: [Document.Span] = []
    var cells: [Document.Table.Cell] = []
    for row in 0..<6_000 {
      for column in 0..<3 {
        let text = column == 0 ? "Row \(row + 1_000)" : "cell \(column) with some words in it"
        spans.append(.init(text))
        cells.append(
          .init(row: row, column: column, spans: spans.count - 1..<spans.count))
        spans.append(.init(" "))
      }
    }
    var reader = reader(
      Document(blocks: [.init(.table(.init(cells: cells)), spans: spans)]))
    reader.press("G")
    for _ in 0..<30 { reader.press("PgUp") }
    let first = try #require(shown(reader).first { $0.hasPrefix("Row") })
    let row = try #require(first.split(separator: " ").dropFirst().first)
    resize(&reader, columns: 50)
    #expect(reader.model.page?.isWindow == true)
    #expect(reader.model.page.map { $0.lines.count < 1_000 } == true)
    let text = shown(reader)
    #expect(text.prefix(4).contains { $0.hasPrefix("Row \(row) ") })
    layOutAll(&reader)
    #expect(reader.model.page?.isWindow == false)
    #expect(shown(reader) == text)
  }

  @Test func longCodeAndLongTextAreShownAtOnce() throws {
    let words = (0..<40_000).map { "word\($0)" }
    for kind in [Document.Kind.code(language: nil), .paragraph] {
      let text = kind.isCode ? words.joined(separator: "\n") : words.joined(separator: " ")
      var reader = reader(Document(blocks: [.init(kind, spans: [.init(text)])]))
      reader.press("G")
      for _ in 0..<5 { reader.press("PgUp") }
      let first = try #require(shown(reader).first { $0.contains("word") })
      let word = try #require(first.split(separator: " ").first)
      resize(&reader, columns: 60)
      #expect(reader.model.page?.isWindow == true)
      #expect(reader.model.page.map { $0.lines.count < 1_000 } == true)
      #expect(near(reader).contains { $0.contains(word) }, "\(kind)")
      layOutAll(&reader)
      #expect(near(reader).contains { $0.contains(word) }, "\(kind)")
    }
  }

  @Test func theSelectedLinkStaysSelected() throws {
    var body = paragraphs(6_000)
    body.links = (0..<6_000).map { .init(url: "https://example.org/\($0)", title: "link") }
    for place in body.blocks.indices {
      body.blocks[place].spans.append(.init(" more", link: place))
    }
    var reader = reader(body)
    reader.press("G")
    for _ in 0..<20 { reader.press("PgUp") }
    reader.press("}", "}")
    func selected(_ reader: TestReader) -> String? {
      guard let target = reader.model.trail.current?.target,
        case .link(let link)? = reader.model.page?.targets[target].kind
      else { return nil }
      return link.url
    }
    let link = try #require(selected(reader))
    resize(&reader, columns: 60)
    #expect(reader.model.page?.isWindow == true && selected(reader) == link)
    layOutAll(&reader)
    #expect(reader.model.page?.isWindow == false && selected(reader) == link)
  }
}
