import Articles
import FeedParsing
import Foundation
import TUI
import Testing

@testable import ReaderCore

/// Whole bodies, HTML and Markdown, as lines with their styles: `Documents/` has what goes in, `Screens/`
/// what comes out.
struct GoldenDocumentTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Documents")

  private static let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path)
    .sorted()

  @Test(arguments: names, [40, 80, 120])
  func bodiesAreLaidOutAsRecorded(_ name: String, columns: Int) throws {
    let body = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let builder = PageBuilder(
      columns: columns, charset: .unicode, theme: .standard, clock: .utc, wrapsCode: columns == 40)
    var page = Page.empty
    let document = BodyReader.read(body, base: "https://site.example/articles/1")
    page.work = PageWork(
      [
        .body(document), .section(Wording.links, count: document.links.count),
        .links(document.links),
      ],
      firstLink: 1, builder)
    page.extend()
    let lines = page.lines
    let widest = lines.map { $0.text.columns() }.max() ?? 0
    #expect(lines.allSatisfy { $0.mayBeWide || $0.text.columns() <= columns })
    var frame = Frame(size: Size(columns: max(columns, widest), rows: lines.count))
    for (row, line) in lines.enumerated() {
      frame.draw(line.text, at: Point(column: 0, row: row), width: frame.size.columns)
    }
    try expectScreen(
      frame, "document-\(name.replacingOccurrences(of: ".", with: "-"))-\(columns)")
  }
}

extension Page.Line {
  /// Code moves sideways, and what has no room of a link in the list is not drawn.
  fileprivate var mayBeWide: Bool {
    switch kind {
    case .code, .entry: true
    default: false
    }
  }
}
