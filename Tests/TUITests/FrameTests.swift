import Testing

@testable import TUI

@Suite struct FrameTests {
  private let red = Style(foreground: .indexed(1))

  @Test func cellsAreSmallPlainValues() {
    #expect(MemoryLayout<Cell>.size == 24)
    #expect(MemoryLayout<Cell>.stride == 24)
    #expect(_isPOD(Cell.self))
  }

  @Test func beginsBlank() {
    let frame = Frame(size: Size(columns: 3, rows: 2))
    #expect(frame.text == "   \n   ")
    #expect(frame.cursor == nil)
  }

  @Test(arguments: [(0, 0), (0, 5), (5, 0), (-1, 3)])
  func mayBeEmpty(columns: Int, rows: Int) {
    var frame = Frame(size: Size(columns: columns, rows: rows))
    frame.draw("漢", at: Point(column: 0, row: 0), width: 2)
    frame.fill(Rect(column: 0, row: 0, columns: 9, rows: 9), style: red)
    frame.restyle(Rect(column: 0, row: 0, columns: 9, rows: 9)) { _ in red }
    frame.clear()
    #expect(frame.line(0) == "")
  }

  @Test func readsBlankOutside() {
    let frame = Frame(size: Size(columns: 3, rows: 2))
    #expect(frame[column: -1, row: 0].text == " ")
    #expect(frame[column: 3, row: 0].text == " ")
    #expect(frame[column: 0, row: 2].text == " ")
  }

  @Test func clearBlanksEverything() {
    var frame = Frame(size: Size(columns: 6, rows: 2))
    frame.draw("漢字漢", at: Point(column: 0, row: 1), width: 6, style: red)
    frame.cursor = Point(column: 1, row: 1)
    frame.clear()
    #expect(frame == Frame(size: Size(columns: 6, rows: 2)))
  }

  @Test func fillSplitsNoWideCharacter() {
    for column in 0..<8 {
      for columns in 0...9 {
        var frame = Frame(size: Size(columns: 8, rows: 3))
        for row in 0..<3 {
          frame.draw("漢字漢字", at: Point(column: 0, row: row), width: 8)
        }
        frame.fill(Rect(column: column, row: 1, columns: columns, rows: 1), style: red)
        let end = min(8, column + columns)
        #expect(unsoundness(of: frame, row: 1) == nil, "\(column), \(columns)")
        for inside in column..<end {
          #expect(frame[column: inside, row: 1].style == red)
          #expect(frame[column: inside, row: 1].text == " ")
        }
        #expect(frame.line(0) == "漢字漢字")
        #expect(frame.line(2) == "漢字漢字")
      }
    }
  }

  @Test func restyleKeepsTheTextAndWholeCharacters() {
    for column in 0..<8 {
      for columns in 0...9 {
        var frame = Frame(size: Size(columns: 8, rows: 1))
        frame.draw("a漢字b漢", at: Point(column: 0, row: 0), width: 8)
        frame.restyle(Rect(column: column, row: 0, columns: columns, rows: 1)) {
          $0.adding(.reverse)
        }
        #expect(unsoundness(of: frame) == nil, "\(column), \(columns)")
        #expect(frame.line(0) == "a漢字b漢")
        for inside in 0..<8 where frame[column: inside, row: 0].width > 0 {
          let isReversed = frame[column: inside, row: 0].style.attributes == .reverse
          #expect(isReversed == (inside >= column && inside < column + columns))
        }
      }
    }
  }

  @Test func restyleSeesEachStyle() {
    var frame = Frame(size: Size(columns: 3, rows: 1))
    frame.draw("a", at: Point(column: 0, row: 0), width: 1, style: red)
    frame.draw("b", at: Point(column: 2, row: 0), width: 1, style: Style(attributes: .dim))
    frame.restyle(Rect(frame.size)) { $0.adding(.bold) }
    #expect(frame[column: 0, row: 0].style == red.adding(.bold))
    #expect(frame[column: 1, row: 0].style == Style(attributes: .bold))
    #expect(frame[column: 2, row: 0].style == Style(attributes: [.dim, .bold]))
  }

  @Test(arguments: [
    Rect(column: -5, row: -5, columns: 100, rows: 100),
    Rect(column: .min, row: .min, columns: .max, rows: .max),
    Rect(column: 1, row: 1, columns: .max, rows: .max),
    Rect(column: .max, row: 0, columns: .max, rows: 1),
    Rect(column: 0, row: 0, columns: -1, rows: 4),
  ])
  func rectsMayLieAnywhere(rect: Rect) {
    var frame = Frame(size: Size(columns: 4, rows: 3))
    frame.fill(rect, style: red)
    frame.restyle(rect) { $0.adding(.bold) }
    for row in 0..<3 {
      for column in 0..<4 {
        let isFirstInside = rect.column <= column && rect.row <= row
        let isInside =
          isFirstInside && !rect.isEmpty && rect.columns >= 100 && rect.column > Int.min
        #expect(frame[column: column, row: row].style == (isInside ? red.adding(.bold) : .plain))
      }
    }
  }

  @Test func equalityIsOfEverythingShown() {
    let frame = Frame(size: Size(columns: 2, rows: 1))
    var other = frame
    other.cursor = Point(column: 0, row: 0)
    #expect(frame != other)
    other = frame
    other.fill(Rect(other.size), style: red)
    #expect(frame != other)
    #expect(frame != Frame(size: Size(columns: 1, rows: 2)))
  }
}
