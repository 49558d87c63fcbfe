import Articles
import FeedParsing
import GRDB

/// Finds for the items of one document those of the archive that they are. The document may come in
/// parts.
///
/// The guid decides, as long as it is unlike every other in the feed; then link and title, so that a
/// guid that is another at every fetch does no harm. Items are matched in runs, so that what the
/// guid says is known of all before link and title are asked, and at last what the item would be on a
/// site that went from http to https, or to another host.
struct ItemMatching {
  enum Match: Hashable {
    case stored(Int64)
    /// Whether no other item of the feed has the same link, or guid.
    case new(hasOwnLink: Bool, hasOwnGUID: Bool)
    /// The document has it twice.
    case repeated
  }

  /// Nothing need be looked up in a feed that never brought anything.
  private let isFresh: Bool
  private var seen: Set<Int64> = []
  private var taken: Set<Int64> = []
  private var guids: Set<Int64> = []
  private var repeatedGUIDs: Set<Int64> = []
  private var links: [Int64: Int] = [:]
  /// What the first items of the document show, once that was asked for.
  private var moves: (guids: SiteMove?, links: SiteMove?)?

  init(_ table: ItemTable) throws {
    isFresh = try table.isEmpty()
  }

  /// How many items there were so far.
  var count: Int { seen.count }

  /// - Parameters:
  ///   - items: those that the identities are of.
  ///   - canonicalLinks: of each.
  mutating func match(
    _ identities: [ItemIdentity], of items: ArraySlice<FeedItem>, canonicalLinks: [Address?],
    in table: ItemTable, hashing: AddressHashing
  ) throws -> [Match] {
    seen.reserveCapacity(seen.count + identities.count)
    var matches: [Match?] = identities.map {
      seen.insert($0.fingerprint).inserted ? nil : .repeated
    }
    for (identity, match) in zip(identities, matches) where match == nil { count(identity) }
    // That a link is new to the archive settles twice what would have to be asked.
    var hasKnownLink = [Bool](repeating: false, count: identities.count)
    if !isFresh {
      for (index, identity) in identities.enumerated() where matches[index] == nil {
        matches[index] = try byGUID(identity, table)
      }
      for (index, identity) in identities.enumerated() where matches[index] == nil {
        hasKnownLink[index] = try identity.link.map { try table.hasItem(withLink: $0) } ?? true
        if hasKnownLink[index] { matches[index] = try byLinkAndTitle(identity, table) }
      }
      for index in identities.indices where matches[index] == nil {
        let twin = identities[index].twin(
          items[items.startIndex + index], link: canonicalLinks[index], hashing: hashing)
        guard let twin else { continue }
        matches[index] = try byGUID(twin, table) ?? byLinkAndTitle(twin, table)
      }
      try matchMoved(&matches, identities, items, canonicalLinks, table, hashing)
    }
    return zip(identities, zip(matches, hasKnownLink)).map { identity, found in
      let (match, hasKnownLink) = found
      return match
        ?? .new(
          hasOwnLink: !hasKnownLink && identity.link.map { links[$0] == 1 } ?? false,
          hasOwnGUID: identity.guid.map { !repeatedGUIDs.contains($0) } ?? false)
    }
  }

  /// Matches what is left with items whose addresses are the same but for the host, where the site has
  /// moved: by guid and title, or by link and title; where the move is clear by the link alone, if it
  /// is of one page and no guid speaks against it, or by the title and the last part of the link.
  private mutating func matchMoved(
    _ matches: inout [Match?], _ identities: [ItemIdentity],
    _ items: ArraySlice<FeedItem>, _ canonicalLinks: [Address?], _ table: ItemTable,
    _ hashing: AddressHashing
  ) throws {
    guard matches.contains(where: { $0 == nil }) else { return }
    let found = try moves ?? moves(items, canonicalLinks, table)
    moves = found
    guard found.guids != nil || found.links != nil else { return }
    for index in identities.indices where matches[index] == nil {
      let (item, link) = (items[items.startIndex + index], canonicalLinks[index])
      let identity = identities[index]
      for guid in item.id.flatMap({ found.guids?.formerForms(of: $0) }) ?? []
      where matches[index] == nil {
        let id = try table.item(withGUID: hashing.hash(guid), title: identity.title)
        matches[index] = id.flatMap { take($0) }
      }
      guard let link, let move = found.links else { continue }
      for former in move.formerForms(of: link.text) where matches[index] == nil {
        let hash = hashing.hash(former)
        for id in try table.items(withLink: hash, title: identity.title) where matches[index] == nil
        {
          matches[index] = take(id)
        }
        guard matches[index] == nil, move.isClear, links[identity.link ?? 0] == 1,
          item.id.map({ Site($0) != nil }) ?? true, Site(former)?.isOfOnePage == true
        else { continue }
        let stored = try table.items(withLink: hash)
        if stored.count == 1 { matches[index] = take(stored[0]) }
      }
      guard matches[index] == nil, move.isClear, item.title?.isEmpty == false,
        let site = Site(link.text), site.host == move.host, let name = site.lastName
      else { continue }
      let stored = try table.items(titled: identity.title)
      guard stored.count == 1, let old = stored[0].link.flatMap(Site.init),
        move.former.contains(old.origin), old.lastName == name
      else { continue }
      matches[index] = take(stored[0].id)
    }
  }

  private func moves(
    _ items: ArraySlice<FeedItem>, _ canonicalLinks: [Address?], _ table: ItemTable
  ) throws -> (guids: SiteMove?, links: SiteMove?) {
    let sample = try table.sample()
    return (
      SiteMove(from: sample.map(\.guid), to: items.map(\.id)),
      SiteMove(from: sample.map(\.link), to: canonicalLinks.map { $0?.text })
    )
  }

  private mutating func count(_ identity: ItemIdentity) {
    if let link = identity.link { links[link, default: 0] += 1 }
    guard let guid = identity.guid else { return }
    if !guids.insert(guid).inserted { repeatedGUIDs.insert(guid) }
  }

  private mutating func byGUID(_ identity: ItemIdentity, _ table: ItemTable) throws -> Match? {
    guard let guid = identity.guid else { return nil }
    let found = try table.items(withGUID: guid)
    if found.isEmpty { return nil }
    if found.count == 1, !repeatedGUIDs.contains(guid), let match = take(found[0]) { return match }
    repeatedGUIDs.insert(guid)
    return try table.item(like: identity).flatMap { take($0) }
  }

  /// A title alone is not enough where there is a guid: many items have none that is their own.
  private mutating func byLinkAndTitle(_ identity: ItemIdentity, _ table: ItemTable) throws
    -> Match?
  {
    guard identity.guid == nil || identity.link != nil else { return nil }
    for id in try table.items(withLink: identity.link, title: identity.title) {
      if let match = take(id) { return match }
    }
    return nil
  }

  private mutating func take(_ id: Int64) -> Match? {
    taken.insert(id).inserted ? .stored(id) : nil
  }
}

/// By what an item of a feed is known again, as hashes.
struct ItemIdentity {
  /// `nil` without one.
  let guid: Int64?
  /// Of the canonical link; `nil` without one.
  let link: Int64?
  /// Of the title, or of the text where there is none.
  let title: Int64

  init(_ item: FeedItem, link: Address?, hashing: AddressHashing) {
    let linkHash = link.map { hashing($0) }
    self.link = linkHash
    if let id = item.id, !id.isEmpty {
      // Most guids are the link again. One with other characters that count as equal is longer.
      let isLink = id.utf8.count == link?.text.utf8.count && id == link?.text
      guid = isLink ? linkHash : hashing.hash(id)
    } else {
      guid = nil
    }
    let title = item.title.flatMap { $0.isEmpty ? nil : $0 }
    self.title = hashing.hash(title ?? item.contentHTML ?? item.summaryHTML ?? "")
  }

  /// The three as one. They are hashes under a key that nobody outside knows: to mix them is enough,
  /// and as no two sums of 3, 5 and 7 are the same, neither are those of equal texts elsewhere.
  var fingerprint: Int64 { (guid ?? 0) &* 3 &+ (link ?? 0) &* 5 &+ title &* 7 }

  /// By what it was known before its site went from http to https, or back; `nil` where that
  /// makes no difference.
  func twin(_ item: FeedItem, link: Address?, hashing: AddressHashing) -> ItemIdentity? {
    let otherGUID = item.id.flatMap(SchemeTwin.of).map { hashing.hash($0) }
    let otherLink = link.flatMap { SchemeTwin.of($0.text) }.map { hashing.hash($0) }
    guard otherGUID != nil || otherLink != nil else { return nil }
    return ItemIdentity(guid: otherGUID ?? guid, link: otherLink ?? self.link, title: title)
  }

  init(guid: Int64?, link: Int64?, title: Int64) {
    self.guid = guid
    self.link = link
    self.title = title
  }
}

extension AddressHashing {
  func hash(_ text: String) -> Int64 {
    var text = text
    return text.withUTF8 { Int64(bitPattern: hash(UnsafeRawBufferPointer($0))) }
  }

  func hash(_ bytes: [UInt8]) -> Int64 {
    bytes.withUnsafeBytes { Int64(bitPattern: hash($0)) }
  }
}

extension Address {
  /// The key of an item that has no link of its own.
  ///
  /// - Parameters:
  ///   - feed: the random id of its feed.
  ///   - guidAlone: whether its guid is unlike every other of the feed.
  init(itemOf feed: String, like item: FeedItem, guidAlone: Bool) {
    let rest = [item.link ?? "", item.title ?? item.contentHTML ?? item.summaryHTML ?? ""]
    let parts = [feed] + (item.id.map { [$0] } ?? []) + (guidAlone ? [] : rest)
    self.init(itemOf: parts)
  }
}

/// The table `item`, as far as the identity of items goes.
struct ItemTable {
  private let database: Database
  private let feed: Int64
  private let withGUID: Query
  private let withLink: Query
  private let withLinkAndTitle: Query
  private static let sampled = 24

  init(_ database: Database, feed: Int64) throws {
    self.database = database
    self.feed = feed
    withGUID = try Query(database, "SELECT id FROM item WHERE feed = ? AND guid = ? LIMIT 2")
    withLink = try Query(database, "SELECT 1 FROM item WHERE feed = ? AND link = ? LIMIT 1")
    withLinkAndTitle = try Query(
      database, "SELECT id FROM item WHERE feed = ? AND link IS ? AND title = ? LIMIT 8")
  }

  func isEmpty() throws -> Bool {
    try Query(database, "SELECT 1 FROM item WHERE feed = ? LIMIT 1").first(feed) { _ in true }
      == nil
  }

  /// Up to two items that have this guid.
  func items(withGUID guid: Int64) throws -> [Int64] {
    try withGUID.all(feed, guid) { $0.integer(0) }
  }

  /// The item with this guid and title, if it is the only one.
  func item(withGUID guid: Int64, title: Int64) throws -> Int64? {
    let found = try Query(
      database, "SELECT id FROM item WHERE feed = ? AND guid = ? AND title = ? LIMIT 2"
    ).all(feed, guid, title) { $0.integer(0) }
    return found.count == 1 ? found[0] : nil
  }

  /// The items with the same guid, link and title: one, unless the file was meddled with.
  func item(like identity: ItemIdentity) throws -> Int64? {
    try Query(
      database, "SELECT id FROM item WHERE feed = ? AND guid IS ? AND link IS ? AND title = ?"
    ).first(feed, identity.guid, identity.link, identity.title) { $0.integer(0) }
  }

  /// A few of the items with the same link and title, whatever their guid.
  func items(withLink link: Int64?, title: Int64) throws -> [Int64] {
    try withLinkAndTitle.all(feed, link, title) { $0.integer(0) }
  }

  /// A few of the items with the same title, and their links.
  func items(titled title: Int64) throws -> [(id: Int64, link: String?)] {
    try Query(
      database,
      """
      SELECT id, iif(json_valid(fields), json_extract(fields, '$.link'), NULL) FROM item
      WHERE feed = ? AND title = ? LIMIT 3
      """
    ).all(feed, title) { ($0.integer(0), $0.optionalText(1)) }
  }

  /// Up to two items with the same link.
  func items(withLink link: Int64) throws -> [Int64] {
    try Query(database, "SELECT id FROM item WHERE feed = ? AND link = ? LIMIT 2")
      .all(feed, link) { $0.integer(0) }
  }

  /// The guids and links of the newest items. Costs a look at the index of the feed's items.
  func sample() throws -> [(id: Int64, guid: String?, link: String?)] {
    try Query(
      database,
      """
      SELECT id, json_extract(fields, '$.id'), json_extract(fields, '$.link') FROM item
      WHERE json_valid(fields) AND id IN (
        SELECT id FROM item INDEXED BY item_link WHERE feed = ?1 ORDER BY id DESC LIMIT ?2)
      ORDER BY id DESC
      """
    ).all(feed, ItemTable.sampled) { ($0.integer(0), $0.optionalText(1), $0.optionalText(2)) }
  }

  func hasItem(withLink link: Int64) throws -> Bool {
    try withLink.first(feed, link) { _ in true } ?? false
  }
}
