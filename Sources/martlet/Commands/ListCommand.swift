import ArgumentParser
import Articles
import Storage

/// `martlet list`: one article a line.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List articles, newest first.",
    discussion: """
      One article a line, separated by tabs: flags (N unread, * starred, - neither), date, provider, \
      title, address.
      """)

  @Flag(help: "Only unread articles.")
  var unread = false

  @Flag(help: "Only starred articles.")
  var starred = false

  @Option(
    help: ArgumentHelp(
      "Only articles of sources that the sources file puts under this tag.", valueName: "tag"))
  var tag: String?

  @Flag(help: "Print one JSON object a line, with every field.")
  var json = false

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    let isComplete = try workspace.bringUpToDate()
    var count = 0
    try workspace.view.eachArticle(try scope(in: workspace.view.tags)) { row, files, archived in
      guard !unread || !row.flags.contains(.read), !starred || row.flags.contains(.starred)
      else { return }
      count += 1
      if json {
        Output.json(
          ArticleRecord.fields(
            of: row, files: files, archived: archived, sources: workspace.sources))
      } else {
        Output.line(Self.line(row))
      }
    }
    if !isComplete { throw ExitStatus.someSourcesFailed.code }
    if count == 0 { throw ExitStatus.nothingMatched.code }
  }

  private func scope(in tags: [SourceTag]) throws -> ListScope {
    guard let tag else { return starred ? .starred : unread ? .unread : .all }
    guard tags.contains(where: { $0.name == tag }) else {
      throw Stop(.nothingMatched, Wording.noSuchTag(Output.clean(tag), of: tags.map(\.name)))
    }
    return .tag(tag)
  }

  private static func line(_ row: ArticleRow) -> String {
    let unread = row.flags.contains(.read) ? "" : "N"
    let starred = row.flags.contains(.starred) ? "*" : ""
    let flags = unread + starred
    let fields = [
      flags.isEmpty ? "-" : flags, row.published.map { String($0.iso8601.prefix(10)) } ?? "-",
      row.provider.isEmpty ? "-" : row.provider, row.title, row.address.text,
    ]
    return fields.map(Output.clean).joined(separator: "\t")
  }
}
