public import Articles

/// A refresh that is under way.
struct RefreshState: Hashable, Sendable {
  let target: RefreshTarget
  var status = RefreshStatus()
  /// Nothing was there to read before: what comes is shown while nothing was touched.
  let isFirst: Bool
  /// What the person asked for meanwhile: a refresh by the clock gives way to it.
  var next: RefreshTarget?
}

extension Model {
  /// The sources that the keys mean: those of the view, or those of the article.
  var currentSources: [SourceID] {
    if focus == .sidebar, let sources = sidebar.selectedScope.flatMap(sources) { return sources }
    if !isReading, let sources = sources(of: list.scope) { return sources }
    guard case .article(let row)? = subject else { return [] }
    return row.sources
  }

  /// The sources that a view is made of; `nil` for one that has some articles of all.
  func sources(of scope: ListScope) -> [SourceID]? {
    switch scope.kept {
    case .source(let id): [id]
    case .tag(let name): configuration.tags.first { $0.name == name }?.sources ?? []
    case .all, .unread, .starred, .muted, .label, .topic, .provider: nil
    }
  }

  /// What the person has put the sources of an article under.
  func tags(of row: ArticleRow) -> Set<String> {
    Set(configuration.tags.filter { $0.sources.contains(where: row.sources.contains) }.map(\.name))
  }

  /// How far the refresh is; `nil` without one, and while the clock's has found nothing to ask.
  var shownRefresh: RefreshStatus? {
    refresh.flatMap { $0.target == .due && $0.status.total == 0 ? nil : $0.status }
  }

  mutating func refresh(_ target: RefreshTarget) -> [Effect] {
    if target != .due { say(Wording.lookingForNew) }
    guard refresh == nil else {
      refresh?.next = target
      return [.stopRefresh]
    }
    refresh = RefreshState(target: target, isFirst: list.count == 0)
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
    let runs = longRuns.sorted().map { Effect.stopProgram(run: $0) }
    let stops =
      runs + (downloads.status == nil ? [] : [.stopDownloads]) + stopFetchingFullTexts()
    guard refresh != nil else { return stops }
    refresh?.next = nil
    return [.stopRefresh] + stops
  }

  mutating func take(_ status: RefreshStatus) { refresh?.status = status }

  mutating func endRefresh(_ status: RefreshStatus?) -> [Effect] {
    guard let refresh else { return [] }
    self.refresh = nil
    if let next = refresh.next { return reloadSidebarSoon() + self.refresh(next) }
    guard let status else { return [] }
    let key = key(of: .showFaults)
    if refresh.target == .due, !status.isStopped {
      if status.failed > 0 {
        mention(Wording.failed(status.failed, of: status.total, key: key))
      }
    } else if status.isStopped, message?.text != Wording.stopping {
      // What else the key has stopped is said already.
      mention(Wording.refreshed(status, refresh.target, key: key))
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
    list.digests.forget()
    list.rows.forgetPlaces()
    return effects + [.indexTexts]
  }

  /// Whether articles of a source that are new may stand in this view.
  private func isConcerned(by source: SourceID) -> Bool {
    switch list.base.kept {
    case .starred, .muted, .label: return false
    default: break
    }
    return sources(of: list.scope)?.contains(source) ?? true
  }

  /// Whether this view fills for the first time, so that it need not hold still.
  var isFilling: Bool { isFirstIndexing || refresh?.isFirst == true }
}

/// What is asked for news.
public enum RefreshTarget: Hashable, Sendable {
  /// The feeds whose time it is.
  case due
  /// Every source, due or not.
  case everything
  case sources([SourceID])
}

/// How far the fetching of feeds is: those that are asked, those that are done, and what came of it.
public struct RefreshStatus: Hashable, Sendable {
  public var total: Int
  public var done: Int
  public var failed: Int
  /// Articles that are new.
  public var added: Int
  /// A sentence: why the last that brought nothing did not, whether it failed or was not asked.
  public var reason: String?
  /// The person stopped it.
  public var isStopped: Bool

  public init(
    total: Int = 0, done: Int = 0, failed: Int = 0, added: Int = 0, reason: String? = nil,
    isStopped: Bool = false
  ) {
    self.total = total
    self.done = done
    self.failed = failed
    self.added = added
    self.reason = reason
    self.isStopped = isStopped
  }
}

/// How far the reading of the folders is.
public struct IndexStatus: Hashable, Sendable {
  public var filesRead: Int
  /// Files known so far; grows while folders are walked.
  public var filesSeen: Int
  /// Files that could not be understood.
  public var problems: Int
  /// Whether nothing was known of these folders before.
  public var isFirst: Bool

  public init(filesRead: Int, filesSeen: Int, problems: Int = 0, isFirst: Bool = false) {
    self.filesRead = filesRead
    self.filesSeen = filesSeen
    self.problems = problems
    self.isFirst = isFirst
  }
}
