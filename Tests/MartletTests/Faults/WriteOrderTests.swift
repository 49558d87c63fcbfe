import Foundation
import Testing

/// What a killed process cannot show: the order that a power cut needs. Nothing may take the place of
/// something before it is on the disk, and the journal goes last.
@Suite struct WriteOrderTests {
  @Test func aClosingWindowSyncsBeforeItRenamesAndCutsTheJournalLast() throws {
    let home = try FaultedHome()
    for number in 1...2 {
      try home.mark("read", [FaultedHome.title(number)])
      let trace = home.program.home.appendingPathComponent("trace").path
      var fault = Fault(trace: trace)
      fault.isOfMarksOnly = true
      let window = try home.openWindow(fault)
      #expect(try window.waitForList())
      window.press("QQ")
      #expect(try window.waitForEnd() == .exited(0))
      let calls = try String(contentsOfFile: trace, encoding: .utf8)
        .split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2).map(String.init) }
      try FileManager.default.removeItem(atPath: trace)
      try expectOrder(calls, home)
    }
  }

  /// - Parameter calls: call, deed, path.
  private func expectOrder(_ calls: [[String]], _ home: FaultedHome) throws {
    func last(_ call: String, _ holds: (String) -> Bool) throws -> Int {
      try #require(
        calls.lastIndex { $0[0] == call && holds($0[2]) }, "no \(call) among \(calls)")
    }
    let folder = try #require(home.journalFolder).path
    for path in [home.stateFile.path, folder + "/backup.json"] {
      let name = (path as NSString).lastPathComponent
      let isTemporary = { (path: String) in path.contains("/.\(name).martlet-") }
      let renamed = try last("rename") { $0 == path }
      #expect(try last("write", isTemporary) < last("fsync", isTemporary))
      #expect(try last("fsync", isTemporary) < renamed)
      let parent = (path as NSString).deletingLastPathComponent
      #expect(try renamed < last("fsync") { $0 == parent })
      #expect(try last("fsync") { $0 == parent } < last("truncate") { $0 == folder + "/journal" })
    }
  }

  /// A mark of a window is synced soon after, while the window stays open.
  @Test func aMarkInAnOpenWindowIsSyncedBeforeItCloses() throws {
    let home = try FaultedHome()
    let trace = home.program.home.appendingPathComponent("trace").path
    var fault = Fault(trace: trace)
    fault.isOfMarksOnly = true
    let window = try home.openWindow(fault)
    #expect(try window.waitForList())
    #expect(try window.toggle("m"))
    try waitUntil {
      let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasSuffix("/journal") }
      guard let written = calls.lastIndex(where: { $0.hasPrefix("write ") }),
        let synced = calls.lastIndex(where: { $0.hasPrefix("fsync ") })
      else { return false }
      return written < synced
    }
    window.press("QQ")
    #expect(try window.waitForEnd() == .exited(0))
  }

  /// `mark` has synced the journal when it ends.
  @Test func aMarkIsSyncedBeforeItIsAcknowledged() throws {
    let home = try FaultedHome()
    let trace = home.program.home.appendingPathComponent("trace").path
    var fault = Fault(trace: trace)
    fault.isOfMarksOnly = true
    try home.mark("read", [FaultedHome.title(1)], fault)
    let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasSuffix("/journal") }
    let written = try #require(calls.lastIndex { $0.hasPrefix("write ") })
    let synced = try #require(calls.lastIndex { $0.hasPrefix("fsync ") })
    #expect(written < synced)
  }
}
