import Articles
import FeedParsing
import GRDB

/// Stores what feeds have brought, and lists it: within one transaction of the library.
final class ArchiveTransaction {
  private let database: Database
  private let hashing: AddressHashing
  private let now: Instant
  private let given: Set<String>?
  private let feeds: FeedTable
  private let listing: ItemListing
  private let rows: RowInsertion
  private let stored: Query
  /// Of documents that are not at an end, by feed.
  private(set) var matchings: [Int64: ItemMatching]

  /// So many items are matched together.
  private static let run = 1024

  /// - Parameter given: the addresses of the feeds that are sources now; `nil` where that is not known.
  init(
    _ database: Database, hashing: AddressHashing, now: Instant, given: Set<String>?,
    matchings: [Int64: ItemMatching]
  ) throws {
    self.database = database
    self.matchings = matchings
    self.hashing = hashing
    self.now = now
    self.given = given
    feeds = FeedTable(database)
    listing = try ItemListing(database, hashing: hashing)
    rows = try RowInsertion(
      database,
      """
      INSERT OR ROLLBACK INTO item(id, feed, guid, link, title, address, seen, date, provider,
        content, fields)
      """, columns: 11, rowsAtOnce: 8)
    stored = try Query(database, "SELECT seen, date, fields FROM item WHERE id = ?")
  }

  /// `nil` for a source that is no feed, or gone.
  func store(_ batch: FeedBatch) throws -> FeedChanges? {
    guard var feed = try feeds.feed(of: batch.source) else { return nil }
    var changes = FeedChanges(source: batch.source)
    if let said = batch.feed { try feeds.update(feed.id, with: said) }
    // What is said early may be said better later.
    let known = feed.title
    if let title = batch.feed?.title ?? known ?? batch.title, !title.isEmpty { feed.title = title }
    if let state = batch.state { try feeds.set(state, of: feed.id) }
    if batch.continues, batch.feed != nil {
      changes.isRenamed = try name(itemsOf: feed, batch.source, all: known == nil)
    }
    let begun = matchings.removeValue(forKey: feed.id)
    guard !batch.items.isEmpty else { return changes }
    let table = try ItemTable(database, feed: feed.id)
    if !batch.continues, try table.isEmpty() {
      let succession = FeedSuccession(database, hashing: hashing, given: given, now: now)
      try succession.takeOver(items: batch.items, by: feed, batch.source, listing)
    }
    var matching = try batch.continues ? begun ?? ItemMatching(table) : ItemMatching(table)
    for start in stride(from: 0, to: batch.items.count, by: Self.run) {
      try store(batch.items[start...].prefix(Self.run), of: feed, table, &matching, &changes)
    }
    if batch.state == nil { matchings[feed.id] = matching }
    if changes.added > 0 {
      try Query(database, "UPDATE source SET total = total + ? WHERE id = ?")
        .run(changes.added, batch.source.rawValue)
    }
    return changes
  }

  /// To be called at the end of the transaction.
  func finish() throws { try listing.finish() }

  /// Items that were stored before their document had said its title have another in its place, or the
  /// address of the feed.
  /// - Parameter all: whether the feed had no title until now.
  /// - Returns: whether there were any.
  private func name(itemsOf feed: StoredFeed, _ source: SourceID, all: Bool) throws -> Bool {
    guard feed.title != nil else { return false }
    let items = try Query(
      database,
      """
      SELECT id FROM item
      WHERE feed = ?1 AND provider <> ?2 AND fields IS NOT NULL AND (?3 OR provider = ?4)
      """
    ).all(feed.id, feed.provider, all ? 1 : 0, feed.location) { $0.integer(0) }
    let rename = try Query(database, "UPDATE item SET provider = ? WHERE id = ?")
    for id in items {
      try rename.run(feed.provider, id)
      if let item = try ArchivedItem(id, database) { try listing.update(item, to: source) }
    }
    return !items.isEmpty
  }

  private func store(
    _ items: ArraySlice<FeedItem>, of feed: StoredFeed, _ table: ItemTable,
    _ matching: inout ItemMatching, _ changes: inout FeedChanges
  ) throws {
    let start = items.startIndex
    // By their places: an item has many fields, and each loop over values would copy them all.
    let links = items.indices.map { items[$0].link.flatMap { Address(canonicalizing: $0) } }
    let identities = links.indices.map {
      ItemIdentity(items[start + $0], link: links[$0], hashing: hashing)
    }
    let matches = try matching.match(
      identities, of: items, canonicalLinks: links, in: table, hashing: hashing)
    let provider = feed.provider
    let seen = now.milliseconds
    var numbers = try RowNumbers(of: "item", database)
    var new: [ArchivedItem] = []
    new.reserveCapacity(items.count)
    for (index, match) in matches.enumerated() {
      let identity = identities[index]
      switch match {
      case .repeated: break
      case .stored(let id):
        if let changed = try update(id, with: items[start + index], identity, changes.source) {
          changes.changed.append(changed)
        }
      case .new(let hasOwnLink, let hasOwnGUID):
        let item = items[start + index]
        let ownKey = hasOwnLink ? links[index] : nil
        let key = ownKey ?? Address(itemOf: feed.token, like: item, guidAlone: hasOwnGUID)
        let date = min(item.statedDate ?? item.updated?.milliseconds ?? seen, seen)
        let id = numbers.next()
        try rows.add(
          id, feed.id, identity.guid, identity.link, identity.title, key.text, seen, date,
          provider, 0, UTF8Bytes(bytes: item.json))
        new.append(ArchivedItem(id: id, key: key, date: date, provider: provider, item: item))
      }
    }
    try rows.finish()
    try listing.insert(new, to: changes.source)
    changes.added += new.count
  }

  private struct Known {
    let seen: Int64
    let date: Int64
  }

  /// Takes over an item that is not as it was. Its key and, unless it gives one, its date stay.
  /// - Returns: its address, if a person sees the difference.
  private func update(
    _ id: Int64, with item: FeedItem, _ identity: ItemIdentity, _ source: SourceID
  ) throws -> Address? {
    let fields = item.json
    let known = try stored.first(id) { row -> Known? in
      let isSame = row.withBlob(2) { bytes in
        fields.withUnsafeBytes { bytes.count == $0.count && bytes.elementsEqual($0) }
      }
      // Without fields it was purged.
      return isSame || row.isNull(2) ? nil : Known(seen: row.integer(0), date: row.integer(1))
    }
    guard let known = known ?? nil, let before = try ArchivedItem(id, database) else { return nil }
    let date = item.statedDate.map { min($0, known.seen) } ?? known.date
    try Query(
      database,
      """
      UPDATE item SET guid = ?2, link = ?3, title = ?4, date = ?5, fields = ?6 WHERE id = ?1
      """
    ).run(id, identity.guid, identity.link, identity.title, date, UTF8Bytes(bytes: fields))
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

/// Lists items of feeds as the indexing lists files: a feed is a folder, its items are its files.
final class ItemListing {
  private let database: Database
  private let hashing: AddressHashing
  private let files: FileTable
  private let index: IndexTransaction
  private var folders: [SourceID: Int64] = [:]

  init(_ database: Database, hashing: AddressHashing) throws {
    self.database = database
    self.hashing = hashing
    files = FileTable(database)
    index = try IndexTransaction(database, source: SourceID(0))
  }

  /// Lists items of one feed that were never listed.
  func insert(_ items: [ArchivedItem], to source: SourceID) throws {
    let folder = try folder(of: source)
    try index.insert(items.indices.map { entry(items[$0], in: folder) }, source: source)
  }

  /// Lists an item that may be listed as it was before.
  func update(_ item: ArchivedItem, to source: SourceID) throws {
    try index.store(entry(item, in: folder(of: source)), source: source)
  }

  func remove(_ item: Int64, _ key: Address, from source: SourceID) throws {
    let file = FileID(folder: try folder(of: source), name: ItemName.bytes(item))
    try index.remove(file, key: hashing(key))
  }

  /// The articles that have lost the last item or file that held them go.
  func settle() throws {
    while try index.settleOrphans(limit: 1024) {}
  }

  /// To be called at the end of the transaction.
  func finish() throws { try index.finish() }

  private func entry(_ item: ArchivedItem, in folder: Int64) -> ArticleTable.Entry {
    ArticleTable.Entry(
      record: ArticleRecord(item, hashing: hashing),
      file: FileID(folder: folder, name: ItemName.bytes(item.id)))
  }

  private func folder(of source: SourceID) throws -> Int64 {
    if let id = folders[source] { return id }
    let id = try files.folder(Path(bytes: []), of: source)
    folders[source] = id
    return id
  }
}
