import Articles
import GRDB

/// Finds the articles of a list that a query asks for, in the order of that list.
///
/// Where an index of the library says that only a few articles can be meant, these are looked at one
/// by one. Otherwise each condition is answered for all articles at once, and the list is walked
/// through; its first page, however, takes no more than it needs.
final class QuerySearch {
  let database: Database
  let view: LibraryView
  /// What the query is asked of.
  let list: ListScope.Kept
  let plan: QueryPlan
  /// Whether what a label keeps is meant, too, whichever source it is of.
  let keepsLabelled: Bool
  var sets: [QueryPlan: ArticleSet] = [:]
  /// The numbers of the lists under a name.
  private var numbers: Set<Int64>?
  var askedForWords: [String: Int] = [:]
  /// What is not listed.
  let hidden: ArticleSet?

  /// So many articles are looked at one by one.
  private static let few = 4096
  /// Of so many it is asked one by one whether they have some words.
  private static let fewAsked = 512

  init(_ plan: QueryPlan, in list: ListScope.Kept, of view: LibraryView, _ database: Database)
    throws
  {
    hidden = try view.hidden(database)
    self.database = database
    self.view = view
    self.plan = plan
    let parts = Self.parts(plan)
    // As the list of the starred has them, whichever source they are of.
    self.list = list == .all && parts.contains(.mark(.starred)) ? .starred : list
    keepsLabelled = self.list == .all && view.keepsStarred && plan.meansKept
  }

  /// An article that may be meant.
  struct Candidate {
    let id: ArticleID
    let position: ListPosition
    let lists: [Int64]
    let heat: Int64?
    let quality: Int64?
    let related: Int64
  }

  /// All of them, newest first.
  func listing() throws -> [ArticleID] {
    if plan == .nothing { return [] }
    if let few = try few() { return few }
    var ids: [ArticleID]
    if keepsLabelled && list == .all {
      ids = try ListOrder.articles(database)
      hidden?.filter(&ids, keeping: false)
    } else {
      ids = try view.listing(ListScope(list), database).ids
    }
    guard plan != .everything else { return ids }
    let found = try set(plan, within: ids)
    return ids.filter(found.contains)
  }

  /// The first of them.
  /// - Parameter mayBeShort: what is found until then is enough where it takes long to find more.
  func firstPage(limit: Int, mayBeShort: Bool) throws -> [ArticleID] {
    if plan == .nothing || limit <= 0 { return [] }
    // To learn whether only few have some words may take a walk through all that have one of them; the
    // newest are found at once where there are many.
    if let few = try few(besidesWords: true) { return Array(few.prefix(limit)) }
    for case .words(let words) in Self.parts(plan) {
      if let page = try newest(limit, words, mayBeShort: mayBeShort) { return page }
      return Array(try listing().prefix(limit))
    }
    if !keepsLabelled, let page = try walked(limit) { return page }
    return Array(try listing().prefix(limit))
  }

  private static func parts(_ plan: QueryPlan) -> [QueryPlan] {
    if case .all(let parts) = plan { parts } else { [plan] }
  }

  // MARK: A few articles

  /// All that are meant, in order, if an index says that only few can be.
  private func few(besidesWords: Bool = false) throws -> [ArticleID]? {
    for part in Self.parts(plan) {
      if besidesWords, case .words = part { continue }
      guard let ids = try few(part) else { continue }
      // What the index has said need not be asked again of each.
      let rest = QueryCompiler.all(Self.parts(plan).filter { $0 != part })
      let found = try ids.compactMap(candidate).filter { candidate in
        try isListed(candidate) && matches(rest, candidate)
      }
      return found.sorted(by: precedes).map(\.id)
    }
    return nil
  }

  private func few(_ part: QueryPlan) throws -> [ArticleID]? {
    var ids: [ArticleID] = []
    func take(_ row: Query) -> Bool {
      ids.append(ArticleID(row.integer(0)))
      return ids.count <= Self.few
    }
    switch part {
    case .words, .beginning:
      let found = try set(part, within: [])
      guard found.count <= Self.few else { return nil }
      ids = Array(found)
    case .number(let number, let comparison, let value):
      guard let sql = Statements.number(number, comparison, value) else { return nil }
      try Query(database, sql).each(value, row: take)
    case .sort(let range):
      var seen: Set<ArticleID> = []
      for source in view.sources {
        try Query(database, Statements.dated)
          .each(source.rawValue, range.lowerBound, range.upperBound) { row in
            seen.insert(ArticleID(row.integer(0)))
            return seen.count <= Self.few
          }
        if seen.count > Self.few { return nil }
      }
      // Where a star alone makes it one of this view, no source lists it.
      guard list != .starred, !keepsLabelled else { return nil }
      ids = Array(seen)
    case .labels(let labels):
      var seen: Set<ArticleID> = []
      for label in labels where seen.count <= Self.few {
        try Query(database, Statements.labelled).each(view.state.rawValue, label) { row in
          seen.insert(ArticleID(row.integer(0)))
          return seen.count <= Self.few
        }
      }
      ids = Array(seen)
    case .muted:
      let muted = try view.mutedSet(database)
      guard muted.count <= Self.few else { return nil }
      ids = Array(muted)
    default: return nil
    }
    return ids.count <= Self.few ? ids : nil
  }

  func candidate(_ id: ArticleID) throws -> Candidate? {
    try Query(
      database,
      "SELECT published, title, lists, heat, quality, related_count FROM article WHERE id = ?"
    ).first(id.rawValue) { row in
      Candidate(
        id: id,
        position: ListPosition(published: row.optionalInteger(0), title: row.text(1)),
        lists: row.withBlob(2, PackedIntegers.unpack), heat: row.optionalInteger(3),
        quality: row.optionalInteger(4), related: row.integer(5))
    }
  }

  private func accepts(_ candidate: Candidate) throws -> Bool {
    try isListed(candidate) && matches(plan, candidate)
  }

  private func isListed(_ candidate: Candidate) throws -> Bool {
    if let hidden, hidden.contains(candidate.id) { return false }
    let isVisible = candidate.lists.contains { view.isOfSources($0) }
    switch list {
    case .all, .label: return isVisible || keepsLabelled
    case .unread: return try isVisible && !flags(candidate.id).contains(.read)
    case .starred:
      return try (isVisible || view.keepsStarred) && flags(candidate.id).contains(.starred)
    case .muted: return try isVisible && view.mutedSet(database).contains(candidate.id)
    case .tag(let name):
      let tagged = listNumbers { Set(view.tagged(name).map(\.rawValue)) }
      return candidate.lists.contains(where: tagged.contains)
    case .source(let source): return isVisible && candidate.lists.contains(source.rawValue)
    case .topic(let name): return try isVisible && stands(candidate, .topic, name)
    case .provider(let name): return try isVisible && stands(candidate, .provider, name)
    }
  }

  private func stands(_ candidate: Candidate, _ kind: ListKind, _ name: String) throws -> Bool {
    let list = try listNumbers {
      try Set(
        Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
          .all(kind.rawValue, Array(name.utf8)) { $0.integer(0) })
    }
    return candidate.lists.contains(where: list.contains)
  }

  private func listNumbers(_ find: () throws -> Set<Int64>) rethrows -> Set<Int64> {
    if let numbers { return numbers }
    let found = try find()
    numbers = found
    return found
  }

  private func flags(_ id: ArticleID) throws -> MarkFlags {
    try Query(database, "SELECT flags FROM mark WHERE state = ? AND article = ?")
      .first(view.state.rawValue, id.rawValue) { ArticleCounts.flags($0, 0) } ?? []
  }

  func matches(_ plan: QueryPlan, _ candidate: Candidate) throws -> Bool {
    switch plan {
    case .everything: return true
    case .nothing: return false
    case .all(let plans): return try plans.allSatisfy { try matches($0, candidate) }
    case .any(let plans): return try plans.contains { try matches($0, candidate) }
    case .not(let plan): return try !matches(plan, candidate)
    case .words(let expression):
      // To ask of one article for all words that begin so costs what it costs for all articles.
      let asked = (askedForWords[expression] ?? 0) + 1
      askedForWords[expression] = asked
      if asked > Self.fewAsked || EntryRange.hasBeginning(expression) || sets[plan] != nil {
        return try set(plan, within: []).contains(candidate.id)
      }
      return try Query(database, Statements.hasWords).first(candidate.id.rawValue, expression) {
        _ in true
      }
        ?? false
    case .beginning: return try set(plan, within: []).contains(candidate.id)
    case .number(let number, let comparison, let value):
      let found: Int64?
      switch number {
      case .heat: found = candidate.heat
      case .quality: found = candidate.quality
      case .related: found = candidate.related
      }
      return found.map { comparison.holds($0, Int64(value)) } ?? false
    case .sort(let range): return range.contains(candidate.position.sort)
    case .sources(let sources):
      return candidate.lists.contains { sources.contains(SourceID($0)) }
    case .mark(let flag): return try flags(candidate.id).isSuperset(of: flag)
    case .labels(let labels):
      return try LabelTable(database).numbers(of: candidate.id.rawValue, under: view.state.rawValue)
        .contains(where: labels.contains)
    case .muted: return try view.mutedSet(database).contains(candidate.id)
    }
  }

  /// Whether the query asks for an article, wherever that is listed.
  func holds(_ id: ArticleID) throws -> Bool {
    try candidate(id).map { try matches(plan, $0) } ?? false
  }

  /// Which of some articles the query asks for, wherever they are listed.
  func matching(_ ids: [ArticleID]) throws -> ArticleSet { try set(plan, within: ids) }

  /// As SQLite orders the lists.
  private func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
    if a.position.sort != b.position.sort { return a.position.sort < b.position.sort }
    let (left, right) = (a.position.foldedTitle, b.position.foldedTitle)
    if left != right { return left.lexicographicallyPrecedes(right) }
    return a.id < b.id
  }

  // MARK: The first page

  /// How many articles are looked at for a page before all conditions are answered for all articles.
  private static let patience = 4096

  /// The entries of the words backwards, which are the newest articles first, but for a few minutes.
  private func newest(_ limit: Int, _ expression: String, mayBeShort: Bool) throws
    -> [ArticleID]?
  {
    var found: [Candidate] = []
    var seen = 0
    var bound: Int64?
    let rest = QueryCompiler.all(Self.parts(plan).filter { $0 != .words(expression) })
    var isOver = true
    var range = EntryRange(expression)
    while try range.goBack(database) {
      try Query(database, Statements.newestWords).each(expression, range.lower, range.upper) {
        row in
        if let bound, row.integer(1) < bound {
          range.end()
          return false
        }
        seen += 1
        guard seen <= Self.patience else {
          isOver = false
          range.end()
          return false
        }
        guard let candidate = try candidate(ArticleID(row.integer(0))), try isListed(candidate),
          try matches(rest, candidate)
        else { return true }
        found.append(candidate)
        if found.count >= limit, found.count.isMultiple(of: max(limit / 4, 1)) {
          found.sort(by: precedes)
          // Nothing that is as new as the last of the page has a lower number.
          bound = found[limit - 1].position.leastTextNumber
        }
        return true
      }
      // Words that often stand in an article but hardly ever together: what is found until now.
      if mayBeShort, range.isLong, found.count < limit {
        let sure = found.filter { $0.position.leastTextNumber > range.lower }
        if !sure.isEmpty { return sure.sorted(by: precedes).map(\.id) }
      }
    }
    guard isOver else { return nil }
    return found.sorted(by: precedes).prefix(limit).map(\.id)
  }

  private func walked(_ limit: Int) throws -> [ArticleID]? {
    var found: [ArticleID] = []
    var seen = 0
    var size = max(2 * limit, 64)
    while seen < Self.patience {
      guard let ids = try view.newest(list, from: seen, size, database) else { return nil }
      for id in ids {
        if let candidate = try candidate(id), try accepts(candidate) {
          found.append(id)
          if found.count == limit { return found }
        }
      }
      if ids.count < size { return found }
      seen += ids.count
      size *= 2
    }
    return nil
  }
}

extension QueryPlan {
  /// Whether every article that is meant has a star or a label.
  fileprivate var meansKept: Bool {
    switch self {
    case .labels, .mark(.labelled), .mark(.starred): true
    case .all(let plans): plans.contains(where: \.meansKept)
    case .any(let plans): plans.allSatisfy(\.meansKept)
    default: false
    }
  }
}
