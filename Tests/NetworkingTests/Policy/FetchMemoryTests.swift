import Articles
import Testing

@testable import Networking

@Suite struct FetchMemoryTests {
  @Test func everythingComesBack() {
    var memory = FetchMemory()
    memory.validators = Validators(
      etag: "W/\"a b\"", lastModified: "Mon, 23 Nov 2026 10:00:00 GMT",
      since: Instant(milliseconds: 1))
    memory.contentHash = BodyHash(whole: .max, lead: 7)
    memory.hints = UpdateHints(seconds: 60, skippedHours: 5, skippedDays: 3)
    memory.lastSuccess = Instant(milliseconds: 2)
    memory.lastFailure = "example.org: a sentence."
    memory.failures = 4
    memory.nextAttempt = Instant(milliseconds: 3)
    memory.move = Move(address: "https://example.org/x", times: 2, since: Instant(milliseconds: 4))
    memory.movedTo = "https://example.org/y"
    memory.isGone = true
    #expect(FetchMemory(text: memory.text) == memory)
  }

  @Test func nothingIsNothing() {
    #expect(FetchMemory().text == "")
    #expect(FetchMemory(text: "") == FetchMemory())
  }

  @Test(arguments: ["x", " ", "success soon\nhash -1\n", "since\n\n\netag", "move only\nnew thing"])
  func whatIsNotUnderstoodIsPassedOver(text: String) {
    #expect(FetchMemory(text: text) == FetchMemory())
  }

  @Test func noValueBecomesALine() {
    var memory = FetchMemory()
    memory.lastFailure = "a\ngone 1"
    #expect(FetchMemory(text: memory.text) == FetchMemory())
  }
}
