import Testing

@testable import martlet

@Suite struct DeadlinesTests {
  @Test func sleepsForEverWhileNothingIsToBeDone() {
    #expect(Deadlines<Int>().timeout(now: 5) == -1)
  }

  @Test func sleepsUntilTheFirstAndGivesWhatIsDueInOrderOnce() {
    var deadlines = Deadlines<String>()
    deadlines.set("late", afterMilliseconds: 300, now: 1000)
    deadlines.set("soon", afterMilliseconds: 100, now: 1000)
    #expect(deadlines.timeout(now: 1000) == 100)
    #expect(deadlines.due(now: 1099) == [])
    #expect(deadlines.timeout(now: 1500) == 0)
    #expect(deadlines.due(now: 1500) == ["soon", "late"])
    #expect(deadlines.due(now: 1500) == [])
    #expect(deadlines.timeout(now: 1500) == -1)
  }

  @Test func aLaterSettingTakesThePlaceAndCancellingTakesItOut() {
    var deadlines = Deadlines<String>()
    deadlines.set("a", afterMilliseconds: 100, now: 0)
    deadlines.set("a", afterMilliseconds: 500, now: 50)
    #expect(deadlines.timeout(now: 50) == 500)
    deadlines.cancel("a")
    #expect(deadlines.due(now: 10_000) == [])
  }
}
