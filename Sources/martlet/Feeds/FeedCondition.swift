import Articles
import Networking
import Storage

/// How a feed fares: what went wrong, and why and until when it is left alone.
struct FeedCondition {
  let state: FetchState
  /// Why it is not asked now; `nil` if it is when its turn comes.
  let waiting: SkipReason?
  /// `nil` for any time, or never where it is gone.
  let nextAttempt: Instant?
  /// A sentence.
  let problem: String?

  /// - Parameter pauses: of hosts that want to be left alone.
  init(_ address: String, _ feed: ArchivedFeed?, pauses: [String: Instant], now: Instant) {
    state = feed?.state.memory.map(FetchMemory.state) ?? FetchState()
    let host = WebAddress(state.movedTo ?? address)?.origin.hostName ?? ""
    let decision = FetchPolicy().decision(
      for: address, state, pause: pauses[host], on: .scheduled, at: now)
    switch decision {
    case .ask:
      waiting = nil
      nextAttempt = state.nextAttempt
    case .skip(let reason, let until):
      waiting = reason
      nextAttempt = until
    }
    // A host that rests is a reason for all of its feeds.
    if case .hostPaused? = waiting {
      problem = feed?.state.problem ?? waiting?.message
    } else {
      problem = feed?.state.problem
    }
  }
}
