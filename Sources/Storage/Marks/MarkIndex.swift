@_spi(ArticleKeys) import Articles
import GRDB

/// What the library knows of the marks of one state, and up to where.
struct MarkIndex {
  let state: StateID
  let hashing: AddressHashing
  private let database: Database

  init(_ state: StateID, hashing: AddressHashing, _ database: Database) {
    self.state = state
    self.hashing = hashing
    self.database = database
  }

  /// How far the index is.
  struct Progress: Hashable {
    /// `nil` before the state file was read for the first time.
    var stamp: StateStamp?
    var journal: JournalPosition
    /// Counts the changes.
    var revision: Int64
  }

  static func knownState(_ path: Path, _ database: Database) throws -> StateID? {
    try Query(database, "SELECT id FROM state WHERE path = ?")
      .first(path.bytes) { StateID($0.integer(0)) }
  }

  static func makeState(_ path: Path, _ database: Database) throws -> StateID {
    if let known = try knownState(path, database) { return known }
    try Query(database, "INSERT INTO state(path) VALUES(?)").run(path.bytes)
    return StateID(database.lastInsertedRowID)
  }

  func progress() throws -> Progress {
    try Query(
      database,
      """
      SELECT size, modified, changed, inode, generation, offset, ending, revision FROM state
      WHERE id = ?
      """
    ).first(state.rawValue) { row in
      let stamp = row.optionalInteger(0).map {
        StateStamp(
          size: $0, modified: row.integer(1), changed: row.integer(2), inode: row.integer(3))
      }
      return Progress(
        stamp: stamp,
        journal: JournalPosition(
          generation: row.text(4), offset: row.integer(5), ending: row.blob(6)),
        revision: row.integer(7))
    } ?? Progress(journal: .start, revision: 0)
  }

  func set(_ progress: Progress) throws {
    try Query(
      database,
      """
      UPDATE state SET size = ?2, modified = ?3, changed = ?4, inode = ?5, generation = ?6,
        offset = ?7, ending = ?8, revision = ?9 WHERE id = ?1
      """
    ).run(
      state.rawValue, progress.stamp?.size, progress.stamp?.modified, progress.stamp?.changed,
      progress.stamp?.inode, progress.journal.generation, progress.journal.offset,
      progress.journal.ending, progress.revision)
  }

  struct Changed {
    /// Ascending.
    var articles: [ArticleID] = []
    /// Whether marks changed of addresses that no article has.
    var hasOthers = false
    /// Of the marks that were news.
    var latest: Instant?
  }

  /// Takes over marks: of each name the later instant. The articles for which something changed
  /// carry `revision` from now on.
  func apply(_ batch: MarkBatch, revision: Int64) throws -> Changed {
    var changed = Changed()
    let query = try Query(
      database,
      """
      INSERT INTO address_mark VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE
      SET instant = excluded.instant WHERE excluded.instant > instant
      """)
    var touched: [Int64] = []
    for row in batch.rows.sorted(by: { ($0.hash, $0.name) < ($1.hash, $1.name) }) {
      try query.run(row.hash, state.rawValue, row.name, row.instant.milliseconds)
      guard database.changesCount > 0 else { continue }
      if touched.last != row.hash { touched.append(row.hash) }
      changed.latest = max(changed.latest ?? row.instant, row.instant)
    }
    let claims = try AddressClaims.query(database)
    let aliases = try AliasMarks(database)
    var articles: Set<Int64> = []
    for hash in touched {
      let (claimants, isKey) = try AddressClaims.claimants(of: hash, claims)
      if claimants.isEmpty { changed.hasOthers = true }
      if claimants.count == 1, !isKey { try aliases.note(hash) }
      articles.formUnion(claimants)
    }
    let counts = ArticleCounts(database)
    let refresh = try MarkRefresh(state, revision: revision, counts, database)
    changed.articles = try articles.sorted().filter { try refresh($0) }.map(ArticleID.init)
    try counts.flush()
    return changed
  }

  /// Articles whose marks changed after a revision, ascending from the one after `article`.
  func changed(after revision: Int64, beyond article: ArticleID, limit: Int) throws -> [ArticleID] {
    try Query(
      database,
      """
      SELECT article FROM mark WHERE state = ? AND article > ? AND revision > ?
      ORDER BY article LIMIT ?
      """
    ).all(state.rawValue, article.rawValue, revision, limit) { ArticleID($0.integer(0)) }
  }

  func changes(of articles: [ArticleID]) throws -> [MarkChange] {
    let query = try Query(
      database,
      """
      SELECT address, flags, last FROM article LEFT JOIN mark ON mark.state = ?
        AND mark.article = article.id WHERE id = ?
      """)
    let labels = LabelTable(database)
    return try articles.compactMap { id in
      try query.first(state.rawValue, id.rawValue) { row in
        guard let address = Address(key: row.text(0)) else { return nil }
        let flags = ArticleCounts.flags(row, 1)
        return MarkChange(
          id: id, key: ArticleKey(address), flags: flags,
          labels: flags.contains(.labelled)
            ? try labels.labels(of: id.rawValue, under: state.rawValue) : [],
          lastMarked: row.optionalInteger(2).map(Instant.init(milliseconds:)))
      } ?? nil
    }
  }

  /// What holds for an address: as for its article where the library has it.
  func facts(of address: Address) throws -> MarkFacts {
    try ArticleMarks.facts(of: addresses(countedWith: address), database)[state.rawValue]
      ?? MarkFacts()
  }

  /// The key that a mark of old counts for, and the latest instant of each name there.
  ///
  /// A mark that stands under an alias counts for the article that has it; where two have come to
  /// claim it, for the one that it was carried to.
  func standing(of mark: Mark) throws -> (key: ArticleKey, latest: [String: Instant]) {
    let hash = hashing(mark.address)
    let claims = try AddressClaims.query(database)
    if let owner = try AddressClaims.owner(of: hash, claims) {
      let key = try self.key(of: owner) ?? mark.key
      return (key, try latest(of: key.address))
    }
    for article in try AddressClaims.claimants(of: hash, claims).articles {
      guard let key = try self.key(of: article) else { continue }
      let latest = try latest(of: key.address)
      if latest[mark.name.identity] == mark.at { return (key, latest) }
    }
    return (mark.key, try latest(of: mark.address))
  }

  private func key(of article: Int64) throws -> ArticleKey? {
    try Query(database, "SELECT address FROM article WHERE id = ?").first(article) {
      Address(key: $0.text(0)).map(ArticleKey.init)
    } ?? nil
  }

  /// The key for an address, and the latest instant of its marks.
  ///
  /// There is one way from an address to a mark, and this is it: of an alias the key of its article,
  /// of what the library lacks the address itself.
  func key(for address: Address) throws -> (key: ArticleKey, last: Instant?) {
    let found = try AddressClaims.owner(of: hashing(address), database).flatMap { owner in
      try Query(
        database,
        """
        SELECT address, last FROM article LEFT JOIN mark ON mark.state = ?
          AND mark.article = article.id WHERE id = ?
        """
      ).first(state.rawValue, owner) { row in
        Address(key: row.text(0)).map { (ArticleKey($0), row.optionalInteger(1)) }
      } ?? nil
    }
    if let found { return (found.0, found.1.map(Instant.init(milliseconds:))) }
    return (ArticleKey(address), try latest(of: address).values.max())
  }

  /// The articles that addresses mean, and those of the addresses that mean none, each once.
  func owners(of addresses: [Address]) throws
    -> (articles: ArticleSet, others: [(place: Int, hash: Int64)])
  {
    let claims = try AddressClaims.query(database)
    var articles = ArticleSet()
    var others: [(place: Int, hash: Int64)] = []
    // In the order of the table.
    let places = addresses.enumerated().map { (place: $0.offset, hash: hashing($0.element)) }
      .sorted { $0.hash < $1.hash }
    for place in places where place.hash != others.last?.hash {
      if let owner = try AddressClaims.owner(of: place.hash, claims) {
        articles.insert(ArticleID(owner))
      } else {
        others.append(place)
      }
    }
    return (articles, others)
  }

  /// The latest instant of each name over an address, its article and its aliases; by what
  /// ``MarkName/identity`` says.
  func latest(of address: Address) throws -> [String: Instant] {
    let query = try Query(
      database, "SELECT name, instant FROM address_mark WHERE hash = ? AND state = ?")
    var latest: [String: Instant] = [:]
    for hash in try addresses(countedWith: address) {
      try query.each(hash, state.rawValue) { row in
        let instant = Instant(milliseconds: row.integer(1))
        latest.merge([MarkName(row.text(0)).identity: instant]) { max($0, $1) }
        return true
      }
    }
    return latest
  }

  private func addresses(countedWith address: Address) throws -> [Int64] {
    let hash = hashing(address)
    guard let owner = try AddressClaims.owner(of: hash, database),
      let stored = try StoredArticle(owner, database)
    else { return [hash] }
    return try AddressClaims.counted(stored.addresses, of: owner, database)
  }
}
