import Foundation
import Testing

/// Disks that are really full or read-only, and a limit on the size of files.
@Suite(.serialized) struct FullDiskTests {
  private static let isAllowed = Namespace.isAllowed

  /// Marks one article after another until the disk, which has 140 KB of room, takes no more, in a
  /// namespace of its own: what was acknowledged before is there after there is room again.
  @Test(
    .enabled(if: isAllowed, "mounting needs root, or namespaces for everybody"),
    arguments: ["synced", ".local/state", ".local/share", nil])
  func aFullDiskLosesNothing(folder: String?) throws {
    let home = try FaultedHome()
    let base = home.program.home
    let path = folder.map { base.appendingPathComponent($0).path } ?? base.path
    // The answers go past the full disk, beside the home.
    let answers = FileManager.default.temporaryDirectory
      .appendingPathComponent("martlet-answers-\(UUID().uuidString)")
    let kept = answers.appendingPathComponent("kept")
    try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: answers) }
    let script = """
      set -u
      mkdir -p '\(path)' && cp -a '\(path)/.' '\(kept.path)'
      size=$(($(du -sk '\(kept.path)' | cut -f 1) + 140))
      mount -t tmpfs -o size=${size}k none '\(path)' && cp -a '\(kept.path)/.' '\(path)' || exit 1
      for number in 0 1 2 3 4 5 6 7 8 9 10 11; do
        [ $number -eq 4 ] && cat /dev/zero > '\(path)/full' 2> /dev/null
        [ $number -eq 9 ] && rm '\(path)/full'
        '\(Program.executable)' mark read https://example.org/H00$((number / 10))$((number % 10)) \\
          2>> '\(answers.path)/errors' && echo $number
      done
      rm -f '\(path)/full'; cp -a '\(path)/.' '\(kept.path)'
      """
    let numbers = try Namespace.run(script, home.program.environment)
      .split(separator: "\n").compactMap { Int($0) }
    // What lay on the small disk is put where it was.
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(at: kept, to: URL(fileURLWithPath: path))
    #expect(numbers.contains(0) && numbers.contains(11))
    let marks = home.onDisk.marks
    let list = try home.start(["list", "--json", "--source", home.news])
    #expect(try list.child.wait() == .exited(0))
    for number in numbers {
      let address = FaultedHome.address(FaultedHome.title(number))
      #expect(marks[address]?["read"] != nil, "\(address) in \(path)")
      let line = list.output.first { $0.contains("\"address\":\"\(address)\"") }
      #expect(line?.contains("\"read\":true") == true, "\(address) in \(path)")
    }
    #expect(home.onDisk.halfWritten == [])
    if numbers.count < 12 {
      let errors = try String(
        contentsOf: answers.appendingPathComponent("errors"), encoding: .utf8)
      #expect(errors.contains("No space left on device"))
    }
  }

  /// The state file cannot be replaced while its folder is read-only; the journal keeps what it cannot
  /// hold.
  @Test(.enabled(if: isAllowed, "mounting needs root, or namespaces for everybody"))
  func aReadOnlyFolderOfTheStateFileLosesNothing() throws {
    let home = try FaultedHome()
    try home.mark("read", [FaultedHome.title(1)])
    try home.settle()
    let folder = home.synced.path
    let status = try Namespace.run(
      """
      mount --bind '\(folder)' '\(folder)' && mount -o remount,ro,bind '\(folder)' || exit 1
      '\(Program.executable)' mark read https://example.org/H0002; echo $?
      """, home.program.environment)
    #expect(status == "0\n")
    #expect(home.onDisk.steps == 1)
    try home.settle()
    #expect(home.tally.findings == [])
    #expect(home.onDisk.state?["https://example.org/H0002"]?["read"] != nil)
  }

  /// Files may not grow: the state file cannot be written, and stays as it was.
  @Test func aStateFileThatMayNotGrowStaysWhole() throws {
    let home = try FaultedHome()
    for number in 0..<8 { try home.mark("read", [FaultedHome.title(number)]) }
    try home.settle()
    let before = try Data(contentsOf: home.stateFile)
    try home.mark("starred", (0..<12).map(FaultedHome.title))
    // From here on a file takes no more than one block, in a window that only closes.
    var fault = Fault(calls: [.write], at: 1, count: 0, deed: .code(EFBIG))
    fault.isOfMarksOnly = true
    let window = try home.openWindow(fault)
    #expect(try window.waitForList())
    window.press("QQ")
    #expect(try window.waitForEnd() == .exited(4))
    #expect(window.running.errors.joined().contains("File too large"))
    #expect(try Data(contentsOf: home.stateFile) == before)
    try home.check()
    try home.settle()
    #expect(home.tally.findings == [])
  }

  /// A window whose marks nothing takes says so with each of them, and by its status.
  @Test func aWindowWhoseMarksNothingTakesSaysSo() throws {
    let home = try FaultedHome()
    var fault = Fault(calls: [.open, .mkdir], at: 1, count: 0, deed: .code(EROFS))
    fault.isOfMarksOnly = true
    let window = try home.openWindow(fault)
    #expect(try window.waitForList())
    #expect(try window.waitFor(" /"))
    #expect(try !window.toggle("m"))
    #expect(try window.waitFor("not saved"))
    #expect(try window.moveOn())
    #expect(try !window.toggle("s"))
    #expect(try window.waitFor("not saved"))
    window.press("QQ")
    #expect(try window.waitForEnd() == .exited(4))
    #expect(window.running.errors.joined().contains("Read-only file system"))
    try home.check()
    #expect(home.tally.findings == [])
  }

  /// Where only the journal's folder takes nothing, the state file takes the marks when the window
  /// closes.
  @Test func marksThatNoJournalTakesAreInTheStateFileAtTheEnd() throws {
    let home = try FaultedHome()
    try FileManager.default.removeItem(at: home.local.deletingLastPathComponent())
    try home.program.write("", to: ".local/state")
    let window = try home.openWindow()
    #expect(try window.waitForList())
    #expect(try window.waitFor(" /"))
    #expect(try !window.toggle("m"))
    window.press("QQ")
    try window.waitForEnd()
    let state = try #require(home.onDisk.state)
    #expect(state["https://example.org/H0011"]?["read"] != nil)
  }
}
