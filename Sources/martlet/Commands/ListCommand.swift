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

  @Flag(help: "Print one JSON object a line, with every field.")
  var json = false

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    let isComplete = try workspace.bringUpToDate()
    var count = 0
    try workspace.view.eachArticle(starred ? .starred : unread ? .unread : .all) {
      row, files, archived in
      guard !unread || !row.flags.contains(.read) else { return }
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
