import Foundation
import Testing

/// Undo in a real terminal, over processes and restarts.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct UndoWindowTests {
  private func open(_ program: Program, _ news: String, columns: Int = 100) throws -> TmuxScreen {
    let screen = try TmuxScreen(
      program, columns: columns, rows: 24, command: "exec \(Program.executable) \(news)")
    try screen.waitFor("Ada of the tower")
    try screen.waitFor("/3")
    return screen
  }

  private func unread(_ program: Program, _ news: String) throws -> Int {
    try program.run("list", "--unread", "--source", news).lines.count
  }

  @Test func marksAreUndoneAndRedone() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.press("g", "g", "m")
    try screen.waitFor("marked read · u to undo")
    try screen.press("u")
    try screen.waitFor("undone: marked read · Ctrl-R to redo · Swifts return to the bell tower")
    #expect(try unread(program, news) == 3)
    try screen.press("A")
    try screen.waitFor("3 marked read · u to undo")
    try screen.press("u")
    try screen.waitFor("undone: 3 marked read · Ctrl-R to redo")
    try screen.press("C-r")
    try screen.waitFor("redone: 3 marked read · u to undo")
    #expect(try unread(program, news) == 0)
  }

  @Test func whatWasMarkedBeforeAKillIsUndoneAfterIt() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.press("g", "g", "m")
    try screen.waitFor("marked read · u to undo")
    let log = program.home.path + "/.local/state/martlet"
    try waitUntil {
      (FileManager.default.enumerator(atPath: log)?.allObjects as? [String] ?? [])
        .contains { $0.hasSuffix("/undo") }
    }
    kill(try screen.processID, SIGKILL)
    let next = try open(program, news)
    #expect(try unread(program, news) == 2)
    try next.press("u")
    try next.waitFor("undone: marked read")
    #expect(try unread(program, news) == 3)
  }

  /// All in one write, so that no answer can be there between two keys.
  @Test func keysTypedInAHurryMeanWhatTheyMeanSlowly() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.press("g", "g", "m", "u", "m", "j", "m", "m", "s", "u", "u", "u", "A", "u", "k", "s")
    // Other rows were starred on the way: this one is the last.
    try waitUntil {
      try screen.text.split(separator: "\n").contains {
        $0.contains("★") && $0.contains("Swifts return")
      }
    }
    try screen.waitFor("2 unread")
    try screen.press("Q")
    try waitUntil { try unread(program, news) == 2 }
    let left = try program.run("list", "--source", news).lines.map { $0.prefix(2) }
    #expect(left.count { $0.hasPrefix("N") } == 2)
    #expect(left[0].contains("*"))
  }

  @Test func theLastStepsSurviveARestart() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    do {
      let screen = try open(program, news)
      try screen.press("g", "g", "s", "A")
      try screen.waitFor("3 marked read · u to undo")
      kill(try screen.processID, SIGTERM)
      try waitUntil {
        let states = program.home.path + "/.local/state/martlet/states"
        return try FileManager.default.contentsOfDirectory(atPath: states).contains {
          FileManager.default.fileExists(atPath: "\(states)/\($0)/undo")
        }
      }
    }
    let screen = try open(program, news)
    try screen.press("u")
    try screen.waitFor("undone: 3 marked read · Ctrl-R to redo")
    try screen.waitFor("3 unread")
    try screen.press("u")
    try screen.waitFor("undone: starred")
    try screen.press("u")
    try screen.waitFor("nothing to undo")
  }

  @Test func aMarkFromTheShellOfARelatedArticleIsShown() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.press("g", "g", "Enter")
    try screen.waitFor("Related  2")
    try screen.press("G")
    try screen.waitFor("● Towers of the north")
    #expect(try program.run("mark", "read", "https://example.com/towers").status == 0)
    try screen.waitFor("  Towers of the north")
  }

  @Test func twoWindowsAndAShellLeaveEachOthersMarksAlone() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let (one, two) = (try open(program, news), try open(program, news))
    try one.press("A")
    try one.waitFor("0 unread")
    try two.waitFor("0 unread")
    #expect(try program.run("mark", "unread", "https://example.org/nest").status == 0)
    try one.waitFor("1 unread")
    try two.waitFor("1 unread")
    #expect(try program.run("mark", "read", "https://example.org/nest").status == 0)
    try one.waitFor("0 unread")
    try one.press("u")
    try one.waitFor("undone: 2 marked read · 1 left alone, changed elsewhere since")
    try one.waitFor("2 unread")
    try two.waitFor("2 unread")
    try two.press("u")
    try two.waitFor("nothing to undo")
  }
}
