import Glibc
import NcursesTerminal
import Testing

/// A program with a window on a real terminal, whatever becomes of it.
@Suite struct ProbeTests {
  private let environment = ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]
  private let alternateScreen = "\u{1B}[?1049h"
  private let primaryScreen = "\u{1B}[?1049l"

  private func probe(_ argument: String) throws -> ProbeOnTerminal {
    try ProbeOnTerminal(argument, environment: environment)
  }

  @Test(arguments: [
    ("close", [0]), ("exit", [7]), ("trap", [-SIGILL, -SIGTRAP]), ("abort", [-SIGABRT]),
    ("overflow", [-SIGSEGV]),
  ])
  func everyEndGivesTheTerminalBack(end: String, statuses: [Int32]) throws {
    let probe = try probe(end)
    let status = try probe.waitForEnd()
    #expect(statuses.contains(status))
    let screens = probe.text.components(of: [alternateScreen, primaryScreen])
    #expect(screens.first == alternateScreen)
    #expect(screens.last == primaryScreen)
    #expect(probe.settings == probe.initialSettings)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func signalsAreToldToTheLoop(signal: Int32) throws {
    let probe = try probe("echo")
    try probe.wait(for: "ready")
    #expect(probe.settings != probe.initialSettings)
    probe.send(signal)
    #expect(try probe.waitForEnd() == 128 + signal)
    #expect(probe.settings == probe.initialSettings)
    #expect(probe.text.contains(primaryScreen))
  }

  @Test func stopsAndGoesOn() throws {
    let probe = try ProbeOnTerminal("stop", environment: environment, inShell: true)
    try probe.wait(for: "job=\(128 + SIGTSTP)\r\n")
    #expect(probe.settings == probe.initialSettings)
    #expect(probe.text.components(of: [alternateScreen, primaryScreen]).last == primaryScreen)
    probe.forget()
    probe.type("\n")
    #expect(try probe.waitForEnd() == 0)
    #expect(probe.text.contains(alternateScreen))
    #expect(probe.text.contains("again"))
    #expect(probe.settings == probe.initialSettings)
  }

  @Test func whatIsAskedOfTheTerminalIsNeverTakenForKeys() throws {
    let probe = try probe("ask")
    try probe.wait(for: "\u{1B}]11;?\u{1B}\\")
    for part in ["\u{1B}", "]", "1", "1;rgb:", "ffff/ffff", "/fff", "f", "\u{1B}", "\\"] {
      probe.type(part)
      // Whoever is not read is not there: what was read shows in what is drawn.
      try probe.settle()
    }
    try probe.wait(for: "<light>")
    probe.type("\u{1B}[?997;1n")
    try probe.wait(for: "<dark>")
    probe.type("\u{1B}[O")
    try probe.wait(for: "<out>")
    probe.type("\u{1B}[<0;12;3M")
    try probe.wait(for: "<press(TUI.MouseEvent.Button.left) 11,2>")
    probe.type("\u{1B}]")
    try probe.wait(for: "<Alt-]>")
    probe.type("j")
    try probe.wait(for: "<j>")
    probe.type("q")
    #expect(try probe.waitForEnd() == 0)
    for key in ["<1>", "<f>", "</>", "<;>", "<Esc>"] { #expect(!probe.text.contains(key)) }
  }

  @Test(arguments: ["modes-close", "modes-trap", "ask"])
  func whatTheTerminalWasToldToReportItIsToldToStop(end: String) throws {
    let probe = try probe(end)
    if end == "ask" {
      try probe.wait(for: "ready")
      probe.type("q")
    }
    _ = try probe.waitForEnd()
    for mode in TerminalMode.allCases {
      let (on, off) = ("\u{1B}[?\(mode.rawValue)h", "\u{1B}[?\(mode.rawValue)l")
      #expect(probe.text.components(of: [on, off]) == [on, off], "\(mode)")
    }
    #expect(probe.settings == probe.initialSettings)
  }

  @Test func readsKeys() throws {
    let probe = try probe("echo")
    try probe.wait(for: "ready")
    let keys = [
      ("j", "<j>"), ("\u{1B}", "<Esc>"), ("\u{1B}OA", "<Up>"), ("\u{1B}[B", "<Down>"),
      ("\u{3}", "<Ctrl-C>"), ("\u{1A}", "<Ctrl-Z>"), ("\u{1B}[6~", "<PgDn>"), ("漢", "<漢>"),
      ("\r", "<Enter>"), ("\u{1B}x", "<Alt-x>"), ("\u{1B}[Z", "<Shift-Tab>"),
      ("\u{1B}[200~9 j\u{1B}[201~", "<pasted 9 j>"),
      ("\u{1B}[201~9", "<9>"), ("\u{1B}[15~", "<F5>"),
    ]
    for (typed, name) in keys {
      probe.forget()
      probe.type(typed)
      try probe.wait(for: name)
    }
    probe.type("q")
    #expect(try probe.waitForEnd() == 0)
  }

  @Test func followsTheSizeOfTheTerminal() throws {
    let probe = try probe("echo")
    try probe.wait(for: "ready")
    for (columns, rows) in [(UInt16(100), UInt16(30)), (9, 1), (1, 1), (80, 24)] {
      probe.forget()
      probe.resize(columns: columns, rows: rows)
      try probe.wait(for: columns == 1 ? "…" : "<\(columns)x\(rows)>")
    }
    probe.type("q")
    #expect(try probe.waitForEnd() == 0)
  }

  @Test func exactColorsAreShownAndGivenBack() throws {
    let plain = try probe("color")
    #expect(try plain.waitForEnd() == 0)
    #expect(!plain.text.contains("\u{1B}]"))
    let exact = try ProbeOnTerminal(
      "color", environment: environment + ["COLORTERM=truecolor"])
    #expect(try exact.waitForEnd() == 0)
    #expect(exact.text.contains("\u{1B}]4;30;rgb:01/7F/81\u{1B}\\"))
    #expect(exact.text.contains("\u{1B}]104\u{7}"))
    // The nearest is taken already: the next.
    #expect(exact.text.contains("\u{1B}]4;24;rgb:01/7F/82\u{1B}\\"))
    let trapped = try ProbeOnTerminal(
      "color-trap", environment: environment + ["COLORTERM=truecolor"])
    #expect(try trapped.waitForEnd() < 0)
    #expect(trapped.text.contains("\u{1B}]104\u{7}"))
  }

  @Test(arguments: [
    (["TERM=dumb"], "\"dumb\""), (["TERM=nothing-like-it"], "ncurses-term"),
    ([], "TERM is not set"),
    (["TERM="], "TERM is not set"),
  ])
  func refusalsLeaveTheTerminalAlone(environment: [String], words: String) throws {
    let probe = try ProbeOnTerminal("close", environment: environment)
    #expect(try probe.waitForEnd() == 2)
    #expect(probe.text.contains(words))
    #expect(!probe.text.contains("\u{1B}"))
    #expect(probe.settings == probe.initialSettings)
  }

  @Test func aLocaleThatIsNotInstalledStillSpeaksUTF8() throws {
    let probe = try ProbeOnTerminal(
      "echo", environment: ["TERM=xterm-256color", "LANG=xx_YY.UTF-8"])
    try probe.wait(for: "ready")
    probe.type("漢")
    try probe.wait(for: "漢")
    probe.type("q")
    #expect(try probe.waitForEnd() == 0)
  }
}

extension String {
  /// Where these occur, in order.
  fileprivate func components(of parts: [String]) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while !rest.isEmpty {
      if let part = parts.first(where: { rest.hasPrefix($0) }) { found.append(part) }
      rest = rest.dropFirst()
    }
    return found
  }
}
