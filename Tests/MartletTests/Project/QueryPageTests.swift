import Articles
import Foundation
import Testing

/// `docs/queries.md` says what the tables of the language say, and all of it.
struct QueryPageTests {
  private static let page =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../docs/queries.md").standardized

  @Test func thePageHasEveryWordOfTheLanguage() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let rows = text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
    func row(_ write: String, _ help: String) -> String { "| `\(write)` | \(help) |" }
    var expected = QueryName.all.map { row($0.example, $0.help) }
    expected += QueryState.allCases.map { row("is:" + $0.rawValue, $0.help) }
    expected += QueryPart.allCases.map { row("has:" + $0.rawValue, $0.help) }
    expected += QuerySort.allCases.map { row("sort:" + $0.rawValue, $0.help) }
    #expect(rows == expected)
  }

  /// The queries of the examples, which a shell would give as one argument.
  @Test func theExamplesAreQueries() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let quoted = text.split(separator: "\n").filter { $0.hasPrefix("martlet ") }
      .compactMap { $0.split(separator: "'").dropFirst().first.map(String.init) }
    #expect(quoted.count == 5)
    for query in quoted {
      _ = try QueryParser.parse(query, now: Instant(milliseconds: 1_780_000_000_000))
    }
  }
}
