import Articles
import GRDB

extension Library {
  /// How many articles have words that a query does not find yet.
  public func textsWaiting() throws(StorageError) -> Int {
    try read { try TextIndex.waiting($0) }
  }

  /// Enters the words of all articles that are new or have changed: in small steps, between which
  /// everybody else can write. Whoever comes back after a cancel goes on where it ended.
  ///
  /// - Parameter progress: is told after every step how many were entered until then.
  /// - Returns: how many were entered.
  @discardableResult
  public func indexTexts(
    progress: (Int) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(StorageError) -> Int {
    var count = 0
    while !isCancelled() {
      let step = try TextStep(self)
      guard let entered = try step.run() else { break }
      count += entered
      progress(count)
      LibraryFile.yield()
    }
    if count >= Library.bulk, !isCancelled() { try gatherWords(isCancelled: isCancelled) }
    return count
  }

  /// After so many articles the index is put in order, which makes it a tenth smaller.
  private static let bulk = 20_000
  /// In pages.
  private static let gathered = 400

  /// Joins the pieces of the index, a few pages at a time.
  private func gatherWords(isCancelled: () -> Bool) throws(StorageError) {
    for table in ["words", "beginnings"] {
      // A negative number begins to join all of them, others go on with it.
      var pages = -Library.gathered
      var isOver = false
      while !isOver, !isCancelled() {
        isOver = try write { database in
          let before = database.totalChangesCount
          try Query(database, "INSERT INTO \(table)(\(table), rank) VALUES('merge', ?)").run(pages)
          return database.totalChangesCount - before < 2
        }
        pages = Library.gathered
        LibraryFile.yield()
      }
    }
  }
}

/// Some articles whose words are entered together: found in one transaction, read outside of any, and
/// entered in another.
private struct TextStep {
  private let library: Library
  private let tasks: [Task]
  /// The last of the new articles that are done with this step.
  private let last: Int64?

  private struct Task {
    let id: Int64
    let address: Address
    let published: Int64?
    let origins: [ArticleOrigin]
    /// What it was at when it was found to have changed; `nil` for a new one.
    let revision: Int64?
  }

  /// Some 100 ms of work: larger steps make a smaller index cheaper, but keep others from writing.
  private static let size = 256

  init(_ library: Library) throws(StorageError) {
    self.library = library
    (tasks, last) = try library.read { database in
      var found: [(id: Int64, revision: Int64?)] = try Query(
        database, "SELECT article, revision FROM text_todo LIMIT ?"
      ).all(Self.size) { ($0.integer(0), $0.integer(1)) }
      let entered = try Query(database, "SELECT last FROM text_state").first { $0.integer(0) }
      let new = try Query(database, "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?")
        .all(entered ?? 0, Self.size - found.count) { $0.integer(0) }
      found += new.map { ($0, nil) }
      return (
        try found.compactMap { try Self.task($0.id, $0.revision, database) }, new.last
      )
    }
  }

  private static func task(_ id: Int64, _ revision: Int64?, _ database: Database) throws -> Task? {
    let row = try Query(
      database, "SELECT address, published, folder, name FROM article WHERE id = ?"
    )
    .first(id) { row in
      (
        address: Address(key: row.text(0)), published: row.optionalInteger(1),
        file: FileID(folder: row.integer(2), name: row.blob(3))
      )
    }
    guard let row, let address = row.address else { return nil }
    let ranks = try FileTable(database).files(of: id)
    let files = ranks.filter { $0.file == row.file } + ranks.filter { $0.file != row.file }
    return Task(
      id: id, address: address, published: row.published,
      origins: try files.compactMap { try ArticleOrigin($0, database) }, revision: revision)
  }

  /// - Returns: how many were entered; `nil` where nothing is left to do.
  func run() throws(StorageError) -> Int? {
    guard !tasks.isEmpty || last != nil else { return nil }
    let entries = tasks.map { task -> (words: TextEntry, story: StoryText) in
      let text = ArticleText(origins: task.origins, address: task.address)
      let item = task.origins.first?.archived
      let article = text.article ?? Article(title: "")
      return (
        TextEntry(article, body: text.body, address: task.address, item: item),
        StoryText(article, address: task.address) { TextEntry.beginning(of: text.body) }
      )
    }
    try library.write { database in
      let stories = try StoryTable(database)
      var placed: [(number: Int64, task: Task, entry: TextEntry)] = []
      let document = try Query(database, "INSERT INTO text_doc VALUES(?, ?)")
      let exists = try Query(database, "SELECT 1 FROM article WHERE id = ?")
      let entered = try Query(database, "SELECT 1 FROM text_doc WHERE article = ? AND article > 0")
      let waits = try Query(
        database, "SELECT 1 FROM text_todo WHERE article = ? AND revision = ?")
      for (task, entry) in zip(tasks, entries) {
        // Gone, or entered by another process meanwhile.
        let isDue =
          try task.revision.map { try waits.first(task.id, $0, row: { _ in true }) != nil }
          ?? (entered.first(task.id, row: { _ in true }) == nil)
        guard isDue, try exists.first(task.id, row: { _ in true }) != nil else { continue }
        try Query(database, "UPDATE text_doc SET article = 0 WHERE article = ?1 AND article > 0")
          .run(task.id)
        let least = TextIndex.leastNumber(published: task.published)
        let number = try TextIndex.freeNumber(from: least, database)
        try document.run(number, task.id)
        placed.append((number, task, entry.words))
        try stories.enter(task.id, entry.story, address: library.hashing(task.address))
      }
      try stories.finish()
      // FTS5 writes out what it holds whenever a number is smaller than the one before.
      placed.sort { $0.number < $1.number }
      try enter(placed.map { ($0.number, $0.entry) }, database)
      let done = try Query(database, "DELETE FROM text_todo WHERE article = ? AND revision = ?")
      for task in tasks { if let revision = task.revision { try done.run(task.id, revision) } }
      if let last { try Query(database, "UPDATE text_state SET last = max(last, ?)").run(last) }
    }
    return tasks.count
  }

  private func enter(_ entries: [(number: Int64, entry: TextEntry)], _ database: Database) throws {
    let columns = TextIndex.Column.allCases
    let names = columns.map(\.rawValue).joined(separator: ", ")
    let places = repeatElement("?", count: columns.count + 1).joined(separator: ", ")
    let query = try Query(database, "INSERT INTO words(rowid, \(names)) VALUES(\(places))")
    for (number, entry) in entries {
      query.reset()
      query.set(from: 1, number)
      for (index, text) in entry.columns.enumerated() { query.set(from: index + 2, text) }
      while try query.step() {}
    }
    query.clear()
    let beginnings = try Query(database, "INSERT INTO beginnings(rowid, text) VALUES(?, ?)")
    for (number, entry) in entries { try beginnings.run(number, entry.beginnings) }
    beginnings.clear()
  }
}
