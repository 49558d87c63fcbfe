import Articles
import GRDB

/// Everything that a plan finds, as sets.
extension QuerySearch {
  func set(_ plan: QueryPlan, within ids: [Int64]) throws -> ArticleSet {
    if let known = sets[plan] { return known }
    var set = ArticleSet()
    switch plan {
    case .everything: for id in ids { set.insert(id) }
    case .nothing: break
    case .all(let plans):
      for (index, plan) in plans.enumerated() {
        let other = try self.set(plan, within: ids)
        if index == 0 { set = other } else { set.formIntersection(other) }
      }
    case .any(let plans):
      for plan in plans { set.formUnion(try self.set(plan, within: ids)) }
    case .not(let plan):
      let other = try self.set(plan, within: ids)
      for id in ids where !other.contains(id) { set.insert(id) }
    case .words(let expression): try collect(expression, &set)
    case .beginning(let letters):
      set = try WordStarts.articles(beginningWith: letters, database)
    case .number(let number, let comparison, let value):
      if let sql = Statements.number(number, comparison, value) {
        try collect(Query(database, sql), value, &set)
      } else {
        for id in ids {
          if let candidate = try candidate(id), try matches(plan, candidate) { set.insert(id) }
        }
      }
    case .sort(let range):
      if scope == .starred || keepsLabelled {
        let listed = ArticleSet(
          try ListOrder(database).articles(in: view.sources).lazy.map(ArticleID.init))
        for id in ids where !listed.contains(id) {
          if let candidate = try candidate(id), try matches(plan, candidate) { set.insert(id) }
        }
      }
      for source in view.sources {
        try Query(database, Statements.dated)
          .each(source.rawValue, range.lowerBound, range.upperBound) { row in
            set.insert(row.integer(0))
            return true
          }
      }
    case .sources(let sources):
      for source in sources.sorted() {
        try collect(Query(database, Statements.listed), source.rawValue, &set)
      }
    case .mark(let flag):
      let marks = try view.marks(database)
      for id in ids where marks[id] & flag.rawValue == flag.rawValue { set.insert(id) }
    case .labels(let labels):
      for label in labels.sorted() {
        try Query(database, Statements.labelled).each(view.state.rawValue, label) { row in
          set.insert(row.integer(0))
          return true
        }
      }
    case .muted: set = try view.mutedSet(database)
    }
    sets[plan] = set
    return set
  }

  /// The articles of all entries that have some words, along both tables.
  private func collect(_ expression: String, _ set: inout ArticleSet) throws {
    let entries = try Query(database, Statements.wordEntries)
    let articles = try Query(database, Statements.entries)
    defer {
      entries.reset()
      articles.reset()
    }
    var range = EntryRange(expression)
    var entry: (doc: Int64, article: Int64)?
    while try range.goOn(database) {
      entries.bind(expression, range.lower, range.upper)
      while try entries.step() {
        let doc = entries.integer(0)
        var steps = 0
        while let last = entry, last.doc < doc, steps < Self.mostSteps {
          entry = try articles.step() ? (articles.integer(0), articles.integer(1)) : nil
          steps += 1
        }
        if (entry?.doc ?? .min) < doc {
          articles.bind(doc)
          entry = try articles.step() ? (articles.integer(0), articles.integer(1)) : nil
        }
        if let entry, entry.doc == doc, entry.article > 0 { set.insert(entry.article) }
      }
    }
  }

  /// Steps along the articles of entries that cost as much as to look for one.
  private static let mostSteps = 8

  private func collect(_ query: Query, _ value: some QueryValue, _ set: inout ArticleSet) throws {
    query.bind(value)
    defer { query.reset() }
    while try query.step() { set.insert(query.integer(0)) }
  }
}
