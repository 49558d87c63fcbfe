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
    /// With where the page is after all redirects, and what is missing of it, as a sentence.
    case article(PageArticle, at: String, lack: String?)
    /// With a sentence.
    case failed(String)
    /// The same, where the page itself was not asked for: its host is not there, or not to be asked now.
    case unreached(String)
  }

  private static let mostPages = 12
  /// How often pages send on by themselves, one after the other.
  private static let mostMoves = 5

  /// Fetches an article, with the pages that it goes on on. Blocks until there is an answer.
  /// - Parameter trust: `.document` for an address that stood in a page, a feed or an article file.
  func fetch(_ address: String, trust: Trust) -> Answer {
    let first = page(address, trust: trust, first: nil, number: 1)
    guard case .article(var article, let place, _) = first else { return first }
    var number = 1
    while let next = article.nextPage {
      number += 1
      guard number <= Self.mostPages else {
        article.add(remark: Wording.morePages(Self.mostPages))
        break
      }
      let trust = trust == .user ? trust : trustOnward(trust, from: address, to: next)
      switch page(next, trust: trust, first: place, number: number) {
      case .article(let more, _, _): _ = article.append(more)
      case .failed(let reason), .unreached(let reason):
        let lack = Wording.pageNotFetched(number, reason)
        article.add(remark: lack)
        return .article(article, at: place, lack: lack)
      }
    }
    return .article(article, at: place, lack: nil)
  }

  /// What an address may reach that stood in a page.
  private func trustOnward(_ trust: Trust, from home: String, to address: String) -> Trust {
    WebAddress(address)?.origin == WebAddress(home)?.origin ? trust : .document
  }

  /// Fetches one page, and the one that it sends on to, as browsers do.
  /// - Parameter first: where its article begins; `nil` if that is here.
  private func page(_ address: String, trust: Trust, first: String?, number: Int) -> Answer {
    var asked = address
    for _ in 0...Self.mostMoves {
      let page: PageConsumer.Page
      switch ask(asked, trust: trustOnward(trust, from: address, to: asked)) {
      case .success(let answer): page = answer
      case .failure(let refusal): return refusal.answer
      }
      let article = read(page, of: asked, first: first ?? page.address, number: number)
      let move = page.bytes.withUnsafeBytes { MetaRefresh(page: $0, address: page.address) }
      if let move, !move.isForScriptless || article.obstacle != nil {
        if move.seconds <= Self.longestWait {
          asked = move.address
          continue
        }
        if article.obstacle != nil { return .failed(Wording.leadsOn(move)) }
      }
      if let obstacle = article.obstacle { return .failed(Wording.pageWithoutText(obstacle)) }
      return .article(article, at: page.address, lack: nil)
    }
    return .failed(Wording.leadsOnAndOn)
  }

  /// A page that is shown for longer, in seconds, is there to be read.
  private static let longestWait = 3

  /// An answer that is no page.
  private struct Refusal: Error {
    let answer: Answer

    static func failed(_ reason: String) -> Refusal { Refusal(answer: .failed(reason)) }
    static func unreached(_ reason: String) -> Refusal { Refusal(answer: .unreached(reason)) }
  }

  private func ask(_ address: String, trust: Trust) -> Result<PageConsumer.Page, Refusal> {
    guard FeedLocation.isWeb(address) else { return .failure(.failed(Wording.noPageAddress)) }
    if stop?.isStopped == true { return .failure(.failed(FetchFailure.cancelled.message)) }
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
      return page.map { .success($0) } ?? .failure(.failed(Wording.pageWithoutText(.nothing)))
    case .failed(let failure):
      let reason = Wording.failure(failure, of: .page)
      switch failure {
      case .nameNotFound, .proxyNameNotFound, .cannotConnect, .proxyFailed, .timedOut:
        return .failure(.unreached(reason))
      default: return .failure(.failed(reason))
      }
    case .skipped(let reason): return .failure(.unreached(reason.message))
    case .cancelled, nil: return .failure(.failed(FetchFailure.cancelled.message))
    }
  }

  private func read(
    _ page: PageConsumer.Page, of asked: String, first: String, number: Int
  ) -> PageArticle {
    let selectors =
      override ?? asking.settings.selectors(for: page.address)
      ?? asking.settings.selectors(for: asked) ?? selectors
    var article = page.bytes.withUnsafeBytes {
      PageArticle(
        page: $0, address: page.address, contentType: page.contentType, firstPage: first,
        number: number, selectors: selectors)
    }
    if page.isCut, article.obstacle == nil { article.add(remark: Wording.pageCut) }
    return article
  }
}

/// Collects the bytes of a page; what is beyond all that is read of one is not wanted.
private final class PageConsumer: FeedConsumer {
  struct Page: Sendable {
    let address: String
    let contentType: String?
    var bytes: [UInt8] = []
    var isCut: Bool { bytes.count >= PageConsumer.limit }
  }

  private var page: Page
  private let deliver: (Page) -> Void

  fileprivate static let limit = 16 << 20

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
    guard isComplete || page.isCut else { return .noFeed(Wording.feedCutShort) }
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
  /// Says at the end of the text what is not there.
  fileprivate mutating func add(remark: String) {
    nextPage = nil
    let escaped = remark.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    html += "\n<p>[\(escaped)]</p>"
    text += "\n\n[\(remark)]"
  }

  /// As it is shown.
  func fullText(at url: String?) -> FullText {
    FullText(
      url: url ?? "", title: title, byline: byline, siteName: siteName, published: published,
      body: HTMLReader.read(html, base: url))
  }
}
