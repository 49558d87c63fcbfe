import Foundation
import Testing

/// The programs in `docs/state-file.md`, as they stand there.
struct StateFilePageTests {
  private static let page =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../docs/state-file.md").standardized

  /// The blocks of one language, in order.
  private func blocks(_ language: String) throws -> [String] {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private static func has(_ program: String) -> Bool {
    (try? Spawn.run("/bin/sh", ["-c", "command -v \(program)"], path))?.isEmpty == false
  }

  private static var path: [String: String] { ProcessInfo.processInfo.environment }

  @Test(.enabled(if: has("python3") && has("jq")))
  func theExamplesWork() throws {
    let program = try Program()
    let state = program.home.appendingPathComponent("state.json").path
    let example = try #require(try blocks("json").first)
    try example.write(toFile: state, atomically: true, encoding: .utf8)
    let python = try blocks("python")
    try #require(python.count == 2)
    let scripts = try python.enumerated().map { index, text in
      let path = program.home.appendingPathComponent("\(index).py").path
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
    func runPython(_ arguments: String...) throws {
      _ = try Spawn.run("/usr/bin/env", ["python3"] + arguments, Self.path)
    }
    let jq = try #require(try blocks("sh").first).replacingOccurrences(
      of: "state.json", with: state)
    func read() throws -> [String] {
      try Spawn.run("/bin/sh", ["-c", jq], Self.path).split(separator: "\n").map(String.init)
    }
    #expect(try read() == ["https://example.org/a"])
    try runPython(scripts[0], state, "https://example.org/b")
    try runPython(scripts[0], state, "https://example.org/c")
    #expect(
      try read() == ["https://example.org/a", "https://example.org/b", "https://example.org/c"])

    let theirs = program.home.appendingPathComponent("theirs.json").path
    try example.replacingOccurrences(of: "2026-11-23T10", with: "2026-11-23T11")
      .replacingOccurrences(of: "example.org/b", with: "example.org/d")
      .write(toFile: theirs, atomically: true, encoding: .utf8)
    try runPython(scripts[1], state, theirs)
    let merged = try String(contentsOfFile: state, encoding: .utf8)
    #expect(merged.contains("2026-11-23T11:00:00.123Z"))
    #expect(!merged.contains("2026-11-23T10:00:00.123Z"))
    #expect(merged.contains("https://example.org/c") && merged.contains("https://example.org/d"))
    // Martlet reads what the programs wrote.
    let note = try program.run("mark", "starred", "https://example.org/c", "--state", state)
    #expect(note.status == 0)
    #expect(note.errors.isEmpty)
  }
}
