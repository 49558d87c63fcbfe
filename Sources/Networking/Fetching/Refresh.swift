import Articles
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

  func skip(_ source: FetchSource, _ reason: SkipReason, until: Instant?) {
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
