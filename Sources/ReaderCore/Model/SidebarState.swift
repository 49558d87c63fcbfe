import Articles

/// The sidebar pane: the library's views and groups of others, one a line.
///
/// A group can be folded to its head, what is typed leaves the lines that hold it, and the lines of a
/// group have an order. A head is gone over by the cursor unless it is all that is left of its group.
struct SidebarState: Sendable {
  enum Line: Hashable, Sendable {
    /// With how many lines are folded into it; `nil` where they stand below.
    case heading(SidebarGroup, folded: Int? = nil)
    case entry(Sidebar.Entry)
    /// With how many it holds that are unread, once that is known.
    case saved(SavedView, unread: Int?)
    case blank
  }

  private struct Section: Sendable {
    let group: SidebarGroup?
    var lines: [Line]
  }

  /// Everything, in the order that it came in.
  private var given: [Section] = []
  /// The same in the order that is wanted.
  private var sections: [Section] = []
  /// What is shown.
  private(set) var lines: [Line] = []
  private(set) var style: SidebarStyle
  /// What was typed to find lines; `nil` while nothing is looked for.
  private(set) var filter: String?
  /// The line to go back to when nothing is looked for any more.
  private var placeBefore: Line?
  /// The view that was open when the counts came.
  private var open: Line?

  var cursor = Cursor()
  /// Whether a wake to read the counts again is on its way.
  var isReloadDue = false

  /// Whether there is anything to read from; true until that is known.
  private(set) var hasSources = true

  init(style: SidebarStyle = SidebarStyle()) {
    self.style = style
  }

  var isLoaded: Bool { !given.isEmpty }

  var selectedScope: ListScope? {
    guard case .entry(let entry)? = selected else { return nil }
    return entry.scope
  }

  /// An entry, one of the person's own views, or the head of a group that is folded.
  var selected: Line? {
    lines.indices.contains(cursor.selected) && lines[cursor.selected].isSelectable
      ? lines[cursor.selected] : nil
  }

  /// Every entry and every view of the person's own, shown or not, in the order that is wanted.
  var all: [Line] { sections.flatMap(\.lines) }

  var entries: [Sidebar.Entry] {
    all.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
  }

  /// How many articles are unread in all; `nil` while that is not known.
  var unread: Int? {
    for section in given {
      for case .entry(let entry) in section.lines where entry.scope == .all { return entry.unread }
    }
    return nil
  }

  func title(of scope: ListScope) -> String? { entry(of: scope)?.title }

  func entry(of scope: ListScope) -> Sidebar.Entry? {
    for section in given {
      for case .entry(let entry) in section.lines where entry.scope == scope { return entry }
    }
    return nil
  }

  // MARK: What it holds

  /// Takes new counts; the selection stays on its entry.
  mutating func replace(
    _ sidebar: Sidebar, _ saved: [SavedView], showing list: ListState, height: Int
  ) {
    let isFirst = given.isEmpty
    var counts: [SavedView: Int] = [:]
    for case .saved(let view, let unread?) in given.flatMap(\.lines) { counts[view] = unread }
    hasSources = !sidebar.sources.isEmpty
    given = [
      Section(group: nil, lines: sidebar.views.map(Line.entry)),
      Section(group: .saved, lines: saved.map { .saved($0, unread: counts[$0]) }),
      Section(group: .labels, lines: sidebar.labels.map(Line.entry)),
      Section(group: .tags, lines: sidebar.tags.map(Line.entry)),
      Section(group: .topics, lines: sidebar.topics.map(Line.entry)),
      Section(group: .providers, lines: sidebar.providers.map(Line.entry)),
      Section(group: .sources, lines: sidebar.sources.map(Line.entry)),
    ].filter { !$0.lines.isEmpty }
    open =
      list.saved.map { .saved($0, unread: nil) }
      ?? .entry(Sidebar.Entry(scope: list.base, title: "", unread: 0, total: 0))
    sort()
    arrange(selecting: isFirst ? open : nil, height: height)
  }

  /// A line without what changes about it.
  private static func identity(_ line: Line) -> Line {
    switch line {
    case .entry(let entry):
      .entry(Sidebar.Entry(scope: entry.scope, title: "", unread: 0, total: 0))
    case .saved(let view, unread: _): .saved(view, unread: nil)
    case .heading(let group, folded: _): .heading(group)
    case .blank: .blank
    }
  }

  mutating func count(_ view: SavedView, unread: Int) {
    change { line in
      if case .saved(view, unread: _) = line { line = .saved(view, unread: unread) }
    }
  }

  var holdsSaved: Bool { given.contains { $0.group == .saved } }

  /// Follows a mark: the counts of every entry that the article belongs to.
  /// - Parameter tags: those of the article's sources.
  mutating func adjust(
    for row: ArticleRow, tags: Set<String>, from oldState: MarkBook.State,
    to newState: MarkBook.State
  ) {
    let (old, new) = (oldState.flags, newState.flags)
    let unread = (new.contains(.read) ? 0 : 1) - (old.contains(.read) ? 0 : 1)
    let starred = (new.contains(.starred) ? 1 : 0) - (old.contains(.starred) ? 1 : 0)
    let labels = Set((oldState.labels + newState.labels).map(\.name))
    guard unread != 0 || starred != 0 || !labels.isEmpty else { return }
    change { line in
      // What a query counts is known when it is asked again.
      guard case .entry(var entry) = line, entry.scope.query.isEmpty,
        row.isMuted == (entry.scope == .muted)
      else { return }
      switch entry.scope.kept {
      case .all, .muted: entry.unread += unread
      case .unread:
        entry.unread += unread
        entry.total += unread
      case .starred:
        entry.unread += Self.unreadStars(new) - Self.unreadStars(old)
        entry.total += starred
      case .label(let name) where labels.contains(name):
        let had = oldState.labels.contains { $0.name == name }
        let has = newState.labels.contains { $0.name == name }
        entry.total += (has ? 1 : 0) - (had ? 1 : 0)
        entry.unread +=
          (has && !new.contains(.read) ? 1 : 0) - (had && !old.contains(.read) ? 1 : 0)
      case .tag(let name) where tags.contains(name): entry.unread += unread
      case .topic(let name) where row.topics.contains(name): entry.unread += unread
      case .provider(let name) where row.provider == name: entry.unread += unread
      case .source(let id) where row.sources.contains(id): entry.unread += unread
      case .label, .tag, .topic, .provider, .source: return
      }
      line = .entry(entry)
    }
  }

  /// Whether every one of some labels has a line, and every line of a label somebody who has it.
  func holds(_ labels: Set<Label>) -> Bool {
    var known: Set<String> = []
    for case .entry(let entry) in given.first(where: { $0.group == .labels })?.lines ?? [] {
      if entry.total <= 0 { return false }
      if !labels.isEmpty { known.insert(entry.title) }
    }
    return known.isSuperset(of: labels.lazy.map(\.name))
  }

  private static func unreadStars(_ flags: MarkFlags) -> Int {
    flags.contains(.starred) && !flags.contains(.read) ? 1 : 0
  }

  /// Counts change where they stand: lines do not change places under the person's eyes.
  private mutating func change(_ body: (inout Line) -> Void) {
    for place in given.indices {
      for line in given[place].lines.indices { body(&given[place].lines[line]) }
    }
    for place in sections.indices {
      for line in sections[place].lines.indices { body(&sections[place].lines[line]) }
    }
    for line in lines.indices { body(&lines[line]) }
  }

  // MARK: How it is shown

  /// The group that a line of the screen belongs to.
  var selectedGroup: SidebarGroup? {
    guard let selected else { return nil }
    if case .heading(let group, folded: _) = selected { return group }
    let found = Self.identity(selected)
    return sections.first { $0.lines.contains { Self.identity($0) == found } }?.group
  }

  /// Folds a group, or unfolds it; the cursor goes to its head, or to its first line.
  mutating func toggle(_ group: SidebarGroup, height: Int) {
    let isFolded = style.folded.remove(group) != nil
    if !isFolded { style.folded.insert(group) }
    let first = sections.first { $0.group == group }?.lines.first
    arrange(selecting: isFolded ? first : .heading(group), height: height)
  }

  /// Folds every group, or unfolds them where all are folded.
  /// - Returns: whether they are folded now.
  mutating func toggleAll(height: Int) -> Bool {
    let groups = Set(sections.compactMap(\.group))
    let isFolded = groups.isSubset(of: style.folded)
    style.folded = isFolded ? style.folded.subtracting(groups) : style.folded.union(groups)
    arrange(height: height)
    return !isFolded
  }

  mutating func sort(by order: SidebarStyle.Order, height: Int) {
    style.order = order
    sort()
    arrange(height: height)
  }

  /// Shows the lines that hold what is typed, those of folded groups too; `nil` ends that, at the line
  /// from before.
  mutating func find(_ text: String?, height: Int) {
    if filter == nil, text != nil { placeBefore = selected.map(Self.identity) }
    let isFirst = filter != text
    filter = text
    guard text != nil else {
      let before = placeBefore
      placeBefore = nil
      return arrange(selecting: before, height: height)
    }
    arrange(height: height)
    guard isFirst, text?.isEmpty == false,
      let first = lines.firstIndex(where: \.isSelectable)
    else { return }
    cursor = Cursor()
    select(first, height: height)
  }

  /// Selects a line, or the head that it is folded into.
  mutating func go(to line: Line, height: Int) { arrange(selecting: line, height: height) }

  /// Selects the line of a view that was chosen elsewhere, if there is one.
  mutating func follow(_ line: Line, height: Int) {
    let wanted = Self.identity(line)
    guard filter == nil,
      sections.contains(where: { $0.lines.contains { Self.identity($0) == wanted } })
    else { return }
    go(to: line, height: height)
  }

  private mutating func sort() {
    sections = given
    for place in sections.indices where sections[place].group != nil {
      switch style.order {
      case .given: break
      case .count:
        sections[place].lines = sections[place].lines.enumerated().sorted { a, b in
          a.element.unread != b.element.unread
            ? a.element.unread > b.element.unread : a.offset < b.offset
        }.map(\.element)
      case .name:
        sections[place].lines = sections[place].lines
          .map { (name: $0.title.lowercased(), line: $0) }
          .sorted { ($0.name, $0.line.title) < ($1.name, $1.line.title) }.map(\.line)
      }
    }
  }

  /// Makes the lines that are shown.
  /// - Parameter wanted: where the cursor goes; without, it stays on its line, or goes to the head that
  ///   the line is folded into.
  private mutating func arrange(selecting wanted: Line? = nil, height: Int) {
    let kept = wanted.map(Self.identity) ?? selected.map(Self.identity)
    let words = (filter ?? "").split(separator: " ").map { FoldedText(String($0)) }
    var head: SidebarGroup?
    lines = []
    for section in sections {
      var shown = section.lines
      if !words.isEmpty {
        shown = shown.filter { line in
          let title = FoldedText(line.title)
          return words.allSatisfy { !title.ranges(of: $0).isEmpty }
        }
        if shown.isEmpty { continue }
      }
      if let group = section.group {
        // Heads without anything below them stand close.
        let isFolded = filter == nil && style.folded.contains(group)
        if let last = lines.last, !(isFolded && last.isSelectable && last.isHead) {
          lines.append(.blank)
        }
        if isFolded {
          if let kept, shown.contains(where: { Self.identity($0) == kept }) { head = group }
          lines.append(.heading(group, folded: shown.count))
          continue
        }
        lines.append(.heading(group))
      }
      lines += shown
    }
    let place =
      kept.flatMap { kept in lines.firstIndex { Self.identity($0) == kept } }
      ?? head.flatMap { head in lines.firstIndex { Self.identity($0) == .heading(head) } }
      ?? open.flatMap { open in lines.firstIndex { Self.identity($0) == open } }
    cursor.select(place ?? 0, count: lines.count, height: height)
    if selected == nil { select(cursor.selected, height: height) }
  }

  // MARK: Moving

  /// Moves to the entry nearest to `distance` lines away, over headings.
  mutating func move(by distance: Int, height: Int) {
    select(cursor.selected + min(max(distance, -lines.count), lines.count), height: height)
  }

  /// Selects the nearest entry at `index` or beyond it in the direction of the move.
  mutating func select(_ index: Int, height: Int) {
    guard !lines.isEmpty else { return }
    let wanted = min(max(index, 0), lines.count - 1)
    let after = lines[wanted...].firstIndex(where: \.isSelectable)
    let before = lines[...wanted].lastIndex(where: \.isSelectable)
    let isDown = wanted > cursor.selected
    guard let found = (isDown ? after : before) ?? (isDown ? before : after) else { return }
    cursor.select(found, count: lines.count, height: height)
    // The heading above the first entry is worth seeing.
    if lines[..<found].allSatisfy({ !$0.isSelectable }) {
      cursor.select(0, count: lines.count, height: height)
      cursor.select(found, count: lines.count, height: height)
    }
  }
}

extension SidebarState.Line {
  /// Whether the cursor stops here.
  var isSelectable: Bool {
    switch self {
    case .entry, .saved: true
    case .heading(_, let folded): folded != nil
    case .blank: false
    }
  }

  var isHead: Bool { if case .heading = self { true } else { false } }

  var title: String {
    switch self {
    case .entry(let entry): entry.title
    case .saved(let view, unread: _): view.name
    case .heading(let group, folded: _): Wording.title(of: group)
    case .blank: ""
    }
  }

  fileprivate var unread: Int {
    switch self {
    case .entry(let entry): entry.unread
    case .saved(_, let unread): unread ?? 0
    case .heading, .blank: 0
    }
  }
}
