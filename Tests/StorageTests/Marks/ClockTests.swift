import Articles
import Testing

@testable import Storage

/// Clocks that jump, and machines that disagree about the time.
struct ClockTests {
  private let scratch = Scratch()
  private let a = address("https://example.org/a")

  private func state(_ marks: String) -> String {
    StateLines.file(["    \"https://example.org/a\": {\(marks)}"])
  }

  @Test func aMarkMadeAfterAFutureOneHolds() throws {
    scratch.write("data/state.json", state("\"read\":\"2299-01-01T00:00:00.000Z\""))
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    let next = nextInstant(after: try desk.marks.lastMarked(of: a), now: Clock.now)
    try desk.marks.record([Mark(a, .unread, at: next)])
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: a) == [])
    try desk.marks.compact(force: true)
    #expect(
      scratch.read("data/state.json")?.contains("\"unread\":\"2299-01-01T00:00:00.001Z\"") == true)
  }

  @Test func instantsOfTheFutureAreReportedOnceForWhatTheFileSays() throws {
    scratch.write("data/state.json", state("\"read\":\"2299-01-01T00:00:00.000Z\""))
    func notices() throws -> Int {
      let desk = try Desk(scratch)
      try desk.marks.indexPending()
      return desk.marks.notices.count
    }
    #expect(try notices() == 1)
    #expect(try notices() == 0)
    // Another mark comes in, the future one is known.
    scratch.write(
      "data/state.json",
      state("\"read\":\"2299-01-01T00:00:00.000Z\",\"starred\":\"2026-11-20T00:00:00.000Z\""))
    #expect(try notices() == 0)
    scratch.write("data/state.json", state("\"read\":\"2299-01-01T00:00:00.001Z\""))
    #expect(try notices() == 1)
  }

  @Test func marksMadeHereAfterAFutureOneAreNoNews() throws {
    let desk = try Desk(scratch)
    try desk.marks.record([Mark(a, .read, at: Instant(iso8601: "2299-01-01T00:00:00Z")!)])
    try desk.marks.indexPending()
    #expect(desk.marks.notices == [])
  }

  @Test(arguments: ["9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"])
  func theFirstAndTheLastInstantComeThroughEverything(text: String) throws {
    scratch.write("data/state.json", state("\"read\":\"\(text)\""))
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: a) == .read)
    try desk.marks.compact(force: true)
    #expect(scratch.read("data/state.json") == state("\"read\":\"\(text)\""))
    #expect(try desk.marks.lastMarked(of: a)?.iso8601Milliseconds == text)
  }

  @Test func aMarkAfterTheLastInstantIsKeptAndSaid() throws {
    scratch.write("data/state.json", state("\"read\":\"9999-12-31T23:59:59.999Z\""))
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    let next = nextInstant(after: try desk.marks.lastMarked(of: a), now: Clock.now)
    try desk.marks.record([Mark(a, .unread, at: next)])
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: a) == [])
    #expect(
      desk.marks.notices.last
        == "https://example.org/a: a mark of it is dated to the end of the year 9999, so a new one "
        + "may not hold. Correct the date in \(scratch["data/state.json"]).")
    try desk.marks.compact(force: true)
    #expect(
      scratch.read("data/state.json")
        == state(
          "\"read\":\"9999-12-31T23:59:59.999Z\",\"unread\":\"9999-12-31T23:59:59.999Z\""))
  }

  @Test(arguments: [
    "10000-01-01T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "-0001-01-01T00:00:00Z",
  ])
  func whatIsNoInstantIsKeptAsItIs(text: String) throws {
    scratch.write("data/state.json", state("\"read\":\"\(text)\""))
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/b", .read, at: 1)
    try desk.marks.compact(force: true)
    #expect(try desk.marks.flags(of: a) == [])
    #expect(scratch.read("data/state.json")?.contains("{\"read\":\"\(text)\"}") == true)
  }
}
