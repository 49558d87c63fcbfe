import Foundation
import GRDB
import Testing

/// Whatever address of an article is marked, by whichever way: the article stays as the person left
/// it when a second article claims that address.
@Suite struct AliasCommandTests {
  private let program: Program
  private let news: String
  /// Of the first article of the library; its key is without "/amp".
  private static let alias = "https://example.org/swifts/amp"

  init() throws {
    program = try Program()
    news = try program.writeLibrary()
  }

  /// Whether the library knows the article before it is marked, or meets the mark first.
  private func list() throws { _ = try program.run("list", "--source", news) }

  private func expectReadAfterASecondClaim(_ comment: Comment) throws {
    #expect(try unread() == ["Ada of the tower", "作者が書いた巣の話"], comment)
    try program.write(
      """
      ---
      title: A rival
      publishedDateTime: 2026-11-21T08:00:00Z
      webUrl: https://example.org/rival
      ampWebUrl: "\(Self.alias)"
      ---
      """, to: "news/rival.md")
    #expect(try unread() == ["A rival", "Ada of the tower", "作者が書いた巣の話"], comment)
    // Nor does a library say otherwise that has never seen the alias alone.
    try FileManager.default.removeItem(
      at: program.home.appendingPathComponent(".local/share/martlet/library.sqlite"))
    #expect(try unread() == ["A rival", "Ada of the tower", "作者が書いた巣の話"], comment)
  }

  private func unread() throws -> [String] {
    try program.run("list", "--unread", "--source", news).lines
      .map { String($0.split(separator: "\t", omittingEmptySubsequences: false)[3]) }.sorted()
  }

  @Test(arguments: [true, false])
  func oneMarkedInTheShell(isKnown: Bool) throws {
    if isKnown { try list() }
    #expect(try program.run("mark", "read", Self.alias).status == 0)
    try expectReadAfterASecondClaim("known \(isKnown)")
  }

  /// So many that they are worked out in the library.
  @Test(arguments: [true, false])
  func manyMarkedInTheShell(isKnown: Bool) throws {
    if isKnown { try list() }
    let others = (0..<1500).map { "https://else.example/\($0)\n" }.joined()
    let input = others + Self.alias + "?utm_source=x\n" + others
    #expect(try program.run("mark", "read", "-", input: input).status == 0)
    #expect(try program.run("mark", "read", "-", input: input).status == 0, "again")
    try expectReadAfterASecondClaim("known \(isKnown)")
  }

  @Test(arguments: [true, false])
  func opened(isKnown: Bool) throws {
    if isKnown { try list() }
    let opened = try program.run("open", Self.alias, environment: ["BROWSER": "/bin/true"])
    #expect(opened.status == 0, "\(opened.errors)")
    try expectReadAfterASecondClaim("known \(isKnown)")
  }

  @Test(arguments: [true, false])
  func importedFromAnotherState(isKnown: Bool) throws {
    if isKnown { try list() }
    let path = try program.write(Self.state, to: "other.json")
    #expect(try program.run("import", path).status == 0)
    try expectReadAfterASecondClaim("known \(isKnown)")
  }

  @Test(arguments: [true, false])
  func importedFromNewsboat(isKnown: Bool) throws {
    if isKnown { try list() }
    let path = program.home.appendingPathComponent("cache.db").path
    let cache = try DatabaseQueue(path: path)
    try cache.write { database in
      try database.execute(
        sql: """
          CREATE TABLE rss_item(id INTEGER PRIMARY KEY, url VARCHAR(1024) NOT NULL,
            pubDate INTEGER NOT NULL, unread INTEGER(1) NOT NULL);
          INSERT INTO rss_item(url, pubDate, unread) VALUES(?, 1700000000, 0);
          """, arguments: [Self.alias])
    }
    try cache.close()
    let imported = try program.run("import", path)
    #expect(imported.status == 0, "\(imported.errors)")
    try expectReadAfterASecondClaim("known \(isKnown)")
  }

  @Test(arguments: [true, false])
  func foundInAConflictCopy(isKnown: Bool) throws {
    if isKnown { try list() }
    // There has to be a state file beside which it lies.
    try program.write(
      Self.state.replacing(Self.alias, with: "https://else.example/"),
      to: ".local/share/martlet/state.json")
    let name = ".local/share/martlet/state.sync-conflict-20261128-101010-ABCDEFG.json"
    try program.write(Self.state, to: name)
    // A sync tool might still be writing it.
    try waitUntil { (try? unread().count) == 2 }
    try expectReadAfterASecondClaim("known \(isKnown)")
  }

  private static let state = """
    {"format":"martlet-state","version":1,"articles":{
    "\(alias)":{"read":"2026-11-22T08:00:00.000Z"}}}
    """
}
