import Articles

/// What came of one source.
public struct FetchReport: Sendable {
  public enum Result: Hashable, Sendable {
    case updated
    case unchanged
    case skipped(SkipReason)
    case failed(FetchFailure)
    /// The person stopped it; the state is as before.
    case cancelled
  }

  public let id: Int64
  public let result: Result
  /// To be stored with what came.
  public let state: FetchState
  /// Where the answer came from; `nil` if there was none.
  public let address: String?
  /// A host that asked for a pause, to be stored too.
  public let pause: HostPause?
  public let wireBytes: Int
  public let progress: FetchProgress

  static func skipped(
    _ source: FetchSource, _ reason: SkipReason, until: Instant?, _ progress: FetchProgress
  ) -> FetchReport {
    var state = source.state
    state.nextAttempt = until
    return FetchReport(
      id: source.id, result: .skipped(reason), state: state, address: nil, pause: nil,
      wireBytes: 0, progress: progress)
  }
}

/// What the fetcher makes of one answer.
struct Conclusion {
  /// The one that the source was queued for.
  let host: String
  let result: FetchOutcome.Result
  let completion: Completion
  let pause: HostPause?
  let state: FetchState

  func report(_ source: FetchSource, _ progress: FetchProgress) -> FetchReport {
    let result: FetchReport.Result =
      switch result {
      case .updated: .updated
      case .unchanged, .same: .unchanged
      case .failed(.cancelled): .cancelled
      case .failed(let failure): .failed(failure)
      }
    var address: String?
    if case .success(let head) = completion.result { address = head.address }
    return FetchReport(
      id: source.id, result: result, state: state, address: address, pause: pause,
      wireBytes: completion.wireBytes, progress: progress)
  }
}
