import Articles
import GRDB
import Glibc
import Testing

@testable import Storage

/// The cache of newsboat: ours is made by its own statements, filled in our own words.
struct NewsboatCacheTests {
  private let scratch = Scratch()
  private var path: String { scratch["cache.db"] }
  private let now = Instant(milliseconds: 1_795_000_000_000)

  private static let schema = """
    CREATE TABLE rss_feed(rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
      title VARCHAR(1024) NOT NULL);
    CREATE TABLE rss_item(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
      title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
      feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
      unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);
    CREATE INDEX idx_unread ON rss_item(unread);
    """

  private func make(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func item(_ url: String, at seconds: Int64 = 1_700_000_000, unread: Int = 0) -> String {
    """
    INSERT INTO rss_item(guid, title, author, url, feedurl, pubDate, content, unread)
    VALUES('g', 't', 'a', '\(url)', 'https://example.org/feed', \(seconds), 'x', \(unread));
    """
  }

  private var cache: NewsboatCache {
    get throws(StorageError) { try NewsboatCache(path: path, now: now) }
  }

  private func reason() -> String? {
    do throws(StorageError) {
      _ = try cache
      return nil
    } catch {
      guard case .notNewsboatCache(path, let reason) = error else { return "\(error)" }
      return reason
    }
  }

  @Test func whatIsReadThereIsReadHere() throws {
    try make(
      Self.schema + item("HTTPS://Example.org/a?utm_source=x")
        + item("https://example.org/b", unread: 1)
        + item("https://example.org/c", at: 0) + item("https://example.org/d", at: 9_999_999_999)
        + item("") + item("not an address"))
    let cache = try cache
    #expect(
      cache.marks == [
        Mark(address("https://example.org/a"), .read, at: Instant(milliseconds: 1_700_000_000_000)),
        Mark(address("https://example.org/c"), .read, at: Instant(milliseconds: 1000)),
        Mark(address("https://example.org/d"), .read, at: now),
      ])
    #expect(cache.withoutAddress == 2)
    // Nothing is written, no file is left beside it.
    #expect(try NewsboatCache(path: path, now: now).marks == cache.marks)
    #expect(scratch.read("cache.db-journal") == nil && scratch.read("cache.db-wal") == nil)
  }

  @Test func whatWasMarkedHereGoesBefore() throws {
    let desk = try Desk(scratch)
    try desk.mark("https://example.org/a", .unread, at: 1_710_000_000_000)
    try make(Self.schema + item("https://example.org/a"))
    try desk.marks.record(try cache.marks)
    #expect(try desk.marks.flags(of: address("https://example.org/a")).isEmpty)
  }

  @Test(arguments: [
    "CREATE TABLE other(x)",
    "CREATE TABLE rss_item(url, unread)",
    "CREATE VIEW rss_item AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) "
      + "SELECT 'https://e.org/' AS url, 0 AS unread, x AS pubDate FROM n",
    "CREATE TABLE rss_item(pubDate, unread, url TEXT AS (hex(zeroblob(pubDate))))",
    "CREATE VIRTUAL TABLE rss_item USING fts5(url, pubDate, unread)",
  ])
  func anotherDatabaseIsRefused(sql: String) throws {
    try make(sql)
    #expect(reason() == "it has no table of articles")
  }

  @Test func whatIsNoDatabaseIsRefused() {
    scratch.write("cache.db", "SQLite format 3\0" + String(repeating: "x", count: 5000))
    #expect(reason() != nil)
    #expect(throws: StorageError.self) { try NewsboatCache(path: scratch["none"], now: now) }
  }

  /// Damage anywhere: an error or what could be read, never a crash.
  @Test func damageIsSurvived() throws {
    try make(Self.schema + (0..<120).map { item("https://example.org/\($0)") }.joined())
    let whole = OpenFile(Path(path), O_RDONLY)?.bytes(limit: 1 << 26) ?? []
    #expect(whole.count > 20_000)
    for cut in stride(from: 0, to: whole.count, by: 4099) {
      scratch.write(Path(path), Array(whole[..<cut]))
      _ = reason()
    }
    for start in stride(from: 100, to: whole.count, by: 1999) {
      var damaged = whole
      for index in start..<min(start + 40, whole.count) { damaged[index] ^= 0xA5 }
      scratch.write(Path(path), damaged)
      if reason() == nil { #expect(try cache.marks.count <= 1000) }
    }
  }

  @Test func aCacheIsToldByItsFirstBytes() {
    #expect(NewsboatCache.isOne("SQLite format 3\0more".utf8))
    #expect(!NewsboatCache.isOne("SQLite".utf8))
    #expect(!NewsboatCache.isOne([]))
  }
}
