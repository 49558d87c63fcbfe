import Articles
import FeedParsing

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
