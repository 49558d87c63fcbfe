import FeedParsing
import Networking
import Testing

@testable import martlet

@Suite struct FeedReaderTests {
  private func schedule(_ change: (inout FeedSchedule) -> Void) -> UpdateHints {
    var schedule = FeedSchedule()
    change(&schedule)
    return schedule.hints
  }

  @Test func aFeedThatSaysNothingGivesNoHint() {
    #expect(FeedSchedule().hints == UpdateHints())
    #expect(schedule { $0.minutesToLive = -5 } == UpdateHints())
    #expect(schedule { $0.minutesToLive = 0 } == UpdateHints())
  }

  @Test func theLongerOfTwoPacesCountsInSeconds() {
    #expect(schedule { $0.minutesToLive = 90 }.seconds == 5400)
    #expect(schedule { $0.updateMinutes = 30 }.seconds == 1800)
    let both = schedule {
      $0.minutesToLive = 15
      $0.updateMinutes = 60
    }
    #expect(both.seconds == 3600)
    #expect(schedule { $0.minutesToLive = .max }.seconds == 600_000_000)
  }

  /// The parser counts days from 1, the fetcher bits from 0; both begin with Monday.
  @Test func hoursAndDaysAreBits() {
    let hints = schedule {
      $0.skippedHours = [0, 3, 23, 24, -1]
      $0.skippedDays = [1, 7, 0, 8]
    }
    #expect(hints.skippedHours == 1 << 0 | 1 << 3 | 1 << 23)
    #expect(hints.skippedDays == 1 << 0 | 1 << 6)
  }
}
