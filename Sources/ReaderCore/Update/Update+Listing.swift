import Articles

extension Model {
  mutating func takeFirstPage(
    _ scope: ListScope, _ rows: [ArticleRow], _ selected: ArticleID?
  ) -> [Effect] {
    guard scope == list.scope, !list.isComplete, list.count == 0 || list.isNarrowing
    else { return [] }
    let isQuery = list.isNarrowing
    sessionID = sessionID ?? selected
    list.rows.insert(rows)
    list.replace(
      Listing(ids: rows.map(\.id), flags: rows.map(\.flags)), isComplete: false, &marks)
    if !isQuery {
      list.cursor.select(startingPlace, count: list.count, height: layout.listRows)
    }
    return performDeferred()
  }

  mutating func take(_ listing: Listing, of scope: ListScope, request: Int) -> [Effect] {
    guard request == list.request, scope == list.scope else { return [] }
    list.isLoading = false
    let before = list.ids
    let wasComplete = list.isComplete
    let wasAtBeginning = wasComplete && list.cursor.top == 0
    list.replace(listing, isComplete: true, &marks)
    if list.isTouched || wasComplete && !isFilling {
      keepSelection(before: before)
      // What is new above would be beyond the edge.
      if wasAtBeginning { list.cursor.showBeginning(height: layout.listRows) }
    } else {
      list.cursor.carry(to: startingPlace, count: list.count, height: layout.listRows)
    }
    if list.isStale {
      list.isStale = false
      return performDeferred() + reloadListing()
    }
    return performDeferred()
  }

  mutating func failListing(_ request: Int, _ reason: String) -> [Effect] {
    guard request == list.request else { return [] }
    list.isLoading = false
    list.isStale = false
    deferred = []
    fail(Wording.listingUnavailable(reason))
    return []
  }

  /// Chooses another view.
  mutating func show(_ scope: ListScope) -> [Effect] {
    // What waits for a list is not meant for another one.
    deferred = []
    let request = list.request + 1
    list = ListState(scope: scope)
    list.request = request
    sessionAddress = nil
    sessionID = nil
    return [.loadListing(scope, request: request)]
  }

  /// Chooses one of the person's own views.
  mutating func show(_ view: SavedView) -> [Effect] {
    do throws(QueryMistake) {
      let scope = try view.scope(now: now, clock: configuration.clock)
      let effects = show(scope)
      let request = list.request
      list = ListState(scope: scope, saved: view)
      list.request = request
      return effects
    } catch {
      fail(Wording.brokenView(view.name, error.description))
      return []
    }
  }

  /// Counts the person's own views, each by itself: some are quick and some are not.
  mutating func countSaved() -> [Effect] {
    configuration.views.compactMap { view in
      (try? view.scope(now: now, clock: configuration.clock)).map { .countSaved(view, $0) }
    }
  }

  /// Reads the present view again; until it is there the old one holds still.
  mutating func reloadListing() -> [Effect] {
    list.request += 1
    list.isLoading = true
    list.expectNews()
    return [.loadListing(list.scope, request: list.request)]
  }

  mutating func bringInNew() -> [Effect] {
    let isWaiting = list.waiting > 0
    let effects = reloadListing() + reloadSidebarSoon()
    if isWaiting { return effects }
    say(Wording.lookingForNew)
    return effects + [.rescan]
  }

  mutating func takeIndexing(_ status: IndexStatus?) -> [Effect] {
    if status == nil, let indexing, indexing.problems > 0 {
      say(Wording.problems(indexing.problems, key: key(of: .showFaults)))
    }
    if status == nil, refresh == nil, message?.text == Wording.lookingForNew {
      say(list.waiting == 0 ? Wording.nothingNew : Wording.waiting(list.waiting))
    }
    indexing = status
    if let status { isFirstIndexing = status.isFirst }
    return status == nil ? [.indexTexts] : []
  }

  /// A query that nobody has touched since is asked again when more can be found. What waits to be
  /// brought in goes on waiting.
  mutating func takeTexts(waiting count: Int) -> [Effect] {
    let had = textsWaiting
    textsWaiting = count
    guard had > 0, !list.isLoading, list.count == 0 || !list.isTouched && list.waiting == 0
    else { return [] }
    // Stories are found with the words.
    if !list.scope.query.isEmpty { return reloadListing() }
    return count == 0 && foldsStories ? reloadListing() : []
  }

  mutating func takeLibraryChange(added: Int, _ articles: Set<ArticleID>) -> [Effect] {
    details.forget(except: trail.current?.subject.articleID)
    list.rows.outdate()
    list.digests.forget()
    var effects: [Effect] = []
    // Whether a listing on its way has what came is not known: the first one is read once more.
    let isComing = list.isLoading && !list.isComplete
    if list.count == 0 || isComing || (!list.isTouched && isFilling) {
      if list.isLoading { list.isStale = true } else { effects = reloadListing() }
    } else {
      list.wait(for: articles, added)
    }
    noteBehindPrompt(articles, added)
    if indexing == nil { isFirstIndexing = false }
    return effects + reloadSidebarSoon()
  }

  /// Reads the sidebar's counts again, not more often than twice a second.
  mutating func reloadSidebarSoon() -> [Effect] {
    guard !sidebar.isReloadDue else { return [] }
    sidebar.isReloadDue = true
    return [.wake(.sidebar, afterMilliseconds: 500)]
  }

  /// In a view that was just opened: the last article if still unread, else the first unread, else
  /// the first row.
  private var startingPlace: Int {
    if let place = list.returnsTo.flatMap({ list.place(of: $0) }) { return place }
    if let place = sessionPlace, !list.query.isEmpty { return place }
    if !list.query.isEmpty { return 0 }
    if let place = sessionPlace, !flags(at: place).contains(.read) { return place }
    return list.nextUnread(from: -1, in: marks) ?? 0
  }

  private var sessionPlace: Int? {
    if let sessionID { return list.place(of: sessionID) }
    guard let sessionAddress else { return nil }
    return list.rows.all.first { $0.address == sessionAddress }
      .flatMap { list.place(of: $0.id) }
  }

  /// Stays on the selected article; if that is gone, on the next one of the old view that is here.
  private mutating func keepSelection(before: [ArticleID]) {
    let old = min(list.cursor.selected, before.count)
    if old < before.count, let place = list.place(of: before[old]) {
      list.cursor.carry(to: place, count: list.count, height: layout.listRows)
      return
    }
    let survivor =
      before[old...].first(where: list.members.contains)
      ?? before[..<old].last(where: list.members.contains)
    let place = survivor.flatMap { list.place(of: $0) }
    list.cursor.carry(to: place ?? 0, count: list.count, height: layout.listRows)
  }
}
