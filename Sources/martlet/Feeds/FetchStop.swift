import Networking

/// Lets another thread stop what is being fetched, and whatever was to be fetched after that.
final class FetchStop: Sendable {
  private let state = Locked<(refresh: Refresh?, isStopped: Bool)>((nil, false))

  var isStopped: Bool { state.withLock(\.isStopped) }

  func stop() {
    let refresh = state.withLock { state in
      state.isStopped = true
      return state.refresh
    }
    refresh?.cancel()
  }

  /// To be called when `refresh` has begun: it is cancelled at once if it comes too late.
  func watch(_ refresh: Refresh) {
    let isStopped = state.withLock { state in
      state.refresh = refresh
      return state.isStopped
    }
    if isStopped { refresh.cancel() }
  }
}
