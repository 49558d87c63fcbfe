import Articles

/// Marks for many articles: those of the view as it stands now; what comes later stays unread.
extension Model {
  /// Everything unread in some places of the list.
  mutating func markRead(places: Range<Int>) -> [Effect] {
    var ids = ArticleSet()
    for id in list.articles(in: places) where marks.isUnread(id) { ids.insert(id) }
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

  /// Dims at once what will be read when the marks are made.
  private mutating func markAhead(_ ids: ArticleSet) {
    marks.noteAhead(MassMark(.read, ids, at: now))
    list.unreadCount -= ids.count
  }

  private mutating func beginMass(_ ids: ArticleSet, olderThan limit: Instant? = nil) -> [Effect] {
    let (step, forgotten) = beginStep(.read, count: ids.count)
    massRequests[step] = list.request
    return [.markAll(ids, .read, at: now, olderThan: limit, step: step)] + forgotten
  }

  mutating func finishMass(_ step: MarkStep.ID, _ count: Int, _ mass: MassMark?) -> [Effect] {
    if let step = history.settle(step, count: count) {
      if count > 0 { say(step) } else { say(Wording.nothingMarked) }
    }
    // A view that was read between the key and the marks does not know of them.
    let wasReadBefore = massRequests.removeValue(forKey: step).map { $0 != list.request } ?? false
    return take(mass) + (wasReadBefore ? reloadListing() : [])
  }

  mutating func failMass(_ step: MarkStep.ID, _ reason: String) -> [Effect] {
    massRequests[step] = nil
    _ = history.settle(step, count: 0)
    fail(Wording.marksNotSaved(reason))
    marks.forgetNotes()
    return reloadListing() + reloadSidebarSoon()
  }

  /// Many articles were marked, which nobody has told of one by one.
  mutating func take(_ mass: MassMark?) -> [Effect] {
    if let mass {
      marks.note(mass)
      list.count(in: marks)
    }
    return reloadSidebarSoon()
  }
}
