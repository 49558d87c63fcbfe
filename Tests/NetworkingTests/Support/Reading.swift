import Articles
import Foundation

@testable import Networking

/// What the consumers of a refresh saw.
final class Library: Sendable {
  /// The bodies by source, whole or not.
  let bodies = Shared<[Int64: [String]]>([:])
  let incomplete = Shared<Set<Int64>>([])
  let made = Shared(0)
  let verdict: FeedVerdict

  init(verdict: FeedVerdict = .feed(UpdateHints())) { self.verdict = verdict }

  func consumer(_ source: FetchSource) -> any FeedConsumer {
    made.change { $0 += 1 }
    return Reader(source.id, self)
  }

  private final class Reader: FeedConsumer {
    private let id: Int64
    private let library: Library
    private var body: [UInt8] = []

    init(_ id: Int64, _ library: Library) {
      self.id = id
      self.library = library
    }

    func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
      body.append(contentsOf: bytes)
      return body.starts(with: "STOP".utf8) ? .none : .more
    }

    func finish(isComplete: Bool) -> FeedVerdict {
      let text = String(decoding: body, as: UTF8.self)
      let id = id
      library.bodies.change { $0[id, default: []].append(text) }
      if !isComplete { library.incomplete.change { _ = $0.insert(id) } }
      return isComplete || !text.hasPrefix("<rss") || text.hasSuffix("</rss>")
        ? library.verdict : .noFeed("It is cut short.")
    }
  }
}

/// What came of a refresh.
struct Outcome: Sendable {
  var reports: [FetchReport] = []
  var end: FetchProgress?

  func report(_ id: Int64) -> FetchReport? { reports.first { $0.id == id } }
}

/// A time that stands still until it is moved.
let noon = Instant(year: 2026, month: 3, day: 4, hour: 12)

/// Refreshes sources, one time after another.
final class Newsroom: Sendable {
  let now = Shared(noon)
  let library: Library
  let fetcher: Fetcher

  init(
    _ settings: TransportSettings = settings(), library: Library = Library(),
    pauses: [HostPause] = []
  ) {
    self.library = library
    let now = now
    fetcher = Fetcher(
      Transport(settings), pauses: pauses, now: { now.current }, chance: { 0.5 })
  }

  func start(
    _ sources: [FetchSource], on occasion: FetchOccasion = .everything,
    report: @escaping @Sendable (FetchEvent) -> Void
  ) -> Refresh {
    fetcher.refresh(
      sources, on: occasion, makeConsumer: { [library] source, _ in library.consumer(source) },
      report: report)
  }

  func refresh(_ sources: [FetchSource], on occasion: FetchOccasion = .everything) async
    -> Outcome
  {
    await withCheckedContinuation { continuation in
      let outcome = Shared(Outcome())
      _ = start(sources, on: occasion) { event in
        switch event {
        case .source(let report):
          outcome.change { $0.reports.append(report) }
        case .ended(let progress):
          outcome.change { $0.end = progress }
          continuation.resume(returning: outcome.current)
        }
      }
    }
  }

  /// Refreshes one source; the source as it is remembered, and what came of it.
  func refresh(_ source: FetchSource, on occasion: FetchOccasion = .everything) async
    -> (source: FetchSource, result: FetchReport.Result?)
  {
    var source = source
    let report = await refresh([source], on: occasion).reports.first
    source.memory = report?.memory ?? source.memory
    return (source, report?.result)
  }
}
