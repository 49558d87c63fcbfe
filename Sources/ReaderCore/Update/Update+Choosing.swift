import Articles
import TUI

/// One of several things, found by typing a part of its name.
struct Chooser: Sendable {
  enum Choice: Hashable, Sendable {
    case view(ListScope)
    case saved(SavedView)
    case sort(QuerySort)
    case sidebarOrder(SidebarStyle.Order)
    /// `nil`: as the terminal's ground is.
    case theme(String?)
    case keys(KeyPreset)
    case begin(Beginning)
  }

  struct Entry: Hashable, Sendable {
    var title: String
    /// What is said beside it.
    var note: String
    var choice: Choice
  }

  let title: String
  /// What there is to know before one chooses.
  var about: String?
  private(set) var entries: [Entry]
  /// Whether what is chosen is seen beside it.
  let isBeside: Bool
  /// Places in `entries` of those that hold what was typed.
  private(set) var found: [Int]
  private(set) var line = LineEditor()
  var cursor = Cursor()

  init(
    _ title: String, _ entries: [Entry], selected: Choice? = nil, height: Int,
    isBeside: Bool = false
  ) {
    self.title = title
    self.isBeside = isBeside
    self.entries = entries
    found = Array(entries.indices)
    if let place = entries.firstIndex(where: { $0.choice == selected }) {
      cursor.select(place, count: found.count, height: height)
    }
  }

  var selected: Entry? {
    found.indices.contains(cursor.selected) ? entries[found[cursor.selected]] : nil
  }

  /// To be followed by a key, which looks for what is typed.
  mutating func insert(_ text: String) { line.insert(text) }

  mutating func press(_ key: Key, height: Int) {
    line.press(key)
    find()
    cursor = Cursor()
  }

  /// Takes other entries; what is selected stays so.
  mutating func replace(_ entries: [Entry], height: Int) {
    let choice = selected?.choice
    self.entries = entries
    find()
    let place = found.firstIndex { entries[$0].choice == choice } ?? 0
    cursor.select(place, count: found.count, height: height)
  }

  private mutating func find() {
    let words = line.text.split(separator: " ").map { FoldedText(String($0)) }
    found = entries.indices.filter { place in
      let title = FoldedText(entries[place].title)
      return words.allSatisfy { !title.ranges(of: $0).isEmpty }
    }
  }

  mutating func move(by distance: Int, height: Int) {
    cursor.move(by: distance, count: found.count, height: height)
  }
}

extension Model {
  mutating func chooseView() {
    let entries = sidebar.all.compactMap { line -> Chooser.Entry? in
      switch line {
      case .entry(let entry): self.entry(entry)
      case .saved(let view, let unread):
        Chooser.Entry(title: view.name, note: note(unread ?? 0), choice: .saved(view))
      case .heading, .blank: nil
      }
    }
    let selected = list.saved.map(Chooser.Choice.saved) ?? .view(list.base)
    overlay = .choose(
      Chooser(Wording.chooseView, entries, selected: selected, height: chooserRows))
  }

  mutating func chooseTopic() {
    let entries = sidebar.entries.filter { if case .topic = $0.scope.kept { true } else { false } }
    guard !entries.isEmpty else { return say(Wording.noTopics) }
    overlay = .choose(
      Chooser(
        Wording.chooseTopic, entries.map(entry), selected: .view(list.base),
        height: chooserRows))
  }

  mutating func chooseSort() {
    let entries = QuerySort.allCases.filter { $0 != .relevance || !list.lights.isEmpty }.map {
      Chooser.Entry(title: $0.rawValue, note: $0.help, choice: .sort($0))
    }
    overlay = .choose(
      Chooser(Wording.chooseSort, entries, selected: .sort(list.sort), height: chooserRows))
  }

  private func entry(_ entry: Sidebar.Entry) -> Chooser.Entry {
    Chooser.Entry(
      title: Wording.view(entry.scope, title: entry.title),
      note: note(entry.unread), choice: .view(entry.scope))
  }

  private func note(_ unread: Int) -> String { unread > 0 ? Wording.unread(unread) : "" }

  /// The rows of an overlay below what is typed.
  var chooserRows: Int { max(overlayRows - HelpPage.headRows, 1) }

  mutating func pressInChooser(_ chooser: Chooser, _ key: Key) -> [Effect] {
    var chooser = chooser
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      if firstStep != nil { leaveFirstRun() }
      return chooser.isBeside ? restoreTheme() : []
    case .control("l"): return [.redraw]
    case .enter:
      guard let entry = chooser.selected else { return [] }
      overlay = nil
      switch entry.choice {
      case .theme(nil) where firstStep == .theme: return restoreTheme() + goOnWithFirstRun()
      case .theme(let name): return keepTheme(name) + goOnWithFirstRun()
      case .keys(let preset): return keepKeys(preset)
      case .begin(let beginning): return begin(with: beginning)
      case .view, .saved, .sort, .sidebarOrder: break
      }
      return take(entry.choice)
    case .up, .control("p"), .backTab: chooser.move(by: -1, height: chooserRows)
    case .down, .control("n"), .tab: chooser.move(by: 1, height: chooserRows)
    case .pageUp: chooser.move(by: -chooserRows, height: chooserRows)
    case .pageDown: chooser.move(by: chooserRows, height: chooserRows)
    default: chooser.press(key, height: chooserRows)
    }
    overlay = .choose(chooser)
    return preview(chooser)
  }

  mutating func take(_ choice: Chooser.Choice) -> [Effect] {
    if case .sidebarOrder(let order) = choice {
      sidebar.sort(by: order, height: layout.sidebarRows)
      return []
    }
    focus = .list
    switch choice {
    case .view(let scope):
      let entry = Sidebar.Entry(scope: scope, title: "", unread: 0, total: 0)
      sidebar.follow(.entry(entry), height: layout.sidebarRows)
      return show(scope)
    case .saved(let view):
      sidebar.follow(.saved(view, unread: nil), height: layout.sidebarRows)
      return show(view)
    case .sort(let sort): return self.sort(by: sort)
    case .sidebarOrder, .theme, .keys, .begin: return []
    }
  }
}

extension ListState {
  var sort: QuerySort { scope.sort }
}

extension ListScope {
  var sort: QuerySort { query.sort ?? .newest }
}
