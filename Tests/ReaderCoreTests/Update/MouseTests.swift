import Articles
import TUI
import Testing

@testable import ReaderCore

struct MouseTests {
  private func reader(_ columns: Int = 120, _ rows: Int = 30) -> TestReader {
    TestReader(
      .sample, size: Size(columns: columns, rows: rows),
      configuration: Configuration(usesMouse: true))
  }

  /// The place of a text on the screen.
  private func place(of text: String, in reader: TestReader) throws -> Point {
    for row in 0..<reader.model.size.rows {
      let line = reader.frame.line(row)
      guard let range = line.firstRange(of: text) else { continue }
      let before = String(line[..<range.lowerBound])
      return Point(column: DisplayWidth.columns(of: before, charset: .unicode), row: row)
    }
    throw Missing(text: text, screen: reader.frame.text)
  }

  private struct Missing: Error {
    let text: String
    let screen: String
  }

  private func click(_ point: Point, _ reader: inout TestReader) {
    reader.send(
      .mouse(MouseEvent(.press(.left), at: point)), .mouse(MouseEvent(.release, at: point)))
  }

  @Test func aClickSelectsAndTwoOpen() throws {
    var reader = reader()
    let row = try place(of: "Plain story number 7", in: reader)
    click(row, &reader)
    #expect(reader.model.selectedRow?.title == "Plain story number 7")
    #expect(reader.model.focus == .list)
    #expect(reader.deeds == [])
    reader.wait(milliseconds: 200)
    click(row, &reader)
    #expect(reader.model.focus == .detail)
    #expect(reader.deeds.contains { if case .record = $0 { true } else { false } })
  }

  @Test func twoSlowClicksAreTwo() throws {
    var reader = reader()
    let row = try place(of: "Plain story number 7", in: reader)
    click(row, &reader)
    reader.wait(milliseconds: 700)
    click(row, &reader)
    #expect(reader.model.focus == .list)
    reader.wait(milliseconds: 100)
    click(try place(of: "Plain story number 8", in: reader), &reader)
    #expect(reader.model.focus == .list)
  }

  @Test func theWheelScrollsWhatIsUnderIt() throws {
    var reader = reader(120, 16)
    let row = try place(of: "Plain story number 7", in: reader)
    let selected = reader.model.list.cursor.selected
    reader.send(.mouse(MouseEvent(.wheel(1), at: row)))
    #expect(reader.model.list.cursor.top == 3)
    #expect(reader.model.list.cursor.selected == max(selected, 3))
    #expect(reader.model.trail.current?.scroll == 0)
    reader.send(.mouse(MouseEvent(.wheel(-1), at: row)), .mouse(MouseEvent(.wheel(-1), at: row)))
    #expect(reader.model.list.cursor.top == 0)

    let detail = try #require(reader.model.layout.detail)
    let text = Point(column: detail.column + 5, row: detail.row + 3)
    reader.send(.mouse(MouseEvent(.wheel(1), at: text)))
    #expect(reader.model.trail.current?.scroll == 3)
    #expect(reader.model.list.cursor.top == 0)
    #expect(reader.model.focus == .list)
  }

  @Test func rowsOfTheSidebarAreClicked() throws {
    var reader = reader()
    click(try place(of: "Starred", in: reader), &reader)
    #expect(reader.model.list.base == .starred)
    #expect(reader.model.focus == .list)
  }

  @Test func linksAndRelatedArticlesAreClicked() throws {
    var reader = reader(120, 40)
    reader.press("Enter")
    let bell = try place(of: "eastern pier", in: reader)
    click(bell, &reader)
    #expect(reader.effects.contains { if case .lookUp = $0 { true } else { false } })
    let stops = reader.model.trail.stops.count
    let related = try #require(
      reader.model.page?.targets.first { if case .related = $0.kind { true } else { false } })
    reader.press("G")
    let offset = related.lines.lowerBound - (reader.model.trail.current?.scroll ?? 0)
    let text = reader.model.layout.text
    click(Point(column: text.column + 8, row: text.row + offset), &reader)
    #expect(reader.model.trail.stops.count == stops + 1)
  }

  @Test func aClickBesideTheLinksGivesThePaneTheKeys() throws {
    var reader = reader()
    let detail = try #require(reader.model.layout.detail)
    click(Point(column: detail.column + 3, row: detail.row + 1), &reader)
    #expect(reader.model.focus == .detail)
    #expect(reader.deeds == [])
  }

  @Test func bordersAreDraggedAndKept() throws {
    var reader = reader()
    for border in reader.model.layout.borders {
      let place = reader.model.layout.place(of: border)
      let from = Point(column: place.column, row: place.row + 4)
      let to = Point(column: place.column + 6, row: place.row + 9)
      reader.send(
        .mouse(MouseEvent(.press(.left), at: from)), .mouse(MouseEvent(.drag(.left), at: to)),
        .mouse(MouseEvent(.release, at: to)))
      #expect(reader.model.layout.place(of: border).column == to.column, "\(border)")
    }
    reader.send(.mouse(MouseEvent(.drag(.left), at: Point(column: 1, row: 1))))
    let session = reader.model.session
    let again = TestReader(.sample, size: Size(columns: 120, rows: 30), session: session)
    #expect(again.model.layout == reader.model.layout)

    var stacked = self.reader(80, 24)
    let place = stacked.model.layout.place(of: .height)
    stacked.send(
      .mouse(MouseEvent(.press(.left), at: Point(column: 9, row: place.row))),
      .mouse(MouseEvent(.drag(.left), at: Point(column: 20, row: place.row + 3))))
    #expect(stacked.model.layout.place(of: .height).row == place.row + 3)
  }

  @Test func borderKeysMoveThemAndWideCodeStaysSideways() {
    var reader = reader()
    let before = reader.model.layout
    reader.press(">")
    #expect(reader.model.layout.place(of: .width).column == before.place(of: .width).column + 2)
    reader.press("<", "<")
    #expect(reader.model.layout.place(of: .width).column == before.place(of: .width).column - 2)
    reader.press("h", ">")
    #expect(reader.model.layout.place(of: .sidebar).column == before.place(of: .sidebar).column + 2)
    for _ in 0..<99 { reader.press("<") }
    #expect(reader.model.layout.sidebar?.columns == WindowLayout.leastSidebar)
    var narrow = self.reader(40, 12)
    narrow.press("<")
    #expect(narrow.statusLine.contains("no border"))
  }

  @Test func theChooserAndTheHelpAreScrolledAndClicked() throws {
    var reader = reader(80, 24)
    reader.press("T")
    let nord = try place(of: "nord", in: reader)
    click(nord, &reader)
    #expect(reader.model.configuration.themes.wish == nil)
    click(nord, &reader)
    #expect(reader.model.configuration.themes.wish == "nord")
    reader.press("?")
    let before = reader.frame.text
    reader.send(.mouse(MouseEvent(.wheel(1), at: nord)))
    #expect(reader.frame.text != before)
  }

  @Test func theMouseIsTurnedOffAndOn() {
    var reader = reader()
    #expect(reader.model.usesMouse)
    reader.press("Alt-m")
    #expect(reader.effects.contains(.useMouse(false)))
    #expect(reader.statusLine.contains("mouse off"))
    reader.press("Alt-m")
    #expect(reader.effects.contains(.useMouse(true)))
  }

  /// Whatever is clicked, anywhere, in any size: nothing breaks.
  @Test func everyPlaceCanBeClicked() {
    for (columns, rows) in [(120, 30), (80, 24), (40, 12), (20, 5), (10, 3)] {
      for keys in [[], ["Enter"], ["h"], ["T"], ["?"], ["/"], ["i"], ["S"], ["#"], ["a"]] {
        var reader = reader(columns, rows)
        for key in keys { reader.press(key) }
        for row in stride(from: -1, through: rows, by: 5) {
          for column in stride(from: -1, through: columns, by: 13) {
            let point = Point(column: column, row: row)
            reader.send(
              .mouse(MouseEvent(.wheel(1), at: point)),
              .mouse(MouseEvent(.press(.left), at: point)),
              .mouse(MouseEvent(.drag(.left), at: Point(column: row, row: column))),
              .mouse(MouseEvent(.release, at: point)))
          }
        }
        _ = reader.frame
      }
    }
  }
}
