import Foundation
import Testing

/// A journal that cannot grow any further in the middle of a line.
@Suite struct ShortWriteTests {
  /// What a file may hold in the child, in the 512 bytes that `ulimit -f` counts in.
  private static let blocks = 2048

  @Test func aLineThatDoesNotFitIsCutBackAndTheMarkReported() throws {
    let program = try Program()
    #expect(try program.run("mark", "read", "https://example.org/a").status == 0)
    let journal = try journal(of: program)
    try fill(journal, to: Self.blocks * 512 - 40)
    let before = try Data(contentsOf: journal)

    let result = try markLimited("https://example.org/b", program)
    #expect(result.status == 4)
    #expect(result.errors.contains("journal: cannot be written (File too large)"))
    #expect(try Data(contentsOf: journal) == before)

    #expect(try program.run("mark", "read", "https://example.org/c").status == 0)
    let lines = try Data(contentsOf: journal).split(separator: 0x0A).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(lines.count == 3)
    #expect(lines.last?.contains("https://example.org/c") == true)
  }

  /// Marks an address read in a process whose files do not grow beyond the limit.
  private func markLimited(_ address: String, _ program: Program) throws
    -> (status: Int32, errors: String)
  {
    let script = "trap '' XFSZ; ulimit -f \(Self.blocks); exec \"$0\" \"$@\""
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, Program.executable, "mark", "read", address]
    process.environment = program.environment
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  private func journal(of program: Program) throws -> URL {
    let states = program.home.appendingPathComponent(".local/state/martlet/states")
    let names = try FileManager.default.contentsOfDirectory(atPath: states.path)
    return states.appendingPathComponent(try #require(names.first)).appendingPathComponent(
      "journal")
  }

  /// Empty lines, which a journal may have.
  private func fill(_ journal: URL, to size: Int) throws {
    let file = try FileHandle(forWritingTo: journal)
    defer { try? file.close() }
    let end = try file.seekToEnd()
    try file.write(contentsOf: Data(repeating: 0x0A, count: size - Int(end)))
  }
}
