public import Articles
import GRDB

extension LibraryView {
  /// Identities of a whole list in order, newest first, and what is marked.
  ///
  /// Cost grows with the library: some 10 ms for a million articles, as long as the marks are few.
  public func listing(_ scope: ListScope) throws(StorageError) -> Listing {
    try library.read { try folded(listing(scope, $0), $0) }
  }

  /// The same, given up soon after `isCancelled` says so.
  /// - Throws: `.cancelled` then.
  public func listing(
    _ scope: ListScope, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> Listing {
    try library.read { database in
      try Interruption.watch(database, isCancelled) {
        try folded(listing(scope, database), database)
      }
    }
  }

  func listing(_ scope: ListScope, _ database: Database) throws -> Listing {
    guard try !isEmpty(scope, database) else { return Listing() }
    var ids: [Int64]
    switch scope {
    case .all, .unread, .muted: ids = try ListOrder(database).articles(in: sources)
    case .starred:
      let order = try ListOrder(database)
      ids = keepsStarred ? order.ids : order.articles(in: sources)
    case .tag(let name): ids = try ListOrder(database).articles(in: tagged(name))
    case .source(let source): ids = try articles(of: source, database)
    case .topic(let name): ids = try visible(.topic, name, database)
    case .provider(let name): ids = try visible(.provider, name, database)
    case .label: ids = try found(ArticleQuery(), in: scope, database)
    case .query(let query, in: let scope): ids = try found(query, in: scope, database)
    }
    if scope == .muted {
      try mutedSet(database).filter(&ids, keeping: true)
    } else if !scope.isQuery {
      // A query has left them out already, or asks for them.
      try hidden(database)?.filter(&ids, keeping: false)
    }
    let marks = try ids.count < Self.few ? marks(of: ids, database) : marks(database)
    if marks.isEmpty {
      if scope == .starred { ids = [] }
      return Listing(
        ids: ids.map(ArticleID.init), flags: Array(repeating: [], count: ids.count))
    }
    switch scope {
    case .unread: ids.removeAll { marks[$0] & MarkFlags.read.rawValue != 0 }
    case .starred: ids.removeAll { marks[$0] & MarkFlags.starred.rawValue == 0 }
    default: break
    }
    return Listing(
      ids: ids.map(ArticleID.init), flags: ids.map { MarkFlags(rawValue: marks[$0]) })
  }

  /// Whether the counts say that nothing is there.
  private func isEmpty(_ scope: ListScope, _ database: Database) throws -> Bool {
    switch scope {
    case .all, .unread, .starred:
      try count(scope, ViewCounts(state, database), database).total == 0
    case .muted: try mutedSet(database).isEmpty
    case .label, .tag, .source, .topic, .provider, .query: false
    }
  }

  /// A source that has much of the library has its articles in the order of all sooner than out of its
  /// own list.
  private func articles(of source: SourceID, _ database: Database) throws -> [Int64] {
    guard sources.contains(source) else { return [] }
    let counted = try ViewCounts(state, database)
    let isLarge =
      try count(.source(source), counted, database).total
      > count(.all, counted, database).total / 8
    return isLarge
      ? try ListOrder(database).articles(in: [source]) : try listed(source.rawValue, database)
  }

  /// Of fewer articles the flags are looked up one by one.
  private static let few = 1000

  private func marks(of ids: [Int64], _ database: Database) throws -> ArticleBytes {
    var marks = ArticleBytes()
    let query = try Query(database, "SELECT flags FROM mark WHERE state = ? AND article = ?")
    for id in ids {
      if let flags = try query.first(state.rawValue, id, row: { $0.integer(0) }) {
        marks[id] = UInt8(truncatingIfNeeded: flags)
      }
    }
    return marks
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
    let ids = try listed(list, database)
    let shown = try ViewCounts(state, database).lists(of: sources)[list]?.total ?? 0
    if shown == ids.count { return ids }
    let members = Set(try ListOrder(database).articles(in: sources))
    return ids.filter(members.contains)
  }
}

extension ListScope {
  fileprivate var isQuery: Bool { if case .query = self { true } else { false } }
}
