import ArgumentParser
import Articles
import Networking
import Storage

extension Workspace {
  /// Fetches the feeds that were given for this run, if they are due.
  /// - Returns: whether none failed.
  func fetchGiven() throws -> Bool {
    try refresh(sources.filter { $0.isFeed && $0.isTemporary }, on: .scheduled).failed == 0
  }

  /// Fetches feeds for a command: a line of progress on a terminal, and on standard error what
  /// failed and why. Interrupted, it stores what has come and ends the program.
  func refresh(_ feeds: [Source], on occasion: FetchOccasion) throws -> RefreshProgress {
    guard !feeds.isEmpty else { return RefreshProgress() }
    let refresher = try refresher()
    let interrupts = Interrupts { refresher.cancel() }
    let names = Dictionary(feeds.map { ($0.id, $0.location) }, uniquingKeysWith: { $1 })
    var line = ProgressLine()
    var changed: [Address] = []
    let progress: RefreshProgress
    do throws(StorageError) {
      progress = try refresher.refresh(feeds, on: occasion) { feed in
        changed += feed.changed
        if let reason = feed.complaint {
          line.clear()
          Output.error("\(Output.clean(names[feed.source] ?? "")): \(reason)")
        }
        line.show(Wording.refreshing(feed.progress))
      }
    } catch {
      line.clear()
      throw Stop(.failed, error.message)
    }
    line.clear()
    if progress.added + progress.changed > 0 { LibraryNews(path: paths.news).tell() }
    if settings.marksChangedUnread { try record(unreadAgain(changed)) }
    if let signal = interrupts.signal { throw ExitCode(128 + signal) }
    return progress
  }
}

extension RefreshedFeed {
  /// Why nothing came of it, and when it is asked again; `nil` where all is well.
  var complaint: String? {
    switch result {
    case .updated, .unchanged, .cancelled: nil
    case .failed(let reason): reason + " " + Wording.nextAttempt(nextAttempt)
    case .skipped(let reason): reason + " " + Wording.nextAttempt(nextAttempt)
    }
  }
}
