import Articles
import ReaderCore
import TUI
import Testing

struct PaneTests {
  private func reader(_ columns: Int, _ rows: Int) -> TestReader {
    var reader = TestReader(.sample, size: Size(columns: columns, rows: rows))
    reader.press("g", "g")
    return reader
  }

  @Test func theListIsTheOutermostPane() {
    var reader = reader(120, 40)
    reader.press("Esc", "h", "q")
    #expect(reader.deeds.isEmpty)
    reader.press("q")
    #expect(reader.deeds == [.quit])
    reader.press("Enter", "Esc", "Enter", "q", "Enter", "h")
    #expect(!reader.deeds.contains(.quit))
    reader.press("Enter", "Q")
    #expect(reader.deeds.last == .quit)
  }

  @Test func tabGoesRound() {
    var reader = reader(120, 40)
    #expect(reader.cursorLine.contains("Harbour bell"))
    let list = reader.frame.cursor?.column
    reader.press("Tab")
    let detail = reader.frame.cursor?.column
    reader.press("Tab")
    #expect(reader.frame.cursor?.column == 0)
    reader.press("Tab")
    #expect(reader.frame.cursor?.column == list)
    reader.press("Shift-Tab", "Shift-Tab")
    #expect(reader.frame.cursor?.column == detail)
    #expect(reader.deeds.isEmpty)
  }

  @Test func theSidebarChoosesAView() {
    var reader = reader(80, 24)
    reader.press("h", "j", "j", "Enter")
    #expect(reader.frame.line(0).contains("Starred · 1 article · 1 unread"))
    #expect(reader.cursorLine.contains("作者"))
    reader.press("Tab", "Tab", "G", "l")
    #expect(reader.frame.line(0).contains("articles · 30 articles"))
  }

  @Test func theSidebarGoesOverHeadings() {
    var reader = reader(120, 40)
    reader.press("h", "j", "j", "j")
    #expect(reader.cursorLine.contains("Birds"))
    reader.press("k")
    #expect(reader.cursorLine.contains("Starred"))
    reader.press("G")
    #expect(reader.cursorLine.contains("articles"))
    reader.press("g", "g", "k", "PgUp")
    #expect(reader.cursorLine.contains("All articles"))
    reader.press("h")
    #expect(reader.statusLine.contains("nothing further to the left"))
    reader.press("m")
    #expect(reader.statusLine.contains("not in the sidebar"))
  }

  @Test func countsComeAgainAfterAChangeOncePerHalfSecond() {
    var reader = reader(120, 40)
    reader.send(.libraryChanged(added: 1), .libraryChanged(added: 1))
    #expect(reader.effects.count { $0 == .wake(.sidebar, afterMilliseconds: 500) } == 1)
    reader.send(.woke(.sidebar))
    #expect(reader.effects.contains(.loadSidebar))
    reader.send(.libraryChanged(added: 1))
    #expect(reader.effects.contains(.wake(.sidebar, afterMilliseconds: 500)))
  }

  @Test func layoutsCycleAndKeepTheSelection() {
    var reader = reader(80, 24)
    reader.press("j", "j")
    let name = "Swifts counted"
    for _ in 1...3 {
      reader.press("w")
      #expect(reader.cursorLine.contains(name))
    }
    var small = self.reader(50, 24)
    small.press("w")
    #expect(small.statusLine.contains("room for one pane"))
  }

  @Test func anySizeKeepsTheSelectionOnTheScreen() {
    var reader = reader(80, 24)
    for _ in 1...20 { reader.press("j") }
    let title = "number 21"
    for (columns, rows) in [
      (40, 12), (200, 60), (20, 5), (1, 1), (60, 14), (110, 13), (80, 24), (300, 100),
    ] {
      reader.send(.resized(Size(columns: columns, rows: rows)))
      #expect(reader.frame.size == Size(columns: columns, rows: rows))
      if columns >= 40 { #expect(reader.cursorLine.contains(title), "\(columns)x\(rows)") }
    }
  }

  @Test func zenIsTheArticleAloneAndBack() {
    var reader = reader(120, 40)
    reader.press("z")
    #expect(!reader.frame.text.contains("Plain story") && reader.deeds.count == 1)
    reader.press("z")
    #expect(reader.frame.text.contains("Plain story"))
    reader.press("z", "q")
    #expect(reader.frame.text.contains("Plain story"))
    reader.press("Enter")
    #expect(!reader.frame.text.contains("Plain story"))
    #expect(reader.model.session.arrangement.isZen)
  }

  @Test func theSidebarCanBeHidden() {
    var reader = reader(120, 40)
    reader.press("\\")
    #expect(!reader.frame.text.contains("Providers"))
    reader.press("h")
    #expect(reader.frame.text.contains("Providers"))
    reader.press("\\", "\\")
    #expect(reader.frame.text.contains("Providers"))
  }

  @Test func keysThatMeanNothingSaySo() {
    var reader = reader(80, 24)
    reader.press("F5")
    #expect(reader.statusLine.contains("F5 is not a key; ? shows the keys"))
    reader.press("g")
    #expect(reader.statusLine.contains("g…"))
    reader.press("x")
    #expect(reader.statusLine.contains("g x is not a key"))
    reader.press("g", "Esc")
    #expect(!reader.statusLine.contains("not a key"))
    reader.press("[")
    #expect(reader.statusLine.contains("the trail begins here"))
  }

  @Test func theWorldIsAskedToRedrawAndSuspend() {
    var reader = reader(80, 24)
    reader.press("Ctrl-L", "Ctrl-Z", "Ctrl-C")
    #expect(reader.deeds == [.redraw, .suspend, .quit])
  }
}
