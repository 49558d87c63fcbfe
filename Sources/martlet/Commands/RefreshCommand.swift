import ArgumentParser
import Articles
import Networking
import Storage

/// `martlet refresh [SOURCE…]`.
struct RefreshCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Fetch what is new in feeds, and look through folders.",
    discussion: """
      Without a source all in the sources file are asked. What failed is said on standard error with \
      the reason; then the exit status is 3. Interrupted, it keeps what has come.
      """)

  @Flag(help: "Ask only feeds that are due, for a timer.")
  var due = false

  @Flag(help: "Then fetch the whole texts of unread articles, to be read without a network.")
  var fullText = false

  @Argument(
    help: ArgumentHelp("Sources as the sources command lists them.", valueName: "source"))
  var sources: [String] = []

  @OptionGroup var state: StateOption

  func run() throws {
    let workspace = try Workspace.open(sources: [], state: state)
    defer { workspace.tellNotices() }
    let chosen = try chosen(among: workspace.sources)
    let occasion: FetchOccasion = due ? .scheduled : sources.isEmpty ? .everything : .thisSource
    let hooks = HookRunner(workspace: workspace)
    var new = hooks.wantsNews ? NewArticles(in: workspace.view) : nil
    let folders = try workspace.bringUpToDate(chosen.filter { !$0.isFeed })
    let progress = try workspace.refresh(chosen.filter(\.isFeed), on: occasion)
    try workspace.purgeOld()
    if new != nil {
      workspace.settleMuted()
      for fault in hooks.tell(new?.take(in: workspace.view) ?? []) { Output.error(fault) }
    }
    Output.line(Wording.refreshed(progress))
    let texts = fullText ? try fetchFullTexts(of: chosen, workspace) : Workspace.FullTextCount()
    let isWhole =
      folders && progress.failed + texts.failed == 0 && workspace.brokenLines.isEmpty
    if !isWhole { throw ExitStatus.someSourcesFailed.code }
  }

  private func fetchFullTexts(
    of sources: [Source], _ workspace: Workspace
  ) throws -> Workspace.FullTextCount {
    let stop = FetchStop()
    let interrupts = Interrupts { stop.stop() }
    let count = try workspace.fetchFullTexts(of: sources, stop: stop) { address, reason in
      Output.error("\(Output.clean(address)): \(reason)")
    }
    Output.line(Wording.fullTexts(fetched: count.fetched, failed: count.failed, known: count.known))
    if let signal = interrupts.signal { throw ExitCode(128 + signal) }
    return count
  }

  private func chosen(among known: [Source]) throws -> [Source] {
    guard !sources.isEmpty else { return known }
    return try sources.map { text in
      let identity = SourceEntry.identity(of: SourceArgument.location(text))
      guard
        let found = known.first(where: { SourceEntry.identity(of: $0.place.written) == identity })
          ?? known.first(where: { $0.title == text })
      else { throw CommandFailure(.wrongUsage, Wording.unknownSource(Output.clean(text))) }
      return found
    }
  }
}

extension Workspace {
  /// Fetches the feeds that were given for this run, if they are due.
  /// - Returns: whether none failed.
  func fetchGiven() throws -> Bool {
    try refresh(sources.filter { $0.isFeed && $0.isTemporary }, on: .scheduled).failed == 0
  }

  /// Fetches feeds for a command: a line of progress on a terminal, and on standard error what
  /// failed and why. Interrupted, it stores what has come and ends the program.
  func refresh(_ feeds: [Source], on occasion: FetchOccasion) throws -> RefreshProgress {
    guard !feeds.isEmpty else { return RefreshProgress() }
    let refresher = try refresher()
    let interrupts = Interrupts { refresher.cancel() }
    let names = Dictionary(feeds.map { ($0.id, $0.location) }, uniquingKeysWith: { $1 })
    var line = ProgressLine()
    var changed: [Address] = []
    let progress: RefreshProgress
    do throws(StorageError) {
      progress = try refresher.refresh(feeds, on: occasion) { feed in
        changed += feed.changed
        if let reason = feed.complaint {
          line.clear()
          Output.error("\(Output.clean(names[feed.source] ?? "")): \(reason)")
        }
        line.show(Wording.refreshing(feed.progress))
      }
    } catch {
      line.clear()
      throw CommandFailure(.failed, error.message)
    }
    line.clear()
    if progress.added + progress.changed > 0 { LibraryNews(path: paths.news).tell() }
    if settings.marksChangedUnread { try record(unreadAgain(changed)) }
    if let signal = interrupts.signal { throw ExitCode(128 + signal) }
    return progress
  }
}

extension RefreshedFeed {
  /// Why nothing came of it, and when it is asked again; `nil` where all is well.
  var complaint: String? {
    switch result {
    case .updated, .unchanged, .cancelled: nil
    case .failed(let reason): reason + " " + Wording.nextAttempt(nextAttempt)
    case .skipped(let reason): reason + " " + Wording.nextAttempt(nextAttempt)
    }
  }
}
