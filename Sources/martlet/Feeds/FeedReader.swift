import FeedParsing
import Networking

/// Reads the body of one feed while it comes, and hands its items on in parts, so that a feed of any
/// length takes little memory.
final class FeedReader: FeedConsumer {
  /// What has come since the last part; the last one says what the document was.
  struct Part {
    var items: [FeedItem]
    /// Whether it is not the first.
    var continues = false
    var document: FeedDocument?
  }

  private var parser: FeedParser
  private var items: [FeedItem] = []
  /// Bytes of the body that these items stood in.
  private var weight = 0
  private var hasDelivered = false
  private let deliver: (Part) -> Appetite

  /// Items may be tiny: then their number counts.
  private static let heaviest = 1 << 19
  private static let most = 1024

  /// - Parameter deliver: called while the body comes; says whether more of it is wanted.
  init(_ head: ResponseHead, deliver: @escaping (Part) -> Appetite) {
    parser = FeedParser(address: head.base, contentType: head.headers.contentType)
    self.deliver = deliver
  }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    // Only whether there is room.
    guard !bytes.isEmpty else { return deliver(Part(items: [], continues: hasDelivered)) }
    parser.parse(bytes) { items.append($0) }
    weight += bytes.count
    let isFull = items.count >= Self.most || weight >= Self.heaviest && !items.isEmpty
    guard isFull else { return .more }
    return handOver(nil)
  }

  /// Items that were whole before a body broke off are kept; what it was is mostly not known then.
  func finish(isComplete: Bool) -> FeedVerdict {
    let document =
      isComplete ? parser.finish { items.append($0) } : parser.breakOff { items.append($0) }
    _ = handOver(document)
    guard let document else { return .noFeed(Wording.feedCutShort) }
    switch document.kind {
    case .feed(let feed): return .feed(feed.schedule.hints)
    case .page where document.notAFeed != nil:
      return .noFeed(document.notAFeed?.sentence ?? Wording.noFeed)
    case .page(let page): return .noFeed(Wording.pageInsteadOfFeed(page))
    case .outline: return .noFeed(Wording.listInsteadOfFeed)
    case .unknown: return .noFeed(document.notAFeed?.sentence ?? Wording.noFeed)
    }
  }

  private func handOver(_ document: FeedDocument?) -> Appetite {
    defer {
      items = []
      weight = 0
      hasDelivered = true
    }
    return deliver(Part(items: items, continues: hasDelivered, document: document))
  }
}

extension FeedSchedule {
  /// The same as the fetcher has it.
  var hints: UpdateHints {
    let minutes = max(minutesToLive ?? 0, updateMinutes ?? 0)
    return UpdateHints(
      seconds: minutes > 0 ? min(minutes, 10_000_000) * 60 : nil,
      skippedHours: skippedHours.filter { (0..<24).contains($0) }.reduce(0) { $0 | 1 << $1 },
      skippedDays: skippedDays.filter { (1...7).contains($0) }.reduce(0) { $0 | 1 << ($1 - 1) })
  }
}
