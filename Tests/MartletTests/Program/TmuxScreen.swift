import Foundation

/// A real terminal: tmux on a socket of its own, with the program in its only pane.
final class TmuxScreen {
  private let socket = "martlet-" + UUID().uuidString
  private let environment: [String: String]
  private let program: Program

  static let isInstalled = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  /// - Parameter command: a line for `sh`, written by the test.
  init(_ program: Program, columns: Int, rows: Int, command: String) throws {
    var environment = program.environment
    environment["TERM"] = "xterm-256color"
    self.environment = environment
    self.program = program
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", String(rows),
      "-c", program.home.path, command)
  }

  /// Ends what runs, and waits for it: a window writes its last files into the program's home.
  deinit {
    let process = try? processID
    _ = try? tmux("kill-server")
    if let process, process > 0 { try? waitUntil { !Self.isRunning(process) } }
  }

  /// A process that has ended and that nobody has asked for yet (state Z) does not run.
  private static func isRunning(_ process: pid_t) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    else { return false }
    return stat.split(separator: ")").last?.hasPrefix(" Z") == false
  }

  var text: String {
    get throws { try tmux("capture-pane", "-p") }
  }

  /// The process that the pane started.
  var processID: pid_t {
    get throws {
      let text = try tmux("display-message", "-p", "#{pane_pid}")
      return pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
  }

  /// What the program has set as the title of its terminal.
  var title: String {
    get throws {
      try tmux("display-message", "-p", "#{pane_title}")
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// What tmux knows of the pane, as "mouse_any_flag".
  func fact(_ name: String) throws -> String {
    try tmux("display-message", "-p", "#{\(name)}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Sends what a terminal reports of the mouse; column and row count from 1.
  func mouse(_ code: Int, _ column: Int, _ row: Int, _ end: Character = "M") throws {
    let report = "\u{1B}[<\(code);\(column);\(row)\(end)"
    try tmux(["send-keys", "-H"] + report.utf8.map { String($0, radix: 16) })
  }

  func press(_ keys: String...) throws { try press(keys) }

  func press(_ keys: [String]) throws { try tmux(["send-keys"] + keys) }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", String(columns), "-y", String(rows))
  }

  func waitFor(_ text: String) throws {
    do {
      try waitUntil { try self.text.contains(text) }
    } catch is TimedOut {
      throw Missing(text: text, screen: try self.text)
    }
  }

  func waitUntilGone(_ text: String) throws {
    do {
      try waitUntil { try !self.text.contains(text) }
    } catch is TimedOut {
      throw Lasting(text: text, screen: try self.text)
    }
  }

  struct Missing: Error {
    let text: String
    let screen: String
  }

  struct Lasting: Error {
    let text: String
    let screen: String
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    try tmux(arguments)
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Spawn.run("/usr/bin/env", ["tmux", "-u", "-L", socket] + arguments, environment)
  }
}
