import Articles
import FeedParsing
import Foundation
import Networking
import ReaderCore
import Storage

/// The whole texts of articles that were fetched, each in a file of its own.
///
/// A file is named by the hash of the article's address and is found without looking at any other, so
/// that a look-up costs the same however many there are. What cannot be read counts as not there;
/// what cannot be written is fetched again the next time.
struct FullTextStore: Sendable {
  let folder: String

  /// What was fetched, as it is kept.
  struct Page: Codable, Equatable, Sendable {
    var version = Self.current
    /// That of the article.
    var address: String
    /// Where the page was.
    var url: String
    /// Milliseconds since 1970.
    var fetched: Int64
    var title: String?
    var byline: String?
    var published: Int64?
    var siteName: String?
    var language: String?
    var image: String?
    var html: String
    var text: String

    /// Texts of other versions are fetched again.
    static let current = 1
  }

  /// In bytes, of all files together.
  private static let mostBytes = 256 << 20

  func page(of address: Address) -> Page? {
    guard let data = FileManager.default.contents(atPath: path(of: address)),
      let page = try? JSONDecoder().decode(Page.self, from: data),
      page.version == Page.current, page.address == address.text
    else { return nil }
    return page
  }

  /// Puts a text in the place of an older one in one step.
  func store(_ page: Page, of address: Address) {
    let file = URL(fileURLWithPath: path(of: address))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(page) else { return }
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try? data.write(to: file, options: .atomic)
    sweep.runIfDue()
  }

  /// Whether there is one, without reading it.
  func has(_ address: Address) -> Bool {
    FileManager.default.fileExists(atPath: path(of: address))
  }

  /// What an index of words wants of them.
  var kept: KeptTexts {
    KeptTexts(
      isAny: { FileManager.default.fileExists(atPath: folder) }, has: has,
      text: { page(of: $0)?.text })
  }

  /// Remembers that the page could not be had.
  func noteFailure(of address: Address) {
    let file = URL(fileURLWithPath: path(of: address) + Self.failed)
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try? Data().write(to: file)
  }

  /// Whether it could not be had within the last day.
  func hasFailed(_ address: Address) -> Bool {
    let file = URL(fileURLWithPath: path(of: address) + Self.failed)
    let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
    return values?.contentModificationDate.map { -$0.timeIntervalSinceNow < CacheSweep.rest }
      ?? false
  }

  private static let failed = ".failed"

  private func path(of address: Address) -> String {
    let name = SHA256.hexDigest(of: address.text.utf8)
    return "\(folder)/\(name.prefix(2))/\(name.dropFirst(2)).json"
  }

  var sweep: CacheSweep {
    CacheSweep(folder: folder, mostBytes: Self.mostBytes, endings: ["json", "failed"])
  }
}

extension FullTextStore.Page {
  init(_ article: PageArticle, at url: String, of address: Address, fetched: Instant) {
    self.init(
      address: address.text, url: url, fetched: fetched.milliseconds, title: article.title,
      byline: article.byline, published: article.published?.milliseconds,
      siteName: article.siteName, language: article.language, image: article.image,
      html: article.html, text: article.text)
  }

  /// As it is shown.
  var fullText: FullText {
    FullText(
      url: url, title: title, byline: byline, siteName: siteName,
      published: published.map(Instant.init(milliseconds:)),
      body: HTMLReader.read(html, base: url))
  }
}

/// Fetching the whole texts of what is unread before anybody asks for them.
extension Workspace {
  struct FullTextCount: Sendable {
    var fetched = 0
    var failed = 0
    /// Those that were there already.
    var known = 0

    var isEmpty: Bool { fetched + failed + known == 0 }
  }

  /// What the person wants of a feed, where that is not what they want of all.
  func fetchesFullText(of source: Source) -> Bool? {
    guard case .feed(let address) = source.place else { return nil }
    return feedSettings[address]?.fetchesFullText
  }

  /// Whether anything is fetched unasked.
  var fetchesFullTexts: Bool {
    !settings.fullTextQueries.isEmpty || !sourcesWithFullText.isEmpty
  }

  private var sourcesWithFullText: [Source] {
    sources.filter { fetchesFullText(of: $0) ?? settings.fetchesFullText }
  }

  /// Fetches what is unread and is to be had whole unasked, as ``fetchFullTexts(of:stop:report:)``.
  func fetchFullTextsUnasked(stop: FetchStop) throws -> FullTextCount {
    var ids = try view.over(sourcesWithFullText).listing(.unread).ids
    let configuration = configuration(ThemeBook())
    let queries = try settings.fullTextQueries.map { try QueryArgument.query($0) }
    // What has come a moment ago is found by its words, too.
    if queries.contains(where: \.asksForWords) { try library.indexTexts(kept: fullTexts.kept) }
    for query in queries {
      let known = Set(ids)
      ids += try view.listing(.query(query, in: .unread)).ids.filter { !known.contains($0) }
    }
    let isWanted = { (row: ArticleRow) in configuration.fullTextWish(for: row) == .always }
    return try fetchFullTexts(of: ids, isWanted, stop: stop, report: { _, _ in })
  }

  /// More are not fetched in one go, the newest first.
  private static let mostTexts = 500
  /// How many hosts are asked at once.
  private static let workers = 4

  /// Fetches the whole texts of unread articles of these sources that lack one; blocks until done.
  ///
  /// A host is asked for one page after the other. What failed is left alone for a day; of a host that
  /// cannot be reached nothing more is asked this time.
  /// - Parameter report: called for each that fails, or once for such a host, with its address and the
  ///   reason, from any thread.
  func fetchFullTexts(
    of sources: [Source], stop: FetchStop,
    report: @escaping @Sendable (_ address: String, _ reason: String) -> Void
  ) throws(StorageError) -> FullTextCount {
    try fetchFullTexts(
      of: try view.over(sources).listing(.unread).ids, { _ in true }, stop: stop, report: report)
  }

  private func fetchFullTexts(
    of ids: [ArticleID], _ isWanted: (ArticleRow) -> Bool, stop: FetchStop,
    report: @escaping @Sendable (_ address: String, _ reason: String) -> Void
  ) throws(StorageError) -> FullTextCount {
    var wanted: [String: [(address: Address, url: String)]] = [:]
    var count = FullTextCount()
    for id in ids.prefix(Self.mostTexts) {
      guard let detail = try view.detail(id), isWanted(detail.row) else { continue }
      let address = detail.row.address
      guard let url = detail.article.links.page, FeedLocation.isWeb(url) else { continue }
      if fullTexts.has(address) {
        count.known += 1
      } else if !fullTexts.hasFailed(address) {
        wanted[WebAddress(url)?.origin.hostName ?? "", default: []].append((address, url))
      }
    }
    guard !wanted.isEmpty else { return count }
    var pages = try pageFetcher()
    pages.stop = stop
    let queue = Locked(Array(wanted.values))
    let result = Locked(count)
    let threads = DispatchGroup()
    for _ in 0..<min(Self.workers, wanted.count) {
      threads.enter()
      Thread.detachNewThread { [pages] in
        hosts: while let host = queue.withLock({ $0.popLast() }) {
          for (place, article) in host.enumerated() where !stop.isStopped {
            switch fetchFullText(of: article.address, at: article.url, with: pages) {
            case .success(let (page, nil)):
              keep(page, of: article.address)
              result.withLock { $0.fetched += 1 }
            case .success(let (_, lack?)):
              guard !stop.isStopped else { break }
              fullTexts.noteFailure(of: article.address)
              result.withLock { $0.failed += 1 }
              report(article.url, lack)
            case .failure(let reason):
              guard !stop.isStopped else { break }
              // Whoever is offline is not told so of each article, nor waits a day for it.
              if reason.status == .someSourcesFailed {
                result.withLock { $0.failed += host.count - place }
                report(article.url, reason.message)
                continue hosts
              }
              fullTexts.noteFailure(of: article.address)
              result.withLock { $0.failed += 1 }
              report(article.url, reason.message)
            }
          }
        }
        threads.leave()
      }
    }
    threads.wait()
    return result.withLock { $0 }
  }
}

extension ArticleLinks {
  /// The page itself before what stands for it.
  var page: String? {
    [webURL, originalURL, ampWebURL, cdnAmpWebURL].compactMap(\.self)
      .first { Address(canonicalizing: $0) != nil }
  }
}
