import Articles

extension Model {
  mutating func toggleRead() -> [Effect] {
    guard let subject else { return [] }
    let isRead = markState(of: subject).flags.contains(.read)
    let effects = mark(subject, isRead ? .unread : .read)
    say(isRead ? Wording.markedUnread : Wording.markedRead)
    return effects
  }

  mutating func markUnreadAndGoOn() -> [Effect] {
    guard let subject else { return [] }
    let effects = mark(subject, .unread)
    say(Wording.markedUnread)
    list.cursor.move(by: 1, count: list.count, height: layout.listRows)
    if focus == .detail, let row = selectedRow, !Subject.article(row).isSame(as: subject) {
      // Going on is not opening: the next article is shown and stays as it is.
      trail.begin(at: .article(row), isOpened: false)
    }
    return effects
  }

  mutating func toggleStar() -> [Effect] {
    guard let subject else { return [] }
    let isStarred = markState(of: subject).flags.contains(.starred)
    let effects = mark(subject, isStarred ? .unstarred : .starred)
    say(isStarred ? Wording.starTaken : Wording.starred)
    return effects
  }

  /// Marks what the view holds now; what comes later stays unread.
  ///
  /// What was known of single marks is let go: once this is done the library knows better.
  mutating func markAllRead() -> [Effect] {
    var ids: [ArticleID] = []
    for (place, id) in list.listing.ids.enumerated() where !list.flags(at: place).contains(.read) {
      ids.append(id)
      list.setFlags(list.flags(at: place).union(.read), at: place)
    }
    marks = KnownMarks()
    massRequest = list.request
    say(Wording.markingRead(ids.count))
    return [.markAll(ids, .read)]
  }

  mutating func finishMass(_ text: String) -> [Effect] {
    say(text)
    return endMass()
  }

  mutating func failMass(_ reason: String) -> [Effect] {
    fail(Wording.marksNotSaved(reason))
    return endMass() + reloadListing()
  }

  /// A view that was read between the key and the marks does not know of them.
  private mutating func endMass() -> [Effect] {
    let wasReadBefore = massRequest.map { $0 != list.request } ?? false
    massRequest = nil
    details.forget(except: nil)
    list.rows.outdate()
    list.rows.forgetPlaces()
    return (wasReadBefore ? reloadListing() : []) + reloadSidebarSoon()
  }

  /// Marks an article read because it was opened, if that is the person's wish.
  mutating func markOpened(_ subject: Subject) -> [Effect] {
    configuration.markRead == .onOpen ? markRead(subject) : []
  }

  /// Marks an article read if it is not.
  mutating func markRead(_ subject: Subject) -> [Effect] {
    markState(of: subject).flags.contains(.read) ? [] : mark(subject, .read)
  }

  /// States one fact about an article, here and in the world.
  mutating func mark(_ subject: Subject, _ name: MarkName) -> [Effect] {
    var state = markState(of: subject)
    let old = state.flags
    switch name {
    case .read: state.flags.insert(.read)
    case .unread: state.flags.remove(.read)
    case .starred: state.flags.insert(.starred)
    default: state.flags.remove(.starred)
    }
    let instant = nextInstant(after: state.lastMarked, now: now)
    state.lastMarked = instant

    switch subject {
    case .article(let row):
      apply(state, to: row.id, address: row.address)
      sidebar.adjust(for: row, from: old, to: state.flags)
      // A row made from a related entry does not know where else it counts.
      let isWhole = !row.sources.isEmpty
      return [.record([Mark(row.address, name, at: instant)])]
        + (isWhole ? [] : reloadSidebarSoon())
    case .related(let entry):
      guard let address = entry.address else { return [] }
      apply(state, to: entry.localID, address: address)
      return [.record([Mark(address, name, at: instant)])]
    }
  }

  /// Marks made elsewhere, or read back from the library.
  mutating func take(_ changes: [MarkChange]) -> [Effect] {
    var areCounted = true
    var places: [ArticleID: Int] = [:]
    if changes.count > 1 {
      let ids = Set(changes.map(\.id))
      for (place, id) in list.listing.ids.enumerated() where ids.contains(id) {
        places[id] = place
      }
    }
    for change in changes {
      let place = changes.count > 1 ? places[change.id] : list.index(of: change.id)
      let isNoted = changes.count <= KnownMarks.mostAtOnce
      areCounted = take(change, at: place, isNoted: isNoted) && areCounted
    }
    return areCounted ? [] : reloadSidebarSoon()
  }

  /// Whether the sidebar's counts could follow.
  private mutating func take(_ change: MarkChange, at place: Int?, isNoted: Bool) -> Bool {
    let known = marks.state(id: change.id)
    if let known = known?.lastMarked, known > change.lastMarked ?? Instant(milliseconds: .min) {
      return true
    }
    let row = list.rows[change.id]
    let old = place.map { list.flags(at: $0) } ?? known?.flags ?? row?.flags
    let state = KnownMarks.State(flags: change.flags, lastMarked: change.lastMarked)
    if isNoted || row != nil { marks.note(state, id: change.id, address: change.address) }
    if let place { list.setFlags(change.flags, at: place) }
    if let row, let old { sidebar.adjust(for: row, from: old, to: change.flags) }
    return row != nil || old == change.flags
  }

  private mutating func apply(_ state: KnownMarks.State, to id: ArticleID?, address: Address) {
    marks.note(state, id: id, address: address)
    if let id, let place = list.index(of: id) { list.setFlags(state.flags, at: place) }
  }
}
