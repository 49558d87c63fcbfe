import Articles
import Dispatch
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
  /// `nil` before the first refresh.
  private let arrivals = Locked<Arrivals?>(nil)

  /// How often the window is told how far it is, in milliseconds.
  private static let interval: Int64 = 100

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
  }

  /// - Parameter changed: called with the articles that a feed has changed, on another thread.
  func refresh(
    _ feeds: [Source], on occasion: FetchOccasion,
    changed: @escaping @Sendable ([Address]) -> Void
  ) {
    running.withLock { $0.isStopped = isEnding.withLock { $0 } }
    queue.async { [self] in
      guard !feeds.isEmpty else { return inbox.post(.refreshEnded(nil)) }
      do throws(StorageError) {
        try fetch(feeds, on: occasion, changed)
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

  /// Tells the window which articles are new, by whichever process they were stored.
  func tellNews(isAnyChanged: Bool) {
    let added = countNews()
    if isAnyChanged || !added.isEmpty { inbox.post(.feedsChanged(added: added)) }
  }

  /// From the first call on.
  @discardableResult
  func countNews() -> [SourceID: Int] {
    let workspace = desk.now
    let view = workspace.view.over(workspace.sources.filter(\.isFeed).map(\.id))
    return arrivals.withLock { arrivals in
      guard arrivals != nil else {
        arrivals = Arrivals(in: view)
        return [:]
      }
      return arrivals?.take(in: view) ?? [:]
    }
  }

  private func fetch(
    _ feeds: [Source], on occasion: FetchOccasion, _ changed: ([Address]) -> Void
  ) throws(StorageError) {
    countNews()
    let refresher = try desk.now.refresher()
    let isWanted = running.withLock { running in
      if !running.isStopped { running.refresher = refresher }
      return !running.isStopped
    }
    defer { running.withLock { $0.refresher = nil } }
    var status = RefreshStatus(total: occasion == .scheduled ? 0 : feeds.count)
    if isWanted {
      inbox.post(.refreshing(status))
      var isAnyChanged = false
      var nextTime = SystemClock.uptime + Self.interval
      try refresher.refresh(feeds, on: occasion) { feed in
        changed(feed.changed)
        isAnyChanged = isAnyChanged || !feed.changed.isEmpty
        status.take(feed)
        guard SystemClock.uptime >= nextTime else { return }
        nextTime = SystemClock.uptime + Self.interval
        inbox.post(.refreshing(status))
        tellNews(isAnyChanged: isAnyChanged)
        isAnyChanged = false
      }
      tellNews(isAnyChanged: isAnyChanged)
    }
    status.isStopped = running.withLock(\.isStopped)
    inbox.post(.refreshEnded(status))
  }
}

extension RefreshTarget {
  var occasion: FetchOccasion {
    switch self {
    case .due: .scheduled
    case .everything: .everything
    case .sources: .thisSource
    }
  }
}

extension RefreshStatus {
  fileprivate mutating func take(_ feed: RefreshedFeed) {
    total = feed.progress.total
    done = feed.progress.done
    failed = feed.progress.failed
    added = feed.progress.added
    reason = feed.complaint ?? reason
  }
}
