import Articles
import TUI
import Testing

@testable import ReaderCore

struct ListStyleTests {
  @Test(arguments: [
    ("%Y-%m-%d", "2026-03-09", 10), ("%e %b %y", " 9 Mar 26", 9),
    ("%d.%m. %H:%M", "09.03. 07:05", 12),
    ("100%%", "100%", 4),
  ])
  func datesAreWrittenAsWanted(format: String, text: String, columns: Int) throws {
    let format = try #require(DateFormat(format))
    let date = CivilDate(year: 2026, month: 3, day: 9, hour: 7, minute: 5, second: 0, weekday: 1)
    #expect(format.text(date) == text)
    #expect(format.columns == columns)
  }

  @Test(arguments: ["", "%", "%q", "a\u{1B}b", "%Y%Y%Y%Y%Y%Y%Y", "é"])
  func whatIsNoFormatIsNone(text: String) { #expect(DateFormat(text) == nil) }

  @Test func columnsStandBesideEachOtherInEveryWidth() {
    let all = ListStyle(columns: ListStyle.Column.allCases.map { ListStyle.Item($0) })
    let wide = ListStyle(columns: [
      .init(.provider, width: 60), .init(.title), .init(.heat, width: 60),
    ])
    for style in [ListStyle(), all, wide] {
      for columns in 20...200 {
        let layout = ListColumns(columns, style)
        var end = 3
        for place in (layout.places + [layout.title]).sorted(by: { $0.start < $1.start }) {
          #expect(place.start > end || end == 3 && place.start == 4, "\(columns): \(layout)")
          end = place.start + place.width
        }
        #expect(end <= columns, "\(columns): \(layout)")
        #expect(layout.title.width >= min(columns - 20, 12), "\(columns): \(layout)")
      }
    }
  }

  @Test func rowsShowWhatIsWanted() throws {
    var columns = ListStyle.Column.allCases.map { ListStyle.Item($0) }
    columns.swapAt(0, 1)
    let format = try #require(DateFormat("%Y-%m-%d"))
    let list = ListStyle(columns: columns, dates: .format(format))
    var reader = TestReader(
      .sample, size: Size(columns: 160, rows: 14), configuration: Configuration(list: list))
    #expect(reader.effects.contains { if case .loadDigests = $0 { true } else { false } })
    reader.press("w", "w")
    try expectScreen(reader.frame, "columns-160")
  }

  @Test(arguments: [(120, 30), (80, 24), (40, 12)])
  func twoLinesShowHowTheTextBegins(columns: Int, rows: Int) throws {
    var reader = TestReader(
      .sample, size: Size(columns: columns, rows: rows),
      configuration: Configuration(list: ListStyle(hasTwoLines: true)))
    reader.press("j", "j", "k")
    #expect(reader.model.list.cursor.selected == 1)
    try expectScreen(reader.frame, "two-lines-\(columns)")
    reader.press("G")
    #expect(reader.frame.cursor != nil)
    reader.press("g", "g", "PgDn")
    #expect(reader.model.list.cursor.selected == reader.model.layout.listRows)
  }

  @Test func textFromTheRightBeginsAtTheRight() {
    let reader = TestReader(
      ["Left to right", "مرحبا بالعالم", "שלום עולם", "123 مرحبا"], columns: 80)
    let rows = (1...4).map { reader.frame.line($0) }
    func last(_ row: String) -> Int {
      row.lastIndex { $0 != " " }.map { row.distance(from: row.startIndex, to: $0) } ?? 0
    }
    #expect(last(rows[0]) < 60)
    for row in rows[1...] { #expect(last(row) > 70, "\(row)") }
  }
}
