@_spi(ArticleKeys) import Articles
import GRDB
import Synchronization

/// Marks that stand under an alias, until they stand under the key of the article as well.
///
/// Other programs, older versions and other machines, whose libraries know less, mark addresses that
/// are aliases here. Such a mark counts for the article only while no other claims the alias. So as
/// soon as it is seen to count it is stated again under the key, at the same instant: whoever claims
/// the alias later, the article stays as the person left it. Which article that was is noted when
/// mark and alias meet, as another may claim the alias before the note is worked off.
struct AliasMarks {
  private let database: Database
  private let noting: Query

  init(_ database: Database) throws {
    self.database = database
    noting = try Query(
      database,
      """
      INSERT OR IGNORE INTO alias_mark
      SELECT DISTINCT state, hash, (SELECT article FROM address WHERE hash = ?1)
      FROM address_mark WHERE hash = ?1
        AND (SELECT count(*) = 1 AND max(is_key) = 0 FROM address WHERE hash = ?1)
      """)
  }

  /// Makes the note for every alias that has marks already.
  static let creation = """
    CREATE TABLE alias_mark(
      state INTEGER NOT NULL, hash INTEGER NOT NULL, article INTEGER NOT NULL,
      PRIMARY KEY(state, hash, article)) WITHOUT ROWID;
    INSERT INTO alias_mark
    SELECT address_mark.state, address_mark.hash, min(article)
    FROM address_mark CROSS JOIN address ON address.hash = address_mark.hash
    GROUP BY address_mark.state, address_mark.hash
    HAVING count(DISTINCT article) = 1 AND max(is_key) = 0;
    """

  /// Notes the marks of an address, if it is an alias of one article alone.
  func note(_ hash: Int64) throws { try noting.run(hash) }

  /// What was noted for a state, and the marks that are to be stated for that.
  struct Page {
    var noted: [(hash: Int64, article: Int64)] = []
    var marks: [Mark] = []
  }

  func page(of state: StateID, limit: Int) throws -> Page {
    var page = Page()
    page.noted = try Query(
      database, "SELECT hash, article FROM alias_mark WHERE state = ? LIMIT ?"
    ).all(state.rawValue, limit) { ($0.integer(0), $0.integer(1)) }
    let articles = try Query(database, "SELECT address, addresses FROM article WHERE id = ?")
    for (hash, article) in page.noted {
      let found = try articles.first(article) {
        (address: Address(key: $0.text(0)), hashes: $0.withBlob(1, PackedIntegers.unpack))
      }
      guard let found, let address = found.address, let own = found.hashes.first, own != hash
      else { continue }
      let known = try latest(of: own, state)
      for (name, instant) in try latest(of: hash, state) where known[name, default: .min] < instant
      {
        page.marks.append(
          Mark(ArticleKey(address), MarkName(name), at: Instant(milliseconds: instant)))
      }
    }
    return page
  }

  func remove(_ noted: [(hash: Int64, article: Int64)], of state: StateID) throws {
    let query = try Query(
      database, "DELETE FROM alias_mark WHERE state = ? AND hash = ? AND article = ?")
    for (hash, article) in noted { try query.run(state.rawValue, hash, article) }
  }

  private func latest(of hash: Int64, _ state: StateID) throws -> [String: Int64] {
    var latest: [String: Int64] = [:]
    try Query(database, "SELECT name, instant FROM address_mark WHERE hash = ? AND state = ?")
      .each(hash, state.rawValue) { row in
        latest[row.text(0)] = row.integer(1)
        return true
      }
    return latest
  }
}

extension MarkStore {
  private static let aliasesAtOnce = 4096

  /// States what stands under aliases under the keys as well; whether there was anything to state.
  ///
  /// Where the journal takes nothing now, the notes stay for the next time.
  func carryAliases() throws(StorageError) -> Bool {
    var hasCarried = false
    while unsaved.withLock({ $0.reason == nil }) {
      let page = try library.read {
        try AliasMarks($0).page(of: stateID, limit: Self.aliasesAtOnce)
      }
      guard !page.noted.isEmpty else { break }
      if !page.marks.isEmpty {
        guard (try? record(page.marks)) != nil, unkeptReason == nil else { break }
        hasCarried = true
      }
      try library.write { try AliasMarks($0).remove(page.noted, of: stateID) }
    }
    return hasCarried
  }
}
