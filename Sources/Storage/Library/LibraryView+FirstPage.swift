public import Articles
import GRDB

extension LibraryView {
  /// The rows to paint before anything else is known: the newest, or those around an article.
  ///
  /// With `around`, the page begins a quarter of `limit` before that article, or further up where
  /// the list ends below it; an article that is not in the list counts as not given. For what stands
  /// in lists of the library the cost depends on `limit` and the number of sources alone, as long as
  /// not much of them is left out; other lists are read as by ``listing(_:)``.
  public func firstPage(_ scope: ListScope, around article: ArticleID? = nil, limit: Int)
    throws(StorageError) -> [ArticleRow]
  {
    try library.read { database in
      try folded(rows(firstArticles(scope, around: article, limit, database), database), database)
    }
  }

  private func firstArticles(
    _ scope: ListScope, around article: ArticleID?, _ limit: Int, _ database: Database
  ) throws -> [ArticleID] {
    switch scope {
    case .query(let query, in: let inner) where article == nil:
      return try firstFound(query, in: inner, limit: limit, database).map(ArticleID.init)
    case .label where article == nil:
      return try firstFound(ArticleQuery(), in: scope, limit: limit, database).map(ArticleID.init)
    case .all, .unread, .tag, .source, .topic, .provider:
      let lists = try ListMerge(scope, of: self, database)
      if let page = try article.flatMap({ try lists.page(around: $0, limit) }) ?? lists.first(limit)
      {
        return page
      }
    case .starred, .muted, .label, .query: break
    }
    return page(try listing(scope, database).ids, article, limit)
  }

  /// The newest rows, if they are found without all of the list; given up soon after `isCancelled` says so.
  /// - Throws: `.cancelled` then.
  public func quickPage(
    _ scope: ListScope, limit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> [ArticleRow]? {
    try library.read { database in
      try Interruption.watch(database, isCancelled) {
        let ids: [ArticleID]?
        switch scope {
        case .query, .label: ids = try firstArticles(scope, around: nil, limit, database)
        case .all, .unread, .tag, .source, .topic, .provider:
          ids = try ListMerge(scope, of: self, database).first(limit)
        case .starred, .muted: ids = nil
        }
        return try ids.map { try folded(rows($0, database), database) }
      }
    }
  }

  /// A piece of a list that is made of lists of sources, or that marks take some of; `nil` for others.
  func newest(_ scope: ListScope, from start: Int, _ count: Int, _ database: Database) throws
    -> [ArticleID]?
  {
    let whole = scope == .unread ? .all : scope
    switch whole {
    case .all, .tag, .source:
      return try ListMerge(whole, of: self, database).first(start + count).map {
        Array($0.dropFirst(start))
      }
    case .unread, .starred, .muted, .label, .topic, .provider, .query: return nil
    }
  }

  private func page(_ ids: [ArticleID], _ article: ArticleID?, _ limit: Int) -> [ArticleID] {
    let index = article.flatMap { ids.firstIndex(of: $0) } ?? 0
    let start = max(0, min(index - limit / 4, ids.count - limit))
    return Array(ids[start...].prefix(limit))
  }
}
