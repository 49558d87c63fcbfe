import Articles
import TUI
import Testing

/// The columns of the list stand under each other whatever is in them.
struct ColumnTests {
  private let titles = ["Plain", "漢字の題名", "👩‍🚀 emoji", "مرحبا", "e\u{301}te\u{301}"]

  @Test(arguments: [40, 50, 60, 80, 109, 140, 200])
  func titlesBeginInOneColumn(_ columns: Int) {
    var library = TestLibrary(titles: [])
    for title in titles { library.add("|" + title, provider: title + title + title) }
    let frame = TestReader(library, size: Size(columns: columns, rows: 30)).frame
    let starts = titles.indices.map { row in
      (0..<columns).first { frame[column: $0, row: row + 1].text == "|" }
    }
    // What is written from the right to the left begins at the right.
    let others = starts.indices.filter { titles[$0] != "مرحبا" }
    #expect(starts[0] != nil && Set(others.map { starts[$0] }).count == 1)
  }

  @Test func providersGoWhereThereIsNoRoom() {
    var library = TestLibrary(titles: [])
    library.add("Title", provider: "Gazette")
    func text(_ columns: Int) -> String {
      TestReader(library, size: Size(columns: columns, rows: 12)).frame.line(1)
    }
    #expect(text(64).contains("Gazette"))
    #expect(!text(63).contains("Gazette"))
  }
}
