import Articles
import Foundation
import Networking
import Storage

/// A source and how it fares.
struct SourceStatus {
  let source: Source
  let tags: [String]
  let unread: Int
  let total: Int
  /// Of a feed, what is known of it.
  let feed: ArchivedFeed?
  let condition: FeedCondition?
  /// What went wrong with the source as a whole.
  let problem: String?

  static func all(
    of workspace: Workspace, _ entries: [SourceEntry]
  ) throws(StorageError) -> [SourceStatus] {
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
      let condition =
        source.isFeed
        ? FeedCondition(source.place.written, feed, pauses: pauses, now: now) : nil
      return SourceStatus(
        source: source, tags: tags[SourceEntry.identity(of: source.place.written)] ?? [],
        unread: count?.unread ?? 0, total: count?.total ?? 0, feed: feed,
        condition: condition, problem: condition?.problem ?? problems[source.location])
    }
  }

  var fields: [FieldValue.Field] {
    var record = Record()
    record.add("kind", kind)
    record.add("location", source.location)
    record.add("title", source.title)
    record.add("tags", tags)
    record.add("articles", total)
    record.add("unread", unread)
    record.add("format", feed?.format)
    record.add("site", feed?.link)
    record.add("movedTo", state?.movedTo)
    record.add("lastSuccess", state?.lastSuccess?.iso8601)
    record.add("nextAttempt", condition?.nextAttempt?.iso8601)
    record.add("failures", state.flatMap { $0.failures > 0 ? $0.failures : nil })
    record.add("waiting", condition?.waiting?.message)
    record.add("problem", problem)
    return record.fields
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

  private var state: FetchState? { condition?.state }

  private var sentence: String {
    if let problem {
      return condition.map { problem + " " + Wording.nextAttempt($0.nextAttempt) } ?? problem
    }
    guard let state else { return source.isIndexed ? "" : Wording.neverRead }
    guard let last = state.lastSuccess else { return Wording.neverFetched }
    return Wording.fetched(last)
  }
}

extension SourcesFile.BrokenLine {
  /// As a source that failed.
  var fields: [FieldValue.Field] {
    var record = Record()
    record.add("kind", "broken")
    record.add("location", text)
    record.add("place", place)
    record.add("problem", reason)
    return record.fields
  }

  var row: String {
    ["broken", "0", "0", text, place, "", reason].map(Output.clean).joined(separator: "\t")
  }
}
