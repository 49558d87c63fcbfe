public import Articles

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

/// Marks for many articles: those of the view as it stands now; what comes later stays unread.
extension Model {
  /// Everything unread in some places of the list.
  mutating func markRead(places: Range<Int>) -> [Effect] {
    let isAll = places == 0..<list.count
    return markRead(
      marks.unread(of: isAll ? list.members : ArticleSet(list.articles(in: places))))
  }

  /// Articles of the list that are unread.
  mutating func markRead(_ ids: ArticleSet) -> [Effect] {
    markAhead(ids)
    let effects = beginMass(ids)
    say(Wording.marking(ids.count))
    return effects
  }

  /// Everything unread that was published more than so many times 24 hours ago. Only rows near the
  /// window know their dates here, so the rest dims when it is done.
  mutating func markRead(olderThanDays days: Int) -> [Effect] {
    let limit = now.advanced(byMilliseconds: -Int64(days) * 86_400_000)
    var ids = ArticleSet()
    var dimmed = ArticleSet()
    for id in list.articles(in: 0..<list.count) where marks.isUnread(id) {
      if let row = list.rows[id] {
        guard let published = row.published, published < limit else { continue }
        dimmed.insert(id)
      }
      ids.insert(id)
    }
    guard !ids.isEmpty else {
      say(Wording.nothingMarked)
      return []
    }
    markAhead(dimmed)
    let effects = beginMass(ids, olderThan: limit)
    say(Wording.markingOlder(days: days))
    return effects
  }

  /// Gives labels to everything that is listed, and takes others away.
  mutating func label(_ names: [MarkName]) -> [Effect] {
    let ids = list.members
    for (place, name) in names.enumerated() {
      marks.noteAhead(MassMark(name, ids, at: now.advanced(byMilliseconds: Int64(place))))
    }
    let effects = beginMass(ids, names)
    say(Wording.labelling(ids.count))
    return effects
  }

  /// Dims at once what will be read when the marks are made.
  private mutating func markAhead(_ ids: ArticleSet) {
    marks.noteAhead(MassMark(.read, ids, at: now))
    list.unreadCount -= ids.count
  }

  private mutating func beginMass(
    _ ids: ArticleSet, _ names: [MarkName] = [.read], olderThan limit: Instant? = nil
  ) -> [Effect] {
    let (step, forgotten) = beginStep(names, count: ids.count)
    massRequests[step] = list.request
    return [.markAll(ids, names, at: now, olderThan: limit, step: step)] + forgotten
  }

  mutating func finishMass(_ step: MarkStep.ID, _ count: Int, _ masses: [MassMark]) -> [Effect] {
    let names = history.undoable.first { $0.id == step }?.names ?? masses.map(\.name)
    if let step = history.settle(step, count: count) {
      if count > 0 { say(step) } else { say(Wording.nothingMarked(names)) }
    }
    readLabelsAgain(names)
    // What was split tells of no story any more.
    if names.contains(.split) { details.forget(except: nil) }
    // A view that was read between the key and the marks does not know of them.
    let wasReadBefore = massRequests.removeValue(forKey: step).map { $0 != list.request } ?? false
    return take(masses) + (wasReadBefore ? reloadListing() : [])
  }

  mutating func failMass(_ step: MarkStep.ID, _ reason: String) -> [Effect] {
    massRequests[step] = nil
    _ = history.settle(step, count: 0)
    fail(Wording.marksNotSaved(reason))
    marks.forgetNotes()
    return reloadListing() + reloadSidebarSoon()
  }

  /// Many articles were marked, which nobody has told of one by one.
  mutating func take(_ masses: [MassMark]) -> [Effect] {
    for mass in masses { marks.note(mass) }
    if !masses.isEmpty { list.count(in: marks) }
    return reloadSidebarSoon()
  }

  /// Rows that are here were read before many articles were labelled, of which nobody remembers for
  /// ever who was among them.
  mutating func readLabelsAgain(_ names: [MarkName]) {
    guard names.contains(where: { $0.label != nil }) else { return }
    list.rows.outdate()
    list.rows.forgetPlaces()
    details.forget(except: trail.current?.subject.articleID)
  }
}

extension Model {
  mutating func undo() -> [Effect] {
    if let rule = muteHistory.undo(in: history) { return change(.unmute(rule)) }
    guard let (step, new) = history.undo() else { return [] }
    return takeBack(step, as: new, isRedo: false)
  }

  mutating func redo() -> [Effect] {
    if let rule = muteHistory.redo(in: history) { return change(.mute(rule)) }
    guard let (step, new) = history.redo() else { return [] }
    return takeBack(step, as: new, isRedo: true)
  }

  var canUndo: Bool { !history.undoable.isEmpty || !muteHistory.undoable.isEmpty }
  var canRedo: Bool { !history.redoable.isEmpty || !muteHistory.redoable.isEmpty }

  private mutating func takeBack(_ step: MarkStep, as new: MarkStep.ID, isRedo: Bool) -> [Effect] {
    guard step.count > 0 else {
      _ = history.finish(new, count: 0)
      say(Wording.tooLargeToUndo)
      return []
    }
    if !history.isSettling { say(Wording.takingBack(step, isRedo: isRedo)) }
    return [.undo(step.id, as: new)]
  }

  /// The steps of the windows before this one are here.
  mutating func restore(_ steps: [MarkStep]) -> [Effect] {
    history.restore(steps)
    return performDeferred()
  }

  mutating func take(_ outcome: UndoOutcome, of new: MarkStep.ID) -> [Effect] {
    var effects: [Effect] = []
    switch outcome {
    case .done(let count, let leftAlone, let title, let masses):
      readLabelsAgain(masses.map(\.name))
      guard let pending = history.finish(new, count: count) else {
        effects += take(masses)
        break
      }
      var step = pending.step
      step.count = count
      message = Wording.takenBack(
        step, isRedo: pending.isRedo, leftAlone: leftAlone, title: title,
        key: key(of: pending.isRedo ? .undo : .redo))
      if [[.split], [.unsplit]].contains(step.names) { effects += reloadListing() }
      if !masses.isEmpty || count > MarkBook.mostAtOnce { effects += take(masses) }
    case .nothing: _ = history.finish(new, count: 0)
    case .failed(let reason):
      if history.fail(new) != nil { fail(Wording.notTakenBack(reason)) }
    }
    return effects + performDeferred()
  }

  /// Says what a step did and, where it is the one that would be undone, how to take it back.
  mutating func say(_ step: MarkStep) {
    let key = history.undoable.last?.id == step.id ? key(of: .undo) : nil
    message = StatusMessage(text: Wording.marked(step, key: key))
  }
}

/// What became of ``Effect/undo(_:as:)``.
public enum UndoOutcome: Hashable, Sendable {
  /// `count` articles were marked back; `leftAlone` were marked anew since. `title` is that of the
  /// article, if it is one. Of many the mass marks say which; the changes of few have come before.
  case done(count: Int, leftAlone: Int, title: String?, [MassMark] = [])
  /// There is nothing to be taken back: the step was never written.
  case nothing
  /// Nothing was written; it can be tried again.
  case failed(reason: String)
}
