import Foundation
import Testing

/// What reaches a browser: exactly one argument, and no shell.
@Suite struct OpenCommandTests {
  /// A browser that writes its arguments to a file, each ended by a NUL, then renames it.
  private func recorder(_ program: Program) throws -> String {
    let path = try program.write(
      """
      #!/bin/sh
      printf '%s\\0' "$@" > "$HOME/arguments.part"
      mv "$HOME/arguments.part" "$HOME/arguments"
      """, to: "browser")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func recorded(_ program: Program) throws -> [String] {
    let file = program.home.appendingPathComponent("arguments")
    try waitUntil { FileManager.default.fileExists(atPath: file.path) }
    return try String(decoding: Data(contentsOf: file), as: UTF8.self)
      .split(separator: "\0").map(String.init)
  }

  @Test func theAddressIsOneArgumentWhateverItHolds() throws {
    let program = try Program()
    let browser = try recorder(program)
    let address = "https://example.org/a b;$(touch x)`id`'\"&c=|#f"
    let result = try program.run(
      "open", address, environment: ["BROWSER": browser + " --new %s"])
    #expect(result.status == 0, "\(result.errors)")
    let arguments = try recorded(program)
    #expect(arguments.count == 2)
    #expect(arguments.first == "--new")
    #expect(arguments.last?.hasPrefix("https://example.org/a%20b;$(touch%20x)%60id%60") == true)
    #expect(!FileManager.default.fileExists(atPath: program.home.path + "/x"))
  }

  @Test func openingMarksTheArticleRead() throws {
    let program = try Program()
    let browser = try recorder(program)
    let news = try program.writeLibrary()
    let result = try program.run(
      "open", "https://example.org/nest", "--source", news, environment: ["BROWSER": browser])
    #expect(result.status == 0)
    #expect(try recorded(program) == ["https://example.org/nest"])
    #expect(try program.run("list", "--unread", "--source", news).lines.count == 2)
  }

  @Test func whatMayNotBeOpenedIsRefusedAndNotMarked() throws {
    let program = try Program()
    let browser = try recorder(program)
    let result = try program.run(
      "open", "file:///etc/passwd", environment: ["BROWSER": browser])
    #expect(result.status == 2)
    #expect(result.errors.contains("are not opened"))
    #expect(!FileManager.default.fileExists(atPath: program.home.path + "/arguments"))
  }
}
