import ArgumentParser

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

  func run() throws {
    let file = try SourcesDisk().read()
    Output.text(OPMLWriter.write(SubscriptionList.document(file.entries)))
    let folders = file.entries.count(where: \.isPath)
    if folders > 0 { Output.error(Wording.notExported(folders)) }
  }
}
