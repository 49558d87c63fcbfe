import Articles
import FeedParsing

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
