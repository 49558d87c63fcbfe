import Articles
import GRDB
import Glibc
import Testing

@testable import Storage

/// The library of somebody who cannot write the shared one.
struct PrivateLibraryTests {
  private let scratch = Scratch()
  private let reason = StorageError.cannotWrite(path: "x", code: EACCES)

  private func openPrivate(of shared: String = "data/library.sqlite") throws -> Library {
    try PrivateLibrary(of: Path(scratch[shared]), in: Path(scratch["cache"])).open(because: reason)
  }

  /// Indexes "news" into the shared library, and closes that.
  private func writeShared(_ titles: String...) throws {
    for title in titles {
      scratch.write("news/\(title).md", article(title, url: "https://example.org/\(title)"))
    }
    let desk = try Desk(scratch)
    try desk.index()
    try desk.mark("https://example.org/a", .read, at: 1)
    try close(desk.library)
  }

  /// Left to itself, the log is empty a moment after the last owner went.
  private func close(_ library: Library) throws {
    try library.database.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try library.database.close()
  }

  private func sources(of library: Library) throws -> [Source] {
    try library.attach([SourceSpec(location: scratch["news"])], now: instant(0))
  }

  /// What the library lists before any folder is looked at.
  private func rows(of library: Library, state: String = "own") throws -> [ArticleRow] {
    let marks = try MarkStore(
      statePath: scratch["\(state)/state.json"], localFolder: scratch["\(state)-local"],
      library: library)
    try marks.indexPending()
    return try library.view(sources: sources(of: library).map(\.id), state: marks.stateID)
      .firstPage(.all, limit: 9).sorted { $0.title < $1.title }
  }

  @Test func beginsAsACopyWithoutTheMarksOfOthers() throws {
    try writeShared("a", "b")
    let before = scratch.names("data")
    let library = try openPrivate()
    let rows = try rows(of: library)
    #expect(rows.map(\.title) == ["a", "b"])
    #expect(rows.map(\.flags) == [[], []])
    // The owner's mark stands in the owner's journal, which is not this reader's.
    #expect(try self.rows(of: library, state: "data").map(\.flags) == [[], []])
    #expect(scratch.names("data") == before)
    #expect(
      library.notices == [
        "the library \(scratch["data/library.sqlite"]) cannot be written (Permission denied): "
          + "using a private one in \(scratch["cache"])"
      ])
  }

  @Test func marksOfTheReaderAreReadAfterEachCopy() throws {
    try writeShared("a", "b")
    func flags() throws -> [MarkFlags] {
      let library = try openPrivate()
      defer { try? close(library) }
      return try rows(of: library).map(\.flags)
    }
    do {
      let library = try openPrivate()
      _ = try rows(of: library)
      let marks = try MarkStore(
        statePath: scratch["own/state.json"], localFolder: scratch["own-local"], library: library)
      try marks.record([Mark(address("https://example.org/a"), .starred, at: instant(5))])
      try marks.indexPending()
      try marks.compact(force: true)
      try marks.record([Mark(address("https://example.org/b"), .read, at: instant(6))])
      try close(library)
    }
    #expect(try flags() == [.starred, .read])
    try writeShared("c")
    #expect(try flags() == [.starred, .read, []])
  }

  @Test func isCopiedAgainOnlyWhenTheSharedOneHasChanged() throws {
    try writeShared("a")
    func others(_ library: Library) throws -> Int {
      try library.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM source WHERE used = 9")! }
    }
    do {
      let library = try openPrivate()
      try library.write { try $0.execute(sql: "UPDATE source SET used = 9") }
      try close(library)
    }
    #expect(try others(openPrivate()) == 1)
    try writeShared("b")
    #expect(try rows(of: openPrivate()).map(\.title) == ["a", "b"])
    #expect(try others(openPrivate()) == 0)
  }

  /// What only the reader has fetched stands nowhere else.
  @Test func isNotCopiedOverItemsOfTheReader() throws {
    try writeShared("a")
    do {
      let library = try openPrivate()
      let feed = try library.attach(
        [SourceSpec(feed: "https://example.org/feed")], now: instant(0))[0]
      try library.store(
        [FeedBatch(source: feed.id, items: [item("Fetched", id: "1")])], now: instant(1))
      try close(library)
    }
    try writeShared("b")
    let library = try openPrivate()
    #expect(try library.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item") } == 1)
    // The folder is read as ever.
    #expect(try rows(of: library).map(\.title) == ["a"])
  }

  @Test func isNotCopiedWhileItIsOpen() throws {
    try writeShared("a")
    let open = try openPrivate()
    try writeShared("b")
    #expect(try rows(of: openPrivate()).map(\.title) == ["a"])
    try Indexer(library: open, trustsYoungFiles: true).index(sources(of: open))
    #expect(try rows(of: open).map(\.title) == ["a", "b"])
  }

  @Test func whatIsInUseIsNotCopiedButBuiltFromTheFolders() throws {
    scratch.write("news/a.md", article("a", url: "https://example.org/a"))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(FileFacts(at: Path(scratch["data/library.sqlite-wal"]))?.size ?? 0 > 0)
    let library = try openPrivate()
    #expect(try rows(of: library).isEmpty)
    try Indexer(library: library, trustsYoungFiles: true).index(sources(of: library))
    #expect(try rows(of: library).map(\.title) == ["a"])
  }

  @Test(arguments: ["nothing", "garbage", "folder", "newer", "older"])
  func aLibraryThatCannotBeCopiedIsNotMissed(kind: String) throws {
    switch kind {
    case "garbage": scratch.write("data/library.sqlite", String(repeating: "garbage ", count: 999))
    case "folder": scratch.makeFolder("data/library.sqlite")
    case "newer", "older":
      try writeShared("a")
      let library = try Library(path: scratch["data/library.sqlite"])
      let statement =
        kind == "newer"
        ? "PRAGMA user_version = 9" : "UPDATE meta SET number = 0 WHERE name = 'index'"
      try library.write { try $0.execute(sql: statement) }
      try close(library)
    default: break
    }
    scratch.write("news/b.md", article("b", url: "https://example.org/b"))
    let library = try openPrivate()
    #expect(try rows(of: library).isEmpty)
    try Indexer(library: library, trustsYoungFiles: true).index(sources(of: library))
    #expect(try rows(of: library).last?.title == "b")
  }

  @Test func damageIsSetAsideAndNotCopiedTwice() throws {
    try writeShared("a")
    try close(openPrivate())
    let name = try #require(scratch.names("cache").first { $0.hasSuffix(".sqlite") })
    scratch.write("cache/\(name)", String(repeating: "garbage ", count: 999))
    let mended = try openPrivate()
    #expect(mended.notices.count == 2)
    try close(mended)
    #expect(try openPrivate().notices.count == 1)
    #expect(
      scratch.names("cache").count {
        $0.contains("damaged") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
      } == 1)
  }

  /// They mean something in the address that the copy is opened by.
  @Test func namesMayHoldAnySign() throws {
    try writeShared("a")
    scratch.move("data", to: "50% ? #1")
    #expect(try rows(of: openPrivate(of: "50% ? #1/library.sqlite")).map(\.title) == ["a"])
  }

  @Test func twoSharedLibrariesHaveTwoPrivateOnes() throws {
    try writeShared("a")
    _ = try openPrivate()
    _ = try openPrivate(of: "data/other.sqlite")
    scratch.link("link", to: scratch["data"])
    _ = try openPrivate(of: "link/library.sqlite")
    #expect(scratch.names("cache").count { $0.hasSuffix(".copied") } == 2)
  }

  @Test func aFolderThatCannotBeMadeHasAPrivateLibrary() throws {
    let library = try Library.open(
      path: "/proc/nowhere/library.sqlite", privateFolder: scratch["cache"])
    #expect(library.notices.count == 1)
    #expect(try rows(of: library).isEmpty)
    #expect(scratch.names("cache").count { $0.hasSuffix(".sqlite") } == 1)
  }

  @Test func withoutAnyFolderTheFirstReasonIsSaid() {
    #expect(throws: StorageError.cannotCreateFolder(path: "/proc/nowhere", code: ENOENT)) {
      _ = try Library.open(path: "/proc/nowhere/library.sqlite", privateFolder: "/proc/cache")
    }
  }

  @Test func aNewerLibraryIsNoReasonForAPrivateOne() throws {
    do {
      let library = try Library(path: scratch["library.sqlite"])
      try library.write { try $0.execute(sql: "PRAGMA user_version = 7") }
    }
    #expect(
      throws: StorageError.newerLibrary(
        path: scratch["library.sqlite"], version: 7, supported: LibrarySchema.version)
    ) {
      _ = try Library.open(path: scratch["library.sqlite"], privateFolder: scratch["cache"])
    }
    #expect(scratch.names("cache").isEmpty)
  }
}
