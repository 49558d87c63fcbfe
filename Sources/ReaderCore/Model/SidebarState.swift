import Articles

/// The sidebar pane: headings and entries, one a line.
struct SidebarState: Sendable {
  enum Line: Hashable, Sendable {
    case heading(String)
    case entry(Sidebar.Entry)
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
    guard cursor.selected < lines.count, case .entry(let entry) = lines[cursor.selected]
    else { return nil }
    return entry.scope
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
  mutating func replace(_ sidebar: Sidebar, showing scope: ListScope, height: Int) {
    let kept = selectedScope ?? scope
    lines = []
    hasSources = !sidebar.sources.isEmpty
    append(sidebar.views, under: nil)
    append(sidebar.tags, under: Wording.tags)
    append(sidebar.topics, under: Wording.topics)
    append(sidebar.providers, under: Wording.providers)
    append(sidebar.sources, under: Wording.sources)
    cursor.select(index(of: kept) ?? index(of: scope) ?? 0, count: lines.count, height: height)
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
      guard case .entry(var entry) = lines[index] else { continue }
      switch entry.scope {
      case .all: entry.unread += unread
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
    if case .entry = self { true } else { false }
  }
}
