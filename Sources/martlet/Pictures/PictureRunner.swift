import Articles
import Dispatch
import Foundation
import Networking
import ReaderCore
import TUI

/// Gets pictures for the window: their bytes from the cache or from their servers, their cells from
/// ``PictureProcess``. Never on a thread that a key waits for.
final class PictureRunner: Sendable {
  private let desk: OpenWorkspace
  private let inbox: Inbox
  /// A server that gives nothing holds up a part of them only.
  private let queues = (0..<3).map { DispatchQueue(label: "pictures \($0)", qos: .utility) }
  /// One for each queue: each fetches one picture at a time.
  private let stops = (0..<3).map { _ in FetchStop() }
  /// Made with the first picture that is fetched.
  private let fetcher = Locked<Fetcher?>(nil)

  init(_ desk: OpenWorkspace, inbox: Inbox) {
    self.desk = desk
    self.inbox = inbox
  }

  func load(_ url: String, columns: Int, rows: Int, form: PictureForm) {
    let host = WebAddress(url)?.origin.hostName ?? url
    let place = host.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % queues.count
    let stop = stops[place]
    queues[place].async { [self] in
      guard !stop.isStopped else { return }
      let bytes = store.bytes(of: url) ?? fetch(url, stop)
      guard !stop.isStopped else { return }
      let picture = bytes.flatMap {
        PictureProcess.picture(of: $0, columns: columns, rows: rows, form: form)
      }
      inbox.post(.pictureLoaded(picture, url: url, columns: columns, form: form))
    }
  }

  func end() {
    for stop in stops { stop.stop() }
    for queue in queues { queue.sync {} }
  }

  private var store: PictureStore { PictureStore(folder: desk.now.paths.pictures) }

  private func fetch(_ url: String, _ stop: FetchStop) -> [UInt8]? {
    let workspace = desk.now
    let fetcher = fetcher.withLock { fetcher in
      fetcher =
        fetcher
        ?? (try? workspace.fetcher { limits in
          limits.whole = min(limits.whole, 30_000)
          (limits.wire, limits.body) = (PictureProcess.mostBytes, PictureProcess.mostBytes)
        })
      return fetcher
    }
    guard let fetcher, FeedLocation.isWeb(url) else { return nil }
    let bytes = Locked<[UInt8]?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    var source = workspace.asking.source(
      id: 0, address: url, trust: workspace.trust(url, mayBePrivate: false))
    source.accept = "image/webp, image/png, image/jpeg, image/gif;q=0.9, image/*;q=0.5"
    let refresh = fetcher.refresh(
      [source], on: .thisSource,
      makeConsumer: { _, _ in PictureConsumer { all in bytes.withLock { $0 = all } } },
      report: { event in if case .ended = event { isDone.signal() } })
    stop.watch(refresh)
    isDone.wait()
    guard let all = bytes.withLock({ $0 }) else { return nil }
    store.store(all, of: url)
    return all
  }
}

private final class PictureConsumer: FeedConsumer {
  private var bytes: [UInt8] = []
  private let deliver: ([UInt8]) -> Void

  init(deliver: @escaping ([UInt8]) -> Void) {
    self.deliver = deliver
  }

  func consume(_ piece: UnsafeRawBufferPointer) -> Appetite {
    bytes.append(contentsOf: piece)
    return bytes.count <= PictureProcess.mostBytes ? .more : .none
  }

  func finish(isComplete: Bool) -> FeedVerdict {
    guard isComplete, !bytes.isEmpty else { return .noFeed(Wording.emptyFile) }
    deliver(bytes)
    return .feed(UpdateHints())
  }
}

/// The pictures that were fetched, as they came, each in a file named by the hash of its address.
struct PictureStore {
  let folder: String

  private static let mostBytes = 128 << 20

  func bytes(of url: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path(of: url)).map { [UInt8]($0) }
  }

  func store(_ bytes: [UInt8], of url: String) {
    let file = URL(fileURLWithPath: path(of: url))
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try? Data(bytes).write(to: file, options: .atomic)
    CacheSweep(folder: folder, mostBytes: Self.mostBytes, endings: ["picture"]).runIfDue()
  }

  private func path(of url: String) -> String {
    let name = SHA256.hexDigest(of: url.utf8)
    return "\(folder)/\(name.prefix(2))/\(name.dropFirst(2)).picture"
  }
}
