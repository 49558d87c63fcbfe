import Foundation
import Glibc
import Testing

/// Windows, marks and lists at once, on one state and one library.
@Suite(.serialized)
struct SeveralProcessesTests {
  private let program: Program
  private var news: String { program.home.path + "/news" }

  init() throws {
    program = try Program()
  }

  private func writeArticles(_ count: Int) throws {
    for number in 0..<count {
      try program.write(
        """
        ---
        title: "Headline \(number)"
        publishedDateTime: 2026-\(10 + number % 3)-\(10 + number % 18)T10:00:00Z
        webUrl: https://example.org/\(number)
        ---
        """, to: "news/\(number).md")
    }
  }

  /// Runs lines of `sh` at once, in which `$martlet` is the program, and returns what all wrote.
  private func runAtOnce(_ lines: [String]) throws -> String {
    var environment = program.environment
    environment["martlet"] = Program.executable
    return try Spawn.run(
      "/bin/sh", ["-c", "cd; " + lines.map { "{ \($0); } 2>&1 & " }.joined() + "wait"], environment)
  }

  private func window() throws -> TmuxScreen {
    try TmuxScreen(program, columns: 80, rows: 24, command: "exec \(Program.executable) \(news)")
  }

  private func journals() throws -> [URL] {
    let states = program.home.appendingPathComponent(".local/state/martlet/states")
    return try FileManager.default.contentsOfDirectory(at: states, includingPropertiesForKeys: nil)
      .map { $0.appendingPathComponent("journal") }
  }

  @Test func aFirstIndexingBySeveralGivesAllToEach() throws {
    try writeArticles(300)
    let lines = (0..<4).map { _ in "$martlet list --source \(news) | wc -l" }
    let output = try runAtOnce(lines)
    #expect(output == String(repeating: "300\n", count: 4))
  }

  /// A window that leaves the folder alone looks there again by itself.
  @Test(.enabled(if: TmuxScreen.isInstalled))
  func aStateFileThatComesWithACrowdIsFound() throws {
    try writeArticles(2)
    try program.write("", to: "synced/other")
    let state = program.home.path + "/synced/state.json"
    let window = try TmuxScreen(
      program, columns: 80, rows: 24,
      command: "exec \(Program.executable) --state \(state) \(news)")
    try window.waitFor("2 unread")
    for number in 0..<300 { try program.write("x", to: "synced/other\(number)") }
    try program.write(
      """
      {"format":"martlet-state","version":1,"articles":{
      "https://example.org/0":{"read":"2026-01-01T00:00:00.000Z"}}}
      """, to: "synced/state.json")
    try window.waitFor("1 unread")
    try window.press("q")
  }

  @Test(.enabled(if: TmuxScreen.isInstalled))
  func windowsShellsAndListsAtOnceLoseNothing() throws {
    try writeArticles(240)
    let windows = [try window(), try window()]
    for window in windows { try window.waitFor("240 unread") }
    try windows[0].press("g", "g")
    try windows[1].press("G")
    let shells = (1...4).map { shell in
      """
      for i in 0 1 2 3 4 5 6 7 8 9; do
        $martlet mark read https://example.org/\(shell)$i || echo "status $?"; done
      """
    }
    let lists = (0..<2).map { _ in
      "touch news/*7.md; $martlet list --source \(news) | grep -c Headline | grep -vx 240"
    }
    let keys = ["s", "j", "s", "j", "s", "j", "s", "j", "s"]
    try windows[0].press(keys)
    try windows[1].press(keys.map { $0 == "j" ? "k" : $0 })
    #expect(try runAtOnce(shells + lists) == "")
    for window in windows {
      try window.waitFor("200 unread")
      #expect(try !window.text.contains("another process"))
      #expect(try !window.text.contains("locked"))
    }
    #expect(try program.run("list", "--starred", "--source", news).lines.count == 10)
    #expect(try program.run("list", "--unread", "--source", news).lines.count == 200)
    for journal in try journals() {
      for line in try String(contentsOf: journal, encoding: .utf8).split(separator: "\n") {
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
      }
    }
  }

  /// Holds the lock on the journal, as a process does that was stopped while it wrote.
  private func holdingTheJournal(_ body: () throws -> Void) throws {
    let path = try #require(journals().first).path
    let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    try #require(lock(descriptor, LOCK_EX) == 0)
    try body()
  }

  @Test func aMarkThatCannotBeKeptIsGivenUpWithTheReason() throws {
    try writeArticles(1)
    try #require(try program.run("mark", "read", "https://example.org/0").status == 0)
    try holdingTheJournal {
      let result = try program.run("mark", "unread", "https://example.org/0")
      #expect(result.status == 4)
      #expect(result.errors.contains("another process is writing it, or was stopped"))
    }
    #expect(try program.run("list", "--unread", "--source", news).lines.isEmpty)
  }

  @Test(.enabled(if: TmuxScreen.isInstalled))
  func aWindowGoesOnWhileTheJournalIsHeldAndSavesLater() throws {
    try writeArticles(3)
    let window = try window()
    try window.waitFor("3 unread")
    try window.press("g", "g")
    try holdingTheJournal {
      try window.press("m")
      try window.waitFor("saving…")
      try window.waitFor("2 unread")
      try window.press("G")
      try window.waitFor("3/3")
    }
    try waitUntil { try program.run("list", "--unread", "--source", news).lines.count == 2 }
  }

  /// Nobody tells of what happens in a folder that has another name now.
  @Test(.enabled(if: TmuxScreen.isInstalled))
  func aWindowSeesMarksInAJournalWhoseFolderWasTakenAway() throws {
    try writeArticles(3)
    let window = try window()
    try window.waitFor("3 unread")
    let local = program.home.path + "/.local"
    try FileManager.default.moveItem(
      atPath: local + "/state/martlet/states", toPath: local + "/states.old")
    try #require(try program.run("mark", "read", "https://example.org/1").status == 0)
    try window.waitFor("2 unread")
    try #require(try program.run("mark", "read", "https://example.org/2").status == 0)
    try window.waitFor("1 unread")
  }
}

/// `flock(2)`: the module of the C library has a structure of that name in front of it.
private func lock(_ descriptor: Int32, _ operation: Int32) -> Int32 {
  flock(descriptor, operation)
}
