import ArgumentParser
import Articles
import FeedParsing
import Foundation
import ReaderCore
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
    let listed = try ListedSource.all(of: workspace, file.entries)
    for source in listed { json ? Output.json(source.fields) : Output.line(source.line) }
    for line in workspace.brokenLines {
      json ? Output.json(line.fields) : Output.line(line.row)
    }
    if listed.isEmpty, workspace.brokenLines.isEmpty { throw ExitStatus.nothingMatched.code }
  }
}

/// A source as `martlet sources` lists it: with its counts, and how it fares.
struct ListedSource {
  let source: Source
  let tags: [String]
  let unread: Int
  let total: Int
  /// Of a feed, what is known of it.
  let feed: ArchivedFeed?
  let report: SourceReport?
  /// What went wrong with the source as a whole.
  let problem: String?

  static func all(
    of workspace: Workspace, _ entries: [SourceEntry]
  ) throws(StorageError) -> [ListedSource] {
    let tags = Dictionary(entries.map { ($0.identity, $0.tags) }, uniquingKeysWith: +)
    let counts = Dictionary(
      try workspace.view.sidebar().sources.map { ($0.scope, $0) }, uniquingKeysWith: { $1 })
    let feeds = Dictionary(
      try workspace.library.feeds().map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    let problems = Dictionary(
      try workspace.view.problems().problems.map { ($0.path, $0.message) },
      uniquingKeysWith: { first, _ in first })
    let now = SystemClock.now
    let pauses = try workspace.library.hostPauses(now: now)
    return workspace.sources.map { source in
      let count = counts[.source(source.id)]
      let feed = source.isFeed ? feeds[source.place.written] : nil
      let report =
        source.isFeed ? SourceReport(source, feed, pauses: pauses, now: now) : nil
      return ListedSource(
        source: source, tags: tags[SourceEntry.identity(of: source.place.written)] ?? [],
        unread: count?.unread ?? 0, total: count?.total ?? 0, feed: feed,
        report: report, problem: report?.problem ?? problems[source.location])
    }
  }

  var fields: [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("kind", kind)
    fields.add("location", source.location)
    fields.add("title", source.title)
    fields.add("tags", tags)
    fields.add("articles", total)
    fields.add("unread", unread)
    fields.add("format", feed?.format)
    fields.add("site", feed?.link)
    fields.add("movedTo", report?.movedTo)
    fields.add("lastSuccess", report?.lastSuccess?.iso8601)
    fields.add("nextAttempt", report?.nextAttempt?.iso8601)
    fields.add("failures", report.flatMap { $0.failures > 0 ? $0.failures : nil })
    fields.add("waiting", report?.waiting)
    fields.add("problem", problem)
    return fields.all
  }

  var line: String {
    [
      kind, "\(unread)", "\(total)", source.title, source.location, tags.joined(separator: ","),
      sentence,
    ].map(Output.clean).joined(separator: "\t")
  }

  private var kind: String {
    if source.isFeed { return "feed" }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: source.location, isDirectory: &isFolder)
    return isFolder.boolValue ? "folder" : "file"
  }

  private var sentence: String {
    if let problem {
      return report.map { problem + " " + Wording.nextAttempt($0.nextAttempt) } ?? problem
    }
    guard let report else { return source.isIndexed ? "" : Wording.neverRead }
    guard let last = report.lastSuccess else { return Wording.neverFetched }
    return Wording.fetched(last)
  }
}

extension SourcesFile.BrokenLine {
  /// As a source that failed.
  var fields: [FieldValue.Field] {
    var fields = JSONFields()
    fields.add("kind", "broken")
    fields.add("location", text)
    fields.add("place", place)
    fields.add("problem", reason)
    return fields.all
  }

  var row: String {
    ["broken", "0", "0", text, place, "", reason].map(Output.clean).joined(separator: "\t")
  }
}
