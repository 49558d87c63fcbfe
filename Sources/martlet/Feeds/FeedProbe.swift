import Articles
import Dispatch
import FeedParsing
import Networking
import Storage

/// Asks once what is at an address, before it is a source.
struct FeedProbe {
  let fetcher: Fetcher
  let asking: FeedAsking
  /// Remembers the pauses that hosts ask for.
  var library: Library?
  /// Ends what is asked before the answer is there.
  var stop: FetchStop?

  /// A feed as one request brought it, to be stored without another.
  struct Found: Sendable {
    var address: String
    var feed: Feed
    var items: [FeedItem]
    var state: FetchState
  }

  enum Answer: Sendable {
    case feed(Found)
    /// A web page, with where it is.
    case page(FeedDiscovery, at: String)
    case failed(String)
    /// No server answers there in this way; with a sentence.
    case unreached(String)
  }

  /// More items than a person adds a feed for; what is beyond comes with the next refresh.
  private static let itemLimit = 5000

  /// Everything that one request brought.
  struct Reading: Sendable {
    var items: [FeedItem] = []
    var isCut = false
    /// `nil` if there was no whole body.
    var document: FeedDocument?
    var report: FetchReport?
  }

  /// Blocks until there is an answer.
  /// - Parameter trust: `.document` for an address that stood in a page.
  func ask(_ address: String, trust: Trust) -> Answer {
    Self.answer(read(address, trust: trust, itemLimit: Self.itemLimit), address)
  }

  /// Blocks until there is an answer.
  func read(_ address: String, trust: Trust, itemLimit: Int = .max) -> Reading {
    let state = Locked(Reading())
    if stop?.isStopped == true { return Reading() }
    let isDone = DispatchSemaphore(value: 0)
    let refresh = fetcher.refresh(
      [asking.source(id: 0, address: address, trust: trust)], on: .thisSource,
      makeConsumer: { _, head in
        FeedReader(head) { part in
          state.withLock { state in
            let room = itemLimit - state.items.count
            state.isCut = state.isCut || part.items.count > room
            state.items += part.items.prefix(room)
            state.document = part.document
          }
          return .more
        }
      },
      report: { event in
        switch event {
        case .source(let report): state.withLock { $0.report = report }
        case .ended: isDone.signal()
        }
      })
    stop?.watch(refresh)
    isDone.wait()
    let reading = state.withLock { $0 }
    if let pause = reading.report?.pause {
      // Where it cannot be stored, the host is asked too early once more, and says so again.
      try? library?.store(pauses: [pause.host: pause.until], now: SystemClock.now)
    }
    return reading
  }

  private static func answer(_ reading: Reading, _ address: String) -> Answer {
    guard let report = reading.report else { return .failed(FetchFailure.cancelled.message) }
    switch (reading.document?.kind, report.result) {
    case (.feed(let feed), .updated):
      var memory = report.state
      if reading.isCut {
        memory.validators = nil
        memory.contentHash = nil
      }
      return .feed(Found(address: address, feed: feed, items: reading.items, state: memory))
    case (.page, _) where reading.document?.notAFeed != nil: return .failed(reading.complaint)
    case (.page(let page), _): return .page(page, at: report.address ?? address)
    case (_, .failed(let failure)) where failure.isOfNoServer:
      return .unreached(reading.complaint)
    default: return .failed(reading.complaint)
    }
  }
}

extension FetchFailure {
  /// Whether there may be a server all the same that speaks without encryption.
  fileprivate var isOfNoServer: Bool {
    switch self {
    case .cannotConnect, .secureConnection, .timedOut, .connectionBroken, .notHTTP: true
    default: false
    }
  }
}

extension FeedProbe.Reading {
  /// Why it is of no use.
  var complaint: String {
    if let notAFeed = document?.notAFeed { return notAFeed.sentence }
    return switch report?.result {
    case .failed(let failure): failure.message
    case .skipped(let reason): reason.message
    case .updated, .unchanged: Wording.noFeed
    case .cancelled, nil: FetchFailure.cancelled.message
    }
  }
}
