import ArgumentParser
import Storage

/// `martlet export opml`: what other programs can read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print the feeds of the sources file as OPML, with tags as folders.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case opml
  }

  @Argument(help: "The form to print them in.")
  var format: Format

  @OptionGroup var state: StateOption

  func run() throws {
    let workspace = try Workspace.open(sources: [], state: state, needsSources: false)
    let file = try SourcesDisk().read()
    let known = try workspace.library.feeds()
    let document = SubscriptionList.document(
      file.entries, known: Dictionary(known.map { ($0.address, $0) }, uniquingKeysWith: { $1 }))
    Output.text(OPMLWriter.write(document))
    let folders = file.entries.count(where: \.isPath)
    if folders > 0 { Output.error(Wording.notExported(folders)) }
  }
}
