import Articles
import GRDB

/// Keeps the table `mark` true to `address_mark` and `address`.
struct ArticleMarks {
  private let database: Database
  private let counts: ArticleCounts
  private let labels: LabelTable

  init(_ database: Database, _ counts: ArticleCounts) {
    self.database = database
    self.counts = counts
    labels = LabelTable(database)
  }

  /// Whether any state has a mark at all; without, nothing need be kept true.
  func exist() throws -> Bool {
    try Query(database, "SELECT 1 FROM address_mark LIMIT 1").first { _ in true } ?? false
  }

  /// Whether any of the addresses has a mark: without, they change nobody's.
  func exist(of addresses: [Int64]) throws -> Bool {
    let query = try Query(database, "SELECT 1 FROM address_mark WHERE hash = ? LIMIT 1")
    return try addresses.contains { try query.first($0) { _ in true } ?? false }
  }

  /// What the addresses amount to under each state that has marks of them.
  func facts(of addresses: [Int64]) throws -> [Int64: MarkFacts] {
    try Self.facts(of: addresses, database)
  }

  static func facts(of addresses: [Int64], _ database: Database) throws -> [Int64: MarkFacts] {
    var facts: [Int64: MarkFacts] = [:]
    let query = try Query(database, "SELECT state, name, instant FROM address_mark WHERE hash = ?")
    for address in addresses {
      try query.each(address) { row in
        facts[row.integer(0), default: MarkFacts()].add(row.text(1), at: row.integer(2))
        return true
      }
    }
    return facts
  }

  /// Works out the marks of an article anew, for all states.
  func refresh(_ article: Int64) throws {
    let facts = try facts(of: addresses(of: article))
    for state in try states() {
      try store(facts[state], of: article, state: state)
    }
  }

  func forget(_ article: Int64) throws {
    for state in try states() {
      try store(nil, of: article, state: state)
    }
  }

  private func addresses(of article: Int64) throws -> [Int64] {
    let all = try Query(database, "SELECT addresses FROM article WHERE id = ?")
      .first(article) { $0.withBlob(0, PackedIntegers.unpack) }
    return try Claims.counted(all ?? [], of: article, database)
  }

  private func states() throws -> [Int64] {
    try Query(database, "SELECT id FROM state").all { $0.integer(0) }
  }

  /// The revision stays: it is no news to windows, which read the article anew anyway.
  private func store(_ facts: MarkFacts?, of article: Int64, state: Int64) throws {
    let known = try Query(database, "SELECT flags FROM mark WHERE state = ? AND article = ?")
      .first(state, article) { ArticleCounts.flags($0, 0) }
    let old = try Holding(known ?? [], of: article, under: state, labels)
    let new = try Holding(facts, labels)
    try labels.replace(old.labels, by: new.labels, of: article, under: state)
    if old != new {
      let lists = try Query(database, "SELECT lists FROM article WHERE id = ?")
        .first(article) { $0.withBlob(0, PackedIntegers.unpack) }
      if let lists { try counts.mark(lists, under: state, from: old, to: new) }
    }
    guard let last = facts?.last else {
      if known != nil {
        try Query(database, "DELETE FROM mark WHERE state = ? AND article = ?").run(state, article)
      }
      return
    }
    try Query(
      database,
      """
      INSERT INTO mark VALUES(?, ?, ?, ?, 0) ON CONFLICT DO UPDATE
      SET flags = excluded.flags, last = excluded.last
      """
    ).run(state, article, Int64(new.flags.rawValue), last)
  }
}
