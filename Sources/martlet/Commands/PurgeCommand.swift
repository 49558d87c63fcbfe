import ArgumentParser
import Articles
import Storage

/// `martlet purge --older-than 90d`.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Delete old articles that feeds have brought.",
    discussion: """
      Deleted is what came before that time, is read and has neither star nor label, also of feeds that are no \
      source any more; it does not come back while its feed still has it. No mark and nothing of a \
      folder is ever deleted. How many went is printed for each feed.
      """)

  @Option(help: ArgumentHelp("How long ago they came, in days, such as 90d.", valueName: "age"))
  var olderThan: String

  @Option(
    name: .customLong("source"),
    help: ArgumentHelp("Only of this feed. May be repeated.", valueName: "source"))
  var sources: [String] = []

  @Flag(help: "Also what is not read.")
  var unread = false

  @Flag(help: "Only say how many they are.")
  var dryRun = false

  @OptionGroup var state: StateOption

  func run() throws {
    guard let days = Settings.days(olderThan) else {
      throw CommandFailure(.wrongUsage, Wording.noAge(Output.clean(olderThan)))
    }
    let workspace = try Workspace.open(sources: [], state: state, needsSources: false)
    defer { workspace.tellNotices() }
    let feeds = try chosen(among: workspace)
    let counts = try workspace.library.purge(
      feeds, seenBefore: SystemClock.now.earlier(byDays: days), keepsUnread: !unread,
      isTrial: dryRun, keeping: workspace.marks)
    for (feed, count) in zip(feeds, counts) where count > 0 {
      Output.line("\(count)\t\(Output.clean(SourcePlace.feed(feed).location))")
    }
    Output.error(Wording.purged(counts.reduce(0, +), isTrial: dryRun))
  }

  /// The addresses of the feeds that are meant, as the library knows them.
  private func chosen(among workspace: Workspace) throws -> [String] {
    let known = try workspace.library.feeds().map(\.address)
    guard !sources.isEmpty else { return known }
    return try sources.map { text in
      let identity = SourceEntry.identity(of: SourceArgument.location(text))
      let titled = workspace.sources.first { $0.isFeed && $0.title == text }?.place.written
      guard let feed = known.first(where: { SourceEntry.identity(of: $0) == identity }) ?? titled
      else { throw CommandFailure(.wrongUsage, Wording.noFeedToPurge(Output.clean(text))) }
      return feed
    }
  }
}

extension Workspace {
  /// In milliseconds.
  private static let purgeInterval: Int64 = 86_400_000

  /// Deletes what the settings let go, once a day.
  /// - Returns: how many articles that were.
  @discardableResult
  func purgeOld() throws(StorageError) -> Int {
    let now = SystemClock.now
    guard let days = settings.daysToKeep,
      try library.isPurgeDue(every: Self.purgeInterval, now: now)
    else { return 0 }
    return try library.purge(
      library.feeds().map(\.address), seenBefore: now.earlier(byDays: days), keepsUnread: true,
      keeping: marks
    ).reduce(0, +)
  }
}

extension Instant {
  func earlier(byDays days: Int) -> Instant { advanced(byMilliseconds: Int64(-days) * 86_400_000) }
}
