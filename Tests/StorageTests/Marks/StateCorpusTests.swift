import Foundation
import Testing

@testable import Storage

/// What fuzzing the files of marks has found worth keeping.
@Suite struct StateCorpusTests {
  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/state")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    for file in files {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      #expect(StateProperties.violations(of: bytes) == [], "\(file)")
    }
  }
}
