import Articles
import FeedParsing
import Glibc
import Networking
import Storage

/// Fetches feeds and stores what they bring.
///
/// The network's thread reads each feed while its bytes come in; one thread stores, as many feeds in
/// a step as there are, so that a feed's items appear together. While the queue between them is full,
/// transfers that bring more rest, so that a slow disk neither fills the memory nor lets servers wait
/// that are asked for something else.
final class FeedRefresher: Sendable {
  private let library: Library
  private let fetcher: Fetcher
  private let running = Locked<(refresh: Refresh?, isCancelled: Bool)>((nil, false))

  private let asking: FeedAsking
  private let waiting: Int

  /// - Parameter waiting: how many parts of feeds may wait for the library, each of up to half a megabyte.
  init(library: Library, fetcher: Fetcher, asking: FeedAsking, waiting: Int = 32) {
    self.waiting = waiting
    self.library = library
    self.fetcher = fetcher
    self.asking = asking
  }

  /// Refreshes feeds; blocks until all are done and stored.
  ///
  /// - Parameters:
  ///   - feeds: sources that are feeds; others are passed over.
  ///   - report: called once for each of them, when it is stored, on the calling thread.
  /// - Throws: what the library says; what was stored until then stays.
  @discardableResult
  func refresh(
    _ feeds: [Source], on occasion: FetchOccasion, report: (RefreshedFeed) -> Void = { _ in }
  ) throws(StorageError) -> RefreshProgress {
    var sources = try sources(feeds)
    var occasion = occasion
    var progress = RefreshProgress()
    defer { running.withLock { $0 = (nil, false) } }
    // Pages lead to feeds, and these to nothing else.
    for _ in 0..<2 {
      let led = try ask(sources, on: occasion, &progress, report)
      guard !led.isEmpty, !running.withLock(\.isCancelled) else { break }
      sources = sources.compactMap { source in
        guard let memory = led[source.id] else { return nil }
        var source = source
        source.memory = memory
        return source
      }
      occasion = .thisSource
    }
    return progress
  }

  /// - Returns: what is remembered of the sources that are pages with a feed, which were not reported.
  private func ask(
    _ sources: [FetchSource], on occasion: FetchOccasion, _ progress: inout RefreshProgress,
    _ report: (RefreshedFeed) -> Void
  ) throws(StorageError) -> [Int64: FetchMemory] {
    let inflow = RefreshInflow(capacity: waiting)
    // Whatever ends this, no transfer must rest for ever.
    defer { inflow.close() }
    let refresh = fetcher.refresh(
      sources, on: occasion, makeConsumer: { inflow.reader(of: $0, $1) },
      report: { inflow.take($0) })
    let isCancelled = running.withLock { running in
      running.refresh = refresh
      return running.isCancelled
    }
    if isCancelled { refresh.cancel() }
    defer { running.withLock { $0.refresh = nil } }
    return try store(inflow, until: refresh, &progress, report)
  }

  /// Stops the refresh that is under way, or else the next one: what has come is stored.
  func cancel() {
    let refresh = running.withLock { running in
      running.isCancelled = true
      return running.refresh
    }
    refresh?.cancel()
  }

  private func sources(_ feeds: [Source]) throws(StorageError) -> [FetchSource] {
    let states = Dictionary(
      try library.feeds().map { ($0.address, $0.state) }, uniquingKeysWith: { first, _ in first })
    return feeds.compactMap { feed in
      guard case .feed(let address) = feed.place else { return nil }
      return asking.source(
        id: feed.id.rawValue, address: address,
        memory: FetchMemory(states[address]))
    }
  }

  private func store(
    _ inflow: RefreshInflow, until refresh: Refresh, _ progress: inout RefreshProgress,
    _ report: (RefreshedFeed) -> Void
  ) throws(StorageError) -> [Int64: FetchMemory] {
    let before = progress
    var led: [Int64: FetchMemory] = [:]
    var changes: [SourceID: FeedChanges] = [:]
    while let arrivals = inflow.next() {
      refresh.resume()
      do throws(StorageError) {
        let now = SystemClock.now
        let pauses = arrivals.compactMap(\.report?.pause).map { ($0.host, $0.until) }
        try library.store(pauses: Dictionary(pauses, uniquingKeysWith: max), now: now)
        for change in try library.store(arrivals.map(\.batch), now: now) {
          changes[change.source, default: FeedChanges(source: change.source)].add(change)
        }
      } catch {
        refresh.cancel()
        throw error
      }
      for arrival in arrivals {
        guard let done = arrival.report else { continue }
        let id = SourceID(done.id)
        let change = changes.removeValue(forKey: id) ?? FeedChanges(source: id)
        if let offer = arrival.offer { led[done.id] = offer }
        // A page has been asked, and its feed is still to be.
        progress.total = max(before.total, done.progress.total)
        progress.done = before.done + done.progress.done - led.count
        progress.failed = before.failed + done.progress.failed - led.count
        guard arrival.offer == nil else { continue }
        progress.added += change.added
        progress.changed += change.changed.count
        report(
          RefreshedFeed(
            source: id, result: RefreshedFeed.Result(done.result),
            nextAttempt: done.memory.nextAttempt, added: change.added, changed: change.changed,
            isRenamed: change.isRenamed, progress: progress))
      }
    }
    return led
  }
}

extension RefreshedFeed.Result {
  init(_ result: FetchReport.Result) {
    self =
      switch result {
      case .updated: .updated
      case .unchanged: .unchanged
      case .skipped(let reason): .skipped(reason.message)
      case .failed(let failure): .failed(failure.message)
      case .cancelled: .cancelled
      }
  }
}

/// What came of refreshing one feed.
struct RefreshedFeed: Sendable {
  enum Result: Sendable {
    case updated
    case unchanged
    /// Not asked, with the reason.
    case skipped(String)
    case failed(String)
    /// Stopped; what came before stays.
    case cancelled
  }

  let source: SourceID
  let result: Result
  /// When it is asked again by itself; `nil` for any time or never.
  let nextAttempt: Instant?
  /// Articles that are new.
  let added: Int
  /// Articles whose title or text is another now.
  let changed: [Address]
  /// See ``FeedChanges``.
  let isRenamed: Bool
  let progress: RefreshProgress
}

/// How far a refresh is: feeds that are asked, those that are done, and of these the failed ones.
struct RefreshProgress: Hashable, Sendable {
  var total = 0
  var done = 0
  var failed = 0
  var added = 0
  var changed = 0
}

/// The right to ask what is due, which one process has at a time: who comes after it finds little
/// left to ask. Held until the value goes; the kernel takes it back from a process that ends.
struct RefreshTurn: ~Copyable {
  private let descriptor: Int32

  /// In milliseconds.
  private static let step = 50

  /// Waits while another process has it, but not for ever: that may be suspended. Where the file
  /// cannot be locked everybody has it.
  /// - Parameter patience: in milliseconds.
  init(path: String, patience: Int, isCancelled: () -> Bool) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    var waited = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR,
      waited < patience, !isCancelled()
    {
      usleep(UInt32(Self.step) * 1000)
      waited += Self.step
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
