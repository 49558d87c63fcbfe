import TUI
import Testing

@testable import ReaderCore

struct WindowLayoutTests {
  private func layout(
    _ columns: Int, _ rows: Int, _ focus: Pane = .list, _ arrangement: Arrangement = Arrangement()
  ) -> WindowLayout {
    WindowLayout(
      size: Size(columns: columns, rows: rows), arrangement: arrangement, focus: focus)
  }

  @Test func panesByWidth() {
    let wide = layout(110, 30)
    #expect(wide.sidebar != nil && wide.list != nil && wide.detail != nil && !wide.sidebarFloats)
    let medium = layout(109, 30)
    #expect(medium.sidebar == nil && medium.list != nil && medium.detail != nil)
    #expect(layout(60, 14).detail != nil)
    for single in [layout(59, 30), layout(60, 13), layout(200, 13)] {
      #expect(single.list != nil && single.detail == nil && single.sidebar == nil)
    }
  }

  @Test func theSidebarLiesOverTheOthersInMediumWindows() {
    let medium = layout(80, 24, .sidebar)
    #expect(medium.sidebarFloats)
    #expect(medium.list == layout(80, 24).list)
  }

  @Test func zenShowsTheArticleAloneWhileItHasTheKeys() {
    let arrangement = Arrangement(isZen: true)
    let zen = layout(200, 60, .detail, arrangement)
    #expect(zen.list == nil && zen.sidebar == nil)
    #expect(zen.text.columns == 80 && zen.text.column == 60)
    #expect(layout(200, 60, .list, arrangement).list != nil)
  }

  @Test func linesAreAsWideAsThePersonLikes() {
    func text(_ measure: Measure) -> Rect {
      WindowLayout(
        size: Size(columns: 300, rows: 60), arrangement: Arrangement(wide: .single),
        focus: .detail, measure: measure
      ).text
    }
    #expect(text(Measure()).columns == 88 && text(Measure()).column == 2)
    #expect(text(Measure(columns: 0)).columns == 297)
    let centered = text(Measure(columns: 100, isCentered: true))
    #expect(centered.columns == 100 && centered.column == 100)
  }

  @Test func textIsNeverWiderThanReadsWell() {
    #expect(layout(400, 60).text.columns == 88)
    #expect(layout(80, 24).text.columns == 77)
  }

  @Test func everythingLiesInTheWindowAndNothingOverlaps() {
    for columns in 1...140 {
      for rows in 1...40 {
        for focus in Pane.allCases {
          for split in Arrangement.Split.allCases {
            let arrangement = Arrangement(wide: split, medium: split, isZen: rows % 2 == 0)
            let layout = layout(columns, rows, focus, arrangement)
            if !isSound(layout, Size(columns: columns, rows: rows)) {
              Issue.record("\(columns)x\(rows), \(focus), \(split): \(layout)")
            }
          }
        }
      }
    }
  }

  private func isSound(_ layout: WindowLayout, _ size: Size) -> Bool {
    guard !layout.isTooSmall else { return size.columns < 20 || size.rows < 5 }
    let docked = layout.sidebarFloats ? nil : layout.sidebar
    let parts =
      [layout.title, layout.status, layout.hints, docked, layout.list, layout.detail]
      .compactMap(\.self)
    let areApart = parts.indices.allSatisfy { place in
      parts[(place + 1)...].allSatisfy { !overlap(parts[place], $0) }
    }
    return areApart
      && (parts + [layout.sidebar].compactMap(\.self)).allSatisfy { isInside($0, size) }
      && (layout.detail == nil || isInside(layout.text, size))
      && (layout.list == nil || layout.list?.rows == layout.listRows)
  }

  private func isInside(_ rect: Rect, _ size: Size) -> Bool {
    rect.column >= 0 && rect.row >= 0 && rect.columns >= 1 && rect.rows >= 1
      && rect.column + rect.columns <= size.columns && rect.row + rect.rows <= size.rows
  }

  private func overlap(_ a: Rect, _ b: Rect) -> Bool {
    a.column < b.column + b.columns && b.column < a.column + a.columns
      && a.row < b.row + b.rows && b.row < a.row + a.rows
  }
}
