import Articles
import Testing

struct NextInstantTests {
  private let now = Instant(milliseconds: 1_700_000_000_000)

  @Test func withoutAnEarlierMarkItIsNow() {
    #expect(nextInstant(after: nil, now: now) == now)
    #expect(nextInstant(after: now.advanced(byMilliseconds: -1), now: now) == now)
  }

  @Test func twoMarksInOneMillisecondDiffer() {
    #expect(nextInstant(after: now, now: now) == now.advanced(byMilliseconds: 1))
  }

  @Test func aClockThatJumpedBackDoesNotMakeAMarkIneffective() {
    let future = now.advanced(byMilliseconds: 86_400_000)
    #expect(nextInstant(after: future, now: now) == future.advanced(byMilliseconds: 1))
  }

  @Test(arguments: [Int64.max, Int64.max - 1, Instant.last.milliseconds, .min])
  func extremesNeverTrapAndCanAlwaysBeWritten(milliseconds: Int64) {
    let extreme = Instant(milliseconds: milliseconds)
    for instant in [nextInstant(after: extreme, now: now), nextInstant(after: now, now: extreme)] {
      #expect(Instant(iso8601: instant.iso8601Milliseconds) == instant)
    }
    _ = extreme.iso8601Milliseconds
  }

  @Test func theLastInstantIsTheLastThatIsRead() {
    #expect(Instant.last.iso8601Milliseconds == "9999-12-31T23:59:59.999Z")
    #expect(Instant(iso8601: "9999-12-31T23:59:59.999Z") == .last)
    #expect(Instant(iso8601: "9999-12-31T23:59:60Z") == nil)
    #expect(nextInstant(after: .last, now: now) == .last)
  }
}
