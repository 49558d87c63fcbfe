import Foundation
import Testing

@testable import Storage

/// What fuzzing the files of marks has found worth keeping.
@Suite struct StateCorpusTests {
  /// Its checksum is right: somebody meant it so, but not as a step.
  @Test(arguments: ["x", "{}", ",\"marks\":{}"])
  func aLineWhoseObjectEndsEarlyIsNoStep(rest: String) {
    let step =
      "{\"step\":\"a\",\"marks\":{\"https://e.example/\":{\"read\":\"2026-11-23T10:00:00.123Z\"}}"
    let whole = JournalLine.sealed(Array(step.utf8))
    #expect(JournalLine.decode(whole[...])?.count == 1)
    #expect(UndoStep(line: whole[...])?.count == 1)
    let longer = JournalLine.sealed(Array((step + "}" + rest).utf8))
    #expect(JournalLine.isIntact(longer[...]))
    #expect(JournalLine.decode(longer[...]) == nil)
    #expect(UndoStep(line: longer[...]) == nil)
  }

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
