import Articles
import Dispatch
import FeedParsing
import Networking

/// Asks once what is at an address, before it is a source.
struct FeedProbe {
  let fetcher: Fetcher
  /// What the person gives every server.
  let identity: Identity?

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
  }

  /// More items than a person adds a feed for; what is beyond comes with the next refresh.
  private static let itemLimit = 5000

  private struct State {
    var items: [FeedItem] = []
    var isCut = false
    var document: FeedDocument?
    var report: FetchReport?
  }

  /// Blocks until there is an answer.
  /// - Parameter trust: `.document` for an address that stood in a page.
  func ask(_ address: String, trust: Trust) -> Answer {
    let state = Locked(State())
    let isDone = DispatchSemaphore(value: 0)
    _ = fetcher.refresh(
      [FetchSource(id: 0, address: address, trust: trust, identity: identity)], on: .thisSource,
      makeConsumer: { _, head in
        FeedReader(head) { part in
          state.withLock { state in
            let room = Self.itemLimit - state.items.count
            state.isCut = state.isCut || part.items.count > room
            state.items += part.items.prefix(room)
            state.document = part.document
          }
          return true
        }
      },
      report: { event in
        switch event {
        case .source(let report): state.withLock { $0.report = report }
        case .ended: isDone.signal()
        }
      })
    isDone.wait()
    return Self.answer(state.withLock { $0 }, address)
  }

  private static func answer(_ state: State, _ address: String) -> Answer {
    guard let report = state.report else { return .failed(FetchFailure.cancelled.message) }
    switch (state.document?.kind, report.result) {
    case (.feed(let feed), .updated):
      var memory = report.state
      if state.isCut {
        memory.validators = nil
        memory.contentHash = nil
      }
      return .feed(Found(address: address, feed: feed, items: state.items, state: memory))
    case (.page(let page), _): return .page(page, at: report.address ?? address)
    case (_, .failed(let failure)): return .failed(failure.message)
    case (_, .skipped(let reason)): return .failed(reason.message)
    default: return .failed(Wording.noFeed)
    }
  }
}
