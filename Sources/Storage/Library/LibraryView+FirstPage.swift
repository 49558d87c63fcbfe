public import Articles
import GRDB

extension LibraryView {
  /// The rows to paint before anything else is known: the newest, or those around an article.
  ///
  /// With `around`, the page begins a quarter of `limit` before that article, or further up where
  /// the list ends below it; an article that is not in the list counts as not given. For `.all`,
  /// `.tag` and `.source` the cost depends on `limit` and the number of sources alone; other lists
  /// are read as by ``listing(_:)``.
  public func firstPage(_ scope: ListScope, around article: ArticleID? = nil, limit: Int)
    throws(StorageError) -> [ArticleRow]
  {
    try library.read { database in
      let lists: [SourceID]
      switch scope {
      case .all: lists = sources
      case .tag(let name): lists = tagged(name)
      case .source(let source): lists = sources.filter { $0 == source }
      case .query(let query, in: let inner) where article == nil:
        let ids = try firstFound(query, in: inner, limit: limit, database)
        return try folded(rows(ids.map(ArticleID.init), database), database)
      case .label where article == nil:
        let ids = try firstFound(ArticleQuery(), in: scope, limit: limit, database)
        return try folded(rows(ids.map(ArticleID.init), database), database)
      case .unread, .starred, .muted, .label, .topic, .provider, .query:
        return try folded(
          rows(page(try listing(scope, database).ids, article, limit), database), database)
      }
      let ids = try article.flatMap { try page(lists, around: $0, limit, database) }
      return try folded(rows(ids ?? newest(lists, limit, database), database), database)
    }
  }

  /// The same, given up soon after `isCancelled` says so.
  /// - Throws: `.cancelled` then.
  public func firstPage(
    _ scope: ListScope, limit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> [ArticleRow] {
    guard case .query(let query, in: let inner) = scope else {
      return try firstPage(scope, limit: limit)
    }
    return try library.read { database in
      try Interruption.watch(database, isCancelled) {
        let ids = try firstFound(query, in: inner, limit: limit, database)
        return try folded(rows(ids.map(ArticleID.init), database), database)
      }
    }
  }

  /// A piece of a list that is made of lists of sources, or that marks take some of; `nil` for others.
  func newest(_ scope: ListScope, from start: Int, _ count: Int, _ database: Database) throws
    -> [ArticleID]?
  {
    let lists: [SourceID]
    switch scope {
    case .all, .unread: lists = sources
    case .tag(let name): lists = tagged(name)
    case .source(let source): lists = sources.filter { $0 == source }
    case .starred, .muted, .label, .topic, .provider, .query: return nil
    }
    return Array(try newest(lists, start + count, database).dropFirst(start))
  }

  private func page(_ ids: [ArticleID], _ article: ArticleID?, _ limit: Int) -> [ArticleID] {
    let index = article.flatMap { ids.firstIndex(of: $0) } ?? 0
    let start = max(0, min(index - limit / 4, ids.count - limit))
    return Array(ids[start...].prefix(limit))
  }

  /// An article at its place in a list.
  private struct Place {
    var position: ListPosition
    var id: Int64
  }

  private func newest(_ lists: [SourceID], _ limit: Int, _ database: Database) throws
    -> [ArticleID]
  {
    try merge(lists, limit, database, backwards: false, condition: "") { query, list in
      query.bind(list)
    }
  }

  /// `nil` where the article is in none of the lists.
  private func page(
    _ lists: [SourceID], around article: ArticleID, _ limit: Int, _ database: Database
  ) throws -> [ArticleID]? {
    let found = try Query(database, "SELECT published, title, lists FROM article WHERE id = ?")
      .first(article.rawValue) { row in
        (
          position: ListPosition(published: row.optionalInteger(0), title: row.text(1)),
          sources: sources(in: row, 2)
        )
      }
    guard let found, found.sources.contains(where: lists.contains),
      try hidden(database)?.contains(article) != true
    else { return nil }
    let (sort, title) = (found.position.sort, found.position.title)
    func bind(_ query: Query, _ list: Int64) {
      query.bind(list, sort, title, article.rawValue)
    }
    let after = try merge(
      lists, limit, database, backwards: false,
      condition: "AND (sort, title, article) >= (?2, ?3, ?4)", bind)
    let before = try merge(
      lists, limit, database, backwards: true,
      condition: "AND (sort, title, article) < (?2, ?3, ?4)", bind)
    let above = min(before.count, max(limit / 4, limit - after.count))
    return before.prefix(above).reversed() + after.prefix(limit - above)
  }

  /// The first of several lists as one, each article once.
  private func merge(
    _ lists: [SourceID], _ limit: Int, _ database: Database, backwards: Bool, condition: String,
    _ bind: (Query, Int64) -> Void
  ) throws -> [ArticleID] {
    let direction = backwards ? "DESC" : "ASC"
    let sql = """
      SELECT sort, title, article FROM listed WHERE list = ?1 \(condition)
      ORDER BY sort \(direction), title \(direction), article \(direction)
      """
    var places: [Place] = []
    /// The last place of a page, as far as the lists have been read: what comes behind it is not read.
    var bound: Place?
    let hidden = try hidden(database)
    for list in lists {
      let query = try Query(database, sql)
      bind(query, list.rawValue)
      defer { query.reset() }
      let end = places.count + limit
      while places.count < end, try query.step() {
        let id = query.integer(2)
        let place = Place(
          position: ListPosition(sort: query.integer(0), title: query.text(1)), id: id)
        if let bound, precedes(bound, place, backwards) { break }
        if let hidden, hidden.contains(id) { continue }
        places.append(place)
      }
      if lists.count > 1, places.count >= 2 * limit {
        sort(&places, limit, backwards)
        if places.count == limit { bound = places.last }
      }
    }
    if lists.count > 1 { sort(&places, limit, backwards) }
    return places.map { ArticleID($0.id) }
  }

  /// Sorts them, each article once, and keeps the first of them.
  private func sort(_ places: inout [Place], _ limit: Int, _ backwards: Bool) {
    places.sort { precedes($0, $1, backwards) }
    var end = 0
    for place in places where end < limit && (end == 0 || places[end - 1].id != place.id) {
      places[end] = place
      end += 1
    }
    places.removeLast(places.count - end)
  }

  private func precedes(_ a: Place, _ b: Place, _ backwards: Bool) -> Bool {
    backwards ? precedes(b, a) : precedes(a, b)
  }

  private func precedes(_ a: Place, _ b: Place) -> Bool {
    a.position.precedes(b.position) ?? (a.id < b.id)
  }
}
