import Articles
import TUI

extension Painter {
  func paintSidebar(in rect: Rect, into frame: inout Frame) {
    let sidebar = model.sidebar
    guard sidebar.isLoaded else {
      frame.draw(
        Wording.loading, at: Point(column: rect.column + 2, row: rect.row),
        width: rect.columns - 2, style: theme[.meta])
      return
    }
    if sidebar.lines.isEmpty {
      frame.draw(
        Wording.noSuchLine, at: Point(column: rect.column + 2, row: rect.row),
        width: rect.columns - 2, style: theme[.meta])
      return
    }
    let top = min(sidebar.cursor.top, sidebar.lines.count)
    for place in top..<min(top + rect.rows, sidebar.lines.count) {
      let origin = Point(column: rect.column, row: rect.row + place - top)
      switch sidebar.lines[place] {
      case .blank: continue
      case .heading(let group, let count?):
        paint(group, count, place, at: origin, width: rect.columns, into: &frame)
      case .heading(let group, nil):
        frame.draw(
          Wording.title(of: group), at: Point(column: origin.column + 1, row: origin.row),
          width: rect.columns - 2, style: theme[.heading])
      case .entry(let entry):
        let isOpen = model.list.saved == nil && entry.scope == model.list.base
        paint(
          entry.title, entry.unread, isOpen, place, isFailing: entry.isFailing, at: origin,
          width: rect.columns, into: &frame)
      case .saved(let view, let unread):
        paint(
          view.name, unread ?? 0, view == model.list.saved, place, key: view.key?.name,
          at: origin, width: rect.columns, into: &frame)
      }
    }
  }

  /// A head with how many lines are folded into it; the sign of the view that is open, if it is there.
  private func paint(
    _ group: SidebarGroup, _ count: Int, _ place: Int, at origin: Point, width: Int,
    into frame: inout Frame
  ) {
    let isSelected = model.focus == .sidebar && place == model.sidebar.cursor.selected
    let bar = isSelected ? theme[.selection] : nil
    if let bar {
      frame.fill(
        Rect(column: origin.column, row: origin.row, columns: width, rows: 1), style: bar)
      frame.cursor = origin
    }
    if group == model.list.sidebarGroup || isSelected {
      frame.draw(glyphs.gutter, at: origin, width: 1, style: style(.gutter, bar: bar))
    }
    frame.draw(
      "\(glyphs.folded) \(Wording.title(of: group)) (\(Wording.grouped(count)))",
      at: Point(column: origin.column + 1, row: origin.row), width: width - 2,
      style: style(.heading, bar: bar))
  }

  /// The view that is open has the gutter's sign; what the keys select has the bar as well.
  private func paint(
    _ title: String, _ unread: Int, _ isOpen: Bool, _ place: Int, key: String? = nil,
    isFailing: Bool = false, at origin: Point, width: Int, into frame: inout Frame
  ) {
    let isSelected = model.focus == .sidebar && place == model.sidebar.cursor.selected
    let bar = isSelected ? theme[.selection] : nil
    if let bar {
      frame.fill(
        Rect(column: origin.column, row: origin.row, columns: width, rows: 1), style: bar)
      frame.cursor = origin
    }
    if isOpen || isSelected {
      frame.draw(glyphs.gutter, at: origin, width: 1, style: style(.gutter, bar: bar))
    }
    let count = unread > 0 ? Wording.grouped(unread) : ""
    let countColumns = count.utf8.count
    let role: Role = unread > 0 ? (isOpen ? .unreadTitle : .text) : .read
    // Behind the title and a blank.
    let sign = isFailing ? Wording.failing : ""
    let room = width - 4 - countColumns - (isFailing ? 1 + sign.utf8.count : 0)
    let used = frame.draw(
      title.isEmpty ? Wording.unnamed : title,
      at: Point(column: origin.column + 2, row: origin.row), width: room,
      style: style(role, bar: bar))
    if isFailing {
      frame.draw(
        sign, at: Point(column: origin.column + 3 + used, row: origin.row), width: 1,
        style: style(.warning, bar: bar))
    }
    if let key, used + 2 + key.utf8.count <= room {
      frame.draw(
        key, at: Point(column: origin.column + 4 + used, row: origin.row), width: room - used - 2,
        style: style(.hintKey, bar: bar))
    }
    frame.draw(
      count, at: Point(column: origin.column + width - 1 - countColumns, row: origin.row),
      width: countColumns, style: style(.count, bar: bar))
  }
}
