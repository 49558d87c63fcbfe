import ArgumentParser
import Articles
import FeedParsing
import Foundation
import Storage

/// `martlet sources`: what is read, and how it fares.
struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "List the sources with their counts and what went wrong with them.",
    discussion: """
      One source a line, separated by tabs: kind, unread and all articles, title, place, tags, how \
      it fares. A line of the sources file that cannot be read is one of the kind "broken". Lines \
      that do nothing are named on standard error.
      """)

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(
      sources: place.sources, state: place.state, needsSources: false)
    _ = try? workspace.marks.indexPending()
    for notice in workspace.library.notices { Output.error(notice) }
    let file = try SourcesDisk().read()
    if place.sources.isEmpty {
      for remark in file.remarks { Output.error(Output.clean(remark)) }
    }
    let statuses = try SourceStatus.all(of: workspace, file.entries)
    for status in statuses { json ? Output.json(status.fields) : Output.line(status.line) }
    for line in workspace.brokenLines {
      json ? Output.json(line.fields) : Output.line(line.row)
    }
    if statuses.isEmpty, workspace.brokenLines.isEmpty { throw ExitStatus.nothingMatched.code }
  }
}
