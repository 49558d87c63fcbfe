public import Articles
import GRDB

extension LibraryView {
  /// Identities of a whole list in order, newest first, and what is marked.
  ///
  /// Cost grows with the library: some 40 ms for 100,000 articles.
  public func listing(_ scope: ListScope) throws(StorageError) -> Listing {
    try library.read { try listing(scope, $0) }
  }

  /// The same, given up soon after `isCancelled` says so.
  /// - Throws: `.cancelled` then.
  public func listing(
    _ scope: ListScope, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> Listing {
    try library.read { database in
      try Interruption.watch(database, isCancelled) { try listing(scope, database) }
    }
  }

  func listing(_ scope: ListScope, _ database: Database) throws -> Listing {
    var ids: [Int64]
    switch scope {
    case .all, .unread, .starred:
      ids = try merged(sources, database)
    case .tag(let name):
      ids = try merged(tagged(name), database)
    case .source(let source):
      ids = sources.contains(source) ? try listed(source.rawValue, database) : []
    case .topic(let name):
      ids = try visible(.topic, name, database)
    case .provider(let name):
      ids = try visible(.provider, name, database)
    case .query(let query, in: let scope):
      ids = try found(query, in: scope, database)
    }
    let marks = try marks(database)
    switch scope {
    case .unread: ids.removeAll { marks[$0] & MarkFlags.read.rawValue != 0 }
    case .starred:
      ids.removeAll { marks[$0] & MarkFlags.starred.rawValue == 0 }
      if keepsStarred { ids = try withKept(ids, database) }
    default: break
    }
    return Listing(
      ids: ids.map(ArticleID.init), flags: ids.map { MarkFlags(rawValue: marks[$0]) })
  }

  /// Adds the starred articles that no source of this view has, each at its place.
  private func withKept(_ ids: [Int64], _ database: Database) throws -> [Int64] {
    let known = Set(ids)
    let starred = try Query(
      database, "SELECT article FROM mark WHERE state = ? AND flags & ? != 0"
    ).all(state.rawValue, Int(MarkFlags.starred.rawValue)) { $0.integer(0) }
    guard starred.contains(where: { !known.contains($0) }) else { return ids }
    let query = try Query(database, "SELECT published, title FROM article WHERE id = ?")
    let placed = try Set(ids + starred).compactMap { id in
      try query.first(id) {
        (
          position: ListPosition(published: $0.optionalInteger(0), title: $0.text(1).lowercased()),
          id: id
        )
      }
    }
    return placed.sorted {
      ($0.position.sort, $0.position.title, $0.id) < ($1.position.sort, $1.position.title, $1.id)
    }.map(\.id)
  }

  /// The flags of all articles that have any.
  func marks(_ database: Database) throws -> ArticleBytes {
    var marks = ArticleBytes()
    try Query(database, "SELECT article, flags FROM mark WHERE state = ?")
      .each(state.rawValue) { row in
        marks[row.integer(0)] = UInt8(truncatingIfNeeded: row.integer(1))
        return true
      }
    return marks
  }

  /// The articles of this view, each once.
  private func members(_ database: Database) throws -> ArticleBytes {
    var members = ArticleBytes()
    for source in sources {
      try Query(database, "SELECT article FROM listed WHERE list = ?").each(source.rawValue) {
        members[$0.integer(0)] = 1
        return true
      }
    }
    return members
  }

  /// The sources of this view that have a tag.
  func tagged(_ name: String) -> [SourceID] {
    guard let tag = tags.first(where: { $0.name == name }) else { return [] }
    let known = Set(sources)
    return tag.sources.filter(known.contains)
  }

  private func listed(_ list: Int64, _ database: Database) throws -> [Int64] {
    try Query(
      database, "SELECT article FROM listed WHERE list = ? ORDER BY sort, title, article"
    ).all(list) { $0.integer(0) }
  }

  /// What stands under a topic or a provider, of the sources of this view alone.
  private func visible(_ kind: ListKind, _ name: String, _ database: Database) throws -> [Int64] {
    let list = try Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
      .first(kind.rawValue, Array(name.utf8)) { $0.integer(0) }
    guard let list else { return [] }
    let members = try members(database)
    return try listed(list, database).filter { members[$0] != 0 }
  }

  /// The articles of several sources in one order, each once. Those with a date are sorted here,
  /// which is five times faster than letting SQLite sort them.
  private func merged(_ sources: [SourceID], _ database: Database) throws -> [Int64] {
    if sources.count == 1 { return try listed(sources[0].rawValue, database) }
    var dated: [(sort: Int64, id: Int64)] = []
    for source in sources {
      try Query(database, "SELECT sort, article FROM listed WHERE list = ? AND sort < ?")
        .each(source.rawValue, Int64.max) {
          dated.append((sort: $0.integer(0), id: $0.integer(1)))
          return true
        }
    }
    dated.sort { $0.sort != $1.sort ? $0.sort < $1.sort : $0.id < $1.id }
    var ids: [Int64] = []
    ids.reserveCapacity(dated.count)
    for (_, id) in dated where ids.last != id { ids.append(id) }
    return try ids + undated(sources, database)
  }

  private func undated(_ sources: [SourceID], _ database: Database) throws -> [Int64] {
    let lists = sources.map { String($0.rawValue) }.joined(separator: ",")
    return try Query(
      database,
      """
      SELECT DISTINCT title, article FROM listed WHERE list IN (\(lists)) AND sort = ?
      ORDER BY title, article
      """
    ).all(Int64.max) { $0.integer(1) }
  }
}
