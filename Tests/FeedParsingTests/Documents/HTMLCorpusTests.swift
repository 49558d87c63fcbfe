import Articles
import Foundation
import Testing

@testable import FeedParsing

/// What fuzzing the HTML reader has found worth keeping.
@Suite struct HTMLCorpusTests {
  @Test func corpusOfTheFuzzTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/html")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 10)
    let base = "https://site.example/a/b"
    for file in files {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      let text = String(decoding: bytes, as: UTF8.self)
      for document in [
        HTMLReader.read(text, base: base), HTMLReader.read(text, base: nil),
        MarkdownReader.read(text, base: base), BodyReader.read(text, base: base),
      ] {
        #expect(isSound(document) && forbiddenScalars(in: document).isEmpty, "\(file)")
      }
      // What was made fit to be kept needs nothing more.
      var links = LinkBase(base)
      guard let kept = HTMLRewriter.rewrite(Array(text.utf8), links: &links) else { continue }
      let again = HTMLRewriter.rewrite(kept, links: &links) ?? kept
      #expect(again == kept, "\(file)")
    }
  }
}
