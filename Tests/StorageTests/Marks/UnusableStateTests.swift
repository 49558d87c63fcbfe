import Articles
import Testing

@testable import Storage

/// What stands where the state file should be, and folders that go while the program runs.
struct UnusableStateTests {
  private let scratch = Scratch()

  @Test(arguments: [
    "{\"format\":\"martlet-state\",\"version\":2,\"articles\":{}}", "{\"name\":\"not ours\"}",
  ])
  func everyRunSaysThatTheFileIsNoUse(content: String) throws {
    scratch.write("data/state.json", content)
    var notices: Set<[String]> = []
    for run in 0..<3 {
      let desk = try Desk(scratch)
      try desk.mark("https://example.org/\(run)", .read, at: 1)
      try desk.mark("https://example.org/\(run)", .starred, at: 1)
      #expect(try desk.marks.flags(of: address("https://example.org/0")) == [.read, .starred])
      #expect(try desk.marks.pendingByteCount() == 0)
      #expect(desk.marks.notices.count == 1)
      notices.insert(desk.marks.notices)
    }
    #expect(notices.count == 1)
  }

  @Test func aFileThatIsMendedIsReadAgain() throws {
    scratch.write("data/state.json", "{\"name\":\"not ours\"}")
    let desk = try Desk(scratch)
    try desk.marks.indexPending()
    scratch.delete("data/state.json")
    scratch.write(
      "data/state.json",
      "{\"format\":\"martlet-state\",\"version\":1,"
        + "\"articles\":{\"https://example.org/b\":{\"read\":\"2026-11-20T08:00:00.000Z\"}}}")
    try desk.marks.indexPending()
    #expect(try desk.marks.flags(of: address("https://example.org/b")) == .read)
    #expect(desk.marks.notices.count == 1)
  }

  @Test func foldersThatWereTakenAwayAreMadeAgain() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .read, at: 1)
    scratch.delete("local")
    try desk.mark("https://example.org/b", .read, at: 1)
    scratch.delete("data/state.json")
    scratch.move("data", to: "elsewhere")
    try desk.marks.compact(force: true)
    #expect(scratch.read("data/state.json")?.contains("https://example.org/b") == true)
    #expect(desk.marks.notices == [])
  }
}
