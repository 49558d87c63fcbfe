import Articles
import TUI
import Testing

@testable import ReaderCore

struct PageTests {
  private func page(
    _ detail: ArticleDetail, columns: Int = 40, charset: Charset = .unicode
  ) -> Page {
    var page = PageBuilder(columns: columns, charset: charset, theme: .standard, clock: .utc)
      .page(for: .article(detail.row), detail: detail)
    page.extend()
    return page
  }

  private func detail(_ change: (inout ArticleDetail) -> Void) -> ArticleDetail {
    var detail = TestLibrary(titles: ["Title"]).details[0]
    change(&detail)
    return detail
  }

  private func text(_ page: Page) -> [String] { page.lines.map(\.text.text) }

  @Test func noLineIsWiderThanThePage() {
    for columns in 1...60 {
      let page = page(TestLibrary.sample.details[0], columns: columns)
      for line in page.lines where line.kind == .text || line.kind == .entryMore {
        let room = line.kind == .text ? columns : max(columns - Page.entryIndent, 1)
        // Addresses stand in one line that is cut when drawn.
        guard !line.text.text.hasPrefix("https:") else { continue }
        #expect(line.text.columns() <= room, "\(columns): \(line.text.text)")
      }
    }
  }

  @Test func numbersGoFromRelatedOverBodyToOffersAndPlayers() {
    let page = page(
      detail {
        $0.related = [RelatedEntry(article: RelatedArticle(title: "Other"))]
        $0.body = Document(
          blocks: [
            .init(.paragraph, spans: [.init("a", link: 0), .init("b", link: 0), .init(" c")])
          ],
          links: [.init(url: "https://example.org/body", title: "ab")])
        $0.article.actions = [ArticleAction(url: "https://example.org/file", type: "download")]
        $0.article.featuredContent = "<iframe src=\"https://example.org/player\"></iframe>"
      })
    #expect(text(page).contains("ab[2] c"))
    let urls = (1...page.numberCount).compactMap(page.numbered).map { kind -> String in
      if case .link(let link) = kind { link.url } else { "related" }
    }
    #expect(
      urls == [
        "related", "https://example.org/body", "https://example.org/file",
        "https://example.org/player",
      ])
    // The link of the body where it stands, and again in the list at the end.
    #expect(page.targets.compactMap(\.number) == [2, 1, 2, 3, 4])
    #expect(page.numbered(0) == nil && page.numbered(5) == nil)
  }

  @Test func anAddressThatIsItsOwnTitleStandsOnce() {
    let page = page(
      detail {
        $0.body = Document(
          blocks: [.init(.paragraph, spans: [.init("https://e.org/", link: 0)])],
          links: [.init(url: "https://e.org/", title: "https://e.org/")])
      })
    #expect(page.lines.filter { $0.kind == .entry }.map(\.text.text) == ["https://e.org/"])
  }

  @Test func whatTheBodyLinksAlreadyIsNotOfferedAgain() {
    let comments = "https://example.org/comments"
    let page = page(
      detail {
        $0.body = Document(
          blocks: [.init(.paragraph, spans: [.init("Comments", link: 0)])],
          links: [.init(url: comments, title: "Comments")])
        $0.article.actions = [
          ArticleAction(url: comments, title: "Comments"),
          ArticleAction(url: comments, title: "Enclosure, text/html"),
        ]
      })
    #expect(page.numberCount == 2)
  }

  @Test func imagesAndPlayersHaveTheirNumbersInside() {
    let page = page(
      detail {
        $0.body = Document(
          blocks: [
            .init(
              .paragraph,
              spans: [
                .init("[image]", link: 0), .init(" "), .init("[A bell]", link: 1),
                .init(" see ", link: 1), .init("[1]", link: 7), .init("[]", link: 0),
              ]),
            .init(.paragraph, spans: [.init("[A bell]", link: 2)]),
            .init(
              .paragraph, spans: [.init("[B]", link: 1), .init(" "), .init("[Film]", link: 3)]),
          ],
          links: [
            .init(url: "https://example.org/a.png", title: "image", kind: .image),
            .init(url: "https://example.org/bell", title: "A bell"),
            .init(
              url: "https://example.org/b.png", title: "A bell", kind: .image,
              size: .init(width: 1200, height: 800)),
            .init(url: "https://play.example/1?x", title: "Film", kind: .video),
          ])
      }, columns: 60)
    #expect(text(page).contains("[image 1] [A bell] see [2][1][][1]"))
    #expect(text(page).contains("[image 3: A bell · 1200×800]"))
    #expect(text(page).contains("[2: B] [video 4: Film · play.example]"))
  }

  @Test func targetsFollowEachOtherDownThePage() {
    let page = page(TestLibrary.sample.details[0])
    #expect(page.targets.count > 5)
    for (one, next) in zip(page.targets, page.targets.dropFirst()) {
      #expect(one.lines.lowerBound <= next.lines.lowerBound)
    }
    for (place, target) in page.targets.enumerated() {
      #expect(!target.lines.isEmpty)
      for line in target.lines {
        #expect(
          page.lines[line].target == place
            || !page.lines[line].text.ranges(of: place + 1).isEmpty)
      }
    }
  }

  @Test func listsQuotesAndCodeKeepTheirShape() {
    let page = page(
      detail {
        $0.body = Document(blocks: [
          .init(
            .listItem(marker: "10."), listDepth: 1, spans: [.init("one two three four five six")]),
          .init(.listItem(marker: nil), listDepth: 1, spans: [.init("more")]),
          .init(.paragraph, quoteDepth: 2, spans: [.init("said")]),
          .init(.code(language: nil), spans: [.init("if x {\n    y\n}")]),
        ])
      }, columns: 24)
    let lines = text(page)
    #expect(lines.contains("10. one two three four"))
    #expect(lines.contains("    five six"))
    #expect(lines.contains("  more"))
    #expect(lines.contains("│ │ said"))
    #expect(lines.contains("      y"))
  }

  /// Whatever the size of the pieces, the page is the same.
  @Test(arguments: [1, 700, 5_000, 40_000])
  func slicesMakeTheSamePage(bytes: Int) {
    let words = (0..<30_000).map { "w\($0 % 977)" }.joined(separator: " ")
    let rows = (0..<700).flatMap { row in
      (0..<2).map { Document.Table.Cell(row: row, column: $0, spans: $0..<$0 + 1) }
    }
    let detail = detail {
      $0.body = Document(
        blocks: [
          .init(.paragraph, spans: [.init("a", link: 0), .init(words), .init("b", link: 1)]),
          .init(.listItem(marker: "1."), listDepth: 1, spans: [.init(words + "\n  日本 " + words)]),
          .init(.code(language: "c"), spans: [.init((0..<900).map { "line \($0)\n" }.joined())]),
          .init(.table(.init(cells: rows)), spans: [.init("cell", link: 1), .init("other")]),
        ] + Array(repeating: .init(.paragraph, spans: [.init("x")]), count: 10_100),
        links: [
          .init(url: "https://e.org/a", title: "a"), .init(url: "https://e.org/b", title: "b"),
        ])
      $0.related = [RelatedEntry(article: RelatedArticle(title: "Other"))]
    }
    let whole = page(detail)
    #expect(whole.work == nil && whole.lines.count > 30_000)
    #expect(text(whole).count { $0 == "x" } == 10_100)
    #expect(text(whole).joined(separator: " ").contains(words))
    var page = PageBuilder(columns: 40, charset: .unicode, theme: .standard, clock: .utc)
      .page(for: .article(detail.row), detail: detail)
    page.extend(toLine: 30)
    #expect((30..<600).contains(page.lines.count))
    while page.work != nil {
      let count = page.lines.count
      page.extend(bytes: bytes)
      #expect(page.lines.count - count < 1_500 + bytes / 10)
    }
    #expect(text(page) == text(whole))
    #expect(page.targets.map(\.lines) == whole.targets.map(\.lines))
    #expect(page.starts == whole.starts)
  }

  @Test func aPlaceInTheTextStaysWithAnotherWidth() throws {
    let words = (0..<2_000).map { "word\($0)" }.joined(separator: " ")
    let detail = detail {
      $0.body = Document(
        blocks: Array(repeating: .init(.paragraph, spans: [.init(words)]), count: 3))
    }
    let wide = page(detail, columns: 80)
    let line = try #require(wide.lines.lastIndex { $0.text.text.contains("word1000") })
    let place = try #require(wide.place(ofLine: line))
    var narrow = PageBuilder(columns: 30, charset: .unicode, theme: .standard, clock: .utc)
      .page(for: .article(detail.row), detail: detail)
    let other = narrow.line(of: place)
    let near = narrow.lines[max(other - 30, 0)..<other + 30].map(\.text.text).joined(separator: " ")
    #expect(near.contains("word1000"))
  }

  @Test func reportsWithoutEndSayWhatIsLeft() {
    let builder = FaultsBuilder(
      sheet: FactSheet(columns: 100, charset: .unicode, theme: .standard), clock: .utc,
      now: Instant(milliseconds: 0))
    var folder = SourceReport(title: "News", location: "/news", kind: .folder)
    folder.files = (0..<10_500).map { .init(path: "\($0).md", line: 1, message: "No title") }
    let sources = builder.lines([folder, folder, folder], areFaultsOnly: true).map(\.text.text)
    #expect(sources.contains("500 more files not shown; martlet check names all."))
    #expect(sources.last == "2 more sources not shown; martlet sources lists all.")
  }

  @Test func deepValuesAreFlattenedWithinBounds() {
    var value = FieldValue.integer(1)
    for _ in 0..<5_000 { value = .list([value]) }
    #expect(value.flattened(under: "x").count == 1)
    let wide = FieldValue.list(Array(repeating: .map([.init(name: "a", value: .null)]), count: 999))
    let flat = wide.flattened(under: "x")
    #expect(flat.count == 200 && flat[0].name == "x.1.a" && flat[0].value == "null")
  }
}
