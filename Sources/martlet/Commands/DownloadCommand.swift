import ArgumentParser
import Articles
import Networking
import Storage

/// `martlet download [QUERY]`: the sounds and films of articles, as files.
struct DownloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "download",
    abstract: "Download the files that articles come with, as podcasts do.",
    discussion: """
      The first file of every article that the query finds, the newest first; without a query of what is \
      unread. What was downloaded once is not again, what was broken off goes on where it ended. Feeds are \
      not fetched: say refresh before. What failed is said on standard error; then the exit status is 3.
      """)

  @Flag(help: "Print one JSON object a file: address, url, path, bytes, state and reason.")
  var json = false

  @Flag(help: "Only say what would be downloaded.")
  var dryRun = false

  @OptionGroup var query: QueryArgument

  @OptionGroup var place: PlaceOptions

  func run() throws {
    let workspace = try Workspace.open(sources: place.sources, state: place.state)
    let asked = try query.query()
    let isComplete = try workspace.bringUpToDate(for: asked)
    let downloads = try wanted(asked, in: workspace)
    guard !downloads.isEmpty else {
      if asked == nil, isComplete { return }
      throw (isComplete ? ExitStatus.nothingMatched : .someSourcesFailed).code
    }
    let failed = dryRun ? 0 : try fetch(downloads, workspace)
    if dryRun { for download in downloads { tell(download, "wanted") } }
    if failed > 0 || !isComplete { throw ExitStatus.someSourcesFailed.code }
  }

  /// The files of what was asked for, then those that were broken off.
  private func wanted(_ asked: ArticleQuery?, in workspace: Workspace) throws -> [Download] {
    let scope: ListScope = asked.map { .query($0, in: .all) } ?? .unread
    var downloads: [Download] = []
    for id in try workspace.view.listing(scope).ids {
      guard let detail = try workspace.view.detail(id),
        let download = Download.all(of: detail).first
      else { continue }
      // One that was downloaded and is gone was meant to go.
      let isKnown =
        detail.row.flags.contains(.downloaded)
        || workspace.downloads.record(of: download.url)?.isWhole == true
      if !isKnown { downloads.append(download) }
    }
    guard asked == nil else { return downloads }
    for (record, _) in workspace.downloads.all()
    where !record.isWhole && !downloads.contains(where: { $0.url == record.url }) {
      guard let address = Address(key: record.article) else { continue }
      downloads.append(
        Download(article: address, title: record.title, provider: "", url: record.url))
    }
    return downloads
  }

  /// - Returns: how many failed.
  private func fetch(_ downloads: [Download], _ workspace: Workspace) throws -> Int {
    let stop = FetchStop()
    let interrupts = Interrupts { stop.stop() }
    let downloader = try workspace.downloader(stop: stop)
    let line = Locked(ProgressLine())
    var failed = 0
    for (place, download) in downloads.enumerated() where !stop.isStopped {
      let trust = workspace.trust(download.url, mayBePrivate: false)
      let answer = downloader.fetch(download, trust: trust) { have, total in
        line.withLock {
          $0.show(
            Wording.downloading(have, of: total, number: place + 1, count: downloads.count))
        }
      }
      line.withLock { $0.clear() }
      switch answer {
      case .done(let path, let bytes):
        tell(download, "downloaded", path: path, bytes: bytes)
        try workspace.note(.downloaded, of: download.article)
      case .known(let path): tell(download, "known", path: path)
      case .failed(let reason):
        if stop.isStopped { break }
        failed += 1
        Output.error("\(Output.clean(download.url)): \(reason)")
        if json { tell(download, "failed", reason: reason) }
      }
    }
    if let signal = interrupts.signal { throw ExitCode(128 + signal) }
    return failed
  }

  private func tell(
    _ download: Download, _ state: String, path: String? = nil, bytes: Int? = nil,
    reason: String? = nil
  ) {
    guard json else { return Output.line(Output.clean(path ?? download.url)) }
    var fields = JSONFields()
    fields.add("address", download.article.text)
    fields.add("title", download.title)
    fields.add("url", download.url)
    fields.add("path", path)
    fields.add("bytes", bytes)
    fields.add("state", state)
    fields.add("reason", reason)
    Output.json(fields.all)
  }
}
