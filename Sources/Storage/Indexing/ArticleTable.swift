import Articles
import GRDB

/// The table `article` and those that follow it: `address`, `related`, `listed`, `orphan`, `mark`.
///
/// One value serves one transaction.
final class ArticleTable {
  private let database: Database
  private let marks: ArticleMarks
  private let hasMarks: Bool
  private var lists: [ListName: Int64] = [:]
  private lazy var sources = Result {
    try Set(Query(database, "SELECT id FROM source").all { $0.integer(0) })
  }

  private struct ListName: Hashable {
    let kind: ListKind
    let name: [UInt8]
  }

  init(_ database: Database) throws {
    self.database = database
    marks = ArticleMarks(database)
    hasMarks = try marks.exist()
  }

  /// The article that a file with these addresses holds: the one with the preferred address as its
  /// key, else the one the file held before, if its key is among them.
  func identify(_ record: ArticleRecord, before previous: Int64?) throws -> StoredArticle? {
    let keyed = try Query(database, "SELECT article FROM address WHERE hash = ? AND is_key = 1")
      .first(record.addresses[0]) { $0.integer(0) }
    if let keyed { return try StoredArticle(keyed, database) }
    guard let previous, let stored = try StoredArticle(previous, database),
      let key = stored.addresses.first, record.addresses.contains(key)
    else { return nil }
    return stored
  }

  func stored(_ id: Int64) throws -> StoredArticle? { try StoredArticle(id, database) }

  func insert(_ record: ArticleRecord, from file: FileID, source: Int64) throws -> Int64 {
    let lists = try [source] + subjects(of: record)
    try Query(
      database,
      """
      INSERT INTO article(address, title, provider, published, quality, heat, related_count, topics,
        folder, name, addresses, related, lists) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).run(
      record.address.text, record.title, record.provider, record.published, record.quality,
      record.heat, record.relatedCount, record.topics.joined(separator: "\n"), file.folder,
      file.name, PackedIntegers.pack(record.addresses), PackedIntegers.pack(record.related),
      PackedIntegers.pack(lists))
    let id = database.lastInsertedRowID
    try enter(id, in: lists, at: ListPosition(published: record.published, title: record.title))
    try claim(record.addresses, for: id)
    try relate(record.related, to: id)
    if hasMarks { try refreshMarks(id, sharing: record.addresses) }
    return id
  }

  /// Takes the fields of a file that supplies them. The key stays what it was.
  func replace(_ stored: StoredArticle, with record: ArticleRecord, from file: FileID) throws {
    let id = stored.id
    let key = stored.addresses.first ?? record.addresses[0]
    let addresses = [key] + record.addresses.filter { $0 != key }
    let lists = try sourceLists(of: id) + subjects(of: record)
    try Query(
      database,
      """
      UPDATE article SET title = ?2, provider = ?3, published = ?4, quality = ?5, heat = ?6,
        related_count = ?7, topics = ?8, folder = ?9, name = ?10, addresses = ?11, related = ?12,
        lists = ?13 WHERE id = ?1
      """
    ).run(
      id, record.title, record.provider, record.published, record.quality, record.heat,
      record.relatedCount, record.topics.joined(separator: "\n"), file.folder, file.name,
      PackedIntegers.pack(addresses), PackedIntegers.pack(record.related),
      PackedIntegers.pack(lists))
    try move(stored, to: ListPosition(published: record.published, title: record.title), lists)
    if record.related != stored.related {
      try unrelate(stored.related, to: id)
      try relate(record.related, to: id)
    }
    if addresses != stored.addresses {
      try release(stored.addresses, of: id)
      try claim(addresses, for: id)
      if hasMarks { try refreshMarks(id, sharing: stored.addresses + addresses) }
    }
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
    try Query(database, "DELETE FROM article WHERE id = ?").run(id)
    if hasMarks {
      try marks.forget(id)
      try refreshMarks(id, sharing: stored.addresses)
    }
    return true
  }

  // MARK: - Lists

  /// The lists of topics and providers.
  private func subjects(of record: ArticleRecord) throws -> [Int64] {
    var lists = try record.topics.map { try list(.topic, $0) }
    if !record.provider.isEmpty { lists.append(try list(.provider, record.provider)) }
    return lists
  }

  private func list(_ kind: ListKind, _ text: String) throws -> Int64 {
    let name = ListName(kind: kind, name: Array(text.utf8))
    if let id = lists[name] { return id }
    let known = try Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
      .first(kind.rawValue, name.name) { $0.integer(0) }
    let id: Int64
    if let known {
      id = known
    } else {
      try Query(database, "INSERT INTO list(kind, name) VALUES(?, ?)")
        .run(kind.rawValue, name.name)
      id = database.lastInsertedRowID
    }
    lists[name] = id
    return id
  }

  private func sourceLists(of article: Int64) throws -> [Int64] {
    try Query(
      database,
      """
      SELECT DISTINCT source FROM file JOIN folder ON folder.id = file.folder WHERE article = ?
      ORDER BY source
      """
    ).all(article) { $0.integer(0) }
  }

  private func move(_ stored: StoredArticle, to position: ListPosition, _ lists: [Int64]) throws {
    guard position != stored.position || lists != stored.lists else { return }
    try leave(stored.id, stored.lists, at: stored.position)
    try enter(stored.id, in: lists, at: position)
  }

  private func enter(_ id: Int64, in lists: [Int64], at position: ListPosition) throws {
    let query = try Query(database, "INSERT OR IGNORE INTO listed VALUES(?, ?, ?, ?)")
    for list in lists { try query.run(list, position.sort, position.title, id) }
  }

  private func leave(_ id: Int64, _ lists: [Int64], at position: ListPosition) throws {
    let query = try Query(
      database, "DELETE FROM listed WHERE list = ? AND sort = ? AND title = ? AND article = ?")
    for list in lists { try query.run(list, position.sort, position.title, id) }
  }

  // MARK: - Addresses

  private func claim(_ addresses: [Int64], for id: Int64) throws {
    let query = try Query(database, "INSERT OR IGNORE INTO address VALUES(?, ?, ?)")
    for (index, hash) in addresses.enumerated() { try query.run(hash, id, index == 0 ? 1 : 0) }
  }

  private func release(_ addresses: [Int64], of id: Int64) throws {
    let query = try Query(database, "DELETE FROM address WHERE hash = ? AND article = ?")
    for hash in addresses { try query.run(hash, id) }
  }

  private func relate(_ hashes: [Int64], to id: Int64) throws {
    let query = try Query(database, "INSERT OR IGNORE INTO related VALUES(?, ?)")
    for hash in hashes { try query.run(hash, id) }
  }

  private func unrelate(_ hashes: [Int64], to id: Int64) throws {
    let query = try Query(database, "DELETE FROM related WHERE hash = ? AND article = ?")
    for hash in hashes { try query.run(hash, id) }
  }

  /// Others that claim one of the addresses gain or lose it as an alias.
  private func refreshMarks(_ id: Int64, sharing addresses: [Int64]) throws {
    var affected: Set<Int64> = [id]
    let claims = try Claims.query(database)
    for hash in addresses { affected.formUnion(try Claims.claimants(of: hash, claims)) }
    for article in affected { try marks.refresh(article) }
  }
}
