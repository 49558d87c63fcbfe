import Articles
import Foundation
import Testing

@testable import FeedParsing

/// Where real article files lie beside the package, if they do.
private let folderOfRealFiles: String? = {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = package.appending(path: "../shared/corpus").standardizedFileURL.path
  return FileManager.default.fileExists(atPath: folder) ? folder : nil
}()

@Suite(.enabled(if: folderOfRealFiles != nil)) struct CorpusTests {
  @Test func readersAgreeOnRealFiles() throws {
    let folder = try #require(folderOfRealFiles)
    var articles = 0
    var slow = 0
    for case let name as String in try #require(FileManager.default.enumerator(atPath: folder)) {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      let bytes = Array(data)
      switch parse(bytes) {
      case .article: articles += 1
      case .broken(let problem): Issue.record("\(name): \(problem.problem.message)")
      case .skipped: continue
      }
      let search = bytes.withUnsafeBytes { FrontMatterRegion.find(in: $0, isTruncated: false) }
      guard case .found(let region) = search else { continue }
      let result = readersAgree(on: Array(bytes[region.content]))
      slow += result.isFast ? 0 : 1
      #expect(result.agree, "\(name)")
    }
    #expect(articles > 100)
    #expect(slow * 10 < articles)
  }
}
