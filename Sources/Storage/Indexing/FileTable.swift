import Articles
import GRDB

/// A file as the library numbers it.
struct FileID: Hashable {
  let folder: Int64
  let name: [UInt8]
}

/// The tables `folder`, `file` and `problem`.
struct FileTable {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The number of a folder, given at first sight.
  func folder(_ path: Path, of source: SourceID) throws -> Int64 {
    if let id = try knownFolder(path, of: source) { return id }
    try Query(database, "INSERT INTO folder(source, path) VALUES(?, ?)")
      .run(source.rawValue, path.bytes)
    return database.lastInsertedRowID
  }

  func knownFolder(_ path: Path, of source: SourceID) throws -> Int64? {
    try Query(database, "SELECT id FROM folder WHERE source = ? AND path = ?")
      .first(source.rawValue, path.bytes) { $0.integer(0) }
  }

  func folders(of source: SourceID) throws -> [(id: Int64, path: Path)] {
    try Query(database, "SELECT id, path FROM folder WHERE source = ?")
      .all(source.rawValue) { (id: $0.integer(0), path: Path(bytes: $0.blob(1))) }
  }

  func files(in folder: Int64) throws -> [FileID] {
    try Query(database, "SELECT name FROM file WHERE folder = ?")
      .all(folder) { FileID(folder: folder, name: $0.blob(0)) }
  }

  func removeFolder(_ id: Int64) throws {
    try Query(database, "DELETE FROM problem WHERE folder = ?").run(id)
    try Query(database, "DELETE FROM folder WHERE id = ?").run(id)
  }

  /// The article a file held when it was last read; the outer `nil` means an unknown file.
  func article(of file: FileID) throws -> Int64?? {
    try Query(database, "SELECT article FROM file WHERE folder = ? AND name = ?")
      .first(file.folder, file.name) { $0.optionalInteger(0) }
  }

  /// What is known of a file.
  struct Known {
    let article: Int64?
    /// Whether it was read when it was like this: whoever reads it meanwhile need not store it.
    let isSame: Bool
    /// Whether it may be as it was then, but is to be read again: see ``distrust(_:)``.
    let isDistrusted: Bool
  }

  /// `nil` for an unknown file.
  func known(_ file: FileID, _ facts: FileFacts) throws -> Known? {
    try Query(
      database,
      """
      SELECT article, size, modified, changed, inode FROM file WHERE folder = ? AND name = ?
      """
    ).first(file.folder, file.name) { row in
      let isAlike =
        row.integer(1) == facts.size && row.integer(2) == facts.modified
        && row.integer(4) == facts.inode
      return Known(
        article: row.optionalInteger(0),
        isSame: facts.changed != 0 && isAlike && row.integer(3) == facts.changed,
        isDistrusted: isAlike && row.integer(3) == 0)
    }
  }

  func store(
    _ file: FileID, _ facts: FileFacts, code: Int64, article: Int64? = nil, published: Int64? = nil
  ) throws {
    try Query(database, "INSERT OR REPLACE INTO file VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
      file.folder, file.name, facts.size, facts.modified, facts.changed, facts.inode, code, article,
      published)
  }

  func remove(_ file: FileID) throws {
    try Query(database, "DELETE FROM file WHERE folder = ? AND name = ?")
      .run(file.folder, file.name)
    try clearProblem(of: file)
  }

  func store(_ problem: Problem, of file: FileID) throws {
    try Query(database, "INSERT OR REPLACE INTO problem VALUES(?, ?, ?, ?)")
      .run(file.folder, file.name, problem.line, problem.message)
  }

  func clearProblem(of file: FileID) throws {
    try Query(database, "DELETE FROM problem WHERE folder = ? AND name = ?")
      .run(file.folder, file.name)
  }

  /// Makes the next scan read the file again, whatever `stat` says.
  func distrust(_ file: FileID) throws {
    try Query(database, "UPDATE file SET changed = 0 WHERE folder = ? AND name = ?")
      .run(file.folder, file.name)
  }

  /// The files that hold an article, the one that should supply its fields first.
  func files(of article: Int64) throws -> [ArticleFileRank] {
    try Ranks(database).files(of: article)
  }

  /// What the files of one article after the other are looked up with, within one transaction.
  final class Ranks {
    private let files: Query
    private let items: Query
    private let folders: Query
    private let unlisted: Set<Int64>
    private var known: [Int64: Folder] = [:]

    private struct Folder {
      let source: Int64
      let path: Path
      let isOfFeed: Bool
    }

    init(_ database: Database) throws {
      unlisted = try SourceRanks.unlisted(database)
      files = try Query(database, "SELECT folder, name, published FROM file WHERE article = ?")
      items = try Query(database, "SELECT folder, name, published FROM article WHERE id = ?")
      folders = try Query(
        database,
        """
        SELECT list.name, folder.path, folder.source
        FROM folder JOIN list ON list.id = folder.source WHERE folder.id = ?
        """)
    }

    func files(of article: Int64) throws -> [ArticleFileRank] {
      let files = try files.all(article, row: rank).compactMap(\.self)
      if files.isEmpty {
        return try items.all(article, row: rank).compactMap { $0?.item == nil ? nil : $0 }
      }
      return files.count < 2 ? files : files.sorted(by: >)
    }

    private func rank(_ row: Query) throws -> ArticleFileRank? {
      let file = FileID(folder: row.integer(0), name: row.blob(1))
      guard let folder = try folder(file.folder) else { return nil }
      let item = folder.isOfFeed ? ItemName.id(file.name) : nil
      return ArticleFileRank(
        file: file, source: folder.source, published: row.optionalInteger(2),
        path: item == nil ? folder.path.appending(file.name) : folder.path, item: item,
        isListed: !unlisted.contains(folder.source))
    }

    private func folder(_ id: Int64) throws -> Folder? {
      if let folder = known[id] { return folder }
      let found = try folders.first(id) { row in
        let root = row.blob(0)
        let isOfFeed = SourcePlace(name: root).isFeed
        let path = Path(bytes: root)
        return Folder(
          source: row.integer(2), path: isOfFeed ? path : path.appending(row.blob(1)),
          isOfFeed: isOfFeed)
      }
      known[id] = found
      return found
    }
  }

  /// Whether the article has rows here, so that an item that supplies its fields is not alone.
  func hold(_ article: Int64) throws -> Bool {
    try Query(database, "SELECT 1 FROM file WHERE article = ? LIMIT 1").first(article) { _ in true }
      ?? false
  }

  /// Gives the item that has had an article for itself a row, as all have that share theirs.
  func enterItem(of article: Int64) throws {
    guard try !hold(article), let item = try files(of: article).first else { return }
    try store(
      item.file, .ofItem, code: FileOutcome.codeOfArticle, article: article,
      published: item.published)
  }

  /// The item of a feed that stands here instead of a file.
  func item(of file: FileID) throws -> Int64? {
    let root = try Query(
      database,
      "SELECT list.name FROM folder JOIN list ON list.id = folder.source WHERE folder.id = ?"
    ).first(file.folder) { SourcePlace(name: $0.blob(0)) }
    return root?.isFeed == true ? ItemName.id(file.name) : nil
  }

  /// Where a file lies, and in which source.
  func place(of file: FileID) throws -> (path: Path, source: SourceID)? {
    try Query(
      database,
      """
      SELECT list.name, folder.path, list.id FROM folder JOIN list ON list.id = folder.source
      WHERE folder.id = ?
      """
    ).first(file.folder) { row in
      (
        path: Path(bytes: row.blob(0)).appending(row.blob(1)).appending(file.name),
        source: SourceID(row.integer(2))
      )
    }
  }
}
