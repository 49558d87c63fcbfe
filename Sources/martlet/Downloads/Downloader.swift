import Articles
import Dispatch
import Networking
import Storage

/// Something to be downloaded: a file that an article comes with.
struct Download: Equatable, Sendable {
  var article: Address
  var title: String
  var provider: String
  var published: Instant?
  var url: String
  var type: String?

  /// What an article offers to be played or kept, the first first.
  static func all(of detail: ArticleDetail) -> [Download] {
    detail.attachments.map { file in
      Download(
        article: detail.row.address, title: detail.row.title, provider: detail.row.provider,
        published: detail.article.published, url: file.url, type: file.type)
    }
  }
}

/// Fetches files into the folder of downloads, by the rules that feeds are fetched by.
struct Downloader: Sendable {
  let fetcher: Fetcher
  let asking: FeedAsking
  let store: DownloadStore
  let folder: String
  let pattern: String
  var library: Library?
  var stop: FetchStop

  enum Answer: Equatable, Sendable {
    case done(path: String, bytes: Int)
    /// It was here already.
    case known(path: String)
    case failed(String)
  }

  /// Blocks until there is an answer.
  /// - Parameter progress: how many bytes are here, and of how many; from another thread.
  func fetch(
    _ download: Download, trust: Trust, progress: @escaping @Sendable (Int, Int?) -> Void
  ) -> Answer {
    guard FeedLocation.isWeb(download.url) else { return .failed(Wording.noPageAddress) }
    if case .whole(let path) = store.state(of: download.url) { return .known(path: path) }
    do {
      let (file, record) = try begin(download)
      var answer = ask(download, trust, file, record, progress)
      // What the server has is shorter now, or other than it said.
      if case .again = answer {
        try file.clear()
        answer = ask(download, trust, file, record, progress)
      }
      switch answer {
      case .whole(var record):
        record.path = try file.finish()
        record.isWhole = true
        record.total = file.size
        store.store(record)
        return .done(path: record.path, bytes: file.size)
      case .failed(let reason):
        // Nothing came of it: nothing of it stays.
        if file.size == 0 {
          file.remove()
          store.forget(download.url)
        }
        return .failed(reason)
      case .again: return .failed(Wording.otherPart)
      }
    } catch {
      return .failed(error.message)
    }
  }

  /// The file as far as it is here, or a new one.
  private func begin(_ download: Download) throws(DownloadFile.Refusal) -> (
    DownloadFile, DownloadStore.Record
  ) {
    if let record = store.record(of: download.url), !record.isWhole, isInside(record.path),
      let file = try DownloadFile.goOn(record.path)
    {
      return (file, record)
    }
    let name = DownloadName(
      title: download.title, provider: download.provider, published: download.published,
      url: download.url, type: download.type
    ).path(pattern: pattern)
    let file = try DownloadFile.make(folder + "/" + name)
    let record = DownloadStore.Record(
      url: download.url, article: download.article.text, title: download.title, path: file.path)
    store.store(record)
    return (file, record)
  }

  /// A record may be of a time when the folder was another one.
  private func isInside(_ path: String) -> Bool { path.hasPrefix(folder + "/") }

  private enum Ending {
    case whole(DownloadStore.Record)
    case again
    case failed(String)
  }

  private func ask(
    _ download: Download, _ trust: Trust, _ file: DownloadFile, _ record: DownloadStore.Record,
    _ progress: @escaping @Sendable (Int, Int?) -> Void
  ) -> Ending {
    if stop.isStopped { return .failed(FetchFailure.cancelled.message) }
    let have = record.validator == nil ? 0 : file.size
    var source = asking.source(id: 0, address: download.url, trust: trust)
    source.accept = "*/*"
    source.file = WantedFile(have: have, validator: record.validator)
    let state = Locked<(report: FetchReport?, consumer: FileConsumer.Outcome?)>((nil, nil))
    let isDone = DispatchSemaphore(value: 0)
    let consumed = FileConsumer.Target(
      file: file, record: record, store: store, have: have, type: download.type,
      progress: progress)
    let refresh = fetcher.refresh(
      [source], on: .thisSource,
      makeConsumer: { _, head in
        FileConsumer(head, consumed) { outcome in state.withLock { $0.consumer = outcome } }
      },
      report: { event in
        switch event {
        case .source(let report): state.withLock { $0.report = report }
        case .ended: isDone.signal()
        }
      })
    stop.watch(refresh)
    isDone.wait()
    let (report, outcome) = state.withLock { $0 }
    if let pause = report?.pause {
      // Where it cannot be stored, the host is asked too early once more, and says so again.
      try? library?.store(pauses: [pause.host: pause.until], now: SystemClock.now)
    }
    switch report?.result {
    case .updated, .unchanged:
      if case .whole(let record)? = outcome { return .whole(record) }
      return .failed(Wording.emptyFile)
    case .failed(.status(416, _)) where have > 0: return .again
    case .failed(let failure):
      if case .otherPart? = outcome { return .again }
      return .failed(Wording.failure(failure, of: .file))
    case .skipped(let reason): return .failed(reason.message)
    case .cancelled, nil: return .failed(FetchFailure.cancelled.message)
    }
  }
}

/// Writes the bytes of a file as they come.
private final class FileConsumer: FeedConsumer {
  /// Used on the network's thread while the asking thread waits.
  struct Target: @unchecked Sendable {
    let file: DownloadFile
    var record: DownloadStore.Record
    let store: DownloadStore
    /// How much of it the server was told of.
    let have: Int
    let type: String?
    let progress: @Sendable (Int, Int?) -> Void
  }

  enum Outcome: Sendable {
    case whole(DownloadStore.Record)
    /// The server gives another part than was asked for.
    case otherPart
  }

  private var target: Target
  private let deliver: (Outcome) -> Void
  private var reason: String?
  private var isOther = false
  private var told = 0

  /// More is not taken of a file, whatever the server says.
  private static let mostBytes = 16 << 30
  /// So much is written between two looks at the room on the disk and two words about the progress.
  private static let step = 1 << 18

  init(_ head: ResponseHead, _ target: Target, deliver: @escaping (Outcome) -> Void) {
    self.target = target
    self.deliver = deliver
    begin(head)
  }

  private func begin(_ head: ResponseHead) {
    if isPage(head) {
      reason = Wording.pageInsteadOfFile
      return
    }
    do {
      if head.status == 206 {
        guard let range = ContentRange(head.headers.contentRange ?? ""),
          range.start == target.file.size, head.headers.contentEncoding == nil,
          isSame(head.headers, total: range.total)
        else {
          isOther = true
          reason = Wording.otherPart
          return
        }
        target.record.total = range.total
      } else {
        // From its beginning: the server keeps no parts, or has something else by now.
        if target.file.size > 0 { try target.file.clear() }
        target.record.total =
          head.headers.contentEncoding == nil
          ? head.headers.contentLength.flatMap { Int($0) } : nil
        target.record.validator = Self.validator(head.headers)
      }
      if let total = target.record.total, total > Self.mostBytes {
        reason = Wording.fileTooLarge
        return
      }
      target.store.store(target.record)
      target.progress(target.file.size, target.record.total)
    } catch {
      reason = error.message
    }
  }

  /// Whether it is a part of what is here already: some servers answer with a part of what they have
  /// by now, whatever `If-Range` says.
  private func isSame(_ headers: ResponseHeaders, total: Int?) -> Bool {
    let (known, size) = (target.record.validator, target.record.total)
    let isOtherText = Self.validator(headers).map { $0 != known } ?? false
    let isOtherSize = size != nil && total != nil && size != total
    return !isOtherText && !isOtherSize
  }

  /// A page of a portal or a login stands in place of a sound.
  private func isPage(_ head: ResponseHead) -> Bool {
    guard head.headers.contentType?.lowercased().hasPrefix("text/html") == true else {
      return false
    }
    return target.type?.lowercased().hasPrefix("text/") != true
  }

  /// A weak tag says nothing of bytes (RFC 9110, 13.1.5).
  private static func validator(_ headers: ResponseHeaders) -> String? {
    if let tag = headers.etag, !tag.hasPrefix("W/") { return tag }
    return headers.etag == nil ? headers.lastModified : nil
  }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    guard reason == nil else { return .none }
    do {
      try target.file.write(bytes)
    } catch {
      reason = error.message
      return .none
    }
    let size = target.file.size
    if size > target.record.total ?? Self.mostBytes {
      reason = Wording.fileTooLarge
      return .none
    }
    if size - told >= Self.step {
      told = size
      target.progress(size, target.record.total)
    }
    return .more
  }

  func finish(isComplete: Bool) -> FeedVerdict {
    if isOther { deliver(.otherPart) }
    if let reason { return .noFeed(reason) }
    let size = target.file.size
    guard isComplete, size > 0, size == target.record.total ?? size else {
      return .noFeed(size == 0 ? Wording.emptyFile : Wording.fileCutShort)
    }
    deliver(.whole(target.record))
    return .feed(UpdateHints())
  }
}

/// `Content-Range` (RFC 9110, 14.4): `bytes 5-9/10`.
struct ContentRange: Equatable {
  let start: Int
  let end: Int
  /// `nil` where the server does not know.
  let total: Int?

  init?(_ text: String) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "/" || $0 == "-" })
    guard words.count == 4, words[0].lowercased() == "bytes", let start = Int(words[1]),
      let end = Int(words[2]), start >= 0, end >= start
    else { return nil }
    let total = Int(words[3])
    guard total != nil || words[3] == "*", end < total ?? .max else { return nil }
    (self.start, self.end, self.total) = (start, end, total)
  }
}
