import Articles
import Networking
import Testing

@testable import martlet

@Suite struct FetchMemoryTests {
  @Test func everythingComesBack() {
    var state = FetchState()
    state.validators = Validators(
      etag: "W/\"a b\"", lastModified: "Mon, 23 Nov 2026 10:00:00 GMT",
      since: Instant(milliseconds: 1))
    state.contentHash = BodyHash(whole: .max, lead: 7)
    state.hints = UpdateHints(seconds: 60, skippedHours: 5, skippedDays: 3)
    state.lastSuccess = Instant(milliseconds: 2)
    state.lastFailure = "example.org: a sentence."
    state.failures = 4
    state.nextAttempt = Instant(milliseconds: 3)
    state.move = Move(address: "https://example.org/x", times: 2, since: Instant(milliseconds: 4))
    state.movedTo = "https://example.org/y"
    state.isGone = true
    #expect(FetchMemory.state(FetchMemory.text(state)) == state)
  }

  @Test func nothingIsNothing() {
    #expect(FetchMemory.text(FetchState()) == "")
    #expect(FetchMemory.state("") == FetchState())
  }

  @Test(arguments: ["x", " ", "success soon\nhash -1\n", "since\n\n\netag", "move only\nnew thing"])
  func whatIsNotUnderstoodIsPassedOver(text: String) {
    #expect(FetchMemory.state(text) == FetchState())
  }

  @Test func noValueBecomesALine() {
    var state = FetchState()
    state.lastFailure = "a\ngone 1"
    #expect(FetchMemory.state(FetchMemory.text(state)) == FetchState())
  }
}
