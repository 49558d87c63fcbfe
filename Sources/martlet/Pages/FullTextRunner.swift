import Articles
import Dispatch
import FeedParsing
import Foundation
import Networking
import ReaderCore
import Storage

/// Gets whole texts for the window: those that were fetched before from their files, others from
/// their pages.
final class FullTextRunner: Sendable {
  private struct Stops {
    var all: [FetchStop] = []
    /// Those of pages that the window waits for.
    var asked: [FetchStop] = []
    var isEnding = false
    var isPrefetching = false
  }

  private let desk: OpenWorkspace
  private let inbox: Inbox
  private let files = DispatchQueue(label: "full texts", qos: .userInitiated)
  private let stops = Locked(Stops())
  /// Made with the first page that is fetched.
  private let fetcher = Locked<PageFetcher?>(nil)

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
  }

  /// - Parameter mayBePrivate: whether the page may lie in the person's own network.
  func load(_ address: Address, url: String, anew: Bool, mayBePrivate: Bool) {
    files.async { [self] in
      if !anew, let page = desk.now.fullTexts.page(of: address) {
        inbox.post(.fullTextLoaded(address, page.fullText))
      } else {
        fetch(address, url, mayBePrivate)
      }
    }
  }

  /// Fetches what is unread and lacks its text, for a reader who goes where there is no network.
  func prefetch() {
    guard desk.now.fetchesFullTexts else { return }
    let stop = FetchStop()
    let isWanted = stops.withLock { stops in
      guard !stops.isEnding, !stops.isPrefetching else { return false }
      stops.isPrefetching = true
      stops.all.append(stop)
      return true
    }
    guard isWanted else { return }
    Thread.detachNewThread { [self] in
      let count = try? desk.now.fetchFullTextsUnasked(stop: stop)
      if let count, count.fetched > 0 { inbox.post(.fullTextsFetchedAhead) }
      stop.stop()
      stops.withLock { $0.isPrefetching = false }
    }
  }

  /// Ends the fetching of pages that somebody waits for.
  func stop() {
    let asked = stops.withLock { stops in
      defer { stops.asked = [] }
      return stops.asked
    }
    for stop in asked { stop.stop() }
  }

  /// Ends what is under way; nothing comes of it.
  func end() {
    let all = stops.withLock { stops in
      stops.isEnding = true
      return stops.all
    }
    for stop in all { stop.stop() }
    files.sync {}
  }

  private func fetch(_ address: Address, _ url: String, _ mayBePrivate: Bool) {
    let stop = FetchStop()
    let isEnding = stops.withLock { stops in
      stops.all.removeAll(where: \.isStopped)
      stops.asked.removeAll(where: \.isStopped)
      stops.all.append(stop)
      stops.asked.append(stop)
      return stops.isEnding
    }
    guard !isEnding else { return }
    // A thread of its own: it mostly waits.
    Thread.detachNewThread { [self] in
      let answer = desk.now.fetchFullText(
        of: address, at: url, with: pages(stop), mayBePrivate: mayBePrivate)
      if stop.isStopped { return }
      // What has ended needs no stop.
      stop.stop()
      switch answer {
      case .success(let (page, lack)):
        inbox.post(.fullTextLoaded(address, page.fullText))
        // What is not whole is fetched again the next time.
        if let lack { return inbox.post(.notice(lack)) }
        // The person has the text; the disk may take its time.
        desk.now.keep(page, of: address)
        inbox.post(.fullTextKept)
      case .failure(let reason):
        inbox.post(.fullTextUnavailable(address, reason: reason.message))
      }
    }
  }

  private func pages(_ stop: FetchStop) -> PageFetcher? {
    var pages = fetcher.withLock { fetcher in
      fetcher = fetcher ?? (try? desk.now.pageFetcher())
      return fetcher
    }
    pages?.stop = stop
    return pages
  }
}

extension Workspace {
  /// What was fetched of pages.
  var fullTexts: FullTextStore { FullTextStore(folder: paths.fullTexts) }

  /// Keeps a text, and has its words entered into the index when that is brought up to date.
  func keep(_ page: FullTextStore.Page, of address: Address) {
    fullTexts.store(page, of: address)
    // A library that cannot be written has no index either.
    try? library.noteFullText(of: address)
  }

  /// Fetches the page of an article, to be kept by the caller. Where its host could not be asked, the
  /// reason has the status ``ExitStatus/someSourcesFailed``.
  /// - Returns: the page, and what is missing of it.
  func fetchFullText(
    of address: Address, at url: String, with pages: PageFetcher?, mayBePrivate: Bool = false
  ) -> Result<(page: FullTextStore.Page, lack: String?), CommandFailure> {
    guard var pages else {
      return .failure(CommandFailure(.failed, FetchFailure.cancelled.message))
    }
    pages.selectors = selectors(for: address)
    switch pages.fetch(url, trust: trust(url, mayBePrivate: mayBePrivate)) {
    case .failed(let reason): return .failure(CommandFailure(.failed, reason))
    case .unreached(let reason): return .failure(CommandFailure(.someSourcesFailed, reason))
    case .article(let article, let place, let lack):
      return .success(
        (FullTextStore.Page(article, at: place, of: address, fetched: SystemClock.now), lack))
    }
  }

  /// What `feeds.yaml` says of the pages of an article's feeds.
  private func selectors(for address: Address) -> PageSelectors {
    guard feedSettings.hasSelectors, let row = try? view.row(at: address) else {
      return PageSelectors()
    }
    return sources.lazy.filter { row.sources.contains($0.id) }.compactMap { source in
      guard case .feed(let address) = source.place else { return nil }
      return feedSettings.selectors(for: address)
    }.first ?? PageSelectors()
  }

  /// Whether the person reads a feed of that server: only there may an address that stood in a
  /// document be in a private network.
  func isHome(_ url: String) -> Bool {
    guard let origin = WebAddress(url)?.origin else { return false }
    return sources.contains { source in
      guard case .feed(let address) = source.place else { return false }
      return WebAddress(address)?.origin == origin
    }
  }
}
