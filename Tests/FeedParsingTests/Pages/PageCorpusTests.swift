import Foundation
import Testing

@testable import FeedParsing

/// What fuzzing the reader of pages has found worth keeping.
@Suite struct PageCorpusTests {
  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/page")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    for file in files {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      expectClean(
        bytes.withUnsafeBytes { PageArticle(page: $0, address: "https://a.example/b/c") }, file)
    }
  }
}
