import Articles
import Foundation
import TestSupport
import Testing

/// What holds for any text: a query that is printed is read as itself, and a mistake is in the text.
@Suite struct QueryFuzzTests {
  private static let pieces = [
    "a", "swift", "彗星", "é", "e\u{301}", " ", " ", "\t", "\"", "\u{201C}", "\u{201D}", "\\", "*",
    "~", "~2", "-", "--", "(", ")", "()", " or ", " not ", "or", "not", ":", "：", "title:", "is:",
    "is:new", "unread", "has:image", "heat", ">", "<=", "≥", "20", "-5", "age<3d", "since:",
    "on:2026-11", "monday", "2026-11-30", "sort:heat", "limit:5", "titel:", "https://e.org/", "&",
    "\u{0}", "\u{1B}", "\u{202E}", "\u{FEFF}", "👩‍🚀",
  ]

  @Test(arguments: 0..<4)
  func mixedPieces(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    var read = 0
    for _ in 0..<2_000 {
      let count = 1 + generator.next(below: 9)
      let text = (0..<count).map { _ in Self.pieces[generator.next(below: Self.pieces.count)] }
        .joined()
      read += check(text) ? 1 : 0
    }
    #expect(read > 500)
  }

  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/query")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 5)
    for file in files {
      let bytes = try Data(contentsOf: folder.appending(path: file))
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Whether the text is a query.
  @discardableResult
  private func check(_ text: String) -> Bool {
    let now = Instant(year: 2026, month: 11, day: 27, hour: 23, minute: 30)
    do throws(QueryMistake) {
      let query = try QueryParser.parse(text, now: now)
      let printed = query.description
      guard printed.unicodeScalars.count <= QueryParser.longest else { return true }
      let again = try? QueryParser.parse(printed, now: now)
      if again != query { Issue.record("\(text.debugDescription): \(printed.debugDescription)") }
      return true
    } catch {
      if !(1...text.count + 1).contains(error.column) { Issue.record("\(text.debugDescription)") }
      return false
    }
  }
}
