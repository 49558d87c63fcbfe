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
      tally += try ManyProcesses.series(rounds: FaultTests.rounds, withKills: withKills, seed: seed)
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
      window.press("Q")
      #expect(try window.waitForEnd() == .exited(0))
    }
    try home.check()
    try home.settle()
    #expect(home.tally.findings == [])
  }
}
