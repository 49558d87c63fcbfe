import Foundation
import Testing

/// The window in a real terminal.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct WindowTests {
  private func open(
    _ program: Program, _ arguments: String, columns: Int = 80, rows: Int = 24
  ) throws -> TmuxScreen {
    try TmuxScreen(
      program, columns: columns, rows: rows, command: "exec \(Program.executable) \(arguments)")
  }

  private func unread(_ program: Program, _ news: String) throws -> [String] {
    try program.run("list", "--unread", "--source", news).lines
  }

  @Test func showsHeadlinesAndTheArticleWithItsRelatedOnes() throws {
    let program = try Program()
    let screen = try open(program, try program.writeLibrary(), columns: 120, rows: 30)
    try screen.waitFor("作者が書いた巣の話")
    try screen.waitFor("Ada of the tower")
    try screen.press("g", "g", "Enter")
    try screen.waitFor("Towers of the north")
    try screen.waitFor("Forty pairs & more were counted this spring.")
  }

  /// What is read first is the oldest here: the list must not stay with it.
  @Test func anUntouchedListStartsAtItsFirstRowOnceAllIsRead() throws {
    let program = try Program()
    for number in 1000..<2500 {
      let date = "20\(10 + number / 400)-10-1\(number % 10)T10:00:00Z"
      try program.write(
        """
        ---
        title: "Headline \(number)"
        publishedDateTime: \(date)
        webUrl: https://example.org/\(number)
        ---
        """, to: "news/\(number).md")
    }
    let screen = try open(program, program.home.path + "/news")
    try screen.waitFor("1,500 articles")
    try screen.waitFor(" 1/1,500")
  }

  @Test func theTerminalIsAsBeforeAfterQuitting() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24,
      command: """
        stty -a > before; \(Program.executable) \(news); \
        echo "status $?" > status; stty -a > after; mv after done; cat
        """)
    try screen.waitFor("Ada of the tower")
    try screen.press("Q")
    try waitUntil { FileManager.default.fileExists(atPath: program.home.path + "/done") }
    #expect(try program.text(of: "before") == program.text(of: "done"))
    #expect(try program.text(of: "status") == "status 0\n")
    #expect(try !screen.text.contains("Ada of the tower"))
  }

  @Test func theMouseIsUsedAndGivenBack() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24,
      command: "tmux set -g mouse on; \(Program.executable) \(news); cat")
    try screen.waitFor("Ada of the tower")
    try screen.press("g", "g")
    try screen.waitFor("1/3")
    #expect(try screen.fact("mouse_button_flag") == "1")
    let lines = try screen.text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("Ada of the tower") }) + 1
    try screen.mouse(0, 30, row)
    try screen.mouse(0, 30, row, "m")
    try screen.waitFor("\(row - 1)/3")
    try screen.press("M-m")
    try screen.waitFor("mouse off")
    #expect(try screen.fact("mouse_any_flag") == "0")
    try screen.press("M-m")
    try screen.waitFor("mouse on")
    try screen.press("Q")
    try waitUntil { try screen.fact("mouse_any_flag") == "0" }
    #expect(try screen.fact("alternate_on") == "0")
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func signalsRestoreTheTerminalAndLoseNothing(signal: Int32) throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24,
      command: """
        stty -a > before; sh -c 'echo $$ > pid; exec \(Program.executable) \(news)'; \
        echo "status $?" > status; stty -a > after; mv after done; cat
        """)
    try screen.waitFor("Ada of the tower")
    try screen.press("g", "g", "m")
    try screen.waitFor("2 unread")
    kill(try #require(pid_t(program.text(of: "pid").dropLast())), signal)
    try waitUntil { FileManager.default.fileExists(atPath: program.home.path + "/done") }
    #expect(try program.text(of: "status") == "status \(128 + signal)\n")
    #expect(try program.text(of: "before") == program.text(of: "done"))
    #expect(try unread(program, news).count == 2)
    #expect(try program.text(of: ".local/share/martlet/state.json").contains("\"read\""))
  }

  @Test func killingTheProgramAfterAKeyLosesNoMark() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.waitFor("Ada of the tower")
    try screen.press("g", "g", "m")
    try screen.waitFor("2 unread")
    kill(try screen.processID, SIGKILL)
    let left = try unread(program, news)
    #expect(left.count == 2)
    #expect(!left.contains { $0.contains("Swifts return") })
  }

  @Test func aMarkFromTheShellIsShownInTheOpenWindow() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.waitFor("3 unread")
    #expect(try program.run("mark", "read", "https://example.org/nest").status == 0)
    try screen.waitFor("2 unread")
  }

  @Test func resizingKeepsTheSelectedArticle() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.waitFor("Ada of the tower")
    try screen.press("G")
    try screen.waitFor("3/3")
    try screen.resize(columns: 40, rows: 12)
    try screen.waitFor("3/3")
    try screen.resize(columns: 10, rows: 3)
    try screen.resize(columns: 200, rows: 60)
    try screen.waitFor("3/3")
  }

  @Test func aBrowserOfTheTerminalGetsItAndGivesItBack() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let browser = try program.write(
      "#!/bin/sh\necho \"browsing $1\"; read answer; echo \"$answer\" > answer\n", to: "w3m")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: browser)
    let screen = try TmuxScreen(
      program, columns: 80, rows: 24,
      command: "BROWSER=\(browser) exec \(Program.executable) \(news)")
    try screen.waitFor("Ada of the tower")
    try screen.press("g", "g", "o")
    try screen.waitFor("browsing https://example.org/swifts")
    try screen.press("seen", "Enter")
    try screen.waitFor("Ada of the tower")
    #expect(try program.text(of: "answer") == "seen\n")
    #expect(try unread(program, news).count == 2)
  }

  @Test func aStateThatCannotBeWrittenIsSaidAndMarksOfTheRunWork() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    try program.write("", to: "blocked")
    let screen = try TmuxScreen(
      program, columns: 100, rows: 24,
      command: "XDG_STATE_HOME=$HOME/blocked exec \(Program.executable) \(news)")
    try screen.waitFor("blocked")
    try screen.waitFor("Ada of the tower")
    try screen.press("g", "g", "m")
    try screen.waitFor("2 unread")
  }
}
