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
