import Articles
import Dispatch
import FeedParsing
import Networking
import Storage

/// Finds the feed that a person means by an address: that of the feed, or of a page that has one.
struct FeedFinder {
  let probe: FeedProbe

  enum Finding {
    case feed(FeedProbe.Found)
    /// A page offers several.
    case several([FeedDiscovery.Link])
    case failed(String)
  }

  /// Asks for the address once, and for a feed that a page leads to once.
  ///
  /// - Parameter addresses: what the person may mean. The second is asked where the first has no
  ///   server that understands it.
  func find(_ addresses: [String]) -> Finding {
    guard let address = addresses.first else { return .failed(Wording.noFeed) }
    var answer = probe.ask(address, trust: .user)
    if case .unreached = answer, addresses.count > 1 {
      answer = probe.ask(addresses[1], trust: .user)
    }
    switch answer {
    case .feed(let found): return .feed(found)
    case .failed(let reason), .unreached(let reason): return .failed(reason)
    case .page(let page, let place):
      let offers = page.links.filter { FeedLocation.isWeb($0.url) }
      guard offers.count <= 1 else { return .several(offers) }
      guard let only = offers.first else { return likely(at: place, besides: addresses) }
      switch ask(only.url, besides: addresses) {
      case .feed(let found): return .feed(found)
      case .page: return .failed(Wording.pageWithoutFeed)
      case .failed(let reason), .unreached(let reason):
        return .failed("\(only.url): \(reason)")
      }
    }
  }

  /// Asks for what stood in a page. Only on the server that the person wrote may that be in a
  /// private network.
  func ask(_ address: String, besides written: [String]) -> FeedProbe.Answer {
    let origin = WebAddress(address)?.origin
    let isHome = written.contains { WebAddress($0)?.origin == origin }
    return probe.ask(address, trust: isHome ? .user : .document)
  }

  /// One of several that a page offers.
  func feed(at address: String, besides written: [String]) throws(CommandFailure) -> FeedProbe.Found
  {
    switch ask(address, besides: written) {
    case .feed(let found): return found
    case .page: throw CommandFailure(.failed, "\(Output.clean(address)): \(Wording.noFeed)")
    case .failed(let reason), .unreached(let reason):
      throw CommandFailure(.failed, "\(Output.clean(address)): \(reason)")
    }
  }

  /// Looks where sites usually have the feed that their page does not name.
  private func likely(at page: String, besides written: [String]) -> Finding {
    for address in FeedDiscovery.likelyAddresses(of: page) {
      if case .feed(let found) = ask(address, besides: written) { return .feed(found) }
    }
    return .failed(Wording.pageWithoutFeed)
  }
}

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
    var memory: FetchMemory
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
      var memory = report.memory
      if reading.isCut {
        memory.validators = nil
        memory.contentHash = nil
      }
      return .feed(Found(address: address, feed: feed, items: reading.items, memory: memory))
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
