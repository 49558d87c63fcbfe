public import Articles
import GRDB
import Synchronization

/// What the person's rules hide from every list but one of its own.
///
/// Which articles these are is worked out once and stored, as a bit for each: a list takes them out
/// while it is made and asks no rule. Triggers, which are there only where there are rules, note the
/// articles that come or change, and these alone are asked about again
/// (``LibraryView/bringMutedUpToDate(now:)``). Rejected: to ask the rules with each list, which for one
/// common word costs more than the list; and to keep one set for each settings file, as two that share
/// a library are rare and only take turns.
public final class Muting: Sendable {
  /// As ``QueryParser`` wants it.
  private let utcOffset: @Sendable (Instant) -> Int
  private let known: Mutex<Known>

  private struct Known {
    var rules: [String]
    /// Of the stored set.
    var version: Int64?
    var set = ArticleSet()
  }

  /// - Parameter rules: queries; one that is none hides nothing.
  public init(rules: [String], utcOffset: @escaping @Sendable (Instant) -> Int = { _ in 0 }) {
    self.utcOffset = utcOffset
    known = Mutex(Known(rules: rules))
  }

  /// Others count from the next time that the set is brought up to date.
  public var rules: [String] {
    get { known.withLock { $0.rules } }
    set { known.withLock { $0.rules = newValue } }
  }

  /// Whether an article whose words are not entered yet cannot be told from one that is hidden.
  public func asksForWords(now: Instant) -> Bool {
    conditions(now: now).contains(where: \.asksForWords)
  }

  func conditions(now: Instant) -> [QueryCondition] {
    rules.compactMap {
      try? QueryParser.parse($0, now: now, utcOffset: utcOffset).condition
    }
  }

  /// - `muted`: the articles, each with its lists to be counted by.
  /// - `mute_state`: the same as bits, under a number of their own; what they were worked out from, and
  ///   when; and whether that is done.
  /// - `mute_pending`: articles that have come or changed since.
  static let group = LibrarySchema.TableGroup(
    name: "muting", version: 1, tables: ["muted", "mute_state", "mute_pending"],
    creation: """
      \(triggers.map { "DROP TRIGGER IF EXISTS \($0.name);" }.joined(separator: "\n"))
      CREATE TABLE muted(article INTEGER PRIMARY KEY, lists BLOB NOT NULL);
      CREATE TABLE mute_state(
        key TEXT NOT NULL, computed INTEGER NOT NULL, done INTEGER NOT NULL,
        version INTEGER NOT NULL, bits BLOB NOT NULL);
      CREATE TABLE mute_pending(article INTEGER PRIMARY KEY);
      """, sources: ["index", "marks", "words"])

  static let triggers: [(name: String, event: String, action: String)] = {
    let pend = "INSERT OR IGNORE INTO mute_pending VALUES(new."
    return [
      ("mute_comes", "INSERT ON article", pend + "id);"),
      (
        "mute_changes",
        "UPDATE OF published, heat, quality, related_count, lists ON article", pend + "id);"
      ),
      (
        "mute_moves", "UPDATE OF lists ON article",
        "UPDATE muted SET lists = new.lists WHERE article = new.id;"
      ),
      (
        "mute_goes", "DELETE ON article",
        "DELETE FROM muted WHERE article = old.id; "
          + "DELETE FROM mute_pending WHERE article = old.id;"
      ),
      ("mute_enters", "INSERT ON text_doc", pend + "article);"),
      ("mute_marks", "INSERT ON mark", pend + "article);"),
      ("mute_remarks", "UPDATE OF flags ON mark", pend + "article);"),
      (
        "mute_unmarks", "DELETE ON mark", "INSERT OR IGNORE INTO mute_pending VALUES(old.article);"
      ),
    ]
  }()

  /// The set as it is stored now.
  func set(_ database: Database) throws -> ArticleSet {
    let version = try Query(database, "SELECT version FROM mute_state").first { $0.integer(0) }
    if let set = known.withLock({ $0.version == version ? $0.set : nil }) { return set }
    let set = try Self.stored(database)
    known.withLock { ($0.version, $0.set) = (version, set) }
    return set
  }

  static func stored(_ database: Database) throws -> ArticleSet {
    try Query(database, "SELECT bits FROM mute_state")
      .first { $0.withBlob(0) { ArticleSet(bytes: $0) } } ?? ArticleSet()
  }

  /// What is hidden, by the lists that it stands in. Costs as much as there is.
  func groups(under state: StateID, _ database: Database) throws -> [MutedGroup] {
    guard !rules.isEmpty else { return [] }
    var groups: [[UInt8]: MutedGroup] = [:]
    try Query(
      database,
      """
      SELECT lists, flags FROM muted
      LEFT JOIN mark ON mark.state = ? AND mark.article = muted.article
      """
    ).each(state.rawValue) { row in
      let flags = ArticleCounts.flags(row, 1)
      row.withBlob(0) { groups[Array($0), default: MutedGroup()].count(flags) }
      return true
    }
    return groups.map { lists, group in
      var group = group
      group.lists = lists.withUnsafeBytes(PackedIntegers.unpack)
      return group
    }
  }
}

/// Articles of the same lists that rules hide.
struct MutedGroup {
  var lists: [Int64] = []
  private(set) var total = 0
  private(set) var read = 0
  private(set) var starred = 0
  private(set) var starredAndRead = 0

  mutating func count(_ flags: MarkFlags) {
    total += 1
    if flags.contains(.read) { read += 1 }
    if flags.contains(.starred) { starred += 1 }
    if flags.isSuperset(of: [.starred, .read]) { starredAndRead += 1 }
  }
}

extension LibraryView {
  /// What is not listed here; `nil` for nothing.
  func hidden(_ database: Database) throws -> ArticleSet? {
    guard hidesMuted else { return nil }
    let set = try mutedSet(database)
    return set.isEmpty ? nil : set
  }

  func mutedSet(_ database: Database) throws -> ArticleSet {
    guard let muting, !muting.rules.isEmpty else { return ArticleSet() }
    return try muting.set(database)
  }

  /// Those of some articles that no rule hides.
  public func unmuted(_ articles: Set<ArticleID>) throws(StorageError) -> Set<ArticleID> {
    guard let hidden = try library.read({ try hidden($0) }) else { return articles }
    return articles.filter { !hidden.contains($0) }
  }

  /// Works out what rules hide as the library is now: of what has come or changed since the last time,
  /// or, where the rules or what they mean are others, of everything. The words of an article must have
  /// been entered for a rule about them to hide it.
  ///
  /// - Returns: whether anything else is hidden than before.
  @discardableResult
  public func bringMutedUpToDate(now: Instant) throws(StorageError) -> Bool {
    guard let muting else { return false }
    let conditions = muting.conditions(now: now)
    guard !muting.rules.isEmpty else { return try forgetMuted() }
    let rules = MuteRules(conditions, texts: muting.rules, of: self, now: now)
    var hasChanged = false
    if try !library.read(rules.isWorkedOut) { hasChanged = try rules.workOut() }
    while let step = try rules.takePending() {
      hasChanged = step || hasChanged
      LibraryFile.yield()
    }
    return hasChanged
  }

  private func forgetMuted() throws(StorageError) -> Bool {
    let isAny = try library.read { database in
      try Query(database, "SELECT 1 FROM mute_state").first { _ in true } ?? false
    }
    guard isAny else { return false }
    try library.write { database in
      for trigger in Muting.triggers {
        try database.execute(sql: "DROP TRIGGER IF EXISTS \(trigger.name)")
      }
      for table in Muting.group.tables { try database.execute(sql: "DELETE FROM \(table)") }
    }
    return true
  }
}

/// The rules as they are asked of the library.
private struct MuteRules {
  private let conditions: [QueryCondition]
  /// All that the answers follow from but for the articles.
  private let key: String
  /// All of the library: what is hidden is hidden whichever sources a run has.
  private let view: LibraryView
  private let now: Instant

  init(_ conditions: [QueryCondition], texts: [String], of view: LibraryView, now: Instant) {
    self.conditions = conditions
    self.now = now
    var parts = texts
    if conditions.contains(where: \.asksForMarks) { parts.append("\(view.state.rawValue)") }
    let namesSources: (QueryCondition) -> Bool = {
      if case .field(let field, _) = $0 {
        [.tag, .source, .provider].contains(field)
      } else {
        false
      }
    }
    if conditions.contains(where: { $0.contains(where: namesSources) }) {
      parts += view.tags.map { "\($0.name) \($0.sources.map(\.rawValue))" }
      parts += view.names.map { "\($0.key.rawValue) \($0.value)" }.sorted()
    }
    key = parts.joined(separator: "\n")
    self.view = view.seeingMuted
  }

  private static let patience: Int64 = 900_000

  /// Whether answers change with the time, or with what the library has no note of.
  private var isShortLived: Bool {
    conditions.contains {
      $0.contains { condition in
        switch condition {
        case .since, .before, .has(.fulltext), .has(.label), .field(.source, _), .field(.label, _):
          true
        default: false
        }
      }
    }
  }

  func isWorkedOut(_ database: Database) throws -> Bool {
    try Query(database, "SELECT key, computed, done FROM mute_state").first { row in
      let age = now.milliseconds - row.integer(1)
      return row.integer(2) != 0 && row.text(0) == key
        && !(isShortLived && !(0..<Self.patience).contains(age))
    } ?? false
  }

  /// Asks every rule of all articles. What changes meanwhile is noted, and asked about afterwards.
  func workOut() throws(StorageError) -> Bool {
    let start = Int64.random(in: .min ... .max)
    try view.library.write { database in
      for trigger in Muting.triggers {
        let isOfMarks = trigger.event.hasSuffix("ON mark")
        if isOfMarks, !conditions.contains(where: \.asksForMarks) {
          try database.execute(sql: "DROP TRIGGER IF EXISTS \(trigger.name)")
        } else {
          try database.execute(
            sql: """
              CREATE TRIGGER IF NOT EXISTS \(trigger.name) AFTER \(trigger.event)
              BEGIN \(trigger.action) END
              """)
        }
      }
      try Query(database, "DELETE FROM mute_pending").run()
      if try Query(database, "SELECT 1 FROM mute_state").first(row: { _ in true }) == nil {
        try Query(database, "INSERT INTO mute_state VALUES('', 0, 0, ?, x'')").run(start)
      }
      // Who else works them out for other rules is late.
      try Query(database, "UPDATE mute_state SET key = ?, computed = ?, done = 0")
        .run(key, now.milliseconds)
    }
    let found = try view.library.read(all)
    return try view.library.write { database in
      let isMine =
        try Query(database, "SELECT 1 FROM mute_state WHERE key = ? AND done = 0")
        .first(key) { _ in true } ?? false
      guard isMine else { return false }
      let before = try Muting.stored(database)
      let enter = try Query(
        database, "INSERT OR REPLACE INTO muted SELECT id, lists FROM article WHERE id = ?")
      let leave = try Query(database, "DELETE FROM muted WHERE article = ?")
      for id in before where !found.contains(id) { try leave.run(id.rawValue) }
      for id in found where !before.contains(id) { try enter.run(id.rawValue) }
      try Query(database, "UPDATE mute_state SET done = 1").run()
      if found != before { try keep(found, database) }
      return found != before
    }
  }

  private func all(_ database: Database) throws -> ArticleSet {
    let ids = try ListOrder.articles(database)
    let last = try Query(database, "SELECT last FROM text_state").first { $0.integer(0) } ?? 0
    var found = ArticleSet()
    for condition in conditions {
      var some = try search(condition, database).matching(ids)
      if condition.asksForWords { for id in some where id.rawValue > last { some.remove(id) } }
      found.formUnion(some)
    }
    // What stands for all articles may stand for more than there are.
    var rest = found
    for id in ids { rest.remove(id) }
    for id in rest { found.remove(id) }
    return found
  }

  private func search(_ condition: QueryCondition, _ database: Database) throws -> QuerySearch {
    try QuerySearch(
      view.compiler(for: [condition], database).plan(condition), in: .all,
      of: view.over(Query(database, "SELECT id FROM source").all { SourceID($0.integer(0)) }),
      database)
  }

  /// So many articles are asked about while others wait to write: some 20 ms.
  private static let step: Int64 = 256

  /// Asks about some of the articles that have come or changed.
  /// - Returns: whether any of them is hidden now and was not, or was and is not; `nil` where none is
  ///   left.
  func takePending() throws(StorageError) -> Bool? {
    let isAny = try view.library.read { database in
      try Query(database, "SELECT 1 FROM mute_pending").first { _ in true } ?? false
    }
    guard isAny else { return nil }
    return try view.library.write { database in
      guard try isWorkedOut(database) else { return nil }
      let ids = try Query(database, "SELECT article FROM mute_pending LIMIT ?")
        .all(Self.step) { $0.integer(0) }
      guard !ids.isEmpty else { return nil }
      let searches = try conditions.map {
        (search: try search($0, database), asksForWords: $0.asksForWords)
      }
      let before = try Muting.stored(database)
      var set = before
      let entered = try Query(database, "SELECT 1 FROM text_doc WHERE article = ? AND article > 0")
      let enter = try Query(
        database, "INSERT OR REPLACE INTO muted SELECT id, lists FROM article WHERE id = ?")
      for id in ids {
        let isEntered = try entered.first(id) { _ in true } ?? false
        let isMuted =
          try searches.contains {
            try (isEntered || !$0.asksForWords) && $0.search.holds(ArticleID(id))
          } || !isEntered && before.contains(id) && searches.contains(where: \.asksForWords)
        if isMuted {
          try enter.run(id)
          set.insert(id)
        } else {
          try Query(database, "DELETE FROM muted WHERE article = ?").run(id)
          set.remove(ArticleID(id))
        }
        try Query(database, "DELETE FROM mute_pending WHERE article = ?").run(id)
      }
      if set != before { try keep(set, database) }
      return set != before
    }
  }

  private func keep(_ set: ArticleSet, _ database: Database) throws {
    try Query(database, "UPDATE mute_state SET version = ?, bits = ?")
      .run(Int64.random(in: .min ... .max), set.bytes)
  }
}

/// Rules that give rows a look of their own.
public final class Highlighting: Sendable {
  private let rules: [String]
  private let now: @Sendable () -> Instant
  private let utcOffset: @Sendable (Instant) -> Int

  /// - Parameter rules: queries, the first that an article meets before others.
  public init(
    rules: [String], now: @escaping @Sendable () -> Instant,
    utcOffset: @escaping @Sendable (Instant) -> Int = { _ in 0 }
  ) {
    self.rules = rules
    self.now = now
    self.utcOffset = utcOffset
  }

  /// The rules as they are asked of rows near the window.
  func searches(in view: LibraryView, _ database: Database) throws
    -> [(rule: Int, search: QuerySearch)]
  {
    guard !rules.isEmpty else { return [] }
    let now = now()
    let conditions = rules.map {
      (try? QueryParser.parse($0, now: now, utcOffset: utcOffset))?.condition
    }
    let compiler = try view.compiler(for: conditions.compactMap(\.self), database)
    return try conditions.enumerated().compactMap { place, condition in
      try condition.map {
        (
          rule: place,
          search: try QuerySearch(compiler.plan($0), in: .all, of: view.seeingMuted, database)
        )
      }
    }
  }
}
