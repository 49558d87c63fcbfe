import Articles
import TUI
import Testing

@testable import ReaderCore

struct PageTests {
  private func page(
    _ detail: ArticleDetail, columns: Int = 40, charset: Charset = .unicode
  ) -> Page {
    PageBuilder(columns: columns, charset: charset, theme: .standard, clock: .utc)
      .page(for: .article(detail.row), detail: detail)
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
        guard line.text.runs.first?.text.hasPrefix("https:") != true else { continue }
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
    let urls = page.numbered.map { place -> String in
      if case .link(let link) = page.targets[place].kind { link.url } else { "related" }
    }
    #expect(
      urls == [
        "related", "https://example.org/body", "https://example.org/file",
        "https://example.org/player",
      ])
    #expect(page.numbered.compactMap { page.targets[$0].number } == [1, 2, 3, 4])
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
    #expect(page.numbered.compactMap { page.targets[$0].number } == [1, 2])
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
    for (one, next) in zip(page.targets, page.targets.dropFirst()) {
      #expect(one.lines.upperBound <= next.lines.lowerBound)
    }
    for (place, target) in page.targets.enumerated() {
      for line in target.lines { #expect(page.lines[line].target == place) }
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

  @Test func aPageWithoutEndHasOne() {
    let page = page(
      detail {
        $0.body = Document(
          blocks: Array(repeating: .init(.paragraph, spans: [.init("x")]), count: 10_100))
        $0.related = [RelatedEntry(article: RelatedArticle(title: "Other"))]
      })
    #expect(page.lines.count < Page.longest + 100)
    let left = 10_100 - text(page).count { $0 == "x" }
    let end = text(page).joined(separator: " ")
    #expect(left > 0)
    #expect(end.contains("The rest is too long to show: \(left) more lines of text; o opens"))
    #expect(page.targets.count == 1)
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
