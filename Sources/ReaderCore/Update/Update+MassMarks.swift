import Articles

/// Marks for many articles: those of the view as it stands now; what comes later stays unread.
extension Model {
  /// Everything unread in some places of the list.
  mutating func markRead(places: Range<Int>) -> [Effect] {
    var ids = ArticleSet()
    for id in list.articles(in: places) where marks.isUnread(id) { ids.insert(id) }
    return markRead(ids)
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
    let ids = ArticleSet(list.articles(in: 0..<list.count))
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
