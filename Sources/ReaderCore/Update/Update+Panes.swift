import Articles
import TUI

extension Model {
  mutating func goLeft() {
    switch focus {
    case .detail: focus = .list
    case .list: focus = .sidebar
    case .sidebar:
      // As in any tree, the key to the left folds.
      guard let group = sidebar.selectedGroup, !sidebar.style.folded.contains(group) else {
        return say(Wording.leftmost)
      }
      sidebar.toggle(group, height: layout.sidebarRows)
    }
  }

  mutating func cyclePanes(by step: Int) {
    let panes = Pane.allCases
    guard let place = panes.firstIndex(of: focus) else { return }
    focus = panes[(place + step + panes.count) % panes.count]
    if focus == .detail, trail.current == nil, let row = selectedRow {
      trail.begin(at: .article(row), isOpened: false)
    }
  }

  mutating func changeLayout() {
    let isWide = size.columns >= 110
    let splits = Arrangement.Split.allCases
    let present = isWide ? arrangement.wide : arrangement.medium
    let next = splits[((splits.firstIndex(of: present) ?? 0) + 1) % splits.count]
    if isWide { arrangement.wide = next } else { arrangement.medium = next }
    say(Wording.layout(next))
  }

  /// Moves the border that the pane with the keys has, by as much as is seen.
  mutating func moveBorder(by step: Int) {
    guard let border = layout.border(of: focus) else { return }
    let rect = layout.place(of: border)
    let isAcross = border == .height
    drag(border, to: (isAcross ? rect.row + step : rect.column + 2 * step))
  }

  /// Puts a border at a column, or at a row where it lies across.
  mutating func drag(_ border: WindowLayout.Border, to place: Int) {
    switch border {
    case .sidebar: arrangement.sidebarColumns = max(place, WindowLayout.leastSidebar)
    case .width:
      guard let list = layout.list, let detail = layout.detail else { return }
      let whole = list.columns + 1 + detail.columns
      // Rounded up, so that the border comes to lie where it is wanted.
      let share = ((place - list.column) * 1000 + whole - 1) / whole
      arrangement.listWidth = min(max(share, 1), 999)
    case .height:
      guard let list = layout.list, let detail = layout.detail else { return }
      let whole = list.rows + 1 + detail.rows
      let share = ((place - list.row) * 1000 + whole - 1) / whole
      arrangement.listHeight = min(max(share, 1), 999)
    }
  }

  mutating func toggleZen() -> [Effect] {
    if focus == .detail {
      arrangement.isZen.toggle()
      return []
    }
    arrangement.isZen = true
    return openSelected(focusing: true)
  }

  mutating func toggleSidebar() {
    if layout.isSingle || layout.sidebarFloats || layout.sidebar == nil && size.columns < 110 {
      focus = focus == .sidebar ? .list : .sidebar
      return
    }
    arrangement.hidesSidebar.toggle()
    if arrangement.hidesSidebar && focus == .sidebar { focus = .list }
  }
}
