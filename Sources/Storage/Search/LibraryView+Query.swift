import Articles
import GRDB

extension LibraryView {
  /// All articles that a query asks for of a list, in its order.
  func found(_ query: ArticleQuery, in list: ListScope.Kept, _ database: Database) throws
    -> [ArticleID]
  {
    let (plan, search) = try search(query, in: list, database)
    if query.sort == .front {
      let isAll = plan == .everything && list == .all
      return try frontPage(of: isAll ? nil : search.listing(), size: query.limit, database)
    }
    if let limit = query.limit, limit <= Self.longestPage, query.isNewestFirst {
      return try search.firstPage(limit: limit, mayBeShort: false)
    }
    var ids = try search.listing()
    if let sort = query.sort {
      ids = try QueryOrder(database).sorted(ids, by: sort, plan: plan)
    }
    return query.limit.map { Array(ids.prefix($0)) } ?? ids
  }

  /// The first of them.
  func firstFound(
    _ query: ArticleQuery, in list: ListScope.Kept, limit: Int, _ database: Database
  ) throws -> [ArticleID] {
    guard query.isNewestFirst else {
      return Array(try found(query, in: list, database).prefix(limit))
    }
    return try search(query, in: list, database).search.firstPage(
      limit: min(limit, query.limit ?? limit), mayBeShort: true)
  }

  /// So many articles are looked for one by one; more are found sooner with all that are meant.
  private static let longestPage = 1000

  private func search(_ query: ArticleQuery, in list: ListScope.Kept, _ database: Database)
    throws -> (plan: QueryPlan, search: QuerySearch)
  {
    var list = list
    var plans = [try compiler(for: [query.condition], database).plan(query.condition)]
    // What has a label is looked for as any query that asks for it.
    if case .label(let name) = list {
      plans.append(try label(name, database).map { .labels([$0]) } ?? .nothing)
      list = .all
    }
    let plan = QueryCompiler.all(plans)
    let view = list == .muted || query.condition.asksForMuted ? seeingMuted : self
    return (plan, try QuerySearch(plan, in: list, of: view, database))
  }

  /// Without what no condition asks for: to describe thousands of sources takes longer than a page.
  func compiler(for conditions: [QueryCondition], _ database: Database) throws -> QueryCompiler {
    var compiler = QueryCompiler()
    compiler.sourcesTagged = { match in
      Set(tags.filter { SearchText.matches($0.name, match) }.flatMap(\.sources))
    }
    compiler.sourcesCalled = { match in
      Set(names.filter { SearchText.matches($0.value, match) }.map(\.key))
    }
    compiler.labelsNamed = { match in
      try labels(database) { SearchText.matches($0, match) }
    }
    compiler.wordsBeginning = { start in
      guard let last = start.unicodeScalars.last, let next = Unicode.Scalar(last.value + 1) else {
        return []
      }
      let end = String(String.UnicodeScalarView(start.unicodeScalars.dropLast() + [next]))
      return try Query(database, QuerySearch.Statements.vocabulary).all(start, end) { $0.text(0) }
    }
    let asksForSource = conditions.contains {
      $0.contains { if case .field(.source, _) = $0 { true } else { false } }
    }
    let described =
      asksForSource ? try sources.map { ($0, try descriptions(of: $0, database)) } : []
    compiler.sourcesNamed = { match in
      Set(described.filter { $0.1.contains { SearchText.matches($0, match) } }.map(\.0))
    }
    return compiler
  }
}

/// Other orders than the one of all lists.
struct QueryOrder {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// - Parameter ids: newest first; so are those that are equal otherwise.
  func sorted(_ ids: [ArticleID], by sort: QuerySort, plan: QueryPlan) throws -> [ArticleID] {
    switch sort {
    // The front page is made of other things than an order.
    case .newest, .front: return ids
    case .oldest: return try oldestFirst(ids)
    case .heat: return try greatestFirst(ids, "SELECT id, heat FROM article WHERE heat IS NOT NULL")
    case .quality:
      return try greatestFirst(ids, "SELECT id, quality FROM article WHERE quality IS NOT NULL")
    case .provider: return try alphabetic(ids, "provider")
    case .title: return try alphabetic(ids, "title")
    case .relevance: return try mostRelevantFirst(ids, plan)
    }
  }

  /// Those without a date stay behind.
  private func oldestFirst(_ ids: [ArticleID]) throws -> [ArticleID] {
    let query = try Query(database, "SELECT published IS NULL FROM article WHERE id = ?")
    // They all stand at the end.
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      let isUndated = try query.first(ids[middle].rawValue) { $0.integer(0) != 0 } ?? true
      if isUndated { high = middle } else { low = middle + 1 }
    }
    return ids[..<low].reversed() + ids[low...]
  }

  private func greatestFirst(_ ids: [ArticleID], _ sql: String) throws -> [ArticleID] {
    var values: [ArticleID: Int64] = [:]
    try Query(database, sql).each { row in
      values[ArticleID(row.integer(0))] = row.integer(1)
      return true
    }
    return stably(ids.map { ($0, values[$0] ?? .min) }) { $0 > $1 }
  }

  private func alphabetic(_ ids: [ArticleID], _ column: String) throws -> [ArticleID] {
    let query = try Query(database, "SELECT \(column) FROM article WHERE id = ?")
    let texts = try ids.map { id in
      (id, SearchText.folded(try query.first(id.rawValue) { $0.text(0) } ?? ""))
    }
    // What has no name stands behind.
    return stably(texts) { $1.isEmpty ? !$0.isEmpty : !$0.isEmpty && $0 < $1 }
  }

  /// What is asked for weighs more in a title than in a text.
  private func mostRelevantFirst(_ ids: [ArticleID], _ plan: QueryPlan) throws -> [ArticleID] {
    guard let expression = plan.positiveWords else { return ids }
    var ranks: [ArticleID: Double] = [:]
    try Query(database, Self.ranked).each(expression) { row in
      ranks[ArticleID(row.integer(0))] = row.real(1)
      return true
    }
    return stably(ids.map { ($0, ranks[$0] ?? 0) }) { $0 < $1 }
  }

  static let ranked = """
    SELECT article, bm25(words, 1, 10, 5, 1) FROM words CROSS JOIN text_doc ON doc = words.rowid
    WHERE words MATCH ? AND article > 0
    """

  private func stably<Value>(
    _ values: [(ArticleID, Value)], by precedes: (Value, Value) -> Bool
  ) -> [ArticleID] {
    values.enumerated().sorted { a, b in
      if precedes(a.element.1, b.element.1) { return true }
      if precedes(b.element.1, a.element.1) { return false }
      return a.offset < b.offset
    }.map(\.element.0)
  }
}

extension QueryPlan {
  /// What is asked of the words of an article, whatever else is.
  fileprivate var positiveWords: String? {
    switch self {
    case .words(let expression): return expression
    case .all(let plans), .any(let plans):
      let words = plans.compactMap(\.positiveWords)
      return words.isEmpty ? nil : words.map { "(\($0))" }.joined(separator: " OR ")
    default: return nil
    }
  }
}

extension ArticleQuery {
  /// As every list is sorted.
  fileprivate var isNewestFirst: Bool { sort == nil || sort == .newest }
}
