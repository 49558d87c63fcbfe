import Testing

@testable import martlet

@Suite struct TimersTests {
  @Test func sleepsForEverWhileNothingIsToBeDone() {
    #expect(Timers<Int>().timeout(now: 5) == -1)
  }

  @Test func sleepsUntilTheFirstAndGivesWhatIsDueInOrderOnce() {
    var timers = Timers<String>()
    timers.set("late", afterMilliseconds: 300, now: 1000)
    timers.set("soon", afterMilliseconds: 100, now: 1000)
    #expect(timers.timeout(now: 1000) == 100)
    #expect(timers.due(now: 1099) == [])
    #expect(timers.timeout(now: 1500) == 0)
    #expect(timers.due(now: 1500) == ["soon", "late"])
    #expect(timers.due(now: 1500) == [])
    #expect(timers.timeout(now: 1500) == -1)
  }

  @Test func aLaterSettingTakesThePlaceAndCancellingTakesItOut() {
    var timers = Timers<String>()
    timers.set("a", afterMilliseconds: 100, now: 0)
    timers.set("a", afterMilliseconds: 500, now: 50)
    #expect(timers.timeout(now: 50) == 500)
    timers.cancel("a")
    #expect(timers.due(now: 10_000) == [])
  }
}
