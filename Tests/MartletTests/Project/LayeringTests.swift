import Foundation
import Testing

/// The direction of dependency: a target may import these targets and modules, and no others.
@Suite struct LayeringTests {
  private static let pure: Set<String> = ["Foundation"]
  private static let system: Set<String> = ["Foundation", "Glibc", "Dispatch", "Synchronization"]

  private static let allowed: [String: Set<String>] = [
    "Articles": pure.union(["CIDN"]),
    "FeedParsing": pure.union(["Articles", "CText", "CMarkdown", "Yams", "CYaml"]),
    "TUI": [],
    "ReaderCore": ["Articles", "FeedParsing", "TUI"],
    "Storage": system.union(["Articles", "FeedParsing", "GRDB", "GRDBSQLite"]),
    "Networking": system.union(["Articles", "CCurl", "CCompression"]),
    "NcursesTerminal": system.union(["TUI", "CNcurses", "CTerminal"]),
    "martlet": system.union([
      "Articles", "FeedParsing", "ReaderCore", "Storage", "Networking", "NcursesTerminal", "TUI",
      "Yams", "ArgumentParser", "CImages", "CMemory",
    ]),
  ]

  /// Clock, file, socket, environment, terminal, task: what a pure target may not name.
  private static let forbiddenInPureTargets = try! NSRegularExpression(
    pattern: #"""
      \bprint\(|\bTask\b\s*[.{]|\bDate\(\)|\bFileManager\b|\bProcessInfo\b|\bFileHandle\b\#
      |\bURLSession\b|\bDispatchQueue\b|\bgetenv\(|\bfopen\(|\bContinuousClock\b|\bThread\b
      """#)

  @Test(arguments: allowed.keys.sorted())
  func importsGoDownOnly(target: String) throws {
    let permitted = try #require(Self.allowed[target])
    let files = try Self.files(of: target)
    #expect(!files.isEmpty)
    for (path, text) in files {
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        guard let module = Self.importedModule(line) else { continue }
        #expect(
          permitted.contains(module), "\(path):\(number + 1): \(target) may not import \(module)")
      }
    }
  }

  @Test(arguments: ["Articles", "FeedParsing", "TUI", "ReaderCore"])
  func pureTargetsTouchNothingOutside(target: String) throws {
    for (path, text) in try Self.files(of: target) {
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.drop(while: \.isWhitespace).hasPrefix("//") {
        let line = String(line)
        let range = NSRange(line.startIndex..., in: line)
        #expect(
          Self.forbiddenInPureTargets.firstMatch(in: line, range: range) == nil,
          "\(path):\(number + 1): a pure target may not: \(line)")
      }
    }
  }

  /// What all others stand on knows bytes, and nothing of articles.
  @Test func theGroundFloorNamesNoNoun() throws {
    let files = try Self.files(of: "Articles")
    let (ground, rest) = (
      files.filter { $0.0.contains("/Bytes/") }, files.filter { !$0.0.contains("/Bytes/") }
    )
    #expect(ground.count > 4)
    let declaration = /^(?:public )?(?:struct|enum|class|protocol) (\w+)/.anchorsMatchLineEndings()
    let nouns = Set(rest.flatMap { $0.1.matches(of: declaration).map { String($0.1) } })
    #expect(nouns.isSuperset(of: ["Article", "Address", "Mark"]))
    for (path, text) in ground {
      for line in text.split(separator: "\n") where !line.contains("///") {
        let words = line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        #expect(nouns.isDisjoint(with: words), "\(path): \(line)")
      }
    }
  }

  @Test func everyTargetHasItsRule() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    let targets = Set(folders.filter { !$0.hasPrefix("C") && !$0.hasPrefix(".") })
    #expect(targets == Set(Self.allowed.keys))
  }

  @Test func noSourceFileIsTooLongToRead() throws {
    for target in Self.allowed.keys {
      for (path, text) in try Self.files(of: target) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(lines <= 400, "\(path) has \(lines) lines: split it by concept")
      }
    }
  }

  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  private static func files(of target: String) throws -> [(path: String, text: String)] {
    let folder = sources.appendingPathComponent(target)
    let paths = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      (
        "\(target)/\($0)",
        try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
      )
    }
  }

  /// The top module of an import line; `nil` for any other line.
  private static func importedModule(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: "import"),
      words[..<index].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains(String($0)) })
    else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "func", "var", "let", "protocol"]
    return words[(index + 1)...].first { !kinds.contains($0) }
      .map { String($0.prefix { $0 != "." }) }
  }

  private static let accessLevels: Set<String> = ["public", "package", "internal", "private"]
}
