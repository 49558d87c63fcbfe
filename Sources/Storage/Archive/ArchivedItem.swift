import Articles
import FeedParsing
import GRDB

/// An item as the archive holds it.
struct ArchivedItem {
  let id: Int64
  let key: Address
  /// What it is sorted by: its date unless that is of the future, else when it was first seen.
  let date: Int64
  /// The title of its feed when it was stored.
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

  /// What one item after the other is read with.
  struct Statement {
    private let query: Query
    private let isListed: Bool

    /// - Parameter isListed: whether the content is read only where a list needs it.
    init(_ database: Database, isListed: Bool = false) throws {
      self.isListed = isListed
      query = try Query(
        database,
        """
        SELECT item.address, date, provider, fields, feed.address, feed.language FROM item
        JOIN feed ON feed.id = feed WHERE item.id = ?
        """)
    }

    func item(_ id: Int64) throws -> ArchivedItem? {
      try query.first(id) { row -> ArchivedItem? in
        let item = FeedItem(json: row.blob(3)) { !isListed || Self.needsContent($0) }
        guard let key = Address(key: row.text(0)), let item else { return nil }
        var found = ArchivedItem(
          id: id, key: key, date: row.integer(1), provider: row.text(2), item: item)
        found.feed = row.text(4)
        found.feedLanguage = row.optionalText(5)
        return found
      } ?? nil
    }

    /// For a title where there is none, an excerpt that says more, and images that it lacks.
    private static func needsContent(_ item: FeedItem) -> Bool {
      item.title?.isEmpty != false || item.summaryHTML != nil || !item.images.isEmpty
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
