import Articles
import Testing

@testable import Storage

/// Runs where a folder of real files lies beside the package.
struct CorpusTests {
  private static let folder: String? = {
    let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let folder = Path("/" + package).parent.appending("shared/corpus")
    return FileFacts(at: folder) == nil ? nil : folder.display
  }()

  @Test(.enabled(if: folder != nil)) func everyArticleHasARowAndADetail() throws {
    let library = try Library.inMemory()
    let scratch = Scratch()
    let marks = try MarkStore(
      statePath: scratch["state.json"], localFolder: scratch["local"], library: library)
    let sources = try library.attach(
      [SourceSpec(location: Self.folder ?? "")], now: instant(0))
    let summary = try Indexer(library: library, trustsYoungFiles: true).index(sources)
    #expect(summary.filesSeen == summary.filesRead)
    let view = library.view(sources: sources.map(\.id), state: marks.stateID)
    let listing = try view.listing(.all)
    #expect(listing.count > 0)
    let rows = try view.rows(listing.ids)
    #expect(rows.count == listing.count)
    var files = 0
    for row in rows {
      let detail = try #require(try view.detail(row.id))
      #expect(detail.article.title == row.title)
      #expect(detail.related.count == row.relatedCount)
      files += detail.files.count
    }
    let skipped = try view.problems().skipped.map(\.count).reduce(0, +)
    #expect(files + skipped + summary.problems == summary.filesSeen)
    #expect(try Indexer(library: library, trustsYoungFiles: true).index(sources).filesRead == 0)
  }
}
