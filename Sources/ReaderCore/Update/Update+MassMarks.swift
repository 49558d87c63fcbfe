import Articles

/// Marks for many articles: those of the view as it stands now; what comes later stays unread.
extension Model {
  /// Everything unread in some places of the list.
  mutating func markRead(places: Range<Int>) -> [Effect] {
    var ids: [ArticleID] = []
    for place in places where !list.flags(at: place).contains(.read) {
      ids.append(list.listing.ids[place])
      list.setFlags(list.flags(at: place).union(.read), at: place)
    }
    marks.markRead(ids)
    let effects = beginMass(ids)
    say(Wording.marking(ids.count))
    return effects
  }

  /// Everything unread that was published more than so many times 24 hours ago. Only rows near the
  /// window know their dates here, so the rest dims when it is done.
  mutating func markRead(olderThanDays days: Int) -> [Effect] {
    let limit = now.advanced(byMilliseconds: -Int64(days) * 86_400_000)
    var ids: [ArticleID] = []
    var dimmed: [ArticleID] = []
    for (place, id) in list.listing.ids.enumerated()
    where !list.flags(at: place).contains(.read) {
      if let row = list.rows[id] {
        guard let published = row.published, published < limit else { continue }
        list.setFlags(list.flags(at: place).union(.read), at: place)
        dimmed.append(id)
      }
      ids.append(id)
    }
    guard !ids.isEmpty else {
      say(Wording.nothingMarked)
      return []
    }
    marks.markRead(dimmed)
    let effects = beginMass(ids, olderThan: limit)
    say(Wording.markingOlder(days: days))
    return effects
  }

  private mutating func beginMass(_ ids: [ArticleID], olderThan limit: Instant? = nil) -> [Effect] {
    let (step, forgotten) = beginStep(.read, count: ids.count)
    massRequests[step] = list.request
    return [.markAll(ids, .read, at: now, olderThan: limit, step: step)] + forgotten
  }

  mutating func finishMass(_ step: MarkStep.ID, _ count: Int) -> [Effect] {
    if let step = history.settle(step, count: count) {
      if count > 0 { say(step) } else { say(Wording.nothingMarked) }
    }
    return endMass(step)
  }

  mutating func failMass(_ step: MarkStep.ID, _ reason: String) -> [Effect] {
    _ = history.settle(step, count: 0)
    fail(Wording.marksNotSaved(reason))
    marks = KnownMarks()
    return endMass(step) + reloadListing()
  }

  /// Rows and details are read again. A view that was read between the key and the marks does not
  /// know of them.
  mutating func endMass(_ step: MarkStep.ID? = nil) -> [Effect] {
    let request = step.flatMap { massRequests.removeValue(forKey: $0) }
    let wasReadBefore = request.map { $0 != list.request } ?? false
    details.forget(except: nil)
    list.rows.outdate()
    list.rows.forgetPlaces()
    return (wasReadBefore ? reloadListing() : []) + reloadSidebarSoon()
  }
}
