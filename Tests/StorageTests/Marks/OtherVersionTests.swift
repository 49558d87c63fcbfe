import Articles
import Glibc
import Testing

@testable import Storage

/// Conflict copies and what killed processes leave beside the state file.
struct OtherVersionTests {
  private let scratch = Scratch()

  private func isRead(_ name: String, _ desk: Desk) throws -> Bool {
    try desk.marks.flags(of: address("https://example.org/\(name)")).contains(.read)
  }

  /// The names beside the state file, the library left out.
  private var names: [String] { scratch.names("data").filter { !$0.hasPrefix("library") } }

  private func merged(_ desk: Desk) -> [String] {
    scratch.names(String(desk.marks.paths.merged.display.dropFirst(scratch.path.count + 1)))
  }

  @Test func copiesAreIndexedMergedReportedAndMovedAside() throws {
    scratch.write("data/state.json", StateLines.file([StateLines.read("a")]))
    scratch.write("data/state (1).json", StateLines.file([StateLines.read("b", 1)]))
    scratch.write(
      "data/state.sync-conflict-20261123-101112-ABCDEFG.json",
      StateLines.file([StateLines.read("a", 9), StateLines.read("c")]))
    let desk = try Desk(scratch, ahead: 5)
    try desk.marks.indexPending()
    #expect(try ["a", "b", "c"].allSatisfy { try isRead($0, desk) })
    #expect(desk.marks.isWritingDue)
    #expect(try desk.marks.compact())
    #expect(!desk.marks.isWritingDue)
    #expect(
      scratch.read("data/state.json")
        == StateLines.file([
          StateLines.read("a", 9), StateLines.read("b", 1), StateLines.read("c"),
        ]))
    #expect(names == ["state.json"])
    #expect(merged(desk).count == 2)
    #expect(merged(desk).allSatisfy { $0.hasSuffix(".json") })
    #expect(
      desk.marks.notices == [
        "2 conflict copies of \(scratch["data/state.json"]) merged, and moved to "
          + "\(desk.marks.paths.merged.display)."
      ])
    #expect(try !desk.marks.compact(force: true))
  }

  @Test func aCopyThatSaysNothingNewIsMovedAsideToo() throws {
    scratch.write("data/state.json", StateLines.file([StateLines.read("a")]))
    let desk = try Desk(scratch, ahead: 5)
    try desk.marks.compact(force: true)
    scratch.write("data/state (1).json", StateLines.file([StateLines.read("a")]))
    try desk.marks.compact()
    #expect(names == ["state.json"])
    #expect(merged(desk).count == 1)
  }

  @Test func aCopyMakesWritingALargeFileWorthWhile() throws {
    let padding = String(repeating: "x", count: 100_000)
    scratch.write(
      "data/state.json",
      "{\"format\":\"martlet-state\",\"version\":1,\"padding\":\"\(padding)\",\"articles\":{}}")
    let desk = try Desk(scratch, ahead: 5)
    try desk.marks.compact(force: true)
    #expect(try !desk.marks.compact(small: 50_000))
    scratch.write("data/state (1).json", StateLines.file([StateLines.read("b")]))
    #expect(try desk.marks.compact(small: 50_000))
    #expect(names == ["state.json"])
  }

  @Test func aCopyThatIsStillBeingWrittenIsTakenTheNextTime() throws {
    scratch.write("data/state.json", StateLines.file([StateLines.read("a")]))
    scratch.write("data/state (1).json", StateLines.file([StateLines.read("b")]))
    do {
      let desk = try Desk(scratch)
      try desk.marks.indexPending()
      #expect(desk.marks.isUnsettled)
      #expect(try !isRead("b", desk))
      try desk.marks.compact(force: true)
      #expect(names == ["state (1).json", "state.json"])
    }
    let desk = try Desk(scratch, ahead: 5)
    try desk.marks.indexPending()
    #expect(try isRead("b", desk))
    #expect(!desk.marks.isUnsettled)
  }

  @Test func halfACopyIsGivenTimeAndThenReportedAndLeft() throws {
    let half = String(StateLines.file([StateLines.read("b")]).dropLast(20))
    scratch.write("data/state (1).json", half)
    let early = try Desk(scratch, ahead: 5)
    try early.marks.indexPending()
    #expect(early.marks.isUnsettled)
    #expect(early.marks.notices.isEmpty)
    let late = try Desk(scratch, ahead: 60)
    try late.mark("https://example.org/a", .read, at: 1)
    try late.marks.compact(force: true)
    #expect(scratch.read("data/state (1).json") == half)
    #expect(
      late.marks.notices == [
        "\(scratch["data/state (1).json"]): named like a conflict copy of the state file, but it "
          + "cannot be merged. It is left as it is; mend it or take it away."
      ])
  }

  @Test(arguments: [
    "{\"format\":\"martlet-state\",\"version\":2,\"articles\":{}}", "{\"name\":\"not ours\"}",
  ])
  func copiesThatAreNotOursAreLeft(text: String) throws {
    scratch.write("data/state (1).json", text)
    let desk = try Desk(scratch, ahead: 60)
    try desk.mark("https://example.org/a", .read, at: 1)
    try desk.marks.compact(force: true)
    #expect(scratch.read("data/state (1).json") == text)
    #expect(desk.marks.notices.count == 1)
  }

  /// The copy goes only when what it says is on the disk.
  @Test func aCopyStaysWhereTheStateFileCannotBeWritten() throws {
    scratch.write("data/state.json", "{\"name\":\"not ours\"}")
    scratch.write("data/state (1).json", StateLines.file([StateLines.read("b")]))
    let desk = try Desk(scratch, ahead: 60)
    try desk.marks.indexPending()
    #expect(try isRead("b", desk))
    #expect(throws: StorageError.self) { try desk.marks.compact(force: true) }
    #expect(names == ["state (1).json", "state.json"])
  }

  @Test func aCopyThatChangesWhileItIsMergedStays() throws {
    scratch.write("data/state.json", StateLines.file([StateLines.read("a")]))
    scratch.write("data/state (1).json", StateLines.file([StateLines.read("b")]))
    let desk = try Desk(scratch, ahead: 60)
    var compaction = StateCompaction(
      desk.marks.disk, news: [], otherVersions: desk.marks.disk.otherVersions().all, known: nil)
    let newer = StateLines.file([StateLines.read("b"), StateLines.read("c")])
    compaction.willReplace = { scratch.write("data/state (1).json", newer) }
    _ = try compaction.run { _ in }
    #expect(scratch.read("data/state (1).json") == newer)
    try desk.marks.compact()
    #expect(names == ["state.json"])
    #expect(scratch.read("data/state.json")?.contains("example.org/c") == true)
  }

  @Test func theNewestTwentyAreKept() throws {
    scratch.write("data/state.json", StateLines.file([StateLines.read("a")]))
    let desk = try Desk(scratch, ahead: 60)
    for index in 1...23 {
      scratch.write("data/state (\(index)).json", StateLines.file([StateLines.read("b", index)]))
    }
    try desk.marks.compact()
    #expect(merged(desk).count == 20)
    #expect(names == ["state.json"])
  }

  @Test func whatAKilledWriterLeftIsIndexedAndMerged() throws {
    let paths = try Desk(scratch).marks.paths
    let prefix = String(decoding: TemporaryFile.prefix(of: paths.state), as: UTF8.self)
    scratch.write("data/\(prefix)0000000000000000", StateLines.file([StateLines.read("b")]))
    let desk = try Desk(scratch, ahead: 61)
    try desk.marks.indexPending()
    #expect(try isRead("b", desk))
    #expect(try desk.marks.compact())
    #expect(names == ["state.json"])
    #expect(merged(desk).isEmpty)
    #expect(desk.marks.notices.isEmpty)
  }

  @Test func whatAKilledWriterHadNotFinishedIsRemoved() throws {
    let paths = try Desk(scratch).marks.paths
    let prefix = String(decoding: TemporaryFile.prefix(of: paths.state), as: UTF8.self)
    scratch.write("data/\(prefix)1", String(StateLines.file([StateLines.read("b")]).dropLast(9)))
    scratch.write("data/\(prefix)2", "{\"name\":\"not ours\"}")
    try Desk(scratch, ahead: 30).marks.compact()
    #expect(names == ["\(prefix)1", "\(prefix)2"])
    try Desk(scratch, ahead: 61).marks.compact()
    #expect(names == ["\(prefix)2"])
  }
}
