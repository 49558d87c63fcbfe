import Articles
import TUI
import Testing

@testable import ReaderCore

/// What is on the screen for people who are read it to.
struct SpokenTests {
  private func reader(_ columns: Int = 120, _ rows: Int = 24) -> TestReader {
    TestReader(
      .sample, size: Size(columns: columns, rows: rows),
      configuration: Configuration(isForScreenReader: true))
  }

  private func changedRows(_ before: Frame, _ after: Frame) -> [Int] {
    (0..<before.size.rows).filter { row in
      (0..<before.size.columns).contains {
        before[column: $0, row: row] != after[column: $0, row: row]
      }
    }
  }

  @Test func oneMoveChangesNothingButTheCursor() {
    var reader = reader()
    let before = reader.frame
    reader.press("j")
    #expect(changedRows(before, reader.frame) == [])
    #expect(reader.frame.cursor?.row == (before.cursor?.row ?? 0) + 1)
  }

  @Test func aMarkChangesItsRowAlone() {
    var reader = reader()
    let before = reader.frame
    reader.press("s")
    // And the line that says so, which the person asked for.
    #expect(changedRows(before, reader.frame) == [before.cursor?.row ?? -1, 22])
    #expect(reader.cursorLine.hasPrefix("unread, starred, 4 related: Harbour bell rings again"))
  }

  @Test func theCursorGoesFromLineToLineOfTheArticle() {
    var reader = reader(80, 16)
    reader.press("Enter", "j", "k")
    let before = reader.frame
    reader.press("j", "j")
    #expect(changedRows(before, reader.frame) == [])
    #expect(reader.frame.cursor?.row == 3)
    reader.press("k")
    #expect(reader.frame.cursor?.row == 2)
    // The page turns where the screen ends, and the cursor stands on its first line.
    for _ in 0..<reader.model.layout.text.rows { reader.press("j") }
    #expect(changedRows(before, reader.frame) != [])
    #expect(
      reader.model.trail.current.map { $0.scroll + $0.line } == reader.model.layout.text.rows + 1)
    reader.press("g", "g")
    #expect(reader.frame.cursor?.row == 1)
    reader.press("G")
    let stop = reader.model.trail.current
    #expect(stop.map { $0.scroll + $0.line } == (reader.model.page?.lines.count ?? 0) - 1)
  }

  @Test func linksAreGoneToByTheCursor() {
    var reader = reader()
    reader.press("Enter", "}")
    #expect(reader.cursorLine.contains("eastern pier"))
  }

  @Test func noSignsAreDrawn() throws {
    for keys in [[], ["Enter"], ["h"], ["S"], ["T"], ["?"], ["i"]] {
      var reader = reader()
      for key in keys { reader.press(key) }
      let text = reader.frame.text
      for sign in ["▌", "▐", "●", "★", "⧉"] {
        #expect(!text.contains(sign), "\(keys): \(sign)")
      }
      if keys != ["Enter"], keys != ["i"] { #expect(!text.contains("│"), "\(keys)") }
      #expect(reader.model.layout.isSingle)
      #expect(reader.frame.cursor != nil || ["?", "i"].contains(keys.first), "\(keys)")
    }
    try expectScreen(reader(80, 14).frame, "spoken-list")
    var article = reader(80, 24)
    article.press("Enter")
    try expectScreen(article.frame, "spoken-article")
  }
}
