import Articles
import TUI

/// What the keys do to the sidebar itself.
extension Model {
  /// Folds the group of the line, or unfolds it.
  mutating func toggleGroup() {
    guard let group = sidebar.selectedGroup else { return }
    sidebar.toggle(group, height: layout.sidebarRows)
  }

  mutating func toggleGroups() {
    say(sidebar.toggleAll(height: layout.sidebarRows) ? Wording.allFolded : Wording.allUnfolded)
  }

  /// "/" in the sidebar: leaves the lines that hold what is typed.
  mutating func findInSidebar() {
    overlay = .search(SearchPrompt(purpose: .sidebar))
    sidebar.find("", height: layout.sidebarRows)
  }

  mutating func pressInSidebarFilter(_ prompt: SearchPrompt, _ key: Key) -> [Effect] {
    var prompt = prompt
    let rows = layout.sidebarRows
    switch key {
    case .escape, .control("c"), .control("g"): return endSidebarFilter()
    case .backspace where prompt.line.text.isEmpty: return endSidebarFilter()
    case .enter:
      guard let line = sidebar.selected else { return [] }
      // Back in its place, the line stays selected.
      _ = endSidebarFilter()
      sidebar.go(to: line, height: rows)
      return open(line)
    case .control("l"): return [.redraw]
    case .up, .control("p"), .backTab: sidebar.move(by: -1, height: rows)
    case .down, .control("n"), .tab: sidebar.move(by: 1, height: rows)
    case .pageUp: sidebar.move(by: -rows, height: rows)
    case .pageDown: sidebar.move(by: rows, height: rows)
    default:
      prompt.line.press(key)
      sidebar.find(prompt.line.text, height: rows)
    }
    overlay = .search(prompt)
    return []
  }

  private mutating func endSidebarFilter() -> [Effect] {
    overlay = nil
    sidebar.find(nil, height: layout.sidebarRows)
    return []
  }

  /// Enter on a line: the view, or the group unfolded.
  mutating func open(_ line: SidebarState.Line) -> [Effect] {
    switch line {
    case .entry(let entry):
      focus = .list
      return show(entry.scope)
    case .saved(let view, unread: _):
      focus = .list
      return show(view)
    case .heading(let group, folded: _):
      sidebar.toggle(group, height: layout.sidebarRows)
      return []
    case .blank: return []
    }
  }

  mutating func chooseSidebarOrder() {
    let entries = SidebarStyle.Order.allCases.map {
      Chooser.Entry(
        title: Wording.name(of: $0), note: Wording.help(of: $0), choice: .sidebarOrder($0))
    }
    overlay = .choose(
      Chooser(
        Wording.chooseSidebarOrder, entries, selected: .sidebarOrder(sidebar.style.order),
        height: chooserRows))
  }
}
