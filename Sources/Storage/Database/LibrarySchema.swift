import GRDB

/// The tables of the library.
///
/// Most tables are derived: from the folders, the archive of feeds, or the files of marks. A group
/// of these whose version is not the one this program writes is dropped and made again. The archive
/// holds data of its own: its group is migrated instead.
enum LibrarySchema {
  /// `PRAGMA user_version`: what a program must know to touch the file at all.
  static let version = 1

  static let groups = [
    Rekeying.group, index, marks, archive, aliases, counts, labels, order, StoryTable.group,
    TextIndex.group, Muting.group,
  ]

  struct TableGroup: Sendable {
    let name: String
    let version: Int
    let tables: [String]
    let creation: String
    /// From version 1 on, one for each version; `nil` for what is derived.
    var migrations: [@Sendable (Database) throws -> Void]?
    /// Tables of other groups that speak of its rows by number: emptied when it is made again.
    var followers: [String] = []
    /// Groups that its rows are counted from: it is made again when one of them is.
    var sources: [String] = []
    /// Fills it from what other groups have already.
    var fill: (@Sendable (Database) throws -> Void)?
  }

  /// What the folders hold.
  ///
  /// - `list`: whatever articles are listed under: sources (0, by path), topics (1) and providers
  ///   (2, by name). `source` adds what is known of a source.
  /// - `file`: every regular file seen, with what `stat` said when it was read. `changed` = 0 makes
  ///   the next scan read it again. `outcome`: see `FileOutcome.Code`. An item of a feed stands here
  ///   only if it shares its article with others.
  /// - `problem`: of a file or, with an empty name, of the folder.
  /// - `article`: what a row shows; `addresses` (the key first), `related` and `lists` are packed
  ///   and say what stands in the next three tables. `folder` and `name` are the file or item whose
  ///   fields these are; of an orphan 0 and nothing.
  /// - `listed`: the order of every list: newest first, then those without a date by title.
  /// - `orphan`: articles that have lost their last file since the last scan came to its end.
  private static let index = TableGroup(
    name: "index", version: 4,
    tables: [
      "list", "source", "folder", "file", "problem", "article", "address", "related", "listed",
      "orphan",
    ],
    creation: """
      CREATE TABLE list(
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, name BLOB NOT NULL,
        UNIQUE(kind, name));
      CREATE TABLE source(
        id INTEGER PRIMARY KEY, title TEXT, temporary INTEGER NOT NULL, used INTEGER NOT NULL,
        total INTEGER NOT NULL DEFAULT 0, indexed INTEGER NOT NULL DEFAULT 0,
        dropped INTEGER NOT NULL DEFAULT 0);
      CREATE TABLE folder(
        id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, path BLOB NOT NULL,
        UNIQUE(source, path));
      CREATE TABLE file(
        folder INTEGER NOT NULL, name BLOB NOT NULL, size INTEGER NOT NULL,
        modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
        outcome INTEGER NOT NULL, article INTEGER, published INTEGER,
        PRIMARY KEY(folder, name)) WITHOUT ROWID;
      CREATE INDEX file_article ON file(article) WHERE article IS NOT NULL;
      CREATE TABLE problem(
        folder INTEGER NOT NULL, name BLOB NOT NULL, line INTEGER, message TEXT NOT NULL,
        PRIMARY KEY(folder, name)) WITHOUT ROWID;
      CREATE TABLE article(
        id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, title TEXT NOT NULL,
        provider TEXT NOT NULL, published INTEGER, quality INTEGER, heat INTEGER,
        related_count INTEGER NOT NULL, topics TEXT NOT NULL, folder INTEGER NOT NULL,
        name BLOB NOT NULL, addresses BLOB NOT NULL, related BLOB NOT NULL, lists BLOB NOT NULL,
        medium INTEGER);
      CREATE TABLE address(
        hash INTEGER NOT NULL, article INTEGER NOT NULL, is_key INTEGER NOT NULL,
        PRIMARY KEY(hash, article)) WITHOUT ROWID;
      CREATE TABLE related(
        hash INTEGER NOT NULL, article INTEGER NOT NULL,
        PRIMARY KEY(hash, article)) WITHOUT ROWID;
      CREATE TABLE listed(
        list INTEGER NOT NULL, sort INTEGER NOT NULL, title TEXT NOT NULL COLLATE NOCASE,
        article INTEGER NOT NULL, PRIMARY KEY(list, sort, title, article)) WITHOUT ROWID;
      CREATE TABLE orphan(article INTEGER PRIMARY KEY);
      """, followers: ["mark", "alias_mark"])

  /// What the state files and journals say.
  ///
  /// - `state`: each state file, as it was when its marks were last read, and how far into its
  ///   journal. `revision` counts the changes to its marks.
  /// - `address_mark`: all marks, so that an article indexed after its mark has it.
  /// - `mark`: what follows for the articles of the library; those without any mark have no row.
  static let marks = TableGroup(
    name: "marks", version: 1,
    tables: ["state", "address_mark", "mark"],
    creation: """
      CREATE TABLE state(
        id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, size INTEGER,
        modified INTEGER, changed INTEGER, inode INTEGER, generation TEXT,
        offset INTEGER NOT NULL DEFAULT 0, ending BLOB, revision INTEGER NOT NULL DEFAULT 0);
      CREATE TABLE address_mark(
        hash INTEGER NOT NULL, state INTEGER NOT NULL, name TEXT NOT NULL,
        instant INTEGER NOT NULL, PRIMARY KEY(hash, state, name)) WITHOUT ROWID;
      CREATE TABLE mark(
        state INTEGER NOT NULL, article INTEGER NOT NULL, flags INTEGER NOT NULL,
        last INTEGER NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY(state, article)) WITHOUT ROWID;
      """)

  /// Marks that are to be carried from aliases to keys.
  private static let aliases = TableGroup(
    name: "aliases", version: 1, tables: ["alias_mark"], creation: AliasMarks.creation)

  /// How many articles there are of every kind.
  ///
  /// - `source_combination`: the sources that an article may be in together, packed and sorted.
  /// - `article_count`: of each combination, how many articles are in a list (0: at all), and under a
  ///   state how many of them are read (-1: starred, -2: starred and read, less: see
  ///   ``ArticleCounts/Whole``).
  private static let counts = TableGroup(
    name: "counts", version: 1, tables: ["source_combination", "article_count"],
    creation: ArticleCounts.creation, sources: ["index", "marks"], fill: ArticleCounts.fill)

  /// The person's labels, and which article has which; see ``LabelTable``. Those that an older program
  /// has read among the marks are counted when this is made: so it stands behind the counts.
  private static let labels = TableGroup(
    name: "labels", version: 1, tables: ["label", "article_label"], creation: LabelTable.creation,
    sources: ["index", "marks"], fill: LabelTable.fill)

  /// In which order all articles stand; see ``ListOrder``.
  private static let order = TableGroup(
    name: "order", version: 1, tables: ["list_order", "reordered"], creation: ListOrder.creation,
    sources: ["index"])

  /// Whether every group is as this program writes it. Reads a row of each.
  static func isCurrent(
    _ database: Database, path: String, groups: [TableGroup] = LibrarySchema.groups
  ) throws -> Bool {
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found <= version else {
      throw StorageError.newerLibrary(path: path, version: found, supported: version)
    }
    return try found == version
      && groups.allSatisfy { try Meta.number($0.name, database) == Int64($0.version) }
  }

  /// Whether data would have to be migrated: a copy of the file has to be there before.
  static func needsMigration(
    _ database: Database, groups: [TableGroup] = LibrarySchema.groups
  ) throws -> Bool {
    try groups.contains { group in
      let found = try Meta.number(group.name, database) ?? 0
      return group.migrations != nil && found > 0 && found < Int64(group.version)
    } || Rekeying.isDue(database)
  }

  /// Makes what is missing or of another version.
  static func install(
    _ database: Database, path: String, groups: [TableGroup] = LibrarySchema.groups
  ) throws {
    guard try !isCurrent(database, path: path, groups: groups) else { return }
    try database.execute(sql: Meta.creation)
    try Meta.chooseKeys(database)
    var made: Set<String> = []
    for group in groups {
      let isOutdated = group.sources.contains(where: made.contains)
      let found = isOutdated ? 0 : try Meta.number(group.name, database) ?? 0
      guard found <= Int64(group.version) else {
        throw StorageError.newerLibrary(
          path: path, version: Int(found), supported: group.version)
      }
      guard found < Int64(group.version) else { continue }
      if let migrations = group.migrations, found > 0 {
        for migration in migrations.dropFirst(Int(found) - 1) { try migration(database) }
      } else {
        for table in group.followers where try database.tableExists(table) {
          try database.execute(sql: "DELETE FROM \(table)")
        }
        for table in group.tables { try database.execute(sql: "DROP TABLE IF EXISTS \(table)") }
        try database.execute(sql: group.creation)
        try group.fill?(database)
        made.insert(group.name)
      }
      try Meta.set(group.name, to: Int64(group.version), database)
    }
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }
}

extension LibrarySchema {
  /// What feeds have brought. Nothing else holds it: these tables are migrated, never dropped, and
  /// everything that lists show of feeds is derived from them.
  ///
  /// - `feed`: `token` is the random source id that is part of keys. `address` is what the person
  ///   wrote; `moved_to` is asked instead once permanent redirects have repeated. `memory` is the
  ///   fetcher's own, `problem` the sentence about the last failure.
  /// - `item`: `guid`, `link` and `title` are hashes under the key of this library, by which an item
  ///   is known again: the guid, the canonical link, and the title, or the text without one.
  ///   `address` is the key, `seen` when it was first stored, `date` what it is sorted by,
  ///   `provider` the title of the feed then. `fields` is the item as JSON; without, it was purged,
  ///   and is not stored again. `content` is no longer read: 0.
  /// - `host`: those that asked to be left alone, and until when.
  static let archive = TableGroup(
    name: "archive", version: 1, tables: ["feed", "item", "host"],
    creation: """
      CREATE TABLE feed(
        id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL UNIQUE, moved_to TEXT, temporary INTEGER NOT NULL,
        added INTEGER NOT NULL, format TEXT, title TEXT, link TEXT, description TEXT,
        language TEXT, icon TEXT, memory TEXT, problem TEXT);
      CREATE TABLE item(
        id INTEGER PRIMARY KEY AUTOINCREMENT, feed INTEGER NOT NULL, guid INTEGER, link INTEGER,
        title INTEGER NOT NULL, address TEXT NOT NULL, seen INTEGER NOT NULL,
        date INTEGER NOT NULL, provider TEXT NOT NULL, content INTEGER NOT NULL, fields TEXT);
      CREATE INDEX item_guid ON item(feed, guid, link, title) WHERE guid IS NOT NULL;
      CREATE INDEX item_link ON item(feed, link, title);
      CREATE TABLE host(name TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
      """,
    migrations: [])
}

/// Numbers that the library remembers of itself: versions of its groups, the key of its hashes.
enum Meta {
  static let creation = """
    CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID
    """

  static func number(_ name: String, _ database: Database) throws -> Int64? {
    guard try database.tableExists("meta") else { return nil }
    return try Query(database, "SELECT number FROM meta WHERE name = ?")
      .first(name) { $0.integer(0) }
  }

  static func set(_ name: String, to number: Int64, _ database: Database) throws {
    try Query(database, "INSERT OR REPLACE INTO meta VALUES(?, ?)").run(name, number)
  }

  /// Chosen once for each library.
  static func chooseKeys(_ database: Database) throws {
    for name in keyNames where try number(name, database) == nil {
      try set(name, to: Int64.random(in: .min ... .max), database)
    }
  }

  static func hashing(_ database: Database) throws -> AddressHashing {
    let keys = try keyNames.map { try number($0, database) ?? 0 }
    return AddressHashing(
      key0: UInt64(bitPattern: keys[0]), key1: UInt64(bitPattern: keys[1]))
  }

  private static let keyNames = ["hash-key-0", "hash-key-1"]
}
