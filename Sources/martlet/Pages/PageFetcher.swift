import Articles
import Dispatch
import FeedParsing
import Networking
import Storage

/// Fetches web pages and finds their articles, by the rules that feeds are fetched by.
struct PageFetcher: Sendable {
  let fetcher: Fetcher
  let asking: FeedAsking
  /// Remembers the pauses that hosts ask for.
  var library: Library?
  /// Ends what is asked before the answer is there.
  var stop: FetchStop?
  /// For pages of which the settings say nothing by their own address.
  var selectors = PageSelectors()
  /// Whatever the settings say.
  var override: PageSelectors?

  enum Answer: Sendable {
    /// With where the page is after all redirects.
    case article(PageArticle, at: String)
    /// With a sentence.
    case failed(String)
    /// The same, where the page itself was not asked for: its host is not there, or not to be asked now.
    case unreached(String)
  }

  private static let mostPages = 12

  /// Fetches an article, with the pages that it goes on on. Blocks until there is an answer.
  /// - Parameter trust: `.document` for an address that stood in a page, a feed or an article file.
  func fetch(_ address: String, trust: Trust) -> Answer {
    let first = page(address, trust: trust, first: nil, number: 1)
    guard case .article(var article, let place) = first else { return first }
    for number in 2...Self.mostPages {
      guard let next = article.nextPage,
        case .article(let more, _) = page(next, trust: trust, first: place, number: number),
        article.append(more)
      else { break }
    }
    return .article(article, at: place)
  }

  /// Fetches one page.
  /// - Parameter first: where its article begins; `nil` if that is here.
  private func page(_ address: String, trust: Trust, first: String?, number: Int) -> Answer {
    guard FeedLocation.isWeb(address) else { return .failed(Wording.noPageAddress) }
    if stop?.isStopped == true { return .failed(FetchFailure.cancelled.message) }
    let state = Locked<(page: PageConsumer.Page?, report: FetchReport?)>((nil, nil))
    let isDone = DispatchSemaphore(value: 0)
    var source = asking.source(id: 0, address: address, trust: trust)
    source.accept = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5"
    let refresh = fetcher.refresh(
      [source], on: .thisSource,
      makeConsumer: { _, head in
        PageConsumer(head) { page in state.withLock { $0.page = page } }
      },
      report: { event in
        switch event {
        case .source(let report): state.withLock { $0.report = report }
        case .ended: isDone.signal()
        }
      })
    stop?.watch(refresh)
    isDone.wait()
    let (page, report) = state.withLock { $0 }
    if let pause = report?.pause {
      // Where it cannot be stored, the host is asked too early once more, and says so again.
      try? library?.store(pauses: [pause.host: pause.until], now: SystemClock.now)
    }
    switch report?.result {
    case .updated, .unchanged:
      guard let page else { return .failed(Wording.pageWithoutText(.nothing)) }
      return answer(page, of: address, first: first ?? page.address, number: number)
    case .failed(let failure):
      switch failure {
      case .nameNotFound, .proxyNameNotFound, .cannotConnect, .proxyFailed, .timedOut:
        return .unreached(failure.message)
      default: return .failed(failure.message)
      }
    case .skipped(let reason): return .unreached(reason.message)
    case .cancelled, nil: return .failed(FetchFailure.cancelled.message)
    }
  }

  private func answer(
    _ page: PageConsumer.Page, of asked: String, first: String, number: Int
  ) -> Answer {
    let selectors =
      override ?? asking.settings.selectors(for: page.address)
      ?? asking.settings.selectors(for: asked) ?? selectors
    let article = page.bytes.withUnsafeBytes {
      PageArticle(
        page: $0, address: page.address, contentType: page.contentType, firstPage: first,
        number: number, selectors: selectors)
    }
    if let obstacle = article.obstacle { return .failed(Wording.pageWithoutText(obstacle)) }
    return .article(article, at: page.address)
  }
}

/// Collects the bytes of a page; what is beyond all that is read of one is not wanted.
private final class PageConsumer: FeedConsumer {
  struct Page: Sendable {
    let address: String
    let contentType: String?
    var bytes: [UInt8] = []
  }

  private var page: Page
  private let deliver: (Page) -> Void

  private static let limit = 16 << 20

  init(_ head: ResponseHead, deliver: @escaping (Page) -> Void) {
    page = Page(address: head.address, contentType: head.headers.contentType)
    self.deliver = deliver
  }

  func consume(_ bytes: UnsafeRawBufferPointer) -> Appetite {
    guard isPage else { return .none }
    page.bytes.append(contentsOf: bytes.prefix(Self.limit - page.bytes.count))
    return page.bytes.count < Self.limit ? .more : .none
  }

  func finish(isComplete: Bool) -> FeedVerdict {
    guard isPage else { return .noFeed(Wording.noPage(page.contentType ?? "")) }
    // One that is too long is read as far as it came; one that broke off is not.
    guard isComplete || page.bytes.count >= Self.limit else { return .noFeed(Wording.feedCutShort) }
    deliver(page)
    return .feed(UpdateHints())
  }

  /// What does not say what it is may be a page.
  private var isPage: Bool {
    guard let type = page.contentType?.lowercased().prefix(while: { $0 != ";" && $0 != " " })
    else { return true }
    return type.hasSuffix("html") || type.hasSuffix("xml") || type == "text/plain"
  }
}

extension PageArticle {
  /// As it is shown.
  func fullText(at url: String?) -> FullText {
    FullText(
      url: url ?? "", title: title, byline: byline, siteName: siteName, published: published,
      body: HTMLReader.read(html, base: url))
  }
}
