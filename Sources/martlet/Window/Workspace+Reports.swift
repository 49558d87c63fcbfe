import Articles
import Networking
import ReaderCore
import Storage

extension Workspace {
  /// The most files of a folder that are named.
  private static let namedFiles = 1000

  /// How sources fare.
  /// - Parameter ids: `nil` for all.
  func reports(_ ids: [SourceID]?) throws(StorageError) -> [SourceReport] {
    let feeds = Dictionary(
      try library.feeds().map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    let now = SystemClock.now
    let pauses = try library.hostPauses(now: now)
    var reports: [SourceReport] = []
    for source in sources where ids?.contains(source.id) ?? true {
      if source.isFeed {
        let feed = feeds[source.place.written]
        reports.append(
          SourceReport(
            source, feed,
            FeedCondition(source.place.written, feed, pauses: pauses, now: now)))
      } else {
        reports.append(try report(ofFolder: source))
      }
    }
    if ids == nil { reports += brokenLines.map(SourceReport.init) }
    return reports
  }

  private func report(ofFolder source: Source) throws(StorageError) -> SourceReport {
    var report = SourceReport(
      title: Output.clean(source.title), location: Output.clean(source.location), kind: .folder)
    let problems = try view.over([source.id]).problems().problems
    report.problem = problems.first { $0.path == source.location && $0.line == nil }?.message
    report.files = problems.filter { $0.path != source.location || $0.line != nil }
      .prefix(Self.namedFiles).map {
        SourceReport.File(path: Output.clean($0.path), line: $0.line, message: $0.message)
      }
    return report
  }
}

extension SourceReport {
  fileprivate init(_ line: SourcesFile.BrokenLine) {
    self.init(
      title: Output.clean(line.text), location: Output.clean(line.place), kind: .line)
    problem = line.reason
  }

  fileprivate init(_ source: Source, _ feed: ArchivedFeed?, _ condition: FeedCondition) {
    self.init(
      title: Output.clean(source.name ?? feed?.title ?? source.title),
      location: Output.clean(source.location),
      kind: .feed)
    let state = condition.state
    problem = condition.problem
    lastSuccess = state.lastSuccess
    lastAttempt = state.lastAttempt
    nextAttempt = condition.nextAttempt
    failures = state.failures
    isGone = state.isGone
    movedTo = state.movedTo
  }
}
