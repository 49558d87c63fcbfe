import Articles

extension Model {
  /// The sources that the keys mean: that of the view, or those of the article.
  var currentSources: [SourceID] {
    if focus == .sidebar, case .source(let id)? = sidebar.selectedScope { return [id] }
    if !isReading, case .source(let id) = list.scope { return [id] }
    guard case .article(let row)? = subject else { return [] }
    return row.sources
  }

  /// How far the refresh is; `nil` without one, and while the clock's has found nothing to ask.
  var shownRefresh: RefreshStatus? {
    refresh.flatMap { $0.target == .due && $0.status.total == 0 ? nil : $0.status }
  }

  mutating func refresh(_ target: RefreshTarget) -> [Effect] {
    refresh = RefreshState(target: target, isFirst: list.count == 0)
    if target != .due { say(Wording.lookingForNew) }
    return [.refresh(target)]
  }

  /// It is time to look for feeds that are due.
  mutating func refreshByClock() -> [Effect] {
    let effects = refresh == nil ? refresh(.due) : []
    guard configuration.refreshInterval > 0 else { return effects }
    let interval = min(configuration.refreshInterval, 10_080) * 60_000
    return effects + [.wake(.refresh, afterMilliseconds: interval)]
  }

  mutating func stopRefresh() -> [Effect] {
    say(Wording.stopping)
    return [.stopRefresh]
  }

  mutating func take(_ status: RefreshStatus) { refresh?.status = status }

  mutating func endRefresh(_ status: RefreshStatus?) -> [Effect] {
    defer { refresh = nil }
    guard let refresh, let status else { return [] }
    let key = key(of: .showFaults)
    if refresh.target == .due, !status.isStopped {
      if status.failed > 0 { mention(Wording.failed(status.failed, key: key)) }
    } else {
      say(Wording.refreshed(status, refresh.target, key: key))
    }
    return reloadSidebarSoon()
  }

  /// Says something that nobody asked for, after what is said already.
  private mutating func mention(_ text: String) {
    if message == nil { say(text) } else if message?.detail == nil { message?.detail = text }
  }

  mutating func takeFeedChange(_ added: [SourceID: Int]) -> [Effect] {
    let count = added.reduce(0) { $0 + (isConcerned(by: $1.key) ? max($1.value, 0) : 0) }
    let effects = count > 0 ? takeLibraryChange(added: count, []) : reloadSidebarSoon()
    details.forget(except: trail.current?.subject.articleID)
    // An article that its feed has changed is no news: it is shown as it is now where it stands.
    list.rows.outdate()
    list.rows.forgetPlaces()
    return effects
  }

  /// Whether articles of a source that are new may stand in this view.
  private func isConcerned(by source: SourceID) -> Bool {
    switch list.scope {
    case .all, .unread, .topic, .provider: true
    case .starred: false
    case .source(let shown): shown == source
    }
  }

  /// Whether this view fills for the first time, so that it need not hold still.
  var isFilling: Bool { isFirstIndexing || refresh?.isFirst == true }
}
