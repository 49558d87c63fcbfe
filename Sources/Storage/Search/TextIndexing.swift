public import Articles
import FeedParsing
import GRDB

extension Library {
  /// How many articles have words that a query does not find yet.
  public func textsWaiting() throws(StorageError) -> Int {
    try read { try TextIndex.waiting($0) }
  }

  /// The whole text of an article was fetched: its words are entered with the next.
  public func noteFullText(of address: Address) throws(StorageError) {
    try write { database in
      let find = try Query(database, "SELECT article FROM address WHERE hash = ? AND is_key = 1")
      if let article = try find.first(hashing(address), row: { $0.integer(0) }) {
        try TextIndex.note(changed: article, database)
      }
    }
  }

  /// Notes the articles whose whole text was entered and is kept no longer: looks for each of these.
  public func noteLostFullTexts(_ kept: KeptTexts) throws(StorageError) {
    let entered = try read { database in
      try Query(database, TextIndex.withFullText).all { ($0.integer(0), Address(key: $0.text(1))) }
    }
    let lost = entered.filter { _, address in !(address.map(kept.has) ?? true) }
    guard !lost.isEmpty else { return }
    try write { database in
      for (article, _) in lost { try TextIndex.note(changed: article, database) }
    }
  }

  /// Enters the words of all articles that are new or have changed: in small steps, between which
  /// everybody else can write. Whoever comes back after a cancel goes on where it ended.
  ///
  /// - Parameter kept: what was fetched of the pages of articles; see ``noteFullText(of:)``.
  /// - Parameter progress: is told after every step how many were entered until then.
  /// - Returns: how many were entered.
  @discardableResult
  public func indexTexts(
    kept: KeptTexts? = nil, progress: (Int) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws(StorageError) -> Int {
    var count = 0
    while !isCancelled() {
      let step = try TextStep(self)
      guard let entered = try step.run(kept) else { break }
      count += entered
      progress(count)
      LibraryFile.yield()
      try gatherWords(isCancelled: isCancelled)
    }
    return count
  }

  /// In pages, of which one takes some 100 µs.
  private static let gathered = 256

  /// Joins pieces of the index where there are many of one size, a few pages at a time.
  private func gatherWords(isCancelled: () -> Bool) throws(StorageError) {
    var isOver = false
    while !isOver, !isCancelled() {
      isOver = try write { database in
        let before = database.totalChangesCount
        try Query(database, "INSERT INTO words(words, rank) VALUES('merge', ?)").run(
          Library.gathered)
        return database.totalChangesCount - before < 2
      }
      LibraryFile.yield()
    }
  }
}

/// The whole texts that were fetched of the pages of articles, and are kept outside of the library.
public struct KeptTexts: Sendable {
  let isAny: @Sendable () -> Bool
  let has: @Sendable (Address) -> Bool
  let text: @Sendable (Address) -> String?

  /// - Parameter isAny: whether there may be one. Asked once for many articles, and again for the next:
  ///   the first text may come while words are entered.
  public init(
    isAny: @escaping @Sendable () -> Bool = { true },
    has: @escaping @Sendable (Address) -> Bool, text: @escaping @Sendable (Address) -> String?
  ) {
    self.isAny = isAny
    self.has = has
    self.text = text
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
  private static let size = 512

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
      let reader = try Reader(database)
      return (try found.compactMap { try reader.task($0.id, $0.revision) }, new.last)
    }
  }

  /// What one article after the other is looked up with.
  private struct Reader {
    private let article: Query
    private let ranks: FileTable.Ranks
    private let items: ArchivedItem.Statement

    init(_ database: Database) throws {
      article = try Query(
        database, "SELECT address, published, folder, name FROM article WHERE id = ?")
      ranks = try FileTable.Ranks(database)
      items = try ArchivedItem.Statement(database)
    }

    func task(_ id: Int64, _ revision: Int64?) throws -> Task? {
      let row = try article.first(id) { row in
        (
          address: Address(key: row.text(0)), published: row.optionalInteger(1),
          file: FileID(folder: row.integer(2), name: row.blob(3))
        )
      }
      guard let row, let address = row.address else { return nil }
      var files = try ranks.files(of: id)
      if files.count > 1 {
        // What the person does not have any more is not looked for.
        if files.contains(where: \.isListed) { files.removeAll { !$0.isListed } }
        files = files.filter { $0.file == row.file } + files.filter { $0.file != row.file }
      }
      return Task(
        id: id, address: address, published: row.published,
        origins: try files.compactMap { try ArticleOrigin($0, items) }, revision: revision)
    }
  }

  /// - Returns: how many were entered; `nil` where nothing is left to do.
  func run(_ kept: KeptTexts?) throws(StorageError) -> Int? {
    guard !tasks.isEmpty || last != nil else { return nil }
    // What was noted before the tasks were found is there by now.
    let kept = kept.flatMap { $0.isAny() ? $0 : nil }
    let entries = tasks.map { task -> (words: TextEntry, story: StoryText) in
      let text = SearchedText(task.origins, address: task.address)
      var entry = TextEntry(text, address: task.address)
      if let text = kept?.text(task.address) { entry.add(fullText: text) }
      return (
        entry, StoryText(text.article, address: task.address) { text.body.beginning(bytes: 1000) }
      )
    }
    var starts = WordStarts()
    for (task, entry) in zip(tasks, entries) { starts.add(entry.words.texts, of: task.id) }
    try library.write { database in
      let stories = try StoryTable(database)
      var placed: [(number: Int64, task: Task, entry: TextEntry)] = []
      let document = try Query(database, "INSERT INTO text_doc VALUES(?, ?)")
      let exists = try Query(database, "SELECT 1 FROM article WHERE id = ?")
      let entered = try Query(database, "SELECT 1 FROM text_doc WHERE article = ? AND article > 0")
      let waits = try Query(
        database, "SELECT 1 FROM text_todo WHERE article = ? AND revision = ?")
      let forgotten = try Query(
        database, "UPDATE text_doc SET article = 0 WHERE article = ?1 AND article > 0")
      let taken = try Query(database, TextIndex.isTaken)
      for (task, entry) in zip(tasks, entries) {
        // Gone, or entered by another process meanwhile.
        let isDue =
          try task.revision.map { try waits.first(task.id, $0, row: { _ in true }) != nil }
          ?? (entered.first(task.id, row: { _ in true }) == nil)
        guard isDue, try exists.first(task.id, row: { _ in true }) != nil else { continue }
        if task.revision != nil { try forgotten.run(task.id) }
        let least = TextIndex.leastNumber(published: task.published)
        let number = try TextIndex.freeNumber(from: least, taken)
        try document.run(number, task.id)
        placed.append((number, task, entry.words))
        try stories.enter(task.id, entry.story, address: library.hashing(task.address))
      }
      try stories.finish()
      // FTS5 writes out what it holds whenever a number is smaller than the one before.
      placed.sort { $0.number < $1.number }
      try enter(placed.map { ($0.number, $0.entry) }, database)
      try starts.store(replacing: tasks.filter { $0.revision != nil }.map(\.id), database)
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
  }
}
