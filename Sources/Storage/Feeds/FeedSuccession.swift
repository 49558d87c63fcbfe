import Articles
import FeedParsing
import GRDB
import Synchronization

/// Which feeds are sources now, as far as this process has been told.
final class GivenFeeds: Sendable {
  private let addresses = Mutex<Set<String>?>(nil)

  var current: Set<String>? { addresses.withLock { $0 } }

  func note(_ sources: [SourceSpec]) {
    let feeds = sources.compactMap { spec in
      if case .feed(let address) = spec.place { address } else { nil }
    }
    addresses.withLock { $0 = Set(feeds) }
  }
}

/// That a feed which is new to the sources is one that has just left them: its address was edited.
///
/// No server says so, but what the feed brings does. Its items must mostly be those that the old one has,
/// by link and title, and the newest of the old one must mostly be among them: a feed that only
/// shares articles with another, as one that collects those of many sites, is not the same.
struct FeedSuccession {
  private let database: Database
  private let hashing: AddressHashing
  private let given: Set<String>?
  private let now: Instant

  /// How many items of the new feed, and of the old one, are compared.
  private static let compared = 24
  private static let newest = 10
  private static let mostCandidates = 32
  /// An edit shows soon. In milliseconds.
  private static let longest: Int64 = 30 * 86_400_000

  init(_ database: Database, hashing: AddressHashing, given: Set<String>?, now: Instant) {
    self.database = database
    self.hashing = hashing
    self.given = given
    self.now = now
  }

  private struct Candidate {
    let id: Int64
    let address: String
    let source: SourceID
  }

  /// Gives a feed that has brought nothing yet the items of the one that it was before, if there is one.
  func takeOver(
    items: [FeedItem], by feed: StoredFeed, _ source: SourceID, _ listing: ItemListing
  ) throws {
    guard let given, given.contains(feed.address) else { return }
    let isTemporary = try Query(database, "SELECT temporary FROM feed WHERE id = ?")
      .first(feed.id) { $0.integer(0) != 0 }
    guard isTemporary == false else { return }
    let candidates = try candidates().filter { !given.contains($0.address) && $0.id != feed.id }
    guard !candidates.isEmpty else { return }
    let compared = items.prefix(Self.compared).map { item in
      (item: item, link: item.link.flatMap { Address(canonicalizing: $0) })
    }
    for candidate in candidates where try isSame(compared, as: candidate) {
      return try move(from: candidate, to: feed, source, listing)
    }
  }

  /// Feeds that were sources lately.
  private func candidates() throws -> [Candidate] {
    try Query(
      database,
      """
      SELECT feed.id, address, list.id FROM feed
      JOIN list ON kind = 0 AND name = CAST(address AS BLOB) JOIN source ON source.id = list.id
      WHERE feed.temporary = 0 AND used >= ? AND EXISTS(SELECT 1 FROM item WHERE feed = feed.id)
      ORDER BY used DESC LIMIT ?
      """
    ).all(now.milliseconds - Self.longest, Self.mostCandidates + (given?.count ?? 0)) {
      Candidate(id: $0.integer(0), address: $0.text(1), source: SourceID($0.integer(2)))
    }
  }

  private func isSame(
    _ items: [(item: FeedItem, link: Address?)], as candidate: Candidate
  ) throws -> Bool {
    let table = try ItemTable(database, feed: candidate.id)
    let newest = try table.sample()
    let move = SiteMove(from: newest.map(\.link), to: items.map { $0.link?.text })
    var found: Set<Int64> = []
    for (item, link) in items {
      guard let link else { continue }
      let identity = ItemIdentity(item, link: link, hashing: hashing)
      let forms =
        [link.text, SchemeTwin.of(link.text)].compactMap(\.self)
        + (move?.isClear == true ? move?.formerForms(of: link.text) ?? [] : [])
      for form in forms {
        let stored = try table.items(withLink: hashing.hash(form), title: identity.title)
        found.formUnion(stored.prefix(1))
      }
    }
    let expected = newest.prefix(Self.newest)
    return found.count * 2 >= items.count
      && expected.count { found.contains($0.id) } * 2 > expected.count
  }

  /// The old feed goes: were it written again, it would be a new one.
  private func move(
    from old: Candidate, to feed: StoredFeed, _ source: SourceID, _ listing: ItemListing
  ) throws {
    let ids = try Query(database, "SELECT id FROM item WHERE feed = ? AND fields IS NOT NULL")
      .all(old.id) { $0.integer(0) }
    try Query(database, "UPDATE item SET feed = ? WHERE feed = ?").run(feed.id, old.id)
    for id in ids {
      guard let item = try ArchivedItem(id, database) else { continue }
      try listing.update(item, to: source)
      try listing.remove(id, item.key, from: old.source)
    }
    try listing.settle()
    let token = try Query(database, "SELECT token FROM feed WHERE id = ?").first(old.id) {
      $0.text(0)
    }
    try Query(database, "DELETE FROM feed WHERE id = ?").run(old.id)
    try Query(database, "UPDATE feed SET token = ?2 WHERE id = ?1").run(feed.id, token)
    try Query(database, "UPDATE source SET total = total + ? WHERE id = ?")
      .run(ids.count, source.rawValue)
    try Query(database, "UPDATE source SET total = 0, dropped = 1 WHERE id = ?")
      .run(old.source.rawValue)
  }
}
