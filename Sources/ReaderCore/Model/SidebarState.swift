import Articles

/// The sidebar pane: headings and entries, one a line.
struct SidebarState: Sendable {
  enum Line: Hashable, Sendable {
    case heading(String)
    case entry(Sidebar.Entry)
    /// With how many it holds that are unread, once that is known.
    case saved(SavedView, unread: Int?)
    case blank
  }

  private(set) var lines: [Line] = []
  var cursor = Cursor()
  /// Whether a wake to read the counts again is on its way.
  var isReloadDue = false

  /// Whether there is anything to read from; true until that is known.
  private(set) var hasSources = true

  var isLoaded: Bool { !lines.isEmpty }

  var selectedScope: ListScope? {
    guard case .entry(let entry)? = selected else { return nil }
    return entry.scope
  }

  /// An entry or one of the person's own views.
  var selected: Line? {
    cursor.selected < lines.count && lines[cursor.selected].isEntry ? lines[cursor.selected] : nil
  }

  func title(of scope: ListScope) -> String? {
    for case .entry(let entry) in lines where entry.scope == scope { return entry.title }
    return nil
  }

  func index(of scope: ListScope) -> Int? {
    lines.firstIndex {
      if case .entry(let entry) = $0 { entry.scope == scope } else { false }
    }
  }

  /// Takes new counts; the selection stays on its entry.
  mutating func replace(
    _ sidebar: Sidebar, _ saved: [SavedView], showing list: ListState, height: Int
  ) {
    let kept = selected.map(Self.identity) ?? list.saved.map { .saved($0, unread: nil) }
    var counts: [SavedView: Int] = [:]
    for case .saved(let view, let unread?) in lines { counts[view] = unread }
    lines = []
    hasSources = !sidebar.sources.isEmpty
    append(sidebar.views, under: nil)
    if !saved.isEmpty {
      lines += [.blank, .heading(Wording.saved)]
      lines += saved.map { .saved($0, unread: counts[$0]) }
    }
    append(sidebar.tags, under: Wording.tags)
    append(sidebar.topics, under: Wording.topics)
    append(sidebar.providers, under: Wording.providers)
    append(sidebar.sources, under: Wording.sources)
    let place =
      kept.flatMap { kept in lines.firstIndex { Self.identity($0) == kept } }
      ?? index(of: list.base)
    cursor.select(place ?? 0, count: lines.count, height: height)
  }

  /// A line without what changes about it.
  private static func identity(_ line: Line) -> Line {
    switch line {
    case .entry(var entry):
      entry = Sidebar.Entry(scope: entry.scope, title: "", unread: 0, total: 0)
      return .entry(entry)
    case .saved(let view, unread: _): return .saved(view, unread: nil)
    case .heading, .blank: return line
    }
  }

  mutating func count(_ view: SavedView, unread: Int) {
    for index in lines.indices {
      if case .saved(view, unread: _) = lines[index] { lines[index] = .saved(view, unread: unread) }
    }
  }

  var holdsSaved: Bool {
    lines.contains { if case .saved = $0 { true } else { false } }
  }

  /// Moves to the entry nearest to `distance` lines away, over headings.
  mutating func move(by distance: Int, height: Int) {
    select(cursor.selected + min(max(distance, -lines.count), lines.count), height: height)
  }

  /// Selects the nearest entry at `index` or beyond it in the direction of the move.
  mutating func select(_ index: Int, height: Int) {
    guard !lines.isEmpty else { return }
    let wanted = min(max(index, 0), lines.count - 1)
    let after = lines[wanted...].firstIndex(where: \.isEntry)
    let before = lines[...wanted].lastIndex(where: \.isEntry)
    let isDown = wanted > cursor.selected
    guard let found = (isDown ? after : before) ?? (isDown ? before : after) else { return }
    cursor.select(found, count: lines.count, height: height)
    // The heading above the first entry is worth seeing.
    if lines[..<found].allSatisfy({ !$0.isEntry }) {
      cursor.select(0, count: lines.count, height: height)
      cursor.select(found, count: lines.count, height: height)
    }
  }

  /// Follows a mark: the counts of every entry that the article belongs to.
  /// - Parameter tags: those of the article's sources.
  mutating func adjust(
    for row: ArticleRow, tags: Set<String>, from old: MarkFlags, to new: MarkFlags
  ) {
    let unread = (new.contains(.read) ? 0 : 1) - (old.contains(.read) ? 0 : 1)
    let starred = (new.contains(.starred) ? 1 : 0) - (old.contains(.starred) ? 1 : 0)
    guard unread != 0 || starred != 0 else { return }
    for index in lines.indices {
      guard case .entry(var entry) = lines[index],
        row.isMuted == (entry.scope == .muted)
      else { continue }
      switch entry.scope {
      case .all, .muted: entry.unread += unread
      case .unread:
        entry.unread += unread
        entry.total += unread
      case .starred:
        entry.unread += unreadStars(new) - unreadStars(old)
        entry.total += starred
      case .tag(let name) where tags.contains(name): entry.unread += unread
      case .topic(let name) where row.topics.contains(name): entry.unread += unread
      case .provider(let name) where row.provider == name: entry.unread += unread
      case .source(let id) where row.sources.contains(id): entry.unread += unread
      // What a query counts is known when it is asked again.
      case .tag, .topic, .provider, .source, .query: continue
      }
      lines[index] = .entry(entry)
    }
  }

  private func unreadStars(_ flags: MarkFlags) -> Int {
    flags.contains(.starred) && !flags.contains(.read) ? 1 : 0
  }

  private mutating func append(_ entries: [Sidebar.Entry], under heading: String?) {
    guard !entries.isEmpty else { return }
    if let heading {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(heading))
    }
    lines += entries.map(Line.entry)
  }
}

extension SidebarState.Line {
  var isEntry: Bool {
    switch self {
    case .entry, .saved: true
    case .heading, .blank: false
    }
  }
}
