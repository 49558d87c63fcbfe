public import Articles
import FeedParsing
import GRDB

/// The table `feed`.
struct FeedTable {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Makes the feed known that the person has written like this.
  ///
  /// - Parameter takesOver: whether a feed that has moved to this address, or has it but for the `s` of
  ///   https or a `www.`, and was written with the one given, is the same.
  func make(
    _ address: String, isTemporary: Bool, now: Instant, takesOver: (_ old: String) -> Bool
  ) throws {
    if try id(of: address) == nil {
      if !isTemporary, let moved = try moved(to: address).first(where: { takesOver($0.address) }) {
        try rename(moved.id, moved.address, to: address)
      } else {
        try Query(
          database, "INSERT INTO feed(token, address, temporary, added) VALUES(?, ?, ?, ?)"
        ).run(UniqueName.random(), address, isTemporary ? 1 : 0, now.milliseconds)
      }
    }
    if !isTemporary {
      try Query(database, "UPDATE feed SET temporary = 0 WHERE address = ? AND temporary != 0")
        .run(address)
    }
  }

  func id(of address: String) throws -> Int64? {
    try Query(database, "SELECT id FROM feed WHERE address = ?").first(address) { $0.integer(0) }
  }

  /// The feed that a source is; `nil` for those on disk.
  func feed(of source: SourceID) throws -> StoredFeed? {
    try Query(
      database,
      """
      SELECT feed.id, token, feed.title, feed.link, feed.address FROM list
      JOIN feed ON feed.address = CAST(list.name AS TEXT) WHERE list.id = ?
      """
    ).first(source.rawValue) { row in
      StoredFeed(
        id: row.integer(0), token: row.text(1), title: row.optionalText(2),
        link: row.optionalText(3), address: row.text(4))
    }
  }

  /// Takes what a document says of its feed. What it no longer says stays.
  func update(_ id: Int64, with feed: Feed) throws {
    try Query(
      database,
      """
      UPDATE feed SET format = ?2, title = coalesce(?3, title), link = coalesce(?4, link),
        description = coalesce(?5, description), language = coalesce(?6, language),
        icon = coalesce(?7, icon)
      WHERE id = ?1 AND (format IS NOT ?2 OR title IS NOT coalesce(?3, title)
        OR link IS NOT coalesce(?4, link) OR description IS NOT coalesce(?5, description)
        OR language IS NOT coalesce(?6, language) OR icon IS NOT coalesce(?7, icon))
      """
    ).run(
      id, feed.format.rawValue, FeedTable.kept(feed.title), feed.link,
      FeedTable.kept(feed.description), feed.language, feed.icon)
  }

  func set(_ state: FeedState, of id: Int64) throws {
    try Query(database, "UPDATE feed SET memory = ?2, problem = ?3, moved_to = ?4 WHERE id = ?1")
      .run(id, state.memory, state.problem, state.movedTo)
  }

  private static func kept(_ text: String?) -> String? { text?.isEmpty == false ? text : nil }

  /// Feeds that are this one under another address, those first that say so themselves.
  private func moved(to address: String) throws -> [(id: Int64, address: String)] {
    var feeds = try Query(
      database, "SELECT id, address FROM feed WHERE moved_to = ? AND temporary = 0 ORDER BY id"
    ).all(address) { (id: $0.integer(0), address: $0.text(1)) }
    let named = try Query(database, "SELECT id, address FROM feed WHERE address = ?")
    for likeness in SchemeTwin.likenesses(of: address) {
      feeds += try named.all(likeness) { (id: $0.integer(0), address: $0.text(1)) }
    }
    return feeds
  }

  private func rename(_ id: Int64, _ old: String, to new: String) throws {
    try Query(database, "UPDATE feed SET address = ?, moved_to = NULL WHERE id = ?").run(new, id)
    try Query(database, "UPDATE OR IGNORE list SET name = ? WHERE kind = 0 AND name = ?")
      .run(Array(new.utf8), Array(old.utf8))
  }
}

/// A feed as the archive has it, as far as storing its items must know.
struct StoredFeed {
  let id: Int64
  /// Its random id, which is part of the keys of its items.
  let token: String
  var title: String?
  var link: String?
  let address: String

  /// Who published its items.
  var provider: String { title ?? location }
  /// What they are called by as long as it has no title.
  var location: String { SourcePlace.feed(address).location }
}

/// A feed of the archive, whether or not it is still a source.
public struct ArchivedFeed: Hashable, Sendable {
  public let source: SourceID?
  /// As the person wrote it.
  public let address: String
  public let title: String?
  /// The page that it belongs to.
  public let link: String?
  public let format: String?
  public let isTemporary: Bool
  public let added: Instant
  public let state: FeedState
}

/// What is remembered of a feed between two fetches.
public struct FeedState: Hashable, Sendable {
  /// The fetcher's own notes, which the library keeps without reading them.
  public var memory: String?
  /// Why the last attempt failed, in a sentence; `nil` after a success.
  public var problem: String?
  /// What is fetched instead of the address that was written, once permanent redirects there have
  /// repeated.
  public var movedTo: String?

  public init(memory: String? = nil, problem: String? = nil, movedTo: String? = nil) {
    self.memory = memory
    self.problem = problem
    self.movedTo = movedTo
  }
}
