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
