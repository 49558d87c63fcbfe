import Articles
import Dispatch
import ReaderCore
import Storage

/// Downloads files for the window, one after the other, and tells it how far they are.
final class DownloadRunner: Sendable {
  private struct Line {
    var stop = FetchStop()
    var waiting: [String] = []
    var isEnding = false
  }

  private let desk: OpenWorkspace
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "downloads", qos: .utility)
  /// Apart from what is downloaded: a look at a disk.
  private let looks = DispatchQueue(label: "downloaded files", qos: .utility)
  /// The addresses of files that the window was told to be here.
  private let told = Locked<Set<String>>([])
  private let line = Locked(Line())

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
    queue.async { [self] in
      for (record, state) in desk.now.downloads.all() {
        if let article = Address(key: record.article) { tell(record.url, article, state) }
      }
    }
  }

  /// - Parameter mayBePrivate: whether the file may lie in the person's own network.
  func fetch(_ url: String, of id: ArticleID, mayBePrivate: Bool) {
    if case .whole(let path) = desk.now.downloads.state(of: url) {
      let shown = Output.clean(desk.now.shortened(path))
      return inbox.post(.notice(Wording.downloadedAlready(shown)))
    }
    let isNew = line.withLock { line in
      guard !line.isEnding, !line.waiting.contains(url) else { return false }
      line.waiting.append(url)
      return true
    }
    guard isNew else { return inbox.post(.notice(Wording.downloadedElsewhere)) }
    queue.async { [self] in
      defer {
        line.withLock { line in line.waiting.removeAll { $0 == url } }
        inbox.post(.downloading(nil))
      }
      let stop = line.withLock { line in
        if !line.isEnding, line.stop.isStopped { line.stop = FetchStop() }
        return line.waiting.contains(url) ? line.stop : nil
      }
      guard let stop, !stop.isStopped else { return }
      run(url, id, mayBePrivate, stop)
    }
  }

  /// Stops what is under way and drops what waits; what has come of a file stays.
  func stop() {
    let count = line.withLock { line in
      defer { line.waiting = [] }
      line.stop.stop()
      return line.waiting.count
    }
    if count > 0 { inbox.post(.notice(Wording.downloadsStopped(count))) }
  }

  /// The person may have taken the file of an article away: it is shown now.
  func lookAgain(at id: ArticleID) {
    guard told.withLock({ !$0.isEmpty }) else { return }
    looks.async { [self] in
      guard let detail = try? desk.now.view.detail(id) else { return }
      for download in Download.all(of: detail)
      where told.withLock({ $0.contains(download.url) }) {
        guard case .none = desk.now.downloads.state(of: download.url) else { continue }
        tell(download.url, download.article, .none)
      }
    }
  }

  func end() {
    line.withLock { $0.isEnding = true }
    stop()
    queue.sync {}
  }

  private func run(_ url: String, _ id: ArticleID, _ mayBePrivate: Bool, _ stop: FetchStop) {
    let workspace = desk.now
    guard let detail = try? workspace.view.detail(id),
      let download = Download.all(of: detail).first(where: { $0.url == url }),
      let downloader = try? workspace.downloader(stop: stop)
    else { return inbox.post(.notice(Wording.articleIsGone)) }
    if workspace.downloads.record(of: url)?.isWhole == true {
      inbox.post(.notice(Wording.fetchedAgain))
    }
    tell(url, download.article, workspace.downloads.state(of: url))
    let last = Locked(SystemClock.uptime)
    let answer = downloader.fetch(
      download, trust: workspace.trust(url, mayBePrivate: mayBePrivate)
    ) { [inbox, line] have, total in
      let isDue = last.withLock { last in
        guard have == 0 || SystemClock.uptime - last >= Self.moment else { return false }
        last = SystemClock.uptime
        return true
      }
      guard isDue else { return }
      let waiting = line.withLock { max($0.waiting.count - 1, 0) }
      inbox.post(.downloading(DownloadStatus(have: have, total: total, waiting: waiting)))
    }
    tell(url, download.article, workspace.downloads.state(of: url))
    switch answer {
    case .done(let path, _):
      do {
        try workspace.note(.downloaded, of: download.article)
        inbox.post(.notice(Wording.downloaded(Output.clean(workspace.shortened(path)))))
      } catch {
        inbox.post(.notDownloaded(reason: "\(error)"))
      }
    case .known(let path):
      inbox.post(.notice(Wording.downloaded(Output.clean(workspace.shortened(path)))))
    // Whoever stopped it was told so.
    case .failed where stop.isStopped: break
    case .failed(let reason): inbox.post(.notDownloaded(reason: Wording.notDownloaded(reason)))
    }
  }

  /// In milliseconds.
  private static let moment = 250

  private func tell(_ url: String, _ article: Address, _ state: DownloadStore.State) {
    let mark: DownloadMark? =
      switch state {
      case .none: nil
      case .partly(let have, let total): .partly(have: have, total: total)
      case .whole(let path): .whole(path: Output.clean(desk.now.shortened(path)))
      }
    told.withLock { told in
      if case .whole = state { told.insert(url) } else { told.remove(url) }
    }
    inbox.post(.downloadKnown(mark, url: url, article: article))
  }
}
