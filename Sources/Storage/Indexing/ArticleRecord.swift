import Articles

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
