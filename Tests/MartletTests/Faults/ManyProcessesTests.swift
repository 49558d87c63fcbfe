import Foundation
import TestSupport
import Testing

/// Windows and commands on one state at once, some of them killed.
@Suite(.serialized) struct ManyProcessesTests {
  @Test(arguments: [false, true])
  func fourProcessesMarkAtOnce(withKills: Bool) throws {
    var tally = Tally()
    for number in 0..<FaultTests.series {
      let seed = FaultTests.seed + UInt64(number)
      tally += try ManyProcesses.series(
        rounds: FaultTests.rounds / 2, withKills: withKills, seed: seed)
    }
    FaultTests.expectNothingLost(tally, "four processes\(withKills ? ", killed" : "")")
  }

  /// Each window shows within a moment what the others and the shell mark.
  @Test func twoWindowsAndAShellShowEachOthersMarks() throws {
    let home = try FaultedHome()
    let windows = [try home.openWindow(), try home.openWindow()]
    for window in windows { #expect(try window.waitForList()) }
    // Each toggles the row where the other's selection is as well.
    #expect(try windows[0].toggle("m"))
    #expect(try windows[1].waitFor("11 unread"))
    try home.mark("read", [FaultedHome.title(3)])
    for window in windows { #expect(try window.waitFor("10 unread")) }
    #expect(try windows[1].toggle("m"))
    #expect(try windows[0].waitFor("11 unread"))
    for window in windows {
      window.press("QQ")
      #expect(try window.waitForEnd() == .exited(0))
    }
    try home.check()
    try home.settle()
    #expect(home.tally.findings == [])
  }

  /// A window that is slow to write the backup must not put an older one in the place of that of
  /// another window, which has emptied the journal meanwhile.
  @Test func aSlowWindowDoesNotTakeTheBackupBack() throws {
    let home = try FaultedHome()
    try home.mark("read", [FaultedHome.title(1)])
    try home.settle()
    let old = try Data(contentsOf: home.stateFile)
    let backup = try #require(home.journalFolder).appendingPathComponent("backup.json").path
    try home.mark("read", [FaultedHome.title(2)])
    let slow = try home.openWindow(Fault(calls: [.rename], at: 1, deed: .hold, path: backup))
    #expect(try slow.waitForList())
    slow.press("QQ")
    try waitUntil { !slow.running.faults.isEmpty }

    let quick = try home.openWindow()
    #expect(try quick.waitForList())
    #expect(try quick.toggle("m"))
    quick.press("QQ")
    #expect(try quick.waitForEnd() == .exited(0))
    try slow.running.release()
    #expect(try slow.waitForEnd() == .exited(0))

    // A sync tool brings back what it had: all else comes from the backup.
    try old.write(to: home.stateFile)
    try home.check()
    #expect(home.tally.findings == [])
  }
}
