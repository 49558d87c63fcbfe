import Articles
import FeedParsing
import Networking
import Storage

/// What flows from the network's thread to the one that stores.
final class RefreshInflow: Sendable {
  /// A part of a feed, or what came of it in the end.
  struct Arrival: Sendable {
    var batch: FeedBatch
    /// With the last part.
    var report: FetchReport?
    /// The feed that a page offers which stands where there never was a feed. It is asked next.
    var offer: FetchState?
  }

  /// The network's thread never waits for room, as every other server would wait with it: it is told
  /// that there is none, and lets the transfer rest.
  private let queue = BoundedQueue<Arrival>(capacity: 32)
  /// The last parts of feeds whose reports are yet to come, by source.
  private let last = Locked<[Int64: FeedReader.Part]>([:])

  func reader(of source: FetchSource, _ head: ResponseHead) -> FeedReader {
    FeedReader(head) { [self] part in
      guard part.document == nil else {
        last.withLock { $0[source.id] = part }
        return .more
      }
      guard !part.items.isEmpty else { return Self.appetite(queue.room) }
      var batch = FeedBatch(source: SourceID(source.id), items: part.items)
      batch.continues = part.continues
      return Self.appetite(queue.offer(Arrival(batch: batch)))
    }
  }

  func take(_ event: FetchEvent) {
    switch event {
    case .source(let report):
      let part = last.withLock { $0.removeValue(forKey: report.id) }
      var arrival = Arrival(batch: Self.batch(report, part), report: report)
      if let offer = Self.offer(report, part) {
        arrival.offer = offer
        arrival.batch.state = FeedState(offer)
      }
      _ = queue.offer(arrival)
    case .ended: queue.close()
    }
  }

  /// Everything that is there, at least one; waits for it. `nil` when nothing follows.
  func next() -> [Arrival]? {
    let arrivals = queue.popAvailable()
    return arrivals.isEmpty ? nil : arrivals
  }

  private static func appetite(_ room: QueueRoom) -> Appetite {
    switch room {
    case .some: .more
    case .none: .later
    case .closed: .none
    }
  }

  func close() {
    queue.close()
  }

  /// What is remembered of a page in the place of a feed: the feed that it offers first. A feed that
  /// was there once stays the one that is meant, whatever its server shows now.
  private static func offer(_ report: FetchReport, _ part: FeedReader.Part?) -> FetchState? {
    guard case .failed = report.result, case .page(let page)? = part?.document?.kind,
      part?.document?.notAFeed == nil, report.state.lastSuccess == nil,
      report.state.movedTo == nil,
      let link = page.links.first(where: { FeedLocation.isWeb($0.url) })
    else { return nil }
    var state = FetchState()
    state.lastAttempt = report.state.lastAttempt
    state.lastFailure = report.state.lastFailure
    state.failures = report.state.failures
    state.movedTo = link.url
    return state
  }

  private static func batch(_ report: FetchReport, _ part: FeedReader.Part?) -> FeedBatch {
    var batch = FeedBatch(source: SourceID(report.id))
    if let part, case .feed(let feed)? = part.document?.kind {
      batch.feed = feed
      batch.items = part.items
      batch.continues = part.continues
    }
    switch report.result {
    case .updated, .unchanged, .failed:
      batch.state = FeedState(report.state)
    case .skipped, .cancelled: break
    }
    return batch
  }
}
