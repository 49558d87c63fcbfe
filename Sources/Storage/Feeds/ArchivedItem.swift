import Articles
import FeedParsing
import GRDB

/// An item as the archive holds it.
struct ArchivedItem {
  let id: Int64
  let key: Address
  /// What it is sorted by: its date unless that is of the future, else when it was first seen.
  let date: Int64
  /// The title of its feed when it was stored, or the first that this had.
  let provider: String
  let item: FeedItem
  /// The address of its feed.
  var feed = ""
  /// What its feed is written in, where the item does not say otherwise.
  private var feedLanguage: String?

  var language: String? { item.language ?? feedLanguage }

  init(id: Int64, key: Address, date: Int64, provider: String, item: FeedItem) {
    self.id = id
    self.key = key
    self.date = date
    self.provider = provider
    self.item = item
  }

  /// `nil` for an item that was purged, or whose row is damaged.
  init?(_ id: Int64, _ database: Database) throws {
    guard let found = try Statement(database).item(id) else { return nil }
    self = found
  }

  /// What one item after the other is read with, within one transaction.
  final class Statement {
    private let items: Query
    private let feeds: Query
    private let isListed: Bool
    private var known: [Int64: Origin] = [:]

    private struct Origin {
      let address: String
      let language: String?
    }

    /// - Parameter isListed: whether the content is read only where a list needs it.
    init(_ database: Database, isListed: Bool = false) throws {
      self.isListed = isListed
      items = try Query(
        database, "SELECT address, date, provider, feed, fields FROM item WHERE id = ?")
      feeds = try Query(database, "SELECT address, language FROM feed WHERE id = ?")
    }

    func item(_ id: Int64) throws -> ArchivedItem? {
      let found = try items.first(id) { try item(id, $0) }
      return found ?? nil
    }

    private func item(_ id: Int64, _ row: Query) throws -> ArchivedItem? {
      let item = FeedItem(
        json: row.blob(4), needsContent: isListed ? { Self.needsContent($0) } : nil)
      guard let item, let key = Address(key: row.text(0)), let feed = try feed(row.integer(3))
      else { return nil }
      var found = ArchivedItem(
        id: id, key: key, date: row.integer(1), provider: row.text(2), item: item)
      found.feed = feed.address
      found.feedLanguage = feed.language
      return found
    }

    private func feed(_ id: Int64) throws -> Origin? {
      if let feed = known[id] { return feed }
      let feed = try feeds.first(id) { Origin(address: $0.text(0), language: $0.optionalText(1)) }
      known[id] = feed
      return feed
    }

    /// For a title where there is none, an excerpt that says more, and images that it lacks.
    private static func needsContent(_ item: FeedItem) -> Bool {
      item.title?.isEmpty != false || !item.images.isEmpty
        || item.summaryHTML != nil && !item.hasSummaryOfItsOwn
    }
  }

  var link: Address? { item.link.flatMap { Address(canonicalizing: $0) } }
}

/// The name under which an item stands among the files of its source.
enum ItemName {
  static func bytes(_ id: Int64) -> [UInt8] {
    withUnsafeBytes(of: id.bigEndian) { Array($0) }
  }

  static func id(_ name: [UInt8]) -> Int64? {
    guard name.count == 8 else { return nil }
    return Int64(truncatingIfNeeded: name.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

extension ArchivedItem {
  /// The longest title and topic that a list holds, in bytes of UTF-8.
  private static let longestTitle = 1024
  private static let longestTopic = 128
  private static let mostTopics = 32

  /// The title as every list shows it, or an address where there are no words.
  var title: String {
    guard let title = item.shownTitle else {
      return item.shownAddress ?? Wording.untitled
    }
    return FeedItem.clipped(title, Self.longestTitle)
  }

  var topics: [String] {
    item.categories.lazy.map { FeedItem.clipped($0, Self.longestTopic) }.prefix(Self.mostTopics)
      .reduce(into: []) { topics, topic in
        let isLine = !topic.utf8.contains { $0 == 0x0A || $0 == 0x0D }
        if !topic.isEmpty, isLine, !topics.contains(topic) { topics.append(topic) }
      }
  }

  private static let longestBody = 16 << 20

  var body: Document { item.body(limit: Self.longestBody) }

  var article: Article { article(with: body) }

  /// - Parameter body: its own, which costs more than all the rest: read only where it matters.
  func article(with body: @autoclosure () -> Document) -> Article {
    var article = Article(title: title)
    article.published = item.published ?? item.updated
    article.links.webURL = item.link
    article.provider = Provider(name: provider, authors: item.authors)
    article.topics = topics
    article.images = item.images.map { ImageReference(url: $0) }
    article.excerpt = excerpt
    article.actions = item.enclosures.map {
      ArticleAction(url: $0.url, type: $0.type, title: Wording.enclosure($0))
    }
    for companion in item.companions {
      article.actions.append(
        ArticleAction(url: companion.url, title: Wording.companion(companion)))
    }
    article.length = item.duration.map(Wording.duration(seconds:))
    // What the text shows itself has its number there.
    let links = item.images.isEmpty ? [] : body().links
    for image in item.images where !links.contains(where: { $0.url == image }) {
      article.actions.append(
        ArticleAction(url: image, title: item.imageTexts[image] ?? Wording.picture))
    }
    if let comments = item.comments {
      article.actions.append(ArticleAction(url: comments, title: Wording.comments))
    }
    if let external = item.externalLink, external != item.link {
      article.actions.append(ArticleAction(url: external, title: Wording.externalLink))
    }
    return article
  }

  /// The summary, unless it is only the beginning of the content.
  private var excerpt: String? {
    guard item.contentHTML != nil, let summary = item.summaryHTML else { return nil }
    let words =
      Self.plainWords(of: summary)
      ?? Self.text(
        of: FeedItem.read(summary, limit: 1 << 20, base: nil), limit: Self.longestExcerpt)
    guard !words.isEmpty, words != title else { return nil }
    let start = words.utf8.prefix(80)
    if item.title?.isEmpty == false, item.hasSummaryOfItsOwn { return words }
    let first = Self.text(
      of: item.body(limit: Self.longestBody, enough: 8), limit: Self.longestExcerpt)
    guard zip(start, first.utf8).prefix(8).allSatisfy(==) else { return words }
    let body = item.body(limit: Self.longestBody, enough: 160)
    return Self.text(of: body, limit: Self.longestExcerpt).utf8.starts(with: start) ? nil : words
  }

  private static let longestExcerpt = 4096

  /// The words of a short text that holds neither markup nor references.
  private static func plainWords(of text: String) -> String? {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      bytes.count < longestExcerpt
        && !bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
    }
    return isPlain ? TextCleaning.clean(text, decodings: 0) : nil
  }

  /// What a query finds it by, but for its body: of all that is shown only what has words of its own.
  func searched(with body: VisibleText) -> Article {
    var article = Article(title: title)
    article.published = item.published ?? item.updated
    article.links.webURL = item.link
    article.provider = Provider(name: provider, authors: item.authors)
    article.topics = topics
    article.images = item.images.map { ImageReference(url: $0) }
    article.excerpt = excerpt(before: body)
    return article
  }

  /// The words of the summary, unless it is only the beginning of the content.
  private func excerpt(before body: VisibleText) -> String? {
    guard item.contentHTML != nil, let summary = item.summaryHTML else { return nil }
    let words = FeedItem.visibleText(of: summary, limit: 1 << 20, base: nil)
    let start = Self.line(words.text, bytes: 320)
    guard !start.isEmpty, start != title else { return nil }
    let isBeginning = Self.line(body.text, bytes: 640).utf8.starts(with: start.utf8.prefix(80))
    return isBeginning ? nil : FeedItem.clipped(words.text, 4096)
  }

  /// The first bytes of a text as one line.
  private static func line(_ text: String, bytes: Int) -> String {
    TextCleaning.clean(String(decoding: text.utf8.prefix(bytes), as: UTF8.self), decodings: 0)
  }

  /// The first words of a document as one line.
  private static func text(of document: Document, limit: Int) -> String {
    var text = ""
    for block in document.blocks {
      for span in block.spans where text.utf8.count < limit { text += span.text }
      if text.utf8.count >= limit { break }
      text += " "
    }
    // Most of it is clean, but for the blank that the last block has left.
    if text.utf8.last == 0x20 { text.unicodeScalars.removeLast() }
    return FeedItem.clipped(TextCleaning.clean(text, decodings: 0), limit)
  }
}
