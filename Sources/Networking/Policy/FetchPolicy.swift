public import Articles

/// When a source is asked, with what, and what is remembered of the answer.
///
/// A function of its arguments: time and chance are given.
public struct FetchPolicy: Hashable, Sendable {
  /// Milliseconds. A source is not asked more often by itself, whatever it says.
  public var shortestWait = 9 * 60_000
  /// What servers and feeds say of caching and calendars counts up to here.
  public var longestWait = 5 * 3_600_000
  /// A source that fails is asked at least so often; one whose server is not reached at all, as
  /// when the reader is offline, more often.
  public var longestBackOff = 24 * 3_600_000
  public var longestBackOffUnreached = 3_600_000
  /// How long a host is left alone that finds itself asked too often, if it does not say, and the
  /// most if it does.
  public var usualPause = 15 * 60_000
  public var longestPause = 24 * 3_600_000
  /// Validators are dropped after that time: some servers never notice a change.
  public var validatorsLast = 8 * 86_400_000
  /// A permanent redirect is believed after so many times in a row, over more than that time.
  public var movesBeforeBelief = 3
  public var timeBeforeBelief = 86_400_000
  /// After so many failures in a row a new address is given up for the one that was written.
  public var failuresBeforeReturn = 3

  public init() {}

  /// Whether to ask a source now, and with what.
  ///
  /// - Parameter pause: until when the host is to be left alone.
  public func decision(
    for address: String, _ state: FetchState, pause: Instant?, on occasion: FetchOccasion,
    at now: Instant
  ) -> FetchDecision {
    let asked = state.movedTo ?? address
    if state.isGone, occasion != .thisSource { return .skip(.gone, until: nil) }
    if let pause, pause > now {
      let host = WebAddress(asked)?.origin.hostName ?? asked
      return .skip(.hostPaused(host), until: max(pause, state.nextAttempt ?? pause))
    }
    if occasion == .scheduled, let next = state.nextAttempt, next > now,
      // A clock that was set back must not silence a source for years.
      next <= now.advanced(byMilliseconds: Int64(longestBackOff + longestBackOff / 4))
    {
      return .skip(state.lastFailure.map(SkipReason.failing) ?? .fresh, until: next)
    }
    return .ask(address: asked, headers: conditions(state, at: now))
  }

  private func conditions(_ state: FetchState, at now: Instant) -> [HeaderField] {
    guard let validators = state.validators,
      now < validators.since.advanced(byMilliseconds: Int64(validatorsLast))
    else { return [] }
    return [
      validators.etag.flatMap { HeaderField(name: "If-None-Match", value: $0) },
      validators.lastModified.flatMap { HeaderField(name: "If-Modified-Since", value: $0) },
    ].compactMap { $0 }
  }

  /// Until when the host that answered is left alone; `nil` if it may be asked.
  public func pause(after outcome: FetchOutcome, at now: Instant) -> Instant? {
    guard case .failed(.status(let status, _)) = outcome.result else { return nil }
    let isOverloaded = status == 429 || status == 503
    let wait =
      outcome.headers.retryAfter.flatMap { Freshness.wait(retryAfter: $0, at: now) }
      ?? (isOverloaded ? usualPause : 0)
    return wait > 0 ? now.advanced(byMilliseconds: Int64(min(wait, longestPause))) : nil
  }

  /// What is remembered after an attempt.
  ///
  /// - Parameter chance: at least 0, less than 1; spreads the attempts of what fails.
  public func state(
    after outcome: FetchOutcome, of state: FetchState, at now: Instant, chance: Double
  ) -> FetchState {
    var state = state
    if outcome.result != .failed(.cancelled) { state.lastAttempt = now }
    switch outcome.result {
    case .updated(let hash, let hints):
      state.hints = hints
      state.contentHash = hash
      state.validators = hash == nil ? nil : validators(outcome.headers, since: now)
      succeed(&state, outcome, now)
    case .same:
      state.validators = validators(outcome.headers, since: now)
      succeed(&state, outcome, now)
    case .unchanged:
      succeed(&state, outcome, now)
    case .failed(.cancelled):
      break
    case .failed(let failure):
      fail(&state, failure, at: now, chance: chance)
      if let pause = pause(after: outcome, at: now), let next = state.nextAttempt {
        state.nextAttempt = max(next, pause)
      }
    }
    return state
  }

  private func validators(_ headers: ResponseHeaders, since now: Instant) -> Validators? {
    guard headers.etag != nil || headers.lastModified != nil else { return nil }
    return Validators(etag: headers.etag, lastModified: headers.lastModified, since: now)
  }

  private func succeed(_ state: inout FetchState, _ outcome: FetchOutcome, _ now: Instant) {
    state.lastSuccess = now
    state.lastFailure = nil
    state.failures = 0
    state.isGone = false
    state.nextAttempt = nextAttempt(outcome.headers, state.hints, after: now)
    watchMove(&state, to: outcome.movedTo, at: now)
  }

  private func nextAttempt(
    _ headers: ResponseHeaders, _ hints: UpdateHints, after now: Instant
  ) -> Instant {
    let hinted = (hints.seconds ?? 0).multipliedReportingOverflow(by: 1000)
    let wait = max(
      Freshness.wait(headers, at: now) ?? 0, hinted.overflow ? longestWait : hinted.partialValue)
    let latest = now.advanced(byMilliseconds: Int64(longestWait))
    var next = now.advanced(
      byMilliseconds: Int64(min(max(wait, shortestWait), longestWait)))
    while next < latest, hints.skips(next) { next = next.nextHour }
    return min(next, latest)
  }

  private func watchMove(_ state: inout FetchState, to address: String?, at now: Instant) {
    guard let address, address != state.movedTo else {
      state.move = nil
      return
    }
    guard var move = state.move, move.address == address else {
      state.move = Move(address: address, times: 1, since: now)
      return
    }
    move.times += 1
    state.move = move
    let believable = move.since.advanced(byMilliseconds: Int64(timeBeforeBelief))
    if move.times >= movesBeforeBelief, now > believable {
      state.movedTo = address
      state.move = nil
    }
  }

  private func fail(
    _ state: inout FetchState, _ failure: FetchFailure, at now: Instant, chance: Double
  ) {
    state.failures = min(state.failures, 1_000_000) + 1
    state.lastFailure = failure.message
    var isGone = false
    if case .status(410, _) = failure { isGone = true }
    if state.movedTo != nil, isGone || state.failures >= failuresBeforeReturn {
      state.movedTo = nil
      state.validators = nil
    } else if isGone {
      state.isGone = true
      state.validators = nil
      state.nextAttempt = nil
      return
    }
    let longest = failure.isUnreached ? longestBackOffUnreached : longestBackOff
    let wait = min(shortestWait << min(state.failures - 1, 20), longest)
    let spread = Int(Double(wait / 4) * min(max(chance, 0), 1))
    state.nextAttempt = now.advanced(byMilliseconds: Int64(wait + spread))
  }
}

extension FetchFailure {
  /// Whether no server has been troubled.
  fileprivate var isUnreached: Bool {
    switch self {
    case .nameNotFound, .proxyNameNotFound, .cannotConnect, .proxyFailed: true
    default: false
    }
  }
}

extension UpdateHints {
  fileprivate func skips(_ instant: Instant) -> Bool {
    let date = instant.civil(utcOffsetSeconds: 0)
    return skippedHours >> UInt32(date.hour) & 1 == 1
      || skippedDays >> UInt8(date.weekday - 1) & 1 == 1
  }
}

extension Instant {
  fileprivate var nextHour: Instant {
    Instant(milliseconds: (milliseconds / 3_600_000 + 1) * 3_600_000)
  }
}
