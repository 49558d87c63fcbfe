import Articles
import GRDB

/// Works out the marks of many articles anew, for one state. Its statements are made once: looking
/// one up costs as much as stepping it.
struct MarkRefresh {
  private let state: StateID
  private let revision: Int64
  private let database: Database
  private let claims: Query
  private let articles: Query
  private let counts: ArticleCounts
  private let marks: Query
  private let store: Query
  private let remove: Query
  private let labels: LabelTable

  init(_ state: StateID, revision: Int64, _ counts: ArticleCounts, _ database: Database) throws {
    self.state = state
    self.revision = revision
    self.database = database
    claims = try Claims.query(database)
    self.counts = counts
    labels = LabelTable(database)
    articles = try Query(
      database,
      """
      SELECT addresses, lists, flags FROM article
      LEFT JOIN mark ON mark.state = ? AND mark.article = article.id WHERE article.id = ?
      """)
    marks = try Query(
      database, "SELECT name, instant FROM address_mark WHERE hash = ? AND state = ?")
    store = try Query(
      database,
      """
      INSERT INTO mark VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE
      SET flags = excluded.flags, last = excluded.last, revision = excluded.revision
      WHERE flags <> excluded.flags OR last <> excluded.last OR ?6
      """)
    remove = try Query(database, "DELETE FROM mark WHERE state = ? AND article = ?")
  }

  /// Whether anything changed.
  func callAsFunction(_ article: Int64) throws -> Bool {
    var facts = MarkFacts()
    let known = try articles.first(state.rawValue, article) {
      (
        addresses: $0.withBlob(0, PackedIntegers.unpack),
        lists: $0.withBlob(1, PackedIntegers.unpack), flags: ArticleCounts.flags($0, 2)
      )
    }
    let all = known?.addresses ?? []
    for address in all {
      var found: [(name: String, instant: Int64)] = []
      try marks.each(address, state.rawValue) { row in
        found.append((row.text(0), row.integer(1)))
        return true
      }
      // Most aliases have no marks: whose they are need not be known then.
      guard !found.isEmpty, try Claims.owner(of: address, claims) == article else { continue }
      for mark in found { facts.add(mark.name, at: mark.instant) }
    }
    let old = try Holding(known?.flags ?? [], of: article, under: state.rawValue, labels)
    let new = try Holding(facts, labels)
    if let known { try counts.mark(known.lists, under: state.rawValue, from: old, to: new) }
    try labels.replace(old.labels, by: new.labels, of: article, under: state.rawValue)
    if let last = facts.last {
      try store.run(
        state.rawValue, article, Int64(new.flags.rawValue), last, revision,
        old.labels == new.labels ? 0 : 1)
    } else {
      try remove.run(state.rawValue, article)
    }
    return database.changesCount > 0
  }
}
