import Articles

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
    let alias = item.key.isOwn ? nil : item.link
    addresses = [hashing(item.key)] + (alias.map { $0 == item.key ? [] : [hashing($0)] } ?? [])
    related = []
  }
}
