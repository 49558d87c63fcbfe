import Foundation
import Testing

/// Folders that go while windows are open and marks go on.
@Suite(.serialized) struct RemovalTests {
  enum Folder: CaseIterable {
    case ofTheJournal, ofTheStateFile, ofTheLibrary
  }

  @Test(arguments: Folder.allCases, [false, true])
  func noMarkGoesWithAFolder(_ folder: Folder, isMoved: Bool) throws {
    let home = try FaultedHome()
    home.place = "\(folder), \(isMoved ? "moved" : "removed")"
    try home.mark("starred", [FaultedHome.title(1), FaultedHome.title(2)])
    try home.settle()
    let window = try home.openWindow()
    #expect(try window.waitForList())
    #expect(try window.toggle("m"))
    #expect(try window.moveOn())
    // What this writes the window has not: it only has the journal open.
    try home.mark("read", [FaultedHome.title(3)])

    let url =
      switch folder {
      case .ofTheJournal: home.local
      case .ofTheStateFile: home.synced
      case .ofTheLibrary: home.data
      }
    if isMoved {
      let trash = home.program.home.appendingPathComponent("trash")
      try FileManager.default.moveItem(at: url, to: trash)
    } else {
      try FileManager.default.removeItem(at: url)
    }

    #expect(try window.toggle("s"))
    #expect(try window.moveOn())
    try home.mark("read", [FaultedHome.title(4)])
    #expect(try window.toggle("m"))
    window.press("QQ")
    #expect(try window.waitForEnd() == .exited(0))
    try home.check()
    try home.settle()
    try home.check()
    #expect(home.tally.findings == [])
  }
}
