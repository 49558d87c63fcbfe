import Articles
import GRDB

/// How many articles there are, and how many of them are read or starred: kept by whatever changes
/// them, in the same transaction, so that nobody has to walk through the library to know.
///
/// An article may be in several sources, and a view has some of the sources. So articles are counted
/// by the combination of sources that they are in: a view adds up those that have one of its own, and
/// counts no article twice. There are little more combinations than sources.
///
/// One value serves one transaction, and is told to ``flush()`` at its end.
final class ArticleCounts {
  /// What stands for a list where more than a list is counted.
  enum Whole {
    /// All articles.
    static let every: Int64 = 0
    static let starred: Int64 = -1
    static let starredAndRead: Int64 = -2
    /// What has one of the person's labels.
    static func labelled(_ label: Int64) -> Int64 { -2 * label - 1 }
    static func labelledAndRead(_ label: Int64) -> Int64 { -2 * label - 2 }
    /// The label of either; `nil` for what is neither.
    static func label(_ list: Int64) -> (label: Int64, isRead: Bool)? {
      list < starredAndRead ? ((-list - 1) / 2, list % 2 == 0) : nil
    }
  }

  /// What stands for a state where articles are counted whatever their marks.
  static let anyState: Int64 = 0

  private struct Key: Hashable {
    let state: Int64
    let list: Int64
    let sources: Int64
  }

  private let database: Database
  private let labels: LabelTable
  private var deltas: [Key: Int64] = [:]
  private var combinations: [[Int64]: Int64] = [:]
  private var areSources: [Int64: Bool] = [:]

  /// How many articles of the same lists changed in the same way, until they are counted.
  private struct Alike: Hashable {
    let lists: [UInt8]
    let state: Int64
    let old: Holding
    let new: Holding
  }

  private var alike: [Alike: Int64] = [:]
  private static let mostAlike = 10_000

  init(_ database: Database) {
    self.database = database
    labels = LabelTable(database)
  }

  /// An article has come.
  func enter(_ lists: [Int64]) throws { try add(1, lists, in: Self.anyState) }

  /// Articles have come that are in one source each, and it is the same.
  func enter(_ lists: [[Int64]], of source: Int64) throws {
    let sources = try combination([source])
    add(Int64(lists.count), Whole.every, sources, Self.anyState)
    for lists in lists { for list in lists { add(1, list, sources, Self.anyState) } }
  }

  /// An article goes, whose marks are forgotten already.
  func leave(_ lists: [Int64]) throws { try add(-1, lists, in: Self.anyState) }

  /// An article is in other lists than before.
  func move(_ article: Int64, from old: [Int64], to new: [Int64]) throws {
    guard old != new else { return }
    try leave(old)
    try enter(new)
    let marks = try Query(
      database,
      """
      SELECT state.id, flags FROM state JOIN mark ON mark.state = state.id AND mark.article = ?
      """
    ).all(article) { (state: $0.integer(0), flags: Self.flags($0, 1)) }
    for (state, flags) in marks {
      let holding = try Holding(flags, of: article, under: state, labels)
      try mark(old, under: state, from: holding, to: .nothing)
      try mark(new, under: state, from: .nothing, to: holding)
    }
  }

  /// The marks of an article have changed.
  func mark(
    _ lists: [Int64], under state: Int64, from old: Holding, to new: Holding, times: Int64 = 1
  ) throws {
    let (wasRead, isRead) = (old.flags.contains(.read), new.flags.contains(.read))
    if wasRead != isRead { try add(isRead ? times : -times, lists, in: state) }
    for (flags, whole) in [
      (MarkFlags.starred, Whole.starred), (MarkFlags([.starred, .read]), Whole.starredAndRead),
    ] where old.flags.isSuperset(of: flags) != new.flags.isSuperset(of: flags) {
      add(new.flags.isSuperset(of: flags) ? times : -times, whole, try combination(lists), state)
    }
    for label in old.labels {
      add(-times, Whole.labelled(label), try combination(lists), state)
      if wasRead { add(-times, Whole.labelledAndRead(label), try combination(lists), state) }
    }
    for label in new.labels {
      add(times, Whole.labelled(label), try combination(lists), state)
      if isRead { add(times, Whole.labelledAndRead(label), try combination(lists), state) }
    }
  }

  /// The same of one of many articles, whose lists are as they are stored. Most stand in the same
  /// lists as many others, and are counted with them at the end.
  func mark(
    stored lists: UnsafeRawBufferPointer, under state: Int64, from old: Holding, to new: Holding
  ) throws {
    guard old != new else { return }
    alike[Alike(lists: Array(lists), state: state, old: old, new: new), default: 0] += 1
    if alike.count > Self.mostAlike { try countAlike() }
  }

  private func countAlike() throws {
    for (change, times) in alike {
      try mark(
        change.lists.withUnsafeBytes(PackedIntegers.unpack), under: change.state,
        from: change.old, to: change.new, times: times)
    }
    alike.removeAll(keepingCapacity: true)
  }

  /// Writes what has changed.
  func flush() throws {
    try countAlike()
    guard !deltas.isEmpty else { return }
    let add = try Query(
      database,
      """
      INSERT INTO article_count VALUES(?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET articles = articles + excluded.articles
      """)
    let remove = try Query(
      database,
      """
      DELETE FROM article_count WHERE state = ? AND list = ? AND sources = ? AND articles = 0
      """)
    for (key, delta) in deltas where delta != 0 {
      try add.run(key.state, key.list, key.sources, delta)
      if delta < 0 { try remove.run(key.state, key.list, key.sources) }
    }
    deltas.removeAll(keepingCapacity: true)
  }

  /// How many articles stand in a list, whatever source they are from.
  static func number(in list: Int64, _ database: Database) throws -> Int {
    try Query(database, "SELECT sum(articles) FROM article_count WHERE state = ? AND list = ?")
      .first(anyState, list) { Int(clamping: $0.integer(0)) } ?? 0
  }

  static func flags(_ row: Query, _ column: Int32) -> MarkFlags {
    MarkFlags(rawValue: UInt8(truncatingIfNeeded: row.integer(column)))
  }

  private func add(_ delta: Int64, _ lists: [Int64], in state: Int64) throws {
    let sources = try combination(lists)
    add(delta, Whole.every, sources, state)
    for list in lists { add(delta, list, sources, state) }
  }

  private func add(_ delta: Int64, _ list: Int64, _ sources: Int64, _ state: Int64) {
    deltas[Key(state: state, list: list, sources: sources), default: 0] += delta
  }

  /// The number of the sources that are among some lists, given at first sight.
  private func combination(_ lists: [Int64]) throws -> Int64 {
    let sources = try lists.filter(isSource)
    if let known = combinations[sources] { return known }
    let packed = PackedIntegers.pack(sources.count > 1 ? sources.sorted() : sources)
    let stored = try Query(database, "SELECT id FROM source_combination WHERE sources = ?")
      .first(packed) { $0.integer(0) }
    let id: Int64
    if let stored {
      id = stored
    } else {
      try Query(database, "INSERT INTO source_combination(sources) VALUES(?)").run(packed)
      id = database.lastInsertedRowID
    }
    combinations[sources] = id
    return id
  }

  private func isSource(_ list: Int64) throws -> Bool {
    if let known = areSources[list] { return known }
    let isSource =
      try Query(database, "SELECT 1 FROM source WHERE id = ?").first(list) { _ in true } ?? false
    areSources[list] = isSource
    return isSource
  }
}

extension ArticleCounts {
  static let creation = """
    CREATE TABLE source_combination(id INTEGER PRIMARY KEY, sources BLOB NOT NULL UNIQUE);
    CREATE TABLE article_count(
      state INTEGER NOT NULL, list INTEGER NOT NULL, sources INTEGER NOT NULL,
      articles INTEGER NOT NULL, PRIMARY KEY(state, list, sources)) WITHOUT ROWID;
    """

  /// Counts everything, for a library that has articles already.
  static func fill(_ database: Database) throws {
    let counts = ArticleCounts(database)
    try Query(database, "SELECT lists FROM article").each { row in
      try counts.enter(row.withBlob(0, PackedIntegers.unpack))
      return true
    }
    try Query(
      database, "SELECT state, flags, lists FROM mark CROSS JOIN article ON article.id = article"
    ).each { row in
      try counts.mark(
        row.withBlob(2, PackedIntegers.unpack), under: row.integer(0), from: .nothing,
        to: Holding(flags: flags(row, 1)))
      return true
    }
    // A library that knows none yet counts them when it has read them.
    if try database.tableExists("article_label") {
      try Query(
        database,
        """
        SELECT article_label.state, label, flags, lists FROM article_label
        CROSS JOIN mark ON mark.state = article_label.state AND mark.article = article_label.article
        CROSS JOIN article ON article.id = article_label.article
        """
      ).each { row in
        let read = flags(row, 2).intersection(.read)
        try counts.mark(
          row.withBlob(3, PackedIntegers.unpack), under: row.integer(0),
          from: Holding(flags: read), to: Holding(flags: read, labels: [row.integer(1)]))
        return true
      }
    }
    try counts.flush()
  }
}
