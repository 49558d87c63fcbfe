import Articles
import FeedParsing
import GRDB

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
