import Articles
import ReaderCore
import Testing

struct LocalClockTests {
  private let spring = Instant(year: 2026, month: 3, day: 29, hour: 1, minute: 0, second: 0)
  private let autumn = Instant(year: 2026, month: 10, day: 25, hour: 1, minute: 0, second: 0)

  @Test func theOffsetChangesAtItsInstant() {
    let clock = LocalClock(
      offset: 3600,
      transitions: [.init(from: autumn, offset: 3600), .init(from: spring, offset: 7200)])
    #expect(clock.offset(at: Instant(milliseconds: .min)) == 3600)
    #expect(clock.offset(at: spring.advanced(byMilliseconds: -1)) == 3600)
    #expect(clock.offset(at: spring) == 7200)
    #expect(clock.offset(at: autumn.advanced(byMilliseconds: -1)) == 7200)
    #expect(clock.offset(at: autumn) == 3600)
    #expect(clock.offset(at: Instant(milliseconds: .max)) == 3600)
    #expect(clock.civil(spring).hour == 3)
    #expect(LocalClock.utc.civil(spring).hour == 1)
  }
}
