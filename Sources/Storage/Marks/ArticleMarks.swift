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
    return try AddressClaims.counted(all ?? [], of: article, database)
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
    claims = try AddressClaims.query(database)
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
      guard !found.isEmpty, try AddressClaims.owner(of: address, claims) == article else {
        continue
      }
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

/// What the marks of one article, over its address and aliases, amount to.
///
/// A fact holds when its latest instant is later than that of its opposite; at a tie it does not.
struct MarkFacts {
  private var read = Fact()
  private var starred = Fact()
  private var split = Fact()
  private var played = Fact()
  private var downloaded = Fact()
  /// Each with its least spelling by bytes.
  private var labelled: [String: (label: Label, fact: Fact)] = [:]
  private(set) var last: Int64?

  private struct Fact: Hashable {
    private var stated: Int64?
    private var revoked: Int64?

    mutating func add(_ instant: Int64, isRevoked: Bool) {
      if isRevoked {
        revoked = max(revoked ?? instant, instant)
      } else {
        stated = max(stated ?? instant, instant)
      }
    }

    var holds: Bool {
      guard let stated else { return false }
      return revoked.map { stated > $0 } ?? true
    }
  }

  mutating func add(_ name: String, at instant: Int64) {
    switch name {
    case MarkName.read.text: read.add(instant, isRevoked: false)
    case MarkName.unread.text: read.add(instant, isRevoked: true)
    case MarkName.starred.text: starred.add(instant, isRevoked: false)
    case MarkName.unstarred.text: starred.add(instant, isRevoked: true)
    case MarkName.split.text: split.add(instant, isRevoked: false)
    case MarkName.unsplit.text: split.add(instant, isRevoked: true)
    case MarkName.played.text: played.add(instant, isRevoked: false)
    case MarkName.unplayed.text: played.add(instant, isRevoked: true)
    case MarkName.downloaded.text: downloaded.add(instant, isRevoked: false)
    case MarkName.undownloaded.text: downloaded.add(instant, isRevoked: true)
    default:
      if let (label, isGiven) = MarkName(name).label { add(label, isGiven, instant) }
    }
    last = max(last ?? instant, instant)
  }

  private mutating func add(_ label: Label, _ isGiven: Bool, _ instant: Int64) {
    var known = labelled[label.folded] ?? (label, Fact())
    known.fact.add(instant, isRevoked: !isGiven)
    if label.name.utf8.lexicographicallyPrecedes(known.label.name.utf8) { known.label = label }
    labelled[label.folded] = known
  }

  var flags: MarkFlags {
    var flags: MarkFlags = []
    if read.holds { flags.insert(.read) }
    if starred.holds { flags.insert(.starred) }
    if split.holds { flags.insert(.split) }
    if played.holds { flags.insert(.played) }
    if downloaded.holds { flags.insert(.downloaded) }
    if labelled.contains(where: { $0.value.fact.holds }) { flags.insert(.labelled) }
    return flags
  }

  /// In the order of their names.
  var labels: [Label] {
    labelled.values.filter(\.fact.holds).map(\.label).sorted()
  }
}
