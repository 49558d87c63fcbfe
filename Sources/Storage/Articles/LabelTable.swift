import Articles
import GRDB

/// The tables `label` and `article_label`: which labels there are, and what article of the library has
/// which. What stands there follows from `address_mark`, as `mark` does.
///
/// One value serves one transaction. Its statements are made once: looking one up costs as much as
/// stepping it.
final class LabelTable {
  private let database: Database
  private lazy var ofArticle = Result {
    try Query(
      database,
      "SELECT label FROM article_label WHERE state = ? AND article = ? ORDER BY label")
  }
  private lazy var giving = Result {
    try Query(database, "INSERT OR IGNORE INTO article_label VALUES(?, ?, ?)")
  }
  private lazy var taking = Result {
    try Query(
      database, "DELETE FROM article_label WHERE state = ? AND label = ? AND article = ?")
  }
  /// By spelling.
  private var numbers: [String: Int64] = [:]
  private var labels: [Int64: Label] = [:]

  init(_ database: Database) {
    self.database = database
  }

  static let creation = """
    CREATE TABLE label(
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE);
    CREATE TABLE article_label(
      state INTEGER NOT NULL, label INTEGER NOT NULL, article INTEGER NOT NULL,
      PRIMARY KEY(state, label, article)) WITHOUT ROWID;
    CREATE INDEX label_of_article ON article_label(state, article, label);
    """

  /// The number of a label, given at first sight. Of several spellings the least by bytes is shown, so
  /// that all machines show the same.
  func make(_ label: Label) throws -> Int64 {
    if let known = numbers[label.name] { return known }
    try Query(
      database,
      """
      INSERT INTO label(name, folded) VALUES(?, ?) ON CONFLICT(folded) DO UPDATE
      SET name = excluded.name WHERE excluded.name < name
      """
    ).run(label.name, label.folded)
    guard let id = try find(label) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    numbers[label.name] = id
    return id
  }

  /// `nil` for one that no article has had.
  func find(_ label: Label) throws -> Int64? {
    if let known = numbers[label.name] { return known }
    return try Query(database, "SELECT id FROM label WHERE folded = ?")
      .first(label.folded) { $0.integer(0) }
  }

  func label(_ id: Int64) throws -> Label? {
    if let known = labels[id] { return known }
    let found =
      try Query(database, "SELECT name FROM label WHERE id = ?")
      .first(id) { Label($0.text(0)) } ?? nil
    labels[id] = found
    return found
  }

  /// Ascending.
  func numbers(of article: Int64, under state: Int64) throws -> [Int64] {
    try ofArticle.get().all(state, article) { $0.integer(0) }
  }

  /// In the order of their names.
  func labels(of article: Int64, under state: Int64) throws -> [Label] {
    try numbers(of: article, under: state).compactMap(label).sorted()
  }

  func give(_ label: Int64, to article: Int64, under state: Int64) throws {
    try giving.get().run(state, label, article)
  }

  func take(_ label: Int64, from article: Int64, under state: Int64) throws {
    try taking.get().run(state, label, article)
  }

  /// Puts labels in the place of those that an article has.
  func replace(_ old: [Int64], by new: [Int64], of article: Int64, under state: Int64) throws {
    for label in old where !new.contains(label) {
      try take(label, from: article, under: state)
    }
    for label in new where !old.contains(label) { try give(label, to: article, under: state) }
  }

  /// Of a library whose marks were read by a program that knew no labels.
  static func fill(_ database: Database) throws {
    let hashes = try Query(
      database, "SELECT DISTINCT hash FROM address_mark WHERE name >= 'label:' AND name < 'label;'"
    ).all { $0.integer(0) }
    let claims = try AddressClaims.query(database)
    let counts = ArticleCounts(database)
    let marks = ArticleMarks(database, counts)
    for article in try Set(hashes.compactMap { try AddressClaims.owner(of: $0, claims) }) {
      try marks.refresh(article)
    }
    try counts.flush()
  }
}

/// What holds for an article of the library under one state.
struct Holding: Hashable {
  var flags: MarkFlags = []
  /// Ascending.
  var labels: [Int64] = []

  static let nothing = Holding()

  /// - Parameter flags: as the table `mark` has them.
  init(_ flags: MarkFlags, of article: Int64, under state: Int64, _ table: LabelTable) throws {
    self.flags = flags
    if flags.contains(.labelled) { labels = try table.numbers(of: article, under: state) }
  }

  init(flags: MarkFlags = [], labels: [Int64] = []) {
    self.flags = flags
    self.labels = labels
  }

  /// What marks amount to; `nil` are none.
  init(_ facts: MarkFacts?, _ table: LabelTable) throws {
    guard let facts, facts.last != nil else { return }
    flags = facts.flags
    labels = try facts.labels.map(table.make).sorted()
  }
}

/// What a mark of some name makes of what holds.
struct MarkEffect {
  let name: MarkName
  /// The number of the label that it gives or takes; `nil` if no article has had that.
  let label: Int64?
  private let isGiven: Bool?

  init(_ name: MarkName, _ table: LabelTable) throws {
    self.name = name
    let about = name.label
    isGiven = about?.isGiven
    label = try about.flatMap { try table.find($0.label) }
  }

  /// The same, of a label that will be there if it is given.
  init(making name: MarkName, _ table: LabelTable) throws {
    if let (label, isGiven) = name.label, isGiven { _ = try table.make(label) }
    try self.init(name, table)
  }

  /// Whether it would change nothing.
  func holds(in holding: Holding) -> Bool {
    guard let isGiven else { return holding.flags.holds(name) }
    return (label.map(holding.labels.contains) ?? false) == isGiven
  }

  func callAsFunction(_ old: Holding) -> Holding {
    guard let isGiven else { return Holding(flags: old.flags.marked(name), labels: old.labels) }
    var new = old
    if let label, isGiven != old.labels.contains(label) {
      new.labels = isGiven ? (old.labels + [label]).sorted() : old.labels.filter { $0 != label }
    }
    new.flags.remove(.labelled)
    if !new.labels.isEmpty { new.flags.insert(.labelled) }
    return new
  }

  /// Writes what it does to an article into the table.
  func write(to table: LabelTable, of article: Int64, under state: Int64) throws {
    guard let label, let isGiven else { return }
    if isGiven {
      try table.give(label, to: article, under: state)
    } else {
      try table.take(label, from: article, under: state)
    }
  }
}
