import Articles
import Dispatch
import Foundation
import Glibc
import Networking
import ReaderCore
import Storage

/// Fetches feeds in the background, one refresh at a time, and tells the window what comes.
final class FeedRunner: Sendable {
  private let desk: OpenWorkspace
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "feeds", qos: .utility)
  private let running = Locked<(refresher: FeedRefresher?, isStopped: Bool)>((nil, false))
  private let isEnding = Locked(false)
  /// `nil` for a moment at the beginning.
  private let arrivals = Locked<Arrivals?>(nil)

  private let telling = DispatchQueue(label: "progress of feeds", qos: .utility)
  private let untold = Locked(Untold())

  /// How far the refresh is, and what of that the window is not told yet.
  private struct Untold {
    var status = RefreshStatus()
    var isAnyChanged = false
    /// Whether there is something, which is told soon.
    var isPlanned = false
  }

  /// In milliseconds.
  private static let moment = 100
  /// How long another window's refresh is waited for, in milliseconds.
  private static let patience = 180_000

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
    queue.async { [self] in
      let view = feedView
      arrivals.withLock { $0 = Arrivals(in: view) }
    }
  }

  /// - Parameters:
  ///   - changed: called with the articles that a feed has changed, on another thread.
  ///   - ended: called when all is stored, on another thread.
  func refresh(
    _ feeds: [Source], on occasion: FetchOccasion,
    changed: @escaping @Sendable ([Address]) -> Void, ended: @escaping @Sendable () -> Void
  ) {
    running.withLock { $0.isStopped = isEnding.withLock { $0 } }
    queue.async { [self] in
      guard !feeds.isEmpty else { return inbox.post(.refreshEnded(nil)) }
      do throws(StorageError) {
        if occasion == .scheduled {
          let turn = RefreshTurn(path: desk.now.paths.refreshLock, patience: Self.patience) {
            running.withLock(\.isStopped)
          }
          try fetch(feeds, on: occasion, changed)
          _ = consume turn
        } else {
          try fetch(feeds, on: occasion, changed)
        }
        if !running.withLock(\.isStopped) { ended() }
      } catch {
        inbox.post(.refreshEnded(nil))
        inbox.post(.notice(error.message))
      }
    }
  }

  /// Stops what is under way: what has come is stored.
  func stop() {
    let refresher = running.withLock { running in
      running.isStopped = true
      return running.refresher
    }
    refresher?.cancel()
  }

  /// Stops, and returns when all that has come is stored.
  func end() {
    isEnding.withLock { $0 = true }
    stop()
    queue.sync {}
  }

  /// Looks for what other processes have fetched.
  func lookForNews() {
    queue.async { [self] in tellNews(isAnyChanged: true) }
  }

  /// Tells the window which articles are new, by whichever process they were stored.
  func tellNews(isAnyChanged: Bool) {
    let added = countNews()
    if isAnyChanged || !added.isEmpty { inbox.post(.feedsChanged(added: added)) }
  }

  private func countNews() -> [SourceID: Int] {
    let view = feedView
    desk.now.settleMuted()
    return arrivals.withLock { $0?.take(in: view) ?? [:] }
  }

  private var feedView: LibraryView {
    let workspace = desk.now
    return workspace.view.over(workspace.sources.filter(\.isFeed).map(\.id))
  }

  private func fetch(
    _ feeds: [Source], on occasion: FetchOccasion, _ changed: ([Address]) -> Void
  ) throws(StorageError) {
    let refresher = try desk.now.refresher()
    let isWanted = running.withLock { running in
      if !running.isStopped { running.refresher = refresher }
      return !running.isStopped
    }
    defer { running.withLock { $0.refresher = nil } }
    let status = RefreshStatus(total: occasion == .scheduled ? 0 : feeds.count)
    untold.withLock { $0 = Untold(status: status) }
    if isWanted {
      let hooks = HookRunner(workspace: desk.now)
      var new = hooks.wantsNews ? NewArticles(in: feedView) : nil
      defer { if let ids = new?.take(in: feedView) { tell(of: ids, hooks) } }
      inbox.post(.refreshing(status))
      try refresher.refresh(feeds, on: occasion) { feed in
        changed(feed.changed)
        tellSoon(feed)
      }
      tell()
      if untold.withLock(\.status.added) > 0 { LibraryNews(path: desk.now.paths.news).tell() }
      if try desk.now.purgeOld() > 0 { tellNews(isAnyChanged: true) }
    }
    var last = untold.withLock(\.status)
    last.isStopped = running.withLock(\.isStopped)
    inbox.post(.refreshEnded(last))
  }

  /// Programs take as long as they like.
  private func tell(of ids: [ArticleID], _ hooks: HookRunner) {
    guard let last = ids.last else { return }
    let title = (try? hooks.workspace.view.rows([last]))?.first?.title ?? ""
    inbox.post(.arrived(count: ids.count, title: title))
    Thread.detachNewThread { [inbox] in
      for fault in hooks.tell(ids) { inbox.post(.notice(fault)) }
    }
  }

  /// What came of a feed is told together with what comes within a moment.
  private func tellSoon(_ feed: RefreshedFeed) {
    let isFirst = untold.withLock { untold in
      defer { untold.isPlanned = true }
      untold.status.take(feed)
      untold.isAnyChanged = untold.isAnyChanged || !feed.changed.isEmpty || feed.isRenamed
      return !untold.isPlanned
    }
    guard isFirst else { return }
    telling.pause(milliseconds: Self.moment) { [self] in tell() }
  }

  private func tell() {
    let untold = untold.withLock { untold in
      defer {
        untold.isPlanned = false
        untold.isAnyChanged = false
      }
      return untold
    }
    guard untold.isPlanned else { return }
    inbox.post(.refreshing(untold.status))
    tellNews(isAnyChanged: untold.isAnyChanged)
  }
}

extension RefreshTarget {
  var occasion: FetchOccasion {
    switch self {
    case .due: .scheduled
    case .everything: .everything
    case .sources(let ids): ids.count == 1 ? .thisSource : .everything
    }
  }
}

extension RefreshStatus {
  fileprivate mutating func take(_ feed: RefreshedFeed) {
    // What was stopped is not done.
    if case .cancelled = feed.result { return }
    total = feed.progress.total
    done = feed.progress.done
    failed = feed.progress.failed
    added = feed.progress.added
    reason = feed.complaint ?? reason
  }
}

extension EffectRunner {
  /// Asks sources for news: looks through the folders among them and fetches the feeds.
  func refresh(_ target: RefreshTarget) {
    let sources = desk.sources(target)
    // Folders need no clock: they are looked through when the window opens, and on demand.
    if target != .due, sources.contains(where: { !$0.isFeed }) { index() }
    feeds.refresh(
      sources.filter(\.isFeed), on: target.occasion,
      changed: { [self] changed in
        if desk.now.settings.marksChangedUnread, !changed.isEmpty { marks.markUnread(changed) }
      },
      ended: { [self] in fullTexts.prefetch() })
  }

  func findSource(_ text: String, offer: String?, request: Int) {
    finder.find(text, offer: offer, request: request) { [inbox] in
      inbox.post(.sourceFound(request: request, $0))
    }
  }

  func addSource(request: Int) {
    finder.add(request: request) { [self] result in
      switch result {
      case .success(let added):
        inbox.post(.sourceAdded(title: added.title, articles: added.articles))
        if added.source.isFeed { feeds.tellNews(isAnyChanged: false) } else { index() }
      case .failure(let stop): inbox.post(.sourceNotAdded(reason: stop.message))
      }
    }
  }

  /// Somebody has changed the sources file: what stands there now is read and shown.
  func followSources() {
    finder.follow { [self] result in
      switch result {
      case .success(let workspace):
        inbox.post(.sourcesChanged(tags: workspace.view.tags))
        if let notice = Wording.brokenLines(workspace.brokenLines) { inbox.post(.notice(notice)) }
        feeds.tellNews(isAnyChanged: false)
        // Of what several sources have, one of those that are left tells.
        index()
      case .failure(let stop): inbox.post(.notice(stop.message))
      }
    }
  }

  func loadFaults(_ sources: [SourceID]?) {
    inbox.answer(on: counts) { [workspace = desk.now] () throws(StorageError) in
      .faultsLoaded(sources, try workspace.reports(sources))
    }
  }
}

/// Counts the articles that are stored from now on, by this process or another.
struct Arrivals {
  private var last: ArticleID?
  private var total = 0

  init(in view: LibraryView) {
    _ = take(in: view)
  }

  /// Those since the last call, by source; none where the library cannot tell.
  mutating func take(in view: LibraryView) -> [SourceID: Int] {
    guard let (counts, last) = try? view.arrivals(after: last) else { return [:] }
    self.last = last
    return counts
  }

  /// How many there are by now.
  mutating func count(in view: LibraryView) -> Int {
    total += take(in: view).values.reduce(0, +)
    return total
  }
}

/// Tells windows of other processes that feeds have brought something, or folders have changed.
///
/// They ask the library what it is; the file says only that there is something to ask for.
struct LibraryNews {
  let path: String

  /// Where the file cannot be written, windows find it out when they look for themselves.
  func tell() {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }
}
