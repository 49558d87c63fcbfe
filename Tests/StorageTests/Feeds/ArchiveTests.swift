import Articles
import FeedParsing
import GRDB
import Glibc
import Testing

@testable import Storage

/// The archive as data: what survives when everything else is lost.
struct ArchiveTests {
  private let scratch = Scratch()

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  private func fill(_ desk: FeedDesk, count: Int = 20) throws {
    let text = String(repeating: "<p>Words and more words.</p>", count: 20)
    let items = (0..<count).map { number -> FeedItem in
      let link = number % 3 == 0 ? nil : url("\(number)")
      let date = number % 4 == 0 ? nil : Int64(number)
      return item(
        "T\(number)", id: "\(number)", link: link, at: date, content: text,
        categories: ["c\(number % 5)"])
    }
    try desk.store(items)
    try desk.store([item("Shared", id: "x", link: url("1"), at: 1)], in: FeedDesk.other)
  }

  private struct Seen: Equatable {
    var rows: [[String]]
    var topics: [String]
    var providers: [String]
  }

  private func sources(_ desk: FeedDesk) throws -> [Source] {
    try desk.library.attach(
      [SourceSpec(feed: FeedDesk.news), SourceSpec(feed: FeedDesk.other)], now: instant(0))
  }

  private func seen(_ desk: FeedDesk) throws -> Seen {
    let view = try desk.library.view(
      sources: sources(desk).map(\.id), state: desk.desk.marks.stateID)
    let sidebar = try view.sidebar()
    let rows = try view.rows(view.listing(.all).ids).map { row in
      [
        row.title, row.address.text, row.provider, "\(row.flags)", "\(row.topics)",
        "\(row.published?.milliseconds ?? 0)", "\(row.sources.count)",
      ]
    }
    return Seen(
      rows: rows, topics: sidebar.topics.map { "\($0.title) \($0.total) \($0.unread)" },
      providers: sidebar.providers.map { "\($0.title) \($0.total) \($0.unread)" })
  }

  @Test func everythingDerivedIsMadeAgain() throws {
    let before: Seen
    do {
      let desk = try FeedDesk(scratch)
      try fill(desk)
      try desk.desk.mark(url("1"), .read, at: 2000)
      try desk.desk.mark(url("2"), .starred, at: 2000)
      try Indexer(library: desk.library).index(sources(desk))
      before = try seen(desk)
      try desk.library.write { database in
        try Meta.set("index", to: 0, database)
        try Meta.set("marks", to: 0, database)
      }
    }
    let desk = try FeedDesk(scratch)
    try desk.desk.marks.indexPending()
    let sources = try sources(desk)
    #expect(sources.map(\.isIndexed) == [false, false])
    #expect(try Indexer(library: desk.library).index(sources).added == 21)
    #expect(try seen(desk) == before)
    #expect(try desk.source().total == 20)
    #expect(try Indexer(library: desk.library).index(sources).added == 0)
  }

  @Test func storingBeforeItIsMadeAgainLosesNothing() throws {
    do {
      let desk = try FeedDesk(scratch)
      try fill(desk)
      try desk.library.write { try Meta.set("index", to: 0, $0) }
    }
    let desk = try FeedDesk(scratch)
    #expect(try desk.store([item("New", id: "new", at: 500), item("T1", id: "1")]).added == 1)
    try Indexer(library: desk.library).index([])
    #expect(try desk.titles().count == 21)
  }

  @Test func withoutTheLibraryNoMarkIsLost() throws {
    do {
      let desk = try FeedDesk(scratch)
      try fill(desk)
      try desk.desk.mark(url("1"), .read, at: 2000)
    }
    for name in scratch.names("data") where name.hasPrefix("library") {
      scratch.delete("data/" + name)
    }
    let desk = try FeedDesk(scratch)
    #expect(try desk.titles() == [])
    try desk.desk.marks.indexPending()
    try desk.store([item("T1", id: "1", link: url("1"))])
    #expect(try desk.rows().map(\.flags) == [.read])
  }

  private func numbers(_ sql: String, _ database: some DatabaseReader) throws -> [Int] {
    try database.read { try Int.fetchAll($0, sql: sql) }
  }

  private let version = "SELECT number FROM meta WHERE name = 'archive'"

  @Test func dataAreMigratedAfterACopyWasMade() throws {
    do { try fill(FeedDesk(scratch)) }
    let groups = LibrarySchema.groups.map { group -> LibrarySchema.TableGroup in
      guard group.migrations != nil else { return group }
      return LibrarySchema.TableGroup(
        name: group.name, version: 3, tables: group.tables, creation: "not used",
        migrations: [
          { try $0.execute(sql: "ALTER TABLE feed ADD COLUMN rating INTEGER DEFAULT 1") },
          { try $0.execute(sql: "UPDATE feed SET rating = rating + 1") },
        ])
    }
    let path = scratch["data/library.sqlite"]
    let (database, _) = try Library.made(
      LibraryFile.open(Path(path)), path: path, groups: groups)
    #expect(try numbers("SELECT rating FROM feed", database) == [2, 2])
    #expect(try numbers("SELECT count(*) FROM item", database) == [21])
    #expect(try numbers(version, database) == [3])
    let copies = scratch.names("data").filter { $0.hasPrefix("library.sqlite.before-") }
    #expect(copies.count == 1)
    let copy = try DatabaseQueue(path: scratch["data/" + copies[0]])
    #expect(try numbers("SELECT count(*) FROM item", copy) == [21])
    #expect(try numbers(version, copy) == [1])
    #expect(FileFacts(at: Path(scratch["data/" + copies[0]]))?.mode == 0o600)
    #expect(throws: StorageError.newerLibrary(path: path, version: 3, supported: 1)) {
      _ = try Library(path: path)
    }
  }

  @Test func aMigrationThatFailsLeavesTheDataAsTheyWere() throws {
    do { try fill(FeedDesk(scratch)) }
    let groups = LibrarySchema.groups.map { group -> LibrarySchema.TableGroup in
      guard group.migrations != nil else { return group }
      return LibrarySchema.TableGroup(
        name: group.name, version: 2, tables: group.tables, creation: "not used",
        migrations: [
          { database in
            try database.execute(sql: "DELETE FROM item")
            throw StorageError.notState(path: "")
          }
        ])
    }
    let path = scratch["data/library.sqlite"]
    #expect(throws: StorageError.self) {
      _ = try Library.made(LibraryFile.open(Path(path)), path: path, groups: groups)
    }
    #expect(try FeedDesk(scratch).titles().count == 20)
  }
}
