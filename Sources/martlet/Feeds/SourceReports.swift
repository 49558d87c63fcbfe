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
        reports.append(
          SourceReport(source, feeds[source.place.written], pauses: pauses, now: now))
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

  /// How a feed fares: what went wrong, and why and until when it is left alone.
  /// - Parameter pauses: of hosts that want to be left alone.
  init(_ source: Source, _ feed: ArchivedFeed?, pauses: [String: Instant], now: Instant) {
    self.init(
      title: Output.clean(source.name ?? feed?.title ?? source.title),
      location: Output.clean(source.location),
      kind: .feed)
    let address = source.place.written
    let memory = FetchMemory(feed?.state)
    lastSuccess = memory.lastSuccess
    lastAttempt = memory.lastAttempt
    failures = memory.failures
    isGone = memory.isGone
    movedTo = memory.movedTo
    problem = feed?.state.problem
    let host = WebAddress(memory.movedTo ?? address)?.origin.hostName ?? ""
    let decision = FetchPolicy().decision(
      for: address, memory, pause: pauses[host], on: .scheduled, at: now)
    switch decision {
    case .ask: nextAttempt = memory.nextAttempt
    case .skip(let reason, let until):
      waiting = reason.message
      nextAttempt = until
      // A host that rests is a reason for all of its feeds.
      if case .hostPaused = reason { problem = problem ?? waiting }
    }
  }
}

extension FeedState {
  /// As the library keeps it. A move that is not believed yet is enough for a person who writes the
  /// new address.
  init(_ memory: FetchMemory) {
    self.init(
      memory: memory.text, problem: memory.lastFailure,
      movedTo: memory.movedTo ?? memory.move?.address)
  }
}

extension FetchMemory {
  /// As the library kept it; of a feed that was never asked, nothing.
  init(_ state: FeedState?) { self.init(text: state?.memory ?? "") }
}
