import Articles
import GRDB

/// One batch of events, stored in one transaction.
final class IndexTransaction {
  private let database: Database
  private let files: FileTable
  private let articles: ArticleTable
  private let source: SourceID
  private var folders: [Path: Int64] = [:]
  /// New articles of files that were never seen: stored together, which takes less than one by one.
  private var new: [(entry: ArticleTable.Entry, facts: FileFacts)] = []
  /// What their files could share with another one.
  private var newKeys: Set<Int64> = []
  private lazy var fileRows = Result {
    try RowInsertion(database, "INSERT OR ROLLBACK INTO file", columns: 9)
  }
  private static let mostNew = 64
  private(set) var summary = IndexSummary()
  /// Articles that are new or changed.
  private(set) var touched: Set<ArticleID> = []
  /// Files that answer for an article from now on, and must be read for it.
  private(set) var toRead: [FileID] = []
  /// Whether another process has stored files of the source meanwhile.
  private(set) var isShared = false

  /// - Parameter relations: takes what new articles relate to, to be stored later.
  init(_ database: Database, source: SourceID, relations: PendingRelations? = nil) throws {
    self.database = database
    files = FileTable(database)
    articles = try ArticleTable(database, relations: relations)
    self.source = source
  }

  func store(_ file: FileKey, _ facts: FileFacts, _ outcome: FileOutcome) throws {
    let file = FileID(folder: try folder(file.folder), name: file.name)
    let known = try files.known(file, facts)
    // Another process was quicker.
    if known?.isSame ?? false {
      isShared = true
      return
    }
    if known == nil, case .article(let record) = outcome, try gather(record, of: file, facts) {
      return
    }
    try store(file, facts, outcome, source: source, known)
  }

  func store(_ file: FileID, _ facts: FileFacts, _ outcome: FileOutcome, source: SourceID) throws {
    try store(file, facts, outcome, source: source, files.known(file, facts))
  }

  private func store(
    _ file: FileID, _ facts: FileFacts, _ outcome: FileOutcome, source: SourceID,
    _ known: FileTable.Known?
  ) throws {
    try storeNew()
    if known != nil { try files.clearProblem(of: file) }
    let previous = known?.article
    var current: Int64?
    switch outcome {
    case .article(let record):
      current = try store(record, of: file, facts, known, source)
    case .skipped:
      try files.store(file, facts, code: outcome.code)
    case .problem(let problem):
      try files.store(file, facts, code: outcome.code)
      try files.store(problem, of: file)
      summary.problems += 1
    }
    if let previous, previous != current { try detach(previous) }
  }

  /// Keeps the article of a file that was never seen for ``storeNew()``, if it is new, too.
  private func gather(_ record: ArticleRecord, of file: FileID, _ facts: FileFacts) throws -> Bool {
    let keys = [record.addresses[0]] + (record.text.map { [$0.hash, $0.group] } ?? [])
    if keys.contains(where: newKeys.contains) { try storeNew() }
    guard try articles.identify(record, before: nil, isAlone: false) == nil else { return false }
    new.append((ArticleTable.Entry(record: try articles.keyed(record), file: file), facts))
    newKeys.formUnion(keys)
    if new.count == Self.mostNew { try storeNew() }
    return true
  }

  private func storeNew() throws {
    guard !new.isEmpty else { return }
    let rows = try fileRows.get()
    let ids = try articles.insert(new.map(\.entry), source: source.rawValue)
    for (id, (entry, facts)) in zip(ids, new) {
      try rows.add(
        entry.file.folder, entry.file.name, facts.size, facts.modified, facts.changed, facts.inode,
        FileOutcome.codeOfArticle, id, entry.record.published)
      touched.insert(ArticleID(id))
    }
    try rows.finish()
    summary.added += ids.count
    new.removeAll(keepingCapacity: true)
    newKeys.removeAll(keepingCapacity: true)
  }

  /// Lists items of feeds that were never listed; no two of them have the same key.
  func insert(_ items: [ArticleTable.Entry], source: SourceID) throws {
    var new: [ArticleTable.Entry] = []
    new.reserveCapacity(items.count)
    for index in items.indices {
      if let stored = try articles.article(withKey: items[index].record.addresses[0]) {
        try share(stored, with: items[index], source)
      } else {
        new.append(items[index])
      }
    }
    _ = try articles.insert(new, source: source.rawValue)
  }

  /// Lists an item of a feed that may be listed as it was before. Its article is the one with its
  /// key. It has a row among the files only where others have the same article.
  func store(_ item: ArticleTable.Entry, source: SourceID) throws {
    guard let stored = try articles.article(withKey: item.record.addresses[0]) else {
      _ = try articles.insert([item], source: source.rawValue)
      return
    }
    if stored.file == item.file, try !files.hold(stored.id) {
      try articles.replace(stored, with: item.record, from: item.file)
    } else {
      try share(stored, with: item, source)
    }
  }

  private func share(_ stored: StoredArticle, with item: ArticleTable.Entry, _ source: SourceID)
    throws
  {
    try store(item.record, of: item.file, .ofItem, for: stored, source)
  }

  /// Takes an item of a feed out of its article.
  /// - Parameter key: the hash of its key.
  func remove(_ item: FileID, key: Int64) throws {
    guard let stored = try articles.article(withKey: key) else { return }
    guard try files.hold(stored.id) else {
      if stored.file == item { try articles.orphan(stored.id) }
      return
    }
    try remove(item)
  }

  func note(_ message: String, of folder: Path) throws {
    try files.store(
      Problem(message: message), of: FileID(folder: try self.folder(folder), name: []))
    summary.problems += 1
  }

  func mend(_ folder: Path) throws {
    try files.clearProblem(of: FileID(folder: try self.folder(folder), name: []))
  }

  func remove(_ file: FileKey) throws {
    guard let folder = try files.knownFolder(file.folder, of: source) else { return }
    try remove(FileID(folder: folder, name: file.name))
  }

  func remove(_ file: FileID) throws {
    try storeNew()
    guard let article = try files.article(of: file) else { return }
    try files.remove(file)
    if let article { try detach(article) }
  }

  /// Deletes up to `limit` articles that have lost their last file; `false` when none waits.
  func settleOrphans(limit: Int) throws -> Bool {
    let orphans = try articles.orphans(limit: limit)
    for article in orphans where try articles.settle(orphan: article) { summary.removed += 1 }
    return !orphans.isEmpty
  }

  /// To be called at the end of the transaction.
  func finish() throws {
    try storeNew()
    try articles.finish()
  }

  private func folder(_ path: Path) throws -> Int64 {
    if let id = folders[path] { return id }
    let id = try files.folder(path, of: source)
    folders[path] = id
    return id
  }

  private func store(
    _ record: ArticleRecord, of file: FileID, _ facts: FileFacts, _ known: FileTable.Known?,
    _ source: SourceID
  ) throws -> Int64 {
    let previous = known?.article
    let isAlone =
      try record.text != nil && previous.map { try files.files(of: $0).count == 1 } ?? false
    if let stored = try articles.identify(record, before: previous, isAlone: isAlone) {
      // A file that was read only to answer for its article tells nobody anything new, if it says the same.
      let isNews = try known?.isDistrusted != true || !articles.shows(record, as: stored)
      try store(record, of: file, facts, for: stored, source)
      summary.changed += 1
      if isNews { touched.insert(ArticleID(stored.id)) }
      return stored.id
    }
    let entry = ArticleTable.Entry(record: try articles.keyed(record), file: file)
    let id = try articles.insert([entry], source: source.rawValue)[0]
    try files.store(
      file, facts, code: FileOutcome.codeOfArticle, article: id, published: record.published)
    summary.added += 1
    touched.insert(ArticleID(id))
    return id
  }

  private func store(
    _ record: ArticleRecord, of file: FileID, _ facts: FileFacts, for stored: StoredArticle,
    _ source: SourceID
  ) throws {
    try files.enterItem(of: stored.id)
    try files.store(
      file, facts, code: FileOutcome.codeOfArticle, article: stored.id, published: record.published)
    let best = try files.files(of: stored.id).first?.file
    if best == file || stored.file == file {
      try articles.replace(stored, with: record, from: file)
    } else {
      try articles.updateSources(of: stored)
      try TextIndex.note(changed: stored.id, database)
    }
    if let best, best != file, stored.file == file { try readAgain(best, for: stored.id) }
  }

  /// Lets the file or item supply an article's fields that now should.
  /// - Returns: whether it is another one than before.
  func rank(_ article: Int64) throws -> Bool {
    guard let stored = try articles.stored(article),
      let best = try files.files(of: article).first?.file, best != stored.file
    else { return false }
    try articles.point(stored, to: best)
    try readAgain(best, for: article)
    return true
  }

  /// An article has lost a file, or an item that shared it.
  private func detach(_ article: Int64) throws {
    guard let stored = try articles.stored(article) else { return }
    guard try files.hold(article), let best = try files.files(of: article).first?.file else {
      return try articles.orphan(article)
    }
    try articles.updateSources(of: stored)
    try TextIndex.note(changed: article, database)
    if best != stored.file {
      try articles.point(stored, to: best)
      try readAgain(best, for: article)
    }
  }

  /// An item of a feed at once; a file when the scan comes to its end, else at the next one.
  private func readAgain(_ file: FileID, for article: Int64) throws {
    if let item = try files.item(of: file).flatMap({ try ArchivedItem($0, database) }),
      let stored = try articles.stored(article)
    {
      let record = ArticleRecord(item, hashing: try Meta.hashing(database))
      return try articles.replace(stored, with: record, from: file)
    }
    try files.distrust(file)
    toRead.append(file)
  }
}

/// What the articles of a folder relate to, while it is read for the first time: rows of the table
/// `related` that are stored later, many at once and in their order.
///
/// Stored with their articles they lie anywhere in the table: every batch would write most of its pages
/// anew, which takes ever longer the more there are. `related` of an article says the same, so that
/// nothing is lost where it never comes to that; see ``IndexWriter``.
final class PendingRelations {
  private var rows: [(hash: Int64, article: Int64)] = []
  /// Articles that have others by now.
  private var dropped: Set<Int64> = []

  private static let most = 1 << 18
  private static let atOnce = 1 << 14

  /// Whether they should be stored, so that they do not fill the memory.
  var areMany: Bool { rows.count >= Self.most }

  func add(_ hashes: [Int64], to article: Int64) {
    for hash in hashes { rows.append((hash, article)) }
  }

  func drop(_ article: Int64) { dropped.insert(article) }

  /// Gathers those of all articles of a source.
  func addAll(of source: Int64, _ database: Database) throws {
    let articles = try Query(database, "SELECT article FROM listed WHERE list = ?")
      .all(source) { $0.integer(0) }
    let query = try Query(database, "SELECT related FROM article WHERE id = ?")
    for article in articles {
      let hashes = try query.first(article) { $0.withBlob(0, PackedIntegers.unpack) }
      add(hashes ?? [], to: article)
    }
  }

  func store(in library: Library) throws(StorageError) {
    rows.removeAll { dropped.contains($0.article) }
    rows.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.article < $1.article }
    for start in stride(from: 0, to: rows.count, by: Self.atOnce) {
      try library.write(log: .long) { database in
        let insertion = try RowInsertion(
          database, "INSERT OR IGNORE INTO related", columns: 2, rowsAtOnce: 64)
        for row in rows[start...].prefix(Self.atOnce) { try insertion.add(row.hash, row.article) }
        try insertion.finish()
      }
      LibraryFile.yield()
    }
    rows = []
    dropped = []
  }
}
