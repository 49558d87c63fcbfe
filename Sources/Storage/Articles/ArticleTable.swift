import Articles
import GRDB

/// The table `article` and those that follow it: `address`, `related`, `listed`, `orphan`, `mark`.
///
/// One value serves one transaction.
final class ArticleTable {
  private let database: Database
  private let marks: ArticleMarks
  private let counts: ArticleCounts
  private let hasMarks: Bool
  private let lists: ListTable
  private let rows: Rows
  private let relations: PendingRelations?
  private let keyed: Query
  private let claimed: Query
  private lazy var numbers = Result { try RowNumbers(of: "article", database) }
  private lazy var sources = Result {
    try Set(Query(database, "SELECT id FROM source").all { $0.integer(0) })
  }

  private struct Rows {
    let articles: RowInsertion
    let addresses: RowInsertion
    let related: RowInsertion
    let listed: RowInsertion

    init(_ database: Database) throws {
      articles = try RowInsertion(
        database,
        """
        INSERT OR ROLLBACK INTO article(id, address, title, provider, published, quality, heat,
          related_count, topics, folder, name, addresses, related, lists, medium)
        """, columns: 15)
      addresses = try RowInsertion(database, "INSERT OR IGNORE INTO address", columns: 3)
      related = try RowInsertion(database, "INSERT OR IGNORE INTO related", columns: 2)
      listed = try RowInsertion(database, "INSERT OR IGNORE INTO listed", columns: 4)
    }
  }

  /// An article as one file or item tells it.
  struct Entry {
    let record: ArticleRecord
    let file: FileID
  }

  /// - Parameter relations: takes what new articles relate to, to be stored later.
  init(_ database: Database, relations: PendingRelations? = nil) throws {
    self.database = database
    self.relations = relations
    counts = ArticleCounts(database)
    marks = ArticleMarks(database, counts)
    hasMarks = try marks.exist()
    lists = ListTable(database)
    rows = try Rows(database)
    keyed = try Query(database, "SELECT article FROM address WHERE hash = ? AND is_key = 1")
    claimed = try Query(database, "SELECT article FROM address WHERE hash = ? LIMIT 1")
  }

  /// The article that a file with these addresses holds: the one with the preferred address as its
  /// key, else the one the file held before, if its key is among them.
  ///
  /// Without an address its text decides; see ``keyed(_:)``. A file that held an article of this kind
  /// for itself has been edited and holds it still.
  func identify(
    _ record: ArticleRecord, before previous: Int64?, isAlone: Bool
  ) throws -> StoredArticle? {
    if let text = record.text {
      if let found = try claimed.first(text.hash, row: { $0.integer(0) }) {
        return try StoredArticle(found, database)
      }
      guard isAlone, let previous, let stored = try StoredArticle(previous, database),
        stored.addresses.first == record.addresses[0] || stored.addresses.contains(text.group)
      else { return nil }
      return stored
    }
    if let found = try article(withKey: record.addresses[0]) { return found }
    guard let previous, let stored = try StoredArticle(previous, database),
      let key = stored.addresses.first, record.addresses.contains(key)
    else { return nil }
    return stored
  }

  /// The record of a new article with the key that it gets: the one of its text, where another text
  /// has the usual one.
  func keyed(_ record: ArticleRecord) throws -> ArticleRecord {
    guard record.text != nil, try keyed.first(record.addresses[0], row: { _ in true }) != nil else {
      return record
    }
    return record.keyedByText()
  }

  func article(withKey hash: Int64) throws -> StoredArticle? {
    try keyed.first(hash) { $0.integer(0) }.flatMap { try StoredArticle($0, database) }
  }

  func stored(_ id: Int64) throws -> StoredArticle? { try StoredArticle(id, database) }

  /// Stores articles that have different keys, none of which the library knows.
  /// - Returns: their numbers.
  func insert(_ entries: [Entry], source: Int64) throws -> [Int64] {
    let lists = try entries.indices.map { try [source] + subjects(of: entries[$0].record) }
    let ids = try entries.indices.map { _ in try number() }
    for index in entries.indices {
      try add(entries[index], ids[index], lists[index])
    }
    try rows.articles.finish()
    for index in entries.indices {
      try enter(entries[index].record, ids[index], lists[index])
    }
    try counts.enter(lists, of: source)
    try rows.listed.finish()
    try rows.addresses.finish()
    try rows.related.finish()
    if hasMarks {
      for (id, entry) in zip(ids, entries) where try marks.exist(of: entry.record.addresses) {
        try refreshMarks(id, sharing: entry.record.addresses)
      }
    }
    return ids
  }

  private func add(_ entry: Entry, _ id: Int64, _ lists: [Int64]) throws {
    try rows.articles.add(
      id, entry.record.address.text, entry.record.title, entry.record.provider,
      entry.record.published, entry.record.quality, entry.record.heat, entry.record.relatedCount,
      entry.record.topics.joined(separator: "\n"), entry.file.folder, entry.file.name,
      PackedIntegers.pack(entry.record.addresses), PackedIntegers.pack(entry.record.related),
      PackedIntegers.pack(lists), entry.record.medium?.packed)
  }

  private func enter(_ record: ArticleRecord, _ id: Int64, _ lists: [Int64]) throws {
    try enter(id, in: lists, at: ListPosition(published: record.published, title: record.title))
    try claim(record.addresses, for: id)
    if let relations {
      relations.add(record.related, to: id)
    } else {
      try relate(record.related, to: id)
    }
  }

  /// To be called at the end of the transaction.
  func finish() throws { try counts.flush() }

  private func number() throws -> Int64 {
    var numbers = try numbers.get()
    defer { self.numbers = .success(numbers) }
    return numbers.next()
  }

  /// Takes the fields of a file that supplies them. The key stays what it was.
  func replace(_ stored: StoredArticle, with record: ArticleRecord, from file: FileID) throws {
    let id = stored.id
    let key = stored.addresses.first ?? record.addresses[0]
    // An edited article that had to give way still does.
    let isApart = record.text.map { stored.addresses.contains($0.group) } ?? false
    let record = isApart ? record.keyedByText() : record
    let addresses = [key] + record.addresses.filter { $0 != key }
    let lists = try sourceLists(of: id) + subjects(of: record)
    try Query(
      database,
      """
      UPDATE article SET title = ?2, provider = ?3, published = ?4, quality = ?5, heat = ?6,
        related_count = ?7, topics = ?8, folder = ?9, name = ?10, addresses = ?11, related = ?12,
        lists = ?13, medium = ?14 WHERE id = ?1
      """
    ).run(
      id, record.title, record.provider, record.published, record.quality, record.heat,
      record.relatedCount, record.topics.joined(separator: "\n"), file.folder, file.name,
      PackedIntegers.pack(addresses), PackedIntegers.pack(record.related),
      PackedIntegers.pack(lists), record.medium?.packed)
    try TextIndex.note(changed: id, database)
    try move(stored, to: ListPosition(published: record.published, title: record.title), lists)
    if record.related != stored.related {
      try unrelate(stored.related, to: id)
      try relate(record.related, to: id)
      try rows.related.finish()
    }
    if addresses != stored.addresses {
      try release(stored.addresses, of: id)
      try claim(addresses, for: id)
      try rows.addresses.finish()
      if hasMarks { try refreshMarks(id, sharing: stored.addresses + addresses) }
    }
  }

  /// Whether the row of an article tells what a record does.
  func shows(_ record: ArticleRecord, as stored: StoredArticle) throws -> Bool {
    try Query(
      database,
      """
      SELECT 1 FROM article WHERE id = ? AND title = ? AND provider = ? AND published IS ?
        AND quality IS ? AND heat IS ? AND related_count = ? AND topics = ? AND medium IS ?
      """
    ).first(
      stored.id, record.title, record.provider, record.published, record.quality, record.heat,
      record.relatedCount, record.topics.joined(separator: "\n"), record.medium?.packed
    ) { _ in true } ?? false
  }

  /// Brings the sources of an article up to date after a file came or went elsewhere.
  func updateSources(of stored: StoredArticle) throws {
    let sources = try self.sources.get()
    let lists = try sourceLists(of: stored.id) + stored.lists.filter { !sources.contains($0) }
    guard lists != stored.lists else { return }
    try Query(database, "UPDATE article SET lists = ? WHERE id = ?")
      .run(PackedIntegers.pack(lists), stored.id)
    try move(stored, to: stored.position, lists)
  }

  /// Lets another file answer for the article; its fields follow when it has been read.
  func point(_ stored: StoredArticle, to file: FileID) throws {
    try Query(database, "UPDATE article SET folder = ?, name = ? WHERE id = ?")
      .run(file.folder, file.name, stored.id)
  }

  /// Articles without a file wait until the scan is over: their file may only have moved.
  func orphan(_ id: Int64) throws {
    try Query(database, "UPDATE article SET folder = 0, name = x'' WHERE id = ?").run(id)
    try Query(database, "INSERT OR IGNORE INTO orphan VALUES(?)").run(id)
  }

  func orphans(limit: Int) throws -> [Int64] {
    try Query(database, "SELECT article FROM orphan LIMIT ?").all(limit) { $0.integer(0) }
  }

  /// Ends the wait of an orphan; `true` if it has to go, and is gone.
  func settle(orphan id: Int64) throws -> Bool {
    try Query(database, "DELETE FROM orphan WHERE article = ?").run(id)
    let hasFile =
      try Query(database, "SELECT 1 FROM file WHERE article = ? LIMIT 1").first(id) { _ in true }
    guard hasFile == nil, let stored = try StoredArticle(id, database) else { return false }
    try leave(id, stored.lists, at: stored.position)
    try unrelate(stored.related, to: id)
    try release(stored.addresses, of: id)
    if hasMarks { try marks.forget(id) }
    try counts.leave(stored.lists)
    try Query(database, "DELETE FROM article WHERE id = ?").run(id)
    try TextIndex.forget(id, database)
    if hasMarks {
      try refreshMarks(id, sharing: stored.addresses)
    }
    return true
  }

  // MARK: - Lists

  /// The lists of topics and providers.
  private func subjects(of record: ArticleRecord) throws -> [Int64] {
    var subjects = try record.topics.map { try lists.id(.topic, $0) }
    if !record.provider.isEmpty { subjects.append(try lists.id(.provider, record.provider)) }
    return subjects
  }

  /// An item that is alone has no row among the files.
  private func sourceLists(of article: Int64) throws -> [Int64] {
    let sources = try Query(
      database,
      """
      SELECT DISTINCT source FROM file JOIN folder ON folder.id = file.folder WHERE article = ?
      ORDER BY source
      """
    ).all(article) { $0.integer(0) }
    guard sources.isEmpty else { return sources }
    return try Query(
      database,
      "SELECT source FROM article JOIN folder ON folder.id = article.folder WHERE article.id = ?"
    ).all(article) { $0.integer(0) }
  }

  private func move(_ stored: StoredArticle, to position: ListPosition, _ lists: [Int64]) throws {
    guard position != stored.position || lists != stored.lists else { return }
    try leave(stored.id, stored.lists, at: stored.position)
    try enter(stored.id, in: lists, at: position)
    try counts.move(stored.id, from: stored.lists, to: lists)
    try rows.listed.finish()
  }

  private func enter(_ id: Int64, in lists: [Int64], at position: ListPosition) throws {
    for list in lists { try rows.listed.add(list, position.sort, position.title, id) }
  }

  private func leave(_ id: Int64, _ lists: [Int64], at position: ListPosition) throws {
    let query = try Query(
      database, "DELETE FROM listed WHERE list = ? AND sort = ? AND title = ? AND article = ?")
    for list in lists { try query.run(list, position.sort, position.title, id) }
  }

  // MARK: - Addresses

  private func claim(_ addresses: [Int64], for id: Int64) throws {
    for (index, hash) in addresses.enumerated() {
      try rows.addresses.add(hash, id, index == 0 ? 1 : 0)
    }
  }

  private func release(_ addresses: [Int64], of id: Int64) throws {
    let query = try Query(database, "DELETE FROM address WHERE hash = ? AND article = ?")
    for hash in addresses { try query.run(hash, id) }
  }

  private func relate(_ hashes: [Int64], to id: Int64) throws {
    for hash in hashes { try rows.related.add(hash, id) }
  }

  private func unrelate(_ hashes: [Int64], to id: Int64) throws {
    let query = try Query(database, "DELETE FROM related WHERE hash = ? AND article = ?")
    for hash in hashes { try query.run(hash, id) }
    relations?.drop(id)
  }

  /// Others that claim one of the addresses gain or lose it as an alias.
  private func refreshMarks(_ id: Int64, sharing addresses: [Int64]) throws {
    var affected: Set<Int64> = [id]
    let claims = try AddressClaims.query(database)
    let aliases = try AliasMarks(database)
    for hash in addresses {
      let (claimants, isKey) = try AddressClaims.claimants(of: hash, claims)
      affected.formUnion(claimants)
      if claimants.count == 1, !isKey { try aliases.note(hash) }
    }
    for article in affected { try marks.refresh(article) }
  }
}

/// An article as the library has it, as far as a change of it must know.
struct StoredArticle {
  let id: Int64
  let title: String
  let published: Int64?
  let file: FileID
  let addresses: [Int64]
  let related: [Int64]
  let lists: [Int64]

  var position: ListPosition { ListPosition(published: published, title: title) }

  init?(_ id: Int64, _ database: Database) throws {
    let stored = try Query(
      database,
      """
      SELECT title, published, folder, name, addresses, related, lists FROM article WHERE id = ?
      """
    ).first(id) { row in
      StoredArticle(id, row)
    }
    guard let stored else { return nil }
    self = stored
  }

  private init(_ id: Int64, _ row: Query) {
    self.id = id
    title = row.text(0)
    published = row.optionalInteger(1)
    file = FileID(folder: row.integer(2), name: row.blob(3))
    addresses = row.withBlob(4, PackedIntegers.unpack)
    related = row.withBlob(5, PackedIntegers.unpack)
    lists = row.withBlob(6, PackedIntegers.unpack)
  }
}
