import Articles
import Networking
import Storage

/// How a feed stands with its server, as a person is told: what went wrong at last, or that its whole
/// host is left alone, and when it is asked again.
struct FeedStanding {
  let state: FetchState
  let problem: String?
  let nextAttempt: Instant?

  /// - Parameter pauses: until when hosts are left alone.
  init(_ feed: ArchivedFeed?, pauses: [String: Instant]) {
    let state = feed?.state.memory.map(FetchMemory.state) ?? FetchState()
    self.state = state
    let host = feed.flatMap { WebAddress(state.movedTo ?? $0.address)?.origin.hostName }
    if let host, let pause = pauses[host], !state.isGone {
      problem = feed?.state.problem ?? SkipReason.hostPaused(host).message
      nextAttempt = max(pause, state.nextAttempt ?? pause)
    } else {
      problem = feed?.state.problem
      nextAttempt = state.nextAttempt
    }
  }
}
