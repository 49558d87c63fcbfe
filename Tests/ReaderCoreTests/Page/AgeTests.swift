import Articles
import Testing

@testable import ReaderCore

struct AgeTests {
  private let now = Instant(year: 2026, month: 11, day: 23, hour: 12, minute: 0, second: 0)
  private let minute: Int64 = 60_000

  private func label(_ minutes: Int64, isNarrow: Bool = false) -> String {
    Age.label(
      now.advanced(byMilliseconds: -minutes * minute), at: now, clock: .utc, isNarrow: isNarrow)
  }

  @Test func relativeUnderSevenDays() {
    #expect(label(0) == "now")
    #expect(label(1) == "1m")
    #expect(label(59) == "59m")
    #expect(label(60) == "1h")
    #expect(label(24 * 60 - 1) == "23h")
    #expect(label(24 * 60) == "1d")
    #expect(label(7 * 24 * 60 - 1) == "6d")
  }

  @Test func absoluteBeyondAndInTheFuture() {
    #expect(label(7 * 24 * 60) == "16 Nov")
    #expect(label(-24 * 60) == "24 Nov")
    #expect(label(400 * 24 * 60) == "Oct 2025")
    #expect(label(400 * 24 * 60, isNarrow: true) == "2025")
  }

  @Test func theYearIsThatOfThePersonsClock() {
    let newYear = Instant(year: 2026, month: 1, day: 1, hour: 0, minute: 30, second: 0)
    let west = LocalClock(offset: -3600)
    #expect(Age.label(newYear, at: now, clock: .utc) == "1 Jan")
    #expect(Age.label(newYear, at: now, clock: west) == "Dec 2025")
  }

  @Test func aLabelHoldsUntilItSaysItChanges() {
    for age in [0, 1, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 86_400_000, 604_799_999]
      as [Int64]
    {
      let then = now.advanced(byMilliseconds: -age)
      let wait = Age.millisecondsUntilChange(of: then, at: now)
      let text = Age.label(then, at: now, clock: .utc)
      guard let wait else {
        Issue.record("\(age)")
        continue
      }
      let before = now.advanced(byMilliseconds: wait - 1)
      let after = now.advanced(byMilliseconds: wait)
      #expect(Age.label(then, at: before, clock: .utc) == text)
      #expect(Age.label(then, at: after, clock: .utc) != text)
    }
  }

  @Test func absoluteDatesWaitForNothing() {
    #expect(
      Age.millisecondsUntilChange(of: now.advanced(byMilliseconds: -8 * 86_400_000), at: now) == nil
    )
    #expect(
      Age.millisecondsUntilChange(of: now.advanced(byMilliseconds: 86_400_000), at: now) == nil)
  }

  @Test func theEndsOfTime() {
    for milliseconds in [Int64.min, .min + 1, .max - 1, .max] {
      let instant = Instant(milliseconds: milliseconds)
      _ = Age.label(instant, at: now, clock: .utc)
      _ = Age.label(now, at: instant, clock: .utc)
      _ = Age.full(instant, clock: LocalClock(offset: 50_400))
      #expect(Age.millisecondsUntilChange(of: instant, at: now) == nil)
    }
  }
}
