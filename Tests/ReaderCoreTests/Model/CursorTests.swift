import Testing

@testable import ReaderCore

/// Every movement from every place, over all small lists and windows.
struct CursorTests {
  private static let places: [(count: Int, height: Int)] = (0...6).flatMap { count in
    (1...5).map { (count, $0) }
  }

  private func check(_ cursor: Cursor, count: Int, height: Int) {
    #expect(cursor.selected >= 0 && cursor.selected < max(count, 1))
    #expect(cursor.top >= 0 && cursor.top <= max(count - height, 0))
    #expect(cursor.selected >= cursor.top && cursor.selected < cursor.top + height)
  }

  @Test func everyMoveEndsOnARowThatIsOnTheScreen() {
    for (count, height) in Self.places {
      for start in 0..<max(count, 1) {
        for distance in [-7, -3, -1, 0, 1, 3, 7, .min, .max] {
          var cursor = Cursor()
          cursor.select(start, count: count, height: height)
          check(cursor, count: count, height: height)
          cursor.move(by: distance, count: count, height: height)
          check(cursor, count: count, height: height)
          let (wanted, isPast) = start.addingReportingOverflow(distance)
          let expected = isPast ? count - 1 : min(max(wanted, 0), count - 1)
          #expect(cursor.selected == max(expected, 0))
        }
      }
    }
  }

  @Test func pagesMoveTheWindowAndComeBack() {
    for (count, height) in Self.places {
      for start in 0..<max(count, 1) {
        for pages in [1, -1] {
          var cursor = Cursor()
          cursor.select(start, count: count, height: height)
          let top = cursor.top
          cursor.turn(pages: pages, count: count, height: height)
          check(cursor, count: count, height: height)
          #expect(cursor.selected == max(min(max(start + pages * height, 0), count - 1), 0))
          #expect(cursor.top == min(max(top + pages * height, 0), max(count - height, 0)))
        }
      }
    }
  }

  @Test func anotherListKeepsTheRowOnItsLine() {
    for (count, height) in Self.places where count > 0 {
      for start in 0..<count {
        for place in 0..<count {
          var cursor = Cursor()
          cursor.select(start, count: count, height: height)
          cursor.carry(to: place, count: count, height: height)
          check(cursor, count: count, height: height)
          #expect(cursor.selected == place)
        }
      }
    }
    var cursor = Cursor()
    cursor.select(3, count: 10, height: 8)
    cursor.carry(to: 503, count: 1000, height: 8)
    #expect(cursor.top == 500)
  }

  @Test func anotherHeightKeepsTheSelection() {
    for (count, height) in Self.places where count > 0 {
      for start in 0..<count {
        for other in 1...5 {
          var cursor = Cursor()
          cursor.select(start, count: count, height: height)
          cursor.select(cursor.selected, count: count, height: other)
          check(cursor, count: count, height: other)
          #expect(cursor.selected == start)
        }
      }
    }
  }

  @Test func aSelectionThatLeavesTheWindowComesToItsMiddle() {
    var cursor = Cursor()
    cursor.move(by: 10, count: 100, height: 10)
    #expect(cursor.top == 5)
    cursor.move(by: 4, count: 100, height: 10)
    #expect(cursor.top == 5)
  }
}
