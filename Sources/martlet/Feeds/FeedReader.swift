import Articles
import FeedParsing
import Networking
import Storage

/// Reads the body of one feed while it comes, and hands its items on in parts, so that a feed of any
/// length takes little memory.
final class FeedReader: FeedConsumer {
  /// What has come since the last part; the last one says what the document was.
  struct Part {
    var items: [FeedItem]
    /// What the feed calls itself, if that is known.
    var title: String?
    /// Whether it is not the first.
    var continues = false
    var document: FeedDocument?
  }

  private var parser: FeedParser
  private var items: [FeedItem] = []
  /// Bytes of the body that these items stood in.
  private var weight = 0
  private var hasDelivered = false
  private let deliver: (Part) -> Appetite

  /// Items may be tiny: then their number counts.
  private static let heaviest = 1 << 19
  private static let most = 1024

  /// - Parameter deliver: called while the body comes; says whether more of it is wanted.
  init(_ head: ResponseHead, deliver: @escaping (Part) -> Appetite) {
    parser = FeedParser(address: head.base, contentType: head.headers.contentType)
    self.deliver = deliver
  }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    // Only whether there is room.
    guard !bytes.isEmpty else { return deliver(Part(items: [], continues: hasDelivered)) }
    parser.parse(bytes) { items.append($0) }
    weight += bytes.count
    let isFull = items.count >= Self.most || weight >= Self.heaviest && !items.isEmpty
    guard isFull else { return .more }
    return handOver(nil)
  }

  /// Items that were whole before a body broke off are kept; what it was is mostly not known then.
  func finish(isComplete: Bool) -> FeedVerdict {
    let document =
      isComplete ? parser.finish { items.append($0) } : parser.breakOff { items.append($0) }
    _ = handOver(document)
    guard let document else { return .noFeed(Wording.feedCutShort) }
    switch document.kind {
    case .feed(let feed): return .feed(feed.schedule.hints)
    case .page where document.notAFeed != nil:
      return .noFeed(document.notAFeed?.sentence ?? Wording.noFeed)
    case .page(let page): return .noFeed(Wording.pageInsteadOfFeed(page))
    case .outline: return .noFeed(Wording.listInsteadOfFeed)
    case .unknown: return .noFeed(document.notAFeed?.sentence ?? Wording.noFeed)
    }
  }

  private func handOver(_ document: FeedDocument?) -> Appetite {
    defer {
      items = []
      weight = 0
      hasDelivered = true
    }
    return deliver(
      Part(items: items, title: parser.title, continues: hasDelivered, document: document))
  }
}

extension FeedSchedule {
  /// The same as the fetcher has it.
  var hints: UpdateHints {
    let minutes = max(minutesToLive ?? 0, updateMinutes ?? 0)
    return UpdateHints(
      seconds: minutes > 0 ? min(minutes, 10_000_000) * 60 : nil,
      skippedHours: skippedHours.filter { (0..<24).contains($0) }.reduce(0) { $0 | 1 << $1 },
      skippedDays: skippedDays.filter { (1...7).contains($0) }.reduce(0) { $0 | 1 << ($1 - 1) })
  }
}

/// What flows from the network's thread to the one that stores.
final class RefreshInflow: Sendable {
  /// A part of a feed, or what came of it in the end.
  struct Arrival: Sendable {
    var batch: FeedBatch
    /// With the last part.
    var report: FetchReport?
    /// The feed that a page offers which stands where there never was a feed. It is asked next.
    var offer: FetchMemory?
  }

  /// The network's thread never waits for room, as every other server would wait with it: it is told
  /// that there is none, and lets the transfer rest.
  private let queue: BoundedQueue<Arrival>
  /// The last parts of feeds whose reports are yet to come, by source.
  private let last = Locked<[Int64: FeedReader.Part]>([:])

  init(capacity: Int) {
    queue = BoundedQueue(capacity: capacity)
  }

  func reader(of source: FetchSource, _ head: ResponseHead) -> FeedReader {
    FeedReader(head) { [self] part in
      guard part.document == nil else {
        last.withLock { $0[source.id] = part }
        return .more
      }
      guard !part.items.isEmpty else { return Self.appetite(queue.room) }
      var batch = FeedBatch(source: SourceID(source.id), items: part.items)
      batch.title = part.title
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
  private static func offer(_ report: FetchReport, _ part: FeedReader.Part?) -> FetchMemory? {
    guard case .failed = report.result, case .page(let page)? = part?.document?.kind,
      part?.document?.notAFeed == nil, report.memory.lastSuccess == nil,
      report.memory.movedTo == nil,
      let link = page.links.first(where: { FeedLocation.isWeb($0.url) })
    else { return nil }
    var memory = FetchMemory()
    memory.lastAttempt = report.memory.lastAttempt
    memory.lastFailure = report.memory.lastFailure
    memory.failures = report.memory.failures
    memory.movedTo = link.url
    return memory
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
      batch.state = FeedState(report.memory)
    case .skipped, .cancelled: break
    }
    return batch
  }
}
