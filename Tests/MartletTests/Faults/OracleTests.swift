import Foundation
import Testing

/// The harness itself: what it is to notice is done to it.
@Suite struct OracleTests {
  /// The shim pretends that the journal took a line: status 0, and nothing is there.
  @Test func aMarkThatWasOnlySaidToBeWrittenIsFound() throws {
    let home = try FaultedHome()
    try home.mark("starred", [FaultedHome.title(1)])
    var fault = Fault(calls: [.write], count: 0, deed: .drop)
    fault.at = 1
    fault.isOfMarksOnly = true
    try home.mark("read", [FaultedHome.title(2)], fault)
    try home.check()
    #expect(home.tally.lost > 0)
    #expect(home.tally.findings.contains { $0.contains("lost: read https://example.org/H0002") })
  }

  @Test func aFrameWithoutAJournalLineIsFound() throws {
    let home = try FaultedHome()
    var fault = Fault(calls: [.write], at: 1, count: 0, deed: .drop)
    fault.isOfMarksOnly = true
    let window = try home.openWindow(fault)
    #expect(try window.waitForList())
    #expect(try window.toggle("m"))
    window.kill()
    try window.waitForEnd()
    try home.check()
    #expect(home.tally.lost > 0)
  }

  @Test func aMarkThatIsTakenOutOfTheFilesIsFound() throws {
    let home = try FaultedHome()
    try home.mark("read", [FaultedHome.title(1)])
    try home.settle()
    #expect(home.tally.findings == [])
    let folder = try #require(home.journalFolder)
    for file in [home.stateFile, folder.appendingPathComponent("backup.json")] {
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacingOccurrences(of: "\"read\"", with: "\"rode\"")
        .write(to: file, atomically: true, encoding: .utf8)
    }
    try home.check()
    #expect(home.tally.findings.contains { $0.contains("lost: read https://example.org/H0001") })
    #expect(home.tally.findings.contains { $0.contains("invented: rode") })
  }

  @Test func halfAFileAndHalfAStepAreFound() throws {
    let home = try FaultedHome()
    try home.mark("read", [FaultedHome.title(1)])
    try home.settle()
    let whole = try Data(contentsOf: home.stateFile)
    try whole.dropLast(4).write(to: home.stateFile)
    #expect(home.onDisk.halfWritten == [home.stateFile.path])

    let first = FaultedHome.address(FaultedHome.title(4))
    let step = home.ledger.begin("read", [first, FaultedHome.address(FaultedHome.title(5))])
    #expect(!home.ledger.torn(step, in: [:]))
    #expect(home.ledger.torn(step, in: [first: ["read": Ledger.now]]))
  }

  /// Ends the program where a random moment hardly would.
  @Test func aProgramEndsAtTheCallThatIsMeant() throws {
    let home = try FaultedHome()
    var fault = Fault(calls: [.write], at: 1, deed: .killHalfway)
    fault.isOfMarksOnly = true
    let mark = try home.mark("read", [FaultedHome.title(1)], fault)
    #expect(mark.child.ending == .signalled(SIGKILL))
    #expect(mark.faults.count == 1)
    #expect(mark.faults.first?.hasSuffix("/journal") == true)
    let journal = try #require(home.journalFolder).appendingPathComponent("journal")
    let size = try Data(contentsOf: journal).count
    #expect(size > 0)
    try home.mark("read", [FaultedHome.title(1)])
    #expect(try Data(contentsOf: journal).count > 2 * size)
    try home.check()
    #expect(home.tally.findings == [])
  }
}
