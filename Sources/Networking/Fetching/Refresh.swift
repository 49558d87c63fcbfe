public import Articles
import Synchronization

/// A refresh that is under way.
public final class Refresh: Sendable {
  struct Asked: Sendable {
    let host: String
    let request: Request
    let makeHandler: @Sendable () -> any ResponseHandler
  }

  private struct State {
    var progress = FetchProgress()
    var tickets: [String: [Ticket]] = [:]
    var pauses: [String: HostPause] = [:]
    var isCancelled = false
  }

  private let transport: Transport
  private let report: @Sendable (FetchEvent) -> Void
  private let state = Mutex(State())

  init(_ transport: Transport, _ report: @escaping @Sendable (FetchEvent) -> Void) {
    self.transport = transport
    self.report = report
  }

  /// Stops it at once: what is done stays, what is not is reported as cancelled.
  public func cancel() {
    let tickets = state.withLock { state in
      state.isCancelled = true
      return state.tickets.values.flatMap { $0 }
    }
    transport.cancel(tickets)
  }

  /// Says that there is room again, where a consumer wanted what comes later.
  public func resume() {
    transport.resume()
  }

  func skip(_ source: FetchSource, _ reason: FetchDecision.SkipReason, until: Instant?) {
    let progress = state.withLock(\.progress)
    report(.source(.skipped(source, reason, until: until, progress)))
  }

  /// Submits what is asked for; the rest of the refresh happens on the transport's thread.
  func begin(_ asked: [Asked]) {
    guard !asked.isEmpty else { return report(.ended(FetchProgress())) }
    // Under the lock, so that no request ends before its ticket is here.
    state.withLock { state in
      state.progress.total = asked.count
      let tickets = transport.submit(asked.map { ($0.request, $0.makeHandler) })
      for (request, ticket) in zip(asked, tickets) {
        state.tickets[request.host, default: []].append(ticket)
      }
    }
  }

  /// Lets go of everything else that was to be asked of a host.
  func pause(_ pause: HostPause) {
    let tickets = state.withLock { state in
      state.pauses[pause.host] = pause
      return state.tickets.removeValue(forKey: pause.host) ?? []
    }
    transport.cancel(tickets)
  }

  func conclude(_ source: FetchSource, _ conclusion: Conclusion) {
    let (progress, isStopped, pause) = state.withLock { state in
      state.progress.done += 1
      if case .failed(let failure) = conclusion.result, failure != .cancelled {
        state.progress.failed += 1
      }
      return (state.progress, state.isCancelled, state.pauses[conclusion.host])
    }
    if case .failed(.cancelled) = conclusion.result, let pause, !isStopped {
      report(
        .source(.skipped(source, .hostPaused(pause.host), until: pause.until, progress)))
    } else {
      report(.source(conclusion.report(source, progress)))
    }
    if progress.done == progress.total { report(.ended(progress)) }
  }
}

public enum FetchEvent: Sendable {
  /// One source is done.
  case source(FetchReport)
  /// All are done, or stopped; nothing follows.
  case ended(FetchProgress)
}

/// How far a refresh is.
public struct FetchProgress: Hashable, Sendable {
  /// Without those that were skipped before anything was asked.
  public internal(set) var total = 0
  public internal(set) var done = 0
  public internal(set) var failed = 0

  public init() {}
}

/// What came of one source.
public struct FetchReport: Sendable {
  public enum Result: Hashable, Sendable {
    case updated
    case unchanged
    case skipped(FetchDecision.SkipReason)
    case failed(FetchFailure)
    /// The person stopped it; the memory is as before.
    case cancelled
  }

  public let id: Int64
  public let result: Result
  /// To be stored with what came.
  public let memory: FetchMemory
  /// Where the answer came from; `nil` if there was none.
  public let address: String?
  /// A host that asked for a pause, to be stored too.
  public let pause: HostPause?
  public let wireBytes: Int
  public let progress: FetchProgress

  static func skipped(
    _ source: FetchSource, _ reason: FetchDecision.SkipReason, until: Instant?,
    _ progress: FetchProgress
  ) -> FetchReport {
    var memory = source.memory
    memory.nextAttempt = until
    return FetchReport(
      id: source.id, result: .skipped(reason), memory: memory, address: nil, pause: nil,
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
  let memory: FetchMemory

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
      id: source.id, result: result, memory: memory, address: address, pause: pause,
      wireBytes: completion.wireBytes, progress: progress)
  }
}

/// A host that is left alone for a while.
public struct HostPause: Hashable, Sendable {
  /// As in ``Origin/hostName``.
  public var host: String
  public var until: Instant

  public init(host: String, until: Instant) {
    self.host = host
    self.until = until
  }
}
