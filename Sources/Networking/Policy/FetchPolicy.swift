public import Articles
import CCurl

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
    for address: String, _ memory: FetchMemory, pause: Instant?, on occasion: FetchOccasion,
    at now: Instant
  ) -> FetchDecision {
    let asked = memory.movedTo ?? address
    if memory.isGone, occasion != .thisSource { return .skip(.gone, until: nil) }
    if let pause, pause > now {
      let host = WebAddress(asked)?.origin.hostName ?? asked
      return .skip(.hostPaused(host), until: max(pause, memory.nextAttempt ?? pause))
    }
    if occasion == .scheduled, let next = memory.nextAttempt, next > now,
      // A clock that was set back must not silence a source for years.
      next <= now.advanced(byMilliseconds: Int64(longestBackOff + longestBackOff / 4))
    {
      return .skip(memory.lastFailure.map(FetchDecision.SkipReason.failing) ?? .fresh, until: next)
    }
    return .ask(address: asked, headers: conditions(memory, at: now))
  }

  private func conditions(_ memory: FetchMemory, at now: Instant) -> [HeaderField] {
    guard let validators = memory.validators,
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
  public func memory(
    after outcome: FetchOutcome, of memory: FetchMemory, at now: Instant, chance: Double
  ) -> FetchMemory {
    var memory = memory
    if outcome.result != .failed(.cancelled) { memory.lastAttempt = now }
    switch outcome.result {
    case .updated(let hash, let hints):
      memory.hints = hints
      memory.contentHash = hash
      memory.validators = hash == nil ? nil : validators(outcome.headers, since: now)
      succeed(&memory, outcome, now)
    case .same:
      memory.validators = validators(outcome.headers, since: now)
      succeed(&memory, outcome, now)
    case .unchanged:
      succeed(&memory, outcome, now)
    case .failed(.cancelled):
      break
    case .failed(let failure):
      fail(&memory, failure, at: now, chance: chance)
      if let pause = pause(after: outcome, at: now), let next = memory.nextAttempt {
        memory.nextAttempt = max(next, pause)
      }
    }
    return memory
  }

  private func validators(_ headers: ResponseHeaders, since now: Instant) -> Validators? {
    guard headers.etag != nil || headers.lastModified != nil else { return nil }
    return Validators(etag: headers.etag, lastModified: headers.lastModified, since: now)
  }

  private func succeed(_ memory: inout FetchMemory, _ outcome: FetchOutcome, _ now: Instant) {
    memory.lastSuccess = now
    memory.lastFailure = nil
    memory.failures = 0
    memory.isGone = false
    memory.nextAttempt = nextAttempt(outcome.headers, memory.hints, after: now)
    watchMove(&memory, to: outcome.movedTo, at: now)
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

  private func watchMove(_ memory: inout FetchMemory, to address: String?, at now: Instant) {
    guard let address, address != memory.movedTo else {
      memory.move = nil
      return
    }
    guard var move = memory.move, move.address == address else {
      memory.move = Move(address: address, times: 1, since: now)
      return
    }
    move.times += 1
    memory.move = move
    let believable = move.since.advanced(byMilliseconds: Int64(timeBeforeBelief))
    if move.times >= movesBeforeBelief, now > believable {
      memory.movedTo = address
      memory.move = nil
    }
  }

  private func fail(
    _ memory: inout FetchMemory, _ failure: FetchFailure, at now: Instant, chance: Double
  ) {
    memory.failures = min(memory.failures, 1_000_000) + 1
    memory.lastFailure = failure.message
    var isGone = false
    if case .status(410, _) = failure { isGone = true }
    if memory.movedTo != nil, isGone || memory.failures >= failuresBeforeReturn {
      memory.movedTo = nil
      memory.validators = nil
    } else if isGone {
      memory.isGone = true
      memory.validators = nil
      memory.nextAttempt = nil
      return
    }
    let longest = failure.isUnreached ? longestBackOffUnreached : longestBackOff
    let wait = min(shortestWait << min(memory.failures - 1, 20), longest)
    let spread = Int(Double(wait / 4) * min(max(chance, 0), 1))
    memory.nextAttempt = now.advanced(byMilliseconds: Int64(wait + spread))
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

/// Who wants a source to be asked.
public enum FetchOccasion: Hashable, Sendable {
  /// The clock: only what is due.
  case scheduled
  /// The person, for everything: also what is fresh, or has failed lately.
  case everything
  /// The person, for this source alone: also if it is gone.
  case thisSource
}

/// Whether a source is asked now.
public enum FetchDecision: Hashable, Sendable {
  /// The headers ask whether there is something new.
  case ask(address: String, headers: [HeaderField])
  /// `until` is the next attempt; `nil` for none.
  case skip(SkipReason, until: Instant?)

  /// Why a source is not asked: facts; ``message`` makes the sentence.
  public enum SkipReason: Hashable, Sendable {
    case fresh
    /// With the sentence of the last failure.
    case failing(String)
    case hostPaused(String)
    case gone
  }
}

/// What came of asking a source once.
public struct FetchOutcome: Hashable, Sendable {
  public enum Result: Hashable, Sendable {
    /// A body was understood; the hash is `nil` if it was not read to its end.
    case updated(contentHash: BodyHash?, hints: UpdateHints)
    /// The server says so (304).
    case unchanged
    /// All of the body came again, and is the same, byte by byte.
    case same
    case failed(FetchFailure)
  }

  public var result: Result
  /// Those of the last answer; empty if there was none.
  public var headers: ResponseHeaders
  /// As in ``Completion``.
  public var movedTo: String?

  public init(
    _ result: Result, headers: ResponseHeaders = ResponseHeaders(), movedTo: String? = nil
  ) {
    self.result = result
    self.headers = headers
    self.movedTo = movedTo
  }
}

/// How long an answer is good for, as HTTP says it (RFC 9111). All times are milliseconds.
enum Freshness {
  /// `nil` where nothing is said.
  static func wait(_ headers: ResponseHeaders, at now: Instant) -> Int? {
    let directives = directives(headers.cacheControl ?? "")
    if directives["no-store"] != nil || directives["no-cache"] != nil { return nil }
    if let text = directives["max-age"] {
      guard let seconds = seconds(text) else { return nil }
      return max(0, seconds - (headers.age.flatMap(Self.seconds) ?? 0)) * 1000
    }
    guard let expires = headers.expires.flatMap(HTTPDate.instant) else { return nil }
    let date = headers.date.flatMap(HTTPDate.instant) ?? now
    return max(0, Int(expires.milliseconds - date.milliseconds))
  }

  /// `nil` for what is neither a number of seconds nor a date.
  static func wait(retryAfter text: String, at now: Instant) -> Int? {
    if let seconds = seconds(text) { return seconds * 1000 }
    return HTTPDate.instant(text).map { max(0, Int($0.milliseconds - now.milliseconds)) }
  }

  /// Digits only, at most ten years: what is more counts as that.
  private static func seconds(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return min(Int(text) ?? .max, 315_360_000)
  }

  /// Names in lower case, values without quotes; of several of one name the first counts.
  private static func directives(_ text: String) -> [String: String] {
    var result: [String: String] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let trimmed = sides.map { String($0.filter { !" \t\"".contains($0) }).lowercased() }
      if result[trimmed[0]] == nil { result[trimmed[0]] = trimmed.count > 1 ? trimmed[1] : "" }
    }
    return result
  }
}

/// Dates as HTTP writes them (RFC 9110, 5.6.7): all three forms, and what servers make of them.
enum HTTPDate {
  static func instant(_ text: String) -> Instant? {
    let seconds = Int64(curl_getdate(text, nil))
    guard (0...253_402_300_799).contains(seconds) else { return nil }
    return Instant(milliseconds: seconds * 1000)
  }
}
