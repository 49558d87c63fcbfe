import Articles

extension Model {
  mutating func toggleRead() -> [Effect] {
    guard let subject else { return [] }
    let isRead = flags(of: subject).contains(.read)
    return mark(subject, isRead ? .unread : .read)
  }

  mutating func markUnreadAndGoOn() -> [Effect] {
    guard let subject else { return [] }
    say(Wording.unreadAlready)
    let effects = mark(subject, .unread)
    list.cursor.move(by: 1, count: list.count, height: layout.listRows)
    if focus == .detail, let row = selectedRow, !Subject.article(row).isSame(as: subject) {
      // Going on is not opening: the next article is shown and stays as it is.
      trail.begin(at: .article(row), isOpened: false)
    }
    return effects
  }

  mutating func toggleStar() -> [Effect] {
    guard let subject else { return [] }
    return mark(subject, flags(of: subject).contains(.starred) ? .unstarred : .starred)
  }

  /// What its row shows, where it stands for a story.
  private func flags(of subject: Subject) -> MarkFlags {
    if case .article(let row) = subject, !folded(under: row).isEmpty {
      return flags(at: list.cursor.selected)
    }
    return markState(of: subject).flags
  }

  /// Marks an article read because it was opened, if that is the person's wish.
  mutating func markOpened(_ subject: Subject) -> [Effect] {
    (markRead == .onOpen ? mark(subject, .read) : []) + lookAtFiles(of: subject)
  }

  /// States one fact about an article, here and in the world, unless it holds already. One step.
  ///
  /// A row that stands for a story is marked with all that is folded under it.
  mutating func mark(_ subject: Subject, _ name: MarkName) -> [Effect] {
    if case .article(let row) = subject {
      let others = folded(under: row)
      if !others.isEmpty { return mark(row, with: others, name) }
    }
    guard !markState(of: subject).flags.holds(name) else { return [] }
    return mark(subject, [name])
  }

  /// States facts about an article, none of which holds already. One step.
  mutating func mark(_ subject: Subject, _ names: [MarkName]) -> [Effect] {
    let old = markState(of: subject)
    guard let key = subject.key, !names.isEmpty else { return [] }
    let instant = nextInstant(after: old.lastMarked, now: now)
    var state = old
    for name in names { state.mark(name) }
    state.lastMarked = instant
    switch subject {
    case .article(let row):
      set(state, of: row.id, key: key)
      sidebar.adjust(for: row, tags: tags(of: row), from: old, to: state)
    case .related: set(state, of: nil, key: key)
    }
    let (step, forgotten) = beginStep(names, count: 1)
    let marks = names.map { Mark(key, $0, at: instant) }
    let isAboutLabels = names.contains { $0.label != nil }
    return [.record(marks, step: step)] + forgotten + (isAboutLabels ? reloadSidebarSoon() : [])
  }

  /// A new step, said with the way back.
  mutating func beginStep(_ names: [MarkName], count: Int) -> (MarkStep.ID, forgotten: [Effect]) {
    let (step, forgotten) = history.begin(names, count: count)
    muteHistory.redoable = []
    say(MarkStep(id: step, names: names, count: count))
    return (step, forgotten.isEmpty ? [] : [.forget(forgotten)])
  }

  /// Related articles on the screen or the trail that the library does not have may have been marked
  /// elsewhere.
  mutating func loadOtherMarks() -> [Effect] {
    details.forget(except: trail.current?.subject.articleID)
    var keys: Set<ArticleKey> = []
    for case .related(let entry) in trail.stops.map(\.subject) {
      if let key = entry.key { keys.insert(key) }
    }
    for entry in currentDetail?.related ?? [] where entry.row == nil {
      if let key = entry.key { keys.insert(key) }
    }
    return keys.isEmpty ? [] : [.loadMarks(keys.sorted())]
  }

  /// Marks made elsewhere, or read back from the library.
  mutating func take(_ changes: [MarkChange]) -> [Effect] {
    var areCounted = true
    let areNoted = changes.count <= MarkBook.mostAtOnce
    for change in changes { areCounted = take(change, isNoted: areNoted) && areCounted }
    // A label that nobody had before has no line yet, one that nobody has any more has one too many.
    areCounted = areCounted && sidebar.holds(Set(changes.flatMap(\.labels)))
    return areCounted && !sidebar.holdsSaved ? [] : reloadSidebarSoon()
  }

  /// Whether the sidebar's counts could follow.
  private mutating func take(_ change: MarkChange, isNoted: Bool) -> Bool {
    let known = marks.noted(change.id)
    if let last = known?.lastMarked, last > change.lastMarked ?? Instant(milliseconds: .min) {
      return true
    }
    let row = list.rows[change.id]
    let isListed = list.members.contains(change.id)
    let flags = change.flags.intersection(.shown)
    let old = isListed ? marks.flags(of: change.id) : known?.flags ?? row?.flags
    let oldLabels = row.map { marks.labels(of: $0) }
    let state = MarkBook.State(
      flags: flags, labels: change.labels, lastMarked: change.lastMarked)
    if isNoted || row != nil || known != nil {
      set(state, of: change.id, key: change.key)
    } else if isListed {
      count(marks.flags(of: change.id), flags, of: change.id)
      marks.set(flags, of: change.id)
    }
    if let row, let old {
      sidebar.adjust(
        for: row, tags: tags(of: row),
        from: MarkBook.State(flags: old, labels: oldLabels ?? []), to: state)
    }
    return row != nil || old == flags && change.labels.isEmpty
  }

  private mutating func set(_ state: MarkBook.State, of id: ArticleID?, key: ArticleKey) {
    if let id { count(marks.flags(of: id), state.flags, of: id) }
    marks.note(state, id: id, key: key)
  }

  /// The list's count follows.
  private mutating func count(_ old: MarkFlags, _ new: MarkFlags, of id: ArticleID) {
    guard old.contains(.read) != new.contains(.read), list.members.contains(id) else { return }
    list.unreadCount += new.contains(.read) ? -1 : 1
  }
}
