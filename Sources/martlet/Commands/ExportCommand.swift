import ArgumentParser
import Articles
import Foundation
import Storage

/// `martlet export opml|articles`: what other programs can read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print feeds as OPML, or write articles as files.",
    discussion: """
      opml prints the feeds of the sources file, with tags as folders. articles writes every article \
      that a query asks for, or all, as a file that reads back to the same article.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case opml, articles
  }

  @Argument(help: "What to export.")
  var format: Format

  @OptionGroup var query: QueryArgument

  @Option(
    help: ArgumentHelp(
      "The folder to write articles to; it is made where there is none. Usually articles.",
      valueName: "folder"))
  var to: String?

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if format == .opml, !query.words.isEmpty || to != nil || !place.sources.isEmpty {
      throw ValidationError(Wording.opmlIsWhole)
    }
  }

  func run() throws {
    switch format {
    case .opml: try exportFeeds()
    case .articles: try exportArticles()
    }
  }

  private func exportFeeds() throws {
    let workspace = try Workspace.open(sources: [], state: place.state, needsSources: false)
    let file = try SourcesDisk().read()
    let known = try workspace.library.feeds()
    let document = SubscriptionList.document(
      file.entries, known: Dictionary(known.map { ($0.address, $0) }, uniquingKeysWith: { $1 }))
    Output.text(OPMLWriter.write(document))
    let folders = file.entries.count(where: \.isPath)
    if folders > 0 { Output.error(Wording.notExported(folders)) }
    let own = file.entries.count { !$0.isPath && !FeedLocation.isWeb($0.location) }
    if own > 0 { Output.error(Wording.notExported(ownFeeds: own)) }
  }

  private func exportArticles() throws {
    let query = try query.query()
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    var isComplete = try workspace.bringUpToDate(for: query)
    let folder = URL(fileURLWithPath: Paths.absolute(to ?? "articles"), isDirectory: true)
    var found = 0
    var written = 0
    try workspace.view.eachRow(query.map { .query($0, in: .all) } ?? .all) { row in
      found += 1
      guard let original = try workspace.view.original(row.id) else {
        Output.error(Wording.notReadable(Output.clean(row.title)))
        isComplete = false
        return
      }
      do {
        if written == 0 {
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try ArticleExport(folder: folder).write(original, of: row)
        written += 1
      } catch {
        throw CommandFailure(.failed, Wording.notWritten(folder.path, error.localizedDescription))
      }
    }
    if found > 0 { Output.line(Wording.written(written, to: Output.clean(folder.path))) }
    if !isComplete { throw ExitStatus.someSourcesFailed.code }
    if found == 0 { throw ExitStatus.nothingMatched.code }
  }
}
