import Articles
import FeedParsing
import GRDB

/// What the library keeps of an article.
struct ArticleRecord: Sendable {
  var address: Address
  let title: String
  let provider: String
  let published: Int64?
  let quality: Int?
  let heat: Int?
  let relatedCount: Int
  let topics: [String]
  let medium: Medium?
  /// The key first, then the aliases.
  var addresses: [Int64]
  /// Every address that the related entries give.
  let related: [Int64]
  /// Of an article without an address, what tells it apart from others with its key.
  var text: Text?

  /// The key that its text gives it, where the usual one is taken.
  struct Text: Sendable {
    let address: Address
    let hash: Int64
    /// Claimed by every article that had to give way to another one with the same usual key.
    let group: Int64
  }

  /// The record of an article whose usual key belongs to another text.
  func keyedByText() -> ArticleRecord {
    guard let text else { return self }
    var record = self
    record.address = text.address
    record.addresses = [text.hash, text.group]
    return record
  }

  /// - Parameter body: read only of an article without an address, where it is part of what it is.
  init(_ article: Article, body: @autoclosure () -> String = "", hashing: AddressHashing) {
    let links = article.links.addresses
    address = links.first ?? article.address
    title = article.title
    provider = article.provider?.displayName ?? ""
    published = article.published?.milliseconds
    quality = article.quality
    heat = article.heat
    relatedCount = article.related.count
    medium = Medium(of: article)
    topics = article.topics.reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
    if links.isEmpty, let text = article.textAddress(body: body()) {
      let hash = hashing(text)
      self.text = Text(address: text, hash: hash, group: hashing(Address(othersThan: address)))
      addresses = [hashing(address), hash]
    } else {
      addresses = links.map { hashing($0) }
    }
    related = article.related.reduce(into: []) { hashes, entry in
      for address in entry.links.addresses {
        let hash = hashing(address)
        if !hashes.contains(hash) { hashes.append(hash) }
      }
    }
  }
}

/// One of the files, or items of feeds, that hold an article. The greatest supplies the article's fields: one of a
/// source that the person has, then the newest publication date, then the greatest path.
struct ArticleFileRank: Comparable {
  let file: FileID
  let source: Int64
  let published: Int64?
  /// Of the feed, for an item of one.
  let path: Path
  /// The item that it is instead of a file.
  let item: Int64?
  /// See ``SourceRanks``.
  let isListed: Bool

  static func < (a: ArticleFileRank, b: ArticleFileRank) -> Bool {
    if a.isListed != b.isListed { return b.isListed }
    let (left, right) = (a.published ?? .min, b.published ?? .min)
    if left != right { return left < right }
    return a.path != b.path ? a.path < b.path : (a.item ?? 0) < (b.item ?? 0)
  }
}

extension ArticleRecord {
  /// What the library lists of an item. A link that came later than its key is an alias.
  init(_ item: ArchivedItem, hashing: AddressHashing) {
    address = item.key
    title = item.title
    provider = item.provider
    published = item.date
    quality = nil
    heat = nil
    relatedCount = 0
    topics = item.topics
    let files = item.item.enclosures.lazy.map {
      ItemFacts.Enclosure(url: $0.url, type: $0.type, length: $0.length)
    }
    medium = Medium(of: files, seconds: item.item.duration)
    var addresses = [hashing(item.key)]
    if !item.key.isOwn, item.item.link != item.key.text, let link = item.link, link != item.key {
      addresses.append(hashing(link))
    }
    self.addresses = addresses
    related = []
  }
}

extension ItemFacts {
  init?(_ archived: ArchivedItem, _ database: Database) throws {
    let found = try Query(
      database,
      "SELECT feed.title, seen FROM item JOIN feed ON feed.id = feed WHERE item.id = ?"
    ).first(archived.id) { (title: $0.optionalText(0), seen: $0.integer(1)) }
    guard let found else { return nil }
    self.init(
      feedTitle: found.title, feedAddress: SourcePlace.feed(archived.feed).location,
      firstSeen: Instant(milliseconds: found.seen))
    let item = archived.item
    guid = item.id
    published = item.published
    updated = item.updated
    language = item.language
    enclosures = item.enclosures.map {
      Enclosure(url: $0.url, type: $0.type, length: $0.length)
    }
    comments = item.comments
    externalLink = item.externalLink
    inReplyTo = item.inReplyTo
  }
}
