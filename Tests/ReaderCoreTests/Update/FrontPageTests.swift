import Articles
import ReaderCore
import TUI
import Testing

/// The view that ends.
struct FrontPageViewTests {
  private func reader(columns: Int = 120, rows: Int = 30) -> TestReader {
    var library = TestLibrary(titles: [])
    for index in 0..<6 { library.add("Tram news \(index + 1)", provider: "Commuter") }
    library.add("How a swift sleeps without landing", provider: "Open Sky Journal")
    library.add("Museum of lost letters opens", provider: "Gallery Notes")
    return TestReader(
      library, size: Size(columns: columns, rows: rows), session: Session(scope: .frontPage))
  }

  @Test(arguments: [(120, 30), (80, 24), (40, 12)])
  func looksLikeThis(_ columns: Int, _ rows: Int) throws {
    var reader = reader(columns: columns, rows: rows)
    try expectScreen(reader.frame, "front-page-\(columns)")
    for _ in 0..<8 { reader.press("m", "j") }
    reader.press("n")
    try expectScreen(reader.frame, "front-page-done-\(columns)")
  }

  @Test func givesEachProviderItsShare() {
    let reader = reader()
    #expect(reader.frame.line(0).contains("Front page · 8 articles"))
    let top = (1...3).map { reader.frame.line($0) }.joined()
    #expect(top.contains("How a swift") && top.contains("Museum"))
  }

  @Test func saysWhenItIsDone() {
    var reader = reader()
    for _ in 0..<8 { reader.press("m", "j") }
    #expect(reader.frame.line(0).contains("done"))
    reader.press("n")
    #expect(reader.statusLine.contains("that is the front page: all 8 read"))
  }

  @Test func tellsTheSum() {
    let page = FrontPage(
      [
        FrontPage.Candidate(
          id: ArticleID(1), published: TestLibrary.now.advanced(byMilliseconds: -21_600_000),
          provider: "Open Sky Journal", quality: 55, others: 1)
      ], now: TestLibrary.now)
    var library = TestLibrary(titles: ["How a swift sleeps without landing"])
    library.details[0].front = page.entries.first
    var reader = TestReader(library, size: Size(columns: 120, rows: 30))
    reader.press("i")
    let text = (0..<30).map { reader.frame.line($0) }.joined(separator: "\n")
    #expect(text.contains("place 1: 50 = freshness 30 (6h old) + quality 12 + story 8 (1 other)"))
  }
}
