import Articles
import FeedParsing
import Foundation
import Testing

/// Bodies of real articles; runs only where the corpus lies beside the package.
struct CorpusBodyTests {
  private static let corpus = URL(filePath: #filePath).resolvingSymlinksInPath()
    .appending(path: "../../../../../shared/corpus").standardized

  private static var isPresent: Bool {
    FileManager.default.fileExists(atPath: corpus.path)
  }

  @Test(.enabled(if: isPresent)) func everyBodyReads() throws {
    var bodies = 0
    let files = FileManager.default.enumerator(at: Self.corpus, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard ["md", "html"].contains(file.pathExtension), let body = body(of: file) else { continue }
      let document = BodyReader.read(body, base: "https://example.org/a")
      #expect(!document.blocks.isEmpty, "\(file.lastPathComponent)")
      #expect(isSound(document), "\(file.lastPathComponent)")
      #expect(forbiddenScalars(in: document).isEmpty, "\(file.lastPathComponent)")
      #expect(!text(of: document).contains { $0.contains("<td") || $0.contains("</") })
      bodies += 1
    }
    #expect(bodies > 50)
  }

  /// What follows the front matter, if that is more than blanks.
  private func body(of file: URL) -> String? {
    guard let bytes = FileManager.default.contents(atPath: file.path) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n---")
    let body = parts.dropFirst().joined(separator: "\n---")
    return TextCleaning.clean(body).contains { $0 != "-" && $0 != " " } ? body : nil
  }
}
