import Articles

/// What the library keeps of an article.
struct ArticleRecord: Sendable {
  let address: Address
  let title: String
  let provider: String
  let published: Int64?
  let quality: Int?
  let heat: Int?
  let relatedCount: Int
  let topics: [String]
  /// The key first, then the aliases.
  let addresses: [Int64]
  /// Every address that the related entries give.
  let related: [Int64]

  init(_ article: Article, hashing: AddressHashing) {
    let links = article.links.addresses
    address = links.first ?? article.address
    title = article.title
    provider = article.provider?.displayName ?? ""
    published = article.published?.milliseconds
    quality = article.quality
    heat = article.heat
    relatedCount = article.related.count
    topics = article.topics.reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
    addresses = links.isEmpty ? [hashing(address)] : links.map { hashing($0) }
    related = article.related.reduce(into: []) { hashes, entry in
      for address in entry.links.addresses {
        let hash = hashing(address)
        if !hashes.contains(hash) { hashes.append(hash) }
      }
    }
  }
}
