import Articles
import Testing

@testable import Networking

@Suite struct FetchPolicyTests {
  private let policy = FetchPolicy()
  private let address = "https://example.org/feed"

  private func after(_ milliseconds: Int) -> Instant {
    noon.advanced(byMilliseconds: Int64(milliseconds))
  }

  private static let minute = 60_000
  private static let hour = 3_600_000
  private static let day = 86_400_000

  private func headers(_ change: (inout ResponseHeaders) -> Void) -> ResponseHeaders {
    var headers = ResponseHeaders()
    change(&headers)
    return headers
  }

  private func updated(
    _ hints: UpdateHints = UpdateHints(), hash: UInt64? = 7, movedTo: String? = nil,
    _ change: (inout ResponseHeaders) -> Void = { _ in }
  ) -> FetchOutcome {
    FetchOutcome(
      .updated(contentHash: hash.map { BodyHash(whole: $0) }, hints: hints),
      headers: headers(change), movedTo: movedTo)
  }

  private func failed(_ failure: FetchFailure, retryAfter: String? = nil) -> FetchOutcome {
    FetchOutcome(.failed(failure), headers: headers { $0.retryAfter = retryAfter })
  }

  private func memory(
    after outcome: FetchOutcome, of memory: FetchMemory = FetchMemory(), at now: Instant = noon,
    chance: Double = 0
  ) -> FetchMemory {
    policy.memory(after: outcome, of: memory, at: now, chance: chance)
  }

  private func decision(
    _ memory: FetchMemory, pause: Instant? = nil, on occasion: FetchOccasion = .scheduled,
    at now: Instant = noon
  ) -> FetchDecision {
    policy.decision(for: address, memory, pause: pause, on: occasion, at: now)
  }

  // MARK: - When

  @Test func aNewSourceIsAskedAtOnce() {
    #expect(decision(FetchMemory()) == .ask(address: address, headers: []))
  }

  @Test func withoutHintsTheShortestWaitHolds() {
    #expect(memory(after: updated()).nextAttempt == after(9 * Self.minute))
  }

  @Test(arguments: [
    ("max-age=3600", 60), ("max-age=60", 9), ("max-age=0", 9), ("public, MAX-AGE=\"1800\"", 30),
    ("max-age=999999999999999999999999", 300), ("max-age=-5", 9), ("max-age=x", 9), ("", 9),
    ("no-cache, max-age=3600", 9), ("no-store", 9), ("max-age=3600, max-age=60", 60),
    ("s-maxage=7200", 9), ("=,=,,max-age=1200", 20),
  ])
  func cacheControlSetsTheWait(_ value: String, _ minutes: Int) {
    let outcome = updated { $0.cacheControl = value }
    #expect(memory(after: outcome).nextAttempt == after(minutes * Self.minute))
  }

  @Test func whatAnAnswerAgedOnItsWayIsSubtracted() {
    let outcome = updated {
      $0.cacheControl = "max-age=3600"
      $0.age = "1800"
    }
    #expect(memory(after: outcome).nextAttempt == after(30 * Self.minute))
  }

  @Test func expiresCountsFromTheServersClock() {
    let outcome = updated {
      $0.expires = "Thu, 05 Mar 2026 02:00:00 GMT"
      $0.date = "Thu, 05 Mar 2026 00:00:00 GMT"
    }
    #expect(memory(after: outcome).nextAttempt == after(2 * Self.hour))
    let alone = updated { $0.expires = "Wednesday, 04-Mar-26 13:00:00 GMT" }
    #expect(memory(after: alone).nextAttempt == after(Self.hour))
    let both = updated {
      $0.cacheControl = "max-age=1200"
      $0.expires = "Wed Mar  4 16:00:00 2026"
    }
    #expect(memory(after: both).nextAttempt == after(20 * Self.minute))
    for nonsense in ["0", "-1", "never", "Thu, 99 Foo 2026"] {
      let outcome = updated { $0.expires = nonsense }
      #expect(memory(after: outcome).nextAttempt == after(9 * Self.minute))
    }
  }

  @Test(arguments: [
    (nil, 9), (60, 9), (3600, 60), (86_400, 300), (Int.max, 300), (-5, 9), (Int.min, 300),
  ])
  func theFeedsOwnPaceCounts(_ seconds: Int?, _ minutes: Int) {
    let outcome = updated(UpdateHints(seconds: seconds))
    let next = memory(after: outcome).nextAttempt
    #expect(next == after(minutes * Self.minute))
  }

  @Test func theLongestHintCounts() {
    let outcome = updated(UpdateHints(seconds: 7200)) { $0.cacheControl = "max-age=600" }
    #expect(memory(after: outcome).nextAttempt == after(2 * Self.hour))
  }

  @Test func skippedHoursAreWaitedFor() {
    let night = UpdateHints(skippedHours: 1 << 12 | 1 << 13)
    #expect(memory(after: updated(night)).nextAttempt == after(2 * Self.hour))
    // 4 March 2026 is a Wednesday.
    let wednesday = UpdateHints(skippedDays: 1 << 2)
    #expect(memory(after: updated(wednesday)).nextAttempt == after(5 * Self.hour))
    let thursday = UpdateHints(skippedDays: 1 << 3)
    #expect(memory(after: updated(thursday)).nextAttempt == after(9 * Self.minute))
    let always = UpdateHints(skippedHours: .max, skippedDays: .max)
    #expect(memory(after: updated(always)).nextAttempt == after(5 * Self.hour))
  }

  @Test func aNotModifiedAnswerKeepsTheFeedsPace() {
    let first = memory(after: updated(UpdateHints(seconds: 3600)))
    let second = memory(after: FetchOutcome(.unchanged), of: first, at: after(Self.hour))
    #expect(second.nextAttempt == after(2 * Self.hour))
    #expect(second.contentHash == BodyHash(whole: 7))
  }

  @Test func whatIsNotDueIsSkippedUntilItIs() {
    let fresh = memory(after: updated())
    #expect(decision(fresh) == .skip(.fresh, until: after(9 * Self.minute)))
    #expect(decision(fresh, on: .everything) == .ask(address: address, headers: []))
    #expect(decision(fresh, at: after(9 * Self.minute)) == .ask(address: address, headers: []))
  }

  @Test func aClockThatWasSetBackSilencesNothing() {
    let fresh = memory(after: updated())
    #expect(decision(fresh, at: after(-365 * Self.day)) == .ask(address: address, headers: []))
  }

  // MARK: - Validators

  @Test func validatorsAreAskedWith() {
    let known = memory(
      after: updated {
        $0.etag = "W/\"1\""
        $0.lastModified = "Wed, 04 Mar 2026 11:00:00 GMT"
      })
    let expected = [
      HeaderField(name: "If-None-Match", value: "W/\"1\""),
      HeaderField(name: "If-Modified-Since", value: "Wed, 04 Mar 2026 11:00:00 GMT"),
    ].compactMap { $0 }
    #expect(decision(known, on: .everything) == .ask(address: address, headers: expected))
    #expect(
      decision(known, at: after(8 * Self.day - 1)) == .ask(address: address, headers: expected))
    #expect(decision(known, at: after(8 * Self.day)) == .ask(address: address, headers: []))
  }

  @Test func aNotModifiedAnswerMakesThemNoYounger() {
    let known = memory(after: updated { $0.etag = "1" })
    let later = memory(
      after: FetchOutcome(.unchanged, headers: headers { $0.etag = "2" }), of: known,
      at: after(Self.day))
    #expect(later.validators == known.validators)
  }

  @Test func thoseOfTheSameBytesAreTheNewOnes() {
    let known = memory(after: updated { $0.etag = "1" })
    let later = memory(
      after: FetchOutcome(
        .same,
        headers: headers {
          $0.etag = "2"
          $0.lastModified = "Thu, 05 Mar 2026 11:00:00 GMT"
        }), of: known, at: after(Self.day))
    #expect(later.contentHash == known.contentHash)
    #expect(
      later.validators
        == Validators(
          etag: "2", lastModified: "Thu, 05 Mar 2026 11:00:00 GMT", since: after(Self.day)))
    let without = memory(after: FetchOutcome(.same), of: later, at: after(2 * Self.day))
    #expect(without.validators == nil)
  }

  @Test func anAnswerWithoutThemTakesThemAway() {
    let known = memory(after: updated { $0.etag = "1" })
    #expect(memory(after: updated(), of: known).validators == nil)
    #expect(memory(after: updated(hash: nil) { $0.etag = "2" }, of: known).validators == nil)
  }

  @Test func aValidatorThatWouldEndTheHeaderIsNotSent() {
    var known = FetchMemory()
    known.validators = Validators(etag: "a\r\nX: y", lastModified: nil, since: noon)
    #expect(decision(known) == .ask(address: address, headers: []))
  }

  // MARK: - Failures

  @Test func failuresWaitLongerAndLonger() {
    var current = FetchMemory()
    let minutes = [9, 18, 36, 72, 144, 288, 576, 1152, 1440, 1440]
    for (index, expected) in minutes.enumerated() {
      current = memory(after: failed(.truncated), of: current)
      #expect(current.failures == index + 1)
      #expect(current.nextAttempt == after(expected * Self.minute))
    }
    #expect(current.lastFailure == FetchFailure.truncated.message)
    let skip = FetchDecision.skip(
      .failing(FetchFailure.truncated.message), until: after(1440 * Self.minute))
    #expect(decision(current) == skip)
    #expect(decision(current, on: .everything) == .ask(address: address, headers: []))
    let mended = memory(after: updated(), of: current)
    #expect(mended.failures == 0)
    #expect(mended.lastFailure == nil)
  }

  @Test func chanceSpreadsTheAttempts() {
    let waits = [0, 0.25, 0.999, -3, 7].map { chance in
      memory(after: failed(.truncated), chance: chance).nextAttempt
    }
    #expect(waits[0] == after(540_000))
    #expect(waits[1] == after(573_750))
    #expect(waits[2] == after(674_865))
    #expect(waits[3] == waits[0])
    #expect(waits[4] == after(675_000))
  }

  /// Offline over night: in the morning everything is asked soon.
  @Test func aServerThatWasNotReachedIsTriedEveryHour() {
    var current = FetchMemory()
    current.failures = 20
    let later = memory(after: failed(.nameNotFound(host: "h")), of: current)
    #expect(later.nextAttempt == after(Self.hour))
  }

  @Test func manyFailuresAreNoOverflow() {
    var current = FetchMemory()
    current.failures = .max
    #expect(
      memory(after: failed(.truncated), of: current).nextAttempt == after(24 * Self.hour))
  }

  @Test func whatIsGoneIsAskedForOnlyByItself() {
    let gone = memory(
      after: failed(.status(410, host: "h")), of: memory(after: updated { $0.etag = "1" }))
    #expect(gone.isGone)
    #expect(gone.validators == nil)
    #expect(decision(gone, at: after(365 * Self.day)) == .skip(.gone, until: nil))
    #expect(decision(gone, on: .everything) == .skip(.gone, until: nil))
    #expect(decision(gone, on: .thisSource) == .ask(address: address, headers: []))
    #expect(!memory(after: updated(), of: gone).isGone)
  }

  @Test func aStoppedAttemptLeavesNoTrace() {
    let known = memory(after: updated { $0.etag = "1" })
    #expect(memory(after: failed(.cancelled), of: known, at: after(Self.day)) == known)
  }

  // MARK: - Pauses

  @Test(arguments: [
    (429, nil, 15), (503, nil, 15), (429, "3600", 60), (503, "1800", 30), (429, "nonsense", 15),
    (429, "99999999999999999999", 1440), (500, "600", 10), (403, "600", 10), (500, nil, 0),
    (404, nil, 0), (429, "0", 0), (503, "Wed, 04 Mar 2026 12:30:00 GMT", 30),
    (503, "Wed, 04 Mar 2026 11:30:00 GMT", 0), (503, "Wed, 04 Mar 2099 11:30:00 GMT", 1440),
    (429, "-5", 15),
  ])
  func pauses(_ status: Int, _ retryAfter: String?, _ minutes: Int) {
    let outcome = failed(.status(status, host: "h"), retryAfter: retryAfter)
    let expected = minutes == 0 ? nil : after(minutes * Self.minute)
    #expect(policy.pause(after: outcome, at: noon) == expected)
    let wait = max(minutes, 9)
    #expect(memory(after: outcome).nextAttempt == after(wait * Self.minute))
  }

  @Test func aPausedHostIsAskedForNothing() {
    let until = after(Self.hour)
    for occasion in [FetchOccasion.scheduled, .everything, .thisSource] {
      #expect(
        decision(FetchMemory(), pause: until, on: occasion)
          == .skip(.hostPaused("example.org"), until: until))
    }
    #expect(decision(FetchMemory(), pause: noon) == .ask(address: address, headers: []))
  }

  // MARK: - Moves

  private let new = "https://new.example/feed"

  @Test func aMoveIsBelievedWhenItRepeatsOverMoreThanADay() {
    var current = memory(after: updated(movedTo: new))
    #expect(current.move == Move(address: new, times: 1, since: noon))
    current = memory(after: updated(movedTo: new), of: current, at: after(Self.hour))
    current = memory(after: updated(movedTo: new), of: current, at: after(Self.day))
    #expect(current.movedTo == nil)
    #expect(current.move?.times == 3)
    current = memory(after: updated(movedTo: new), of: current, at: after(Self.day + 1))
    #expect(current.movedTo == new)
    #expect(current.move == nil)
    #expect(
      decision(current, on: .everything, at: after(2 * Self.day))
        == .ask(address: new, headers: []))
  }

  @Test func twoMovesOverADayAreNotEnough() {
    var current = memory(after: updated(movedTo: new))
    current = memory(after: updated(movedTo: new), of: current, at: after(3 * Self.day))
    #expect(current.movedTo == nil)
  }

  @Test func aMoveThatDoesNotRepeatIsForgotten() {
    var current = memory(after: updated(movedTo: new))
    current = memory(after: updated(), of: current)
    #expect(current.move == nil)
    current = memory(after: updated(movedTo: new), of: current)
    current = memory(after: updated(movedTo: "https://third.example/"), of: current)
    #expect(current.move == Move(address: "https://third.example/", times: 1, since: noon))
  }

  @Test func aNewAddressThatFailsIsGivenUp() {
    var current = FetchMemory()
    current.movedTo = new
    current.validators = Validators(etag: "1", lastModified: nil, since: noon)
    current = memory(after: failed(.truncated), of: current)
    current = memory(after: failed(.truncated), of: current)
    #expect(current.movedTo == new)
    current = memory(after: failed(.truncated), of: current)
    #expect(current.movedTo == nil)
    #expect(current.validators == nil)
  }

  @Test func aNewAddressThatIsGoneGivesTheOldOneBack() {
    var current = FetchMemory()
    current.movedTo = new
    current = memory(after: failed(.status(410, host: "h")), of: current)
    #expect(!current.isGone)
    #expect(decision(current, on: .everything) == .ask(address: address, headers: []))
  }
}
