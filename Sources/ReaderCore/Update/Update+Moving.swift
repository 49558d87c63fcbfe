import Articles
import TUI

extension Model {
  mutating func move(_ action: Action) -> [Effect] {
    switch focus {
    case .sidebar: moveInSidebar(action)
    case .list: moveInList(action)
    case .detail: scroll(action)
    }
    return []
  }

  private mutating func moveInSidebar(_ action: Action) {
    let rows = layout.sidebarRows
    switch action {
    case .first: sidebar.select(0, height: rows)
    case .last: sidebar.select(Int.max, height: rows)
    default: sidebar.move(by: distance(of: action, rows: rows), height: rows)
    }
  }

  private mutating func moveInList(_ action: Action) {
    let rows = layout.listRows
    switch action {
    case .first: list.cursor.select(0, count: list.count, height: rows)
    case .last: list.cursor.select(list.count - 1, count: list.count, height: rows)
    case .pageDown: list.cursor.turn(pages: 1, count: list.count, height: rows)
    case .pageUp: list.cursor.turn(pages: -1, count: list.count, height: rows)
    default:
      list.cursor.move(
        by: distance(of: action, rows: rows), count: list.count, height: rows)
    }
  }

  private mutating func scroll(_ action: Action) {
    if action == .first { page?.leaveWindow() }
    guard let stop = trail.current else { return }
    let rows = layout.text.rows
    if configuration.isForScreenReader { return moveReadingLine(action, stop, rows) }
    switch action {
    case .first: scroll(to: 0)
    case .last: scroll(to: Int.max)
    default: scroll(to: stop.scroll + distance(of: action, rows: rows))
    }
  }

  /// The cursor goes from line to line; the page turns where the screen ends, so that nothing else
  /// changes meanwhile.
  private mutating func moveReadingLine(_ action: Action, _ stop: Trail.Stop, _ rows: Int) {
    let count = page?.lines.count ?? 0
    var line = stop.scroll + stop.line
    switch action {
    case .first: line = 0
    case .last: line = Int.max / 4
    default: line += distance(of: action, rows: rows)
    }
    page?.extend(toLine: min(max(line, 0), Int.max / 4) + rows)
    line = min(max(line, 0), max((page?.lines.count ?? count) - 1, 0))
    if !(stop.scroll..<stop.scroll + rows).contains(line) { scroll(to: line / rows * rows) }
    guard var new = trail.current else { return }
    new.line = max(line - new.scroll, 0)
    new.target = nil
    trail.current = new
  }

  private func distance(of action: Action, rows: Int) -> Int {
    switch action {
    case .down: 1
    case .up: -1
    case .halfPageDown: max(rows / 2, 1)
    case .halfPageUp: -max(rows / 2, 1)
    case .pageDown: max(rows, 1)
    case .pageUp: -max(rows, 1)
    default: 0
    }
  }

  /// The last line that can be the first on the screen.
  var scrollEnd: Int {
    max((page?.lines.count ?? 0) - layout.text.rows, 0)
  }

  /// How far the person is in the text; `nil` where all of it is on the screen.
  var percent: Int? {
    guard let page, let stop = trail.current else { return nil }
    if page.isWindow { return Int(page.share(ofLine: stop.scroll) * 100) }
    return scrollEnd > 0 ? stop.scroll * 100 / scrollEnd : nil
  }

  /// Scrolls the page; a link that is no longer on the screen is not selected any more.
  mutating func scroll(to line: Int) {
    var line = line
    if line < 0, let old = page, old.isWindow, let top = old.place(ofLine: 0),
      let whole = old.whole.first
    {
      // Ten times as far above, so that this is not for each line.
      page = whole.window(at: top, rows: 10 * layout.text.rows) ?? whole
      trail.current?.target = nil
      line += page?.line(of: top) ?? 0
    }
    page?.extend(toLine: min(max(line, 0), Int.max / 2) + layout.text.rows)
    guard var stop = trail.current else { return }
    stop.scroll = min(max(line, 0), scrollEnd)
    if let target = stop.target, let page,
      !page.isVisible(target: target, from: stop.scroll, rows: layout.text.rows)
    {
      stop.target = nil
    }
    trail.current = stop
    notePlace()
  }

  /// Remembers where the person is, unless that is where an article begins or ends.
  private mutating func notePlace() {
    guard let stop = trail.current, stop.isOpened, stop.isPlaced, let page,
      let address = stop.subject.address
    else { return }
    let isWithin = stop.scroll > 0 && (page.work != nil || stop.scroll < scrollEnd)
    let place = isWithin ? page.place(ofLine: stop.scroll) : nil
    if place != nil || places[address] != nil { places[address] = place }
  }

  mutating func selectTarget(backwards: Bool) {
    guard var stop = trail.current, let page else { return }
    guard let next = nextTarget(backwards: backwards) else {
      say(backwards ? Wording.firstLink : Wording.lastLink)
      return
    }
    let window = stop.scroll..<(stop.scroll + layout.text.rows)
    stop.target = next
    let lines = page.targets[next].lines
    if lines.upperBound > window.upperBound {
      stop.scroll = min(lines.upperBound - layout.text.rows + 1, scrollEnd)
    }
    stop.scroll = min(stop.scroll, lines.lowerBound)
    stop.line = max(lines.lowerBound - stop.scroll, 0)
    trail.current = stop
  }

  /// The link, note or related article beside the selected one, or the first on the screen.
  func nextTarget(backwards: Bool) -> Int? {
    guard let stop = trail.current, let page else { return nil }
    let next: Int?
    if let target = stop.target {
      next = backwards ? target - 1 : target + 1
    } else if backwards {
      let end = stop.scroll + layout.text.rows
      next = page.targets.lastIndex { !$0.lines.isEmpty && $0.lines.lowerBound < end }
    } else {
      next = page.targets.firstIndex { $0.lines.lowerBound >= stop.scroll }
    }
    return next.flatMap {
      page.targets.indices.contains($0) && !page.targets[$0].lines.isEmpty ? $0 : nil
    }
  }

  /// Where the footnote of a sign stands, or the sign that led to a footnote.
  private func otherEnd(of target: Page.Target) -> Int? {
    guard let page else { return nil }
    switch target.kind {
    case .sign(let note):
      return page.targets.firstIndex { if case .note(note) = $0.kind { true } else { false } }
    case .note(let note):
      func isSign(_ place: Int) -> Bool {
        if page.targets.indices.contains(place), case .sign(note) = page.targets[place].kind {
          true
        } else {
          false
        }
      }
      return trail.current?.sign.flatMap { isSign($0) ? $0 : nil }
        ?? page.targets.indices.first(where: isSign)
    case .related, .article, .link: return nil
    }
  }

  /// Whether a place on the page is wanted that is not laid out yet.
  func isLayingOut(for action: Action) -> Bool {
    guard focus == .detail, let page, page.work != nil || page.isWindow else { return false }
    switch action {
    case .last: return true
    case .nextLink: return page.work != nil && nextTarget(backwards: false) == nil
    case .previousLink: return page.isWindow && nextTarget(backwards: true) == nil
    case .open: return selectedTarget.map { $0.isOfNote && otherEnd(of: $0) == nil } ?? false
    default: return false
    }
  }

  /// From the sign of a footnote to the note, and from the note back to the sign that led there.
  mutating func followNote(_ target: Page.Target) {
    guard var stop = trail.current, let page else { return }
    if case .sign = target.kind { stop.sign = stop.target }
    let next = otherEnd(of: target)
    guard let next else { return say(Wording.noSign) }
    stop.target = next
    if !page.isVisible(target: next, from: stop.scroll, rows: layout.text.rows) {
      let line = page.targets[next].lines.lowerBound
      stop.scroll = min(max(line - layout.text.rows / 3, 0), scrollEnd)
    }
    trail.current = stop
  }
}

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
