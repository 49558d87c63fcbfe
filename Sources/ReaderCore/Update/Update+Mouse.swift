import Articles
import TUI

/// What a person does with the mouse: everything has its key as well.
extension Model {
  mutating func take(_ event: MouseEvent) -> [Effect] {
    guard !layout.isTooSmall else { return [] }
    if case .release = event.kind {
      pointer.border = nil
      return []
    }
    if case .drag = event.kind {
      guard let border = pointer.border else { return [] }
      drag(border, to: border == .height ? event.point.row : event.point.column)
      return []
    }
    if overlay != nil { return takeOverOverlay(event) }
    switch event.kind {
    case .wheel(let notches):
      scroll(at: event.point, by: notches * Self.notch)
      return []
    case .press(.left): return click(at: event.point)
    case .press, .drag, .release: return []
    }
  }

  /// The lines that one notch of the wheel scrolls.
  private static let notch = 3
  /// Two clicks in this time are one; in milliseconds.
  private static let doubleClick: Int64 = 400

  public var usesMouse: Bool { isMouseOn }

  mutating func toggleMouse() -> [Effect] {
    isMouseOn.toggle()
    pointer = Pointer()
    say(isMouseOn ? Wording.mouseOn : Wording.mouseOff)
    return [.useMouse(isMouseOn)]
  }

  // MARK: Panes

  private func pane(at point: Point) -> Pane? {
    if layout.sidebar?.contains(point) == true { return .sidebar }
    if layout.list?.contains(point) == true { return .list }
    return layout.detail?.contains(point) == true ? .detail : nil
  }

  private mutating func scroll(at point: Point, by lines: Int) {
    switch pane(at: point) {
    case .sidebar: sidebar.move(by: lines, height: layout.sidebarRows)
    case .list:
      list.cursor.scroll(by: lines, count: list.count, height: layout.listRows)
      list.isTouched = true
    case .detail: if let stop = trail.current { scroll(to: stop.scroll + lines) }
    case nil: break
    }
  }

  private mutating func click(at point: Point) -> [Effect] {
    message = nil
    pendingKey = nil
    let isDouble = pointer.isDouble(point, now, within: Self.doubleClick)
    pointer.click = isDouble ? nil : (point, now)
    if let border = layout.borders.last(where: { layout.place(of: $0).contains(point) }) {
      pointer.border = border
      return []
    }
    switch pane(at: point) {
    case .sidebar: return clickInSidebar(at: point)
    case .list: return clickInList(at: point, isDouble: isDouble)
    case .detail: return clickInDetail(at: point)
    case nil: return []
    }
  }

  private mutating func clickInSidebar(at point: Point) -> [Effect] {
    guard let rect = layout.sidebar, sidebar.isLoaded else { return [] }
    let place = sidebar.cursor.top + point.row - rect.row
    guard sidebar.lines.indices.contains(place) else { return [] }
    focus = .sidebar
    if case .heading(let group, folded: nil) = sidebar.lines[place] {
      sidebar.toggle(group, height: layout.sidebarRows)
      return []
    }
    guard sidebar.lines[place].isSelectable else { return [] }
    sidebar.select(place, height: layout.sidebarRows)
    return perform(.open)
  }

  private mutating func clickInList(at point: Point, isDouble: Bool) -> [Effect] {
    guard let rect = layout.list else { return [] }
    let offset = (point.row - rect.row) / configuration.list.height
    let place = visibleRows.lowerBound + offset
    focus = .list
    guard offset < layout.listRows, visibleRows.contains(place) else { return [] }
    list.isTouched = true
    list.cursor.select(place, count: list.count, height: layout.listRows)
    return isDouble ? perform(.open) : []
  }

  private mutating func clickInDetail(at point: Point) -> [Effect] {
    if focus != .detail {
      guard trail.current != nil else { return [] }
      focus = .detail
    }
    guard let target = target(at: point) else { return [] }
    trail.current?.target = target
    return perform(.open)
  }

  /// The link, note or related article at a place of the screen.
  private func target(at point: Point) -> Int? {
    guard let page, let stop = trail.current else { return nil }
    let place = stop.scroll + point.row - layout.text.row
    guard page.lines.indices.contains(place) else { return nil }
    let line = page.lines[place]
    if let target = line.target, page.targets.indices.contains(target) { return target }
    let column = point.column - layout.text.column
    return page.targets.indices.first { target in
      guard page.targets[target].lines.contains(place) else { return false }
      return line.text.ranges(of: target + 1).contains { range in
        columns(of: line.text.text, upTo: range.lowerBound) <= column
          && column < columns(of: line.text.text, upTo: range.upperBound)
      }
    }
  }

  private func columns(of text: String, upTo end: Int) -> Int {
    let index = text.utf8.index(text.startIndex, offsetBy: end, limitedBy: text.endIndex)
    return DisplayWidth.columns(of: String(text[..<(index ?? text.endIndex)]), charset: charset)
  }

  // MARK: What lies over the panes

  private mutating func takeOverOverlay(_ event: MouseEvent) -> [Effect] {
    switch (overlay, event.kind) {
    case (.choose(var chooser), .wheel(let notches)):
      chooser.move(by: notches, height: chooserRows)
      overlay = .choose(chooser)
      return preview(chooser)
    case (.choose(var chooser), .press(.left)):
      let row = event.point.row - layout.title.row - 1 - HelpPage.headRows
      let place = chooser.cursor.top + row
      guard row >= 0, row < chooserRows, chooser.found.indices.contains(place) else { return [] }
      if place == chooser.cursor.selected { return pressInChooser(chooser, .enter) }
      chooser.move(by: place - chooser.cursor.selected, height: chooserRows)
      overlay = .choose(chooser)
      return preview(chooser)
    case (_, .wheel(let notches)):
      message = nil
      scrollOverlay(by: notches * Self.notch)
      return []
    default: return []
    }
  }
}

/// What the mouse is at.
struct Pointer: Sendable {
  /// The border that is being dragged.
  var border: WindowLayout.Border?
  var click: (point: Point, at: Instant)?

  func isDouble(_ point: Point, _ now: Instant, within milliseconds: Int64) -> Bool {
    guard let click, click.point == point else { return false }
    return now.milliseconds - click.at.milliseconds <= milliseconds
  }
}

extension Rect {
  func contains(_ point: Point) -> Bool {
    (column..<column + max(columns, 0)).contains(point.column)
      && (row..<row + max(rows, 0)).contains(point.row)
  }
}
