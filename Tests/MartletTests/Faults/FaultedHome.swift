import Foundation

/// A home with articles and marks, in which programs meet faults, and the books of what they said.
final class FaultedHome {
  let program: Program
  let news: String
  var ledger = Ledger()
  var tally = Tally()
  /// What stands before each finding: how to see it again.
  var place = ""
  private var lastFault = ""
  /// Whether calls on the library have failed.
  private(set) var mayLookDamaged = false

  /// Where children say what they say: no fault is meant for it.
  private let scratch: URL
  private var files = 0
  static let articleCount = 12

  init() throws {
    program = try Program()
    scratch = program.home.appendingPathComponent("said")
    news = program.home.appendingPathComponent("news").path
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    try program.write(
      "mark_read: manual\nstate_file: ~/synced/state.json\n", to: ".config/martlet/config.yaml")
    for number in 0..<Self.articleCount { try writeArticle(number) }
    // A library that is built needs no waiting for rows.
    try start(["list", "--source", news]).child.wait()
  }

  /// The folder of the state file, as a person would sync it: the library is not in it.
  var synced: URL { program.home.appendingPathComponent("synced") }
  var local: URL { program.home.appendingPathComponent(".local/state/martlet") }
  var data: URL { program.home.appendingPathComponent(".local/share/martlet") }
  var stateFile: URL { synced.appendingPathComponent("state.json") }
  var library: URL { data.appendingPathComponent("library.sqlite") }

  /// The folder that holds the journal; `nil` before there is one.
  var journalFolder: URL? {
    let states = local.appendingPathComponent("states")
    return (try? FileManager.default.contentsOfDirectory(atPath: states.path))?.first
      .map(states.appendingPathComponent)
  }

  var onDisk: StateOnDisk { StateOnDisk(in: [synced, local, data]) }

  static func title(_ number: Int) -> String {
    "H" + String(String(10_000 + number).dropFirst())
  }

  static func address(_ title: String) -> String { "https://example.org/" + title }

  func writeArticle(_ number: Int) throws {
    let title = Self.title(number)
    try program.write(
      """
      ---
      title: \(title)
      publishedDateTime: 2026-10-01T10:\(10 + number % 50):00Z
      webUrl: \(Self.address(title))
      ---
      """, to: "news/\(title).md")
  }

  func removeArticle(_ number: Int) {
    try? FileManager.default.removeItem(atPath: news + "/\(Self.title(number)).md")
  }

  // MARK: Programs

  /// A program without a terminal, under a fault or none.
  func start(_ arguments: [String], _ fault: Fault? = nil) throws -> Running {
    let said = newFile()
    let child = try Child(
      Program.executable, arguments, environment(fault, said),
      Child.Streams(output: said + ".out", errors: said + ".err"))
    return Running(child: child, said: said)
  }

  func openWindow(_ fault: Fault? = nil, sources: [String]? = nil) throws -> FaultedWindow {
    let said = newFile()
    let window = try PlainWindow(
      sources ?? [news], environment(fault, said), errors: said + ".err")
    return FaultedWindow(window, in: self, said: said)
  }

  /// What is marked, as the files have it.
  static let names = ["read", "unread", "starred", "unstarred", "label:w", "unlabel:w"]

  /// The same as `mark` is told.
  static func argument(_ name: String) -> String { name.replacingOccurrences(of: ":", with: "=") }

  /// Runs `mark` to its end, under a fault or none, and keeps the books.
  @discardableResult
  func mark(
    _ name: String, _ titles: [String], _ fault: Fault? = nil, killAfter delay: Int? = nil
  ) throws -> Running {
    let step = ledger.begin(name, titles.map(Self.address))
    let running = try start(["mark", Self.argument(name)] + titles.map(Self.address), fault)
    if let delay {
      usleep(UInt32(delay))
      if !running.child.hasEnded { tally.kills += 1 }
      running.child.kill(SIGKILL)
    }
    let ending = try running.child.wait()
    end(step, running, acknowledged: ending == .exited(0))
    if ledger.torn(step, in: onDisk.marks) { find("half a step: \(ledger.steps[step])") }
    return running
  }

  /// Writes down how a step ended, and the faults that the program met.
  func end(_ step: Int, _ running: Running, acknowledged: Bool) {
    ledger.end(step, acknowledged: acknowledged)
    if acknowledged { tally.acknowledged += ledger.steps[step].addresses.count }
    count(running)
  }

  func count(_ running: Running) {
    tally.runs += 1
    tally.faults += running.faults.count
    if running.faults.contains(where: { $0.contains(" kill-") }) { tally.kills += 1 }
  }

  func find(_ finding: String) {
    tally.findings.append("\(place)\(lastFault): \(finding)")
  }

  private func environment(_ fault: Fault?, _ said: String) -> [String: String] {
    if let fault, let deed = fault.deed {
      lastFault = ", last fault \(fault)"
      if !deed.isKill { mayLookDamaged = true }
    }
    let folders = fault?.isOfMarksOnly == true ? [synced, local] : [synced, local, data]
    let paths = fault?.path.map { [$0] } ?? folders.map(\.path)
    let told = fault?.environment(under: paths, log: said + ".log") ?? [:]
    return program.environment.merging(told) { $1 }
  }

  private func newFile() -> String {
    files += 1
    return scratch.appendingPathComponent(String(files)).path
  }
}

/// A program that was started, and where it says what it says.
struct Running {
  let child: Child
  let said: String

  private func lines(_ suffix: String) -> [String] {
    let text = (try? String(contentsOfFile: said + suffix, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  var output: [String] { lines(".out") }
  var errors: [String] { lines(".err") }

  /// Lets a program go on that is held.
  func release() throws { try Data().write(to: URL(fileURLWithPath: said + ".log.go")) }

  /// The calls that failed or ended it.
  var faults: [String] { lines(".log") }
}
