import Articles
import GRDB

/// Everything that a plan finds, as sets.
extension QuerySearch {
  func set(_ plan: QueryPlan, within ids: [ArticleID]) throws -> ArticleSet {
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
      if list == .starred || keepsLabelled {
        let listed = ArticleSet(try view.articles(in: view.sources, database))
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
      for id in ids where marks[id.rawValue] & flag.rawValue == flag.rawValue { set.insert(id) }
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

extension QuerySearch {
  /// Everything that is asked of the database but for single rows.
  enum Statements {
    /// The entries that have some words, and the articles of the entries from a number on: to walk along
    /// both costs less than to look for the article of each.
    static let wordEntries = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
    static let entries = "SELECT doc, article FROM text_doc WHERE doc >= ? ORDER BY doc"
    static let newestWords = """
      SELECT article, doc FROM words CROSS JOIN text_doc ON doc = words.rowid
      WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? AND article > 0
      ORDER BY words.rowid DESC
      """
    /// The entry that stands so many before another one, and behind it.
    static let entryBefore =
      "SELECT doc FROM text_doc WHERE doc <= ? ORDER BY doc DESC LIMIT 1 OFFSET ?"
    static let entryAfter = "SELECT doc FROM text_doc WHERE doc >= ? ORDER BY doc LIMIT 1 OFFSET ?"
    static let hasWords = """
      SELECT 1 FROM text_doc CROSS JOIN words ON words.rowid = doc
      WHERE article = ? AND article > 0 AND words MATCH ?
      """
    static let vocabulary = "SELECT term FROM vocabulary WHERE term >= ? AND term < ?"
    static let dated = "SELECT article FROM listed WHERE list = ? AND sort BETWEEN ? AND ?"
    static let listed = "SELECT article FROM listed WHERE list = ?"
    static let labelled = "SELECT article FROM article_label WHERE state = ? AND label = ?"

    /// `nil` where the articles without a number are meant, too.
    static func number(_ number: QueryNumber, _ comparison: QueryComparison, _ value: Int)
      -> String?
    {
      let (column, condition): (String, String)
      switch number {
      case .heat: (column, condition) = ("heat", "heat IS NOT NULL")
      case .quality: (column, condition) = ("quality", "quality IS NOT NULL")
      case .related:
        (column, condition) = ("related_count", "related_count > 0")
        if comparison.holds(0, Int64(value)) { return nil }
      }
      return "SELECT id FROM article WHERE \(condition) AND \(column) \(comparison.rawValue) ?"
    }
  }
}

extension QueryComparison {
  func holds(_ a: Int64, _ b: Int64) -> Bool {
    switch self {
    case .less: a < b
    case .atMost: a <= b
    case .equal: a == b
    case .atLeast: a >= b
    case .more: a > b
    }
  }
}

/// Sets by the numbers that tables hold.
extension ArticleSet {
  func contains(_ number: Int64) -> Bool { contains(ArticleID(number)) }

  mutating func insert(_ number: Int64) { insert(ArticleID(number)) }
}
