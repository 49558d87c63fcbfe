import Articles
import FeedParsing
import Foundation
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
