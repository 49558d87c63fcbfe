import Articles
import FeedParsing
import GRDB

/// Stores what feeds have brought, and lists it: within one transaction of the library.
final class ArchiveTransaction {
  private let database: Database
  private let hashing: AddressHashing
  private let now: Instant
  private let feeds: FeedTable
  private let listing: ItemListing

  /// So many items are matched together.
  private static let run = 1024

  init(_ database: Database, hashing: AddressHashing, now: Instant) throws {
    self.database = database
    self.hashing = hashing
    self.now = now
    feeds = FeedTable(database)
    listing = try ItemListing(database, hashing: hashing)
  }

  /// `nil` for a source that is no feed, or gone.
  func store(_ batch: FeedBatch) throws -> FeedChanges? {
    guard var feed = try feeds.feed(of: batch.source) else { return nil }
    var changes = FeedChanges(source: batch.source)
    if let said = batch.feed {
      try feeds.update(feed.id, with: said)
      feed.title = said.title.flatMap { $0.isEmpty ? nil : $0 } ?? feed.title
    }
    if let state = batch.state { try feeds.set(state, of: feed.id) }
    guard !batch.items.isEmpty else { return changes }
    var matching = try ItemMatching(ItemTable(database, feed: feed.id))
    for start in stride(from: 0, to: batch.items.count, by: Self.run) {
      try store(batch.items[start...].prefix(Self.run), of: feed, &matching, &changes)
    }
    if changes.added > 0 {
      try Query(database, "UPDATE source SET total = total + ? WHERE id = ?")
        .run(changes.added, batch.source.rawValue)
    }
    return changes
  }

  private func store(
    _ items: ArraySlice<FeedItem>, of feed: StoredFeed, _ matching: inout ItemMatching,
    _ changes: inout FeedChanges
  ) throws {
    let links = items.map { $0.link.flatMap { Address(canonicalizing: $0) } }
    let identities = zip(items, links).map { ItemIdentity($0, link: $1, hashing: hashing) }
    let matches = try matching.match(identities) { [hashing] index in
      identities[index].twin(
        items[items.startIndex + index], link: links[index], hashing: hashing)
    }
    for ((item, link), (identity, match)) in zip(zip(items, links), zip(identities, matches)) {
      switch match {
      case .repeated: break
      case .stored(let id):
        if let changed = try update(id, with: item, identity, changes.source) {
          changes.changed.append(changed)
        }
      case .new(let hasOwnLink, let hasOwnGUID):
        let ownKey = hasOwnLink ? link : nil
        let key = ownKey ?? Address(itemOf: feed.token, like: item, guidAlone: hasOwnGUID)
        try insert(item, key, identity, of: feed, changes.source)
        changes.added += 1
      }
    }
  }

  private func insert(
    _ item: FeedItem, _ key: Address, _ identity: ItemIdentity, of feed: StoredFeed,
    _ source: SourceID
  ) throws {
    let fields = item.json
    let seen = now.milliseconds
    let date = min(item.statedDate ?? item.updated?.milliseconds ?? seen, seen)
    try Query(
      database,
      """
      INSERT INTO item(feed, guid, link, title, address, seen, date, provider, content, fields)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run(
      feed.id, identity.guid, identity.link, identity.title, key.text, seen, date, feed.provider,
      hashing.hash(fields), UTF8Bytes(bytes: fields))
    let stored = ArchivedItem(
      id: database.lastInsertedRowID, key: key, date: date, provider: feed.provider, item: item)
    try listing.insert(stored, to: source)
  }

  private struct Known {
    let content: Int64
    let seen: Int64
    let date: Int64
    let isPurged: Bool
  }

  /// Takes over an item that is not as it was. Its key and, unless it gives one, its date stay.
  /// - Returns: its address, if a person sees the difference.
  private func update(
    _ id: Int64, with item: FeedItem, _ identity: ItemIdentity, _ source: SourceID
  ) throws -> Address? {
    let fields = item.json
    let content = hashing.hash(fields)
    let known = try Query(
      database, "SELECT content, seen, date, fields IS NULL FROM item WHERE id = ?"
    ).first(id) {
      Known(
        content: $0.integer(0), seen: $0.integer(1), date: $0.integer(2),
        isPurged: $0.integer(3) != 0)
    }
    guard let known, !known.isPurged, known.content != content,
      let before = try ArchivedItem(id, database)
    else { return nil }
    let date = item.statedDate.map { min($0, known.seen) } ?? known.date
    try Query(
      database,
      """
      UPDATE item SET guid = ?2, link = ?3, title = ?4, date = ?5, content = ?6,
        fields = ?7 WHERE id = ?1
      """
    ).run(id, identity.guid, identity.link, identity.title, date, content, UTF8Bytes(bytes: fields))
    let after = ArchivedItem(
      id: id, key: before.key, date: date, provider: before.provider, item: item)
    try listing.update(after, to: source)
    return before.item.reads(like: item) ? nil : after.key
  }
}

extension FeedItem {
  /// The date of publication in milliseconds; the first moment of 1970 is a sign that there is none.
  fileprivate var statedDate: Int64? {
    published.flatMap { $0.milliseconds == 0 ? nil : $0.milliseconds }
  }

  /// Whether a person who has read one has read the other.
  fileprivate func reads(like other: FeedItem) -> Bool {
    title == other.title && link == other.link && summaryHTML == other.summaryHTML
      && contentHTML == other.contentHTML && enclosures.map(\.url) == other.enclosures.map(\.url)
  }
}
