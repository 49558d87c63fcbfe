import Articles
import GRDB
import Glibc
import Testing

@testable import Storage

struct LibraryFileTests {
  private let scratch = Scratch()

  @Test func theFileAndItsFoldersAreTheOwnersAlone() throws {
    _ = try Library(path: scratch["a/b/library.sqlite"])
    #expect(FileFacts(at: Path(scratch["a"]))?.mode == 0o700)
    for name in scratch.names("a/b") {
      #expect(FileFacts(at: Path(scratch["a/b/\(name)"]))?.mode == 0o600)
    }
  }

  @Test func aFileThatIsNoDatabaseIsSetAside() throws {
    scratch.write("library.sqlite", String(repeating: "not a database. ", count: 300))
    let library = try Library(path: scratch["library.sqlite"])
    #expect(library.notices.count == 1)
    #expect(scratch.names("").contains { $0.hasPrefix("library.sqlite.damaged-") })
    #expect(try library.attach([SourceSpec(location: "/x")], now: instant(0)).count == 1)
    #expect(try Library(path: scratch["library.sqlite"]).notices == [])
  }

  @Test func damageThatIsMetLaterIsLookedInto() throws {
    for number in 0..<200 {
      scratch.write("news/\(number).md", article("\(number)", url: "https://example.org/\(number)"))
    }
    do {
      let desk = try Desk(scratch)
      try desk.index()
      try desk.library.database.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
    guard let file = OpenFile(Path(scratch["data/library.sqlite"]), O_WRONLY) else { return }
    let garbage = [UInt8](repeating: 0xA5, count: LibraryFile.pageSize)
    for page in 4..<20 {
      pwrite(file.descriptor, garbage, garbage.count, page * LibraryFile.pageSize)
    }
    #expect(throws: StorageError.damagedLibrary(path: scratch["data/library.sqlite"])) {
      let desk = try Desk(scratch)
      try desk.index()
      _ = try desk.titles()
    }
    #expect(scratch.names("data").contains("library.sqlite.suspect"))
    let next = try Library(path: scratch["data/library.sqlite"])
    #expect(next.notices.count == 1)
    #expect(!scratch.names("data").contains("library.sqlite.suspect"))
  }

  @Test func aSuspicionThatIsUnfoundedIsForgotten() throws {
    _ = try Library(path: scratch["library.sqlite"])
    LibraryFile.suspect(Path(scratch["library.sqlite"]))
    #expect(try Library(path: scratch["library.sqlite"]).notices == [])
    #expect(!scratch.names("").contains { $0.contains("suspect") || $0.contains("damaged") })
  }

  @Test func aNewerLibraryIsRefusedAndLeftAlone() throws {
    do {
      let library = try Library(path: scratch["library.sqlite"])
      try library.write { try $0.execute(sql: "PRAGMA user_version = 7") }
    }
    #expect(
      throws: StorageError.newerLibrary(
        path: scratch["library.sqlite"], version: 7, supported: LibrarySchema.version)
    ) { _ = try Library(path: scratch["library.sqlite"]) }
    #expect(!scratch.names("").contains { $0.contains("damaged") })
  }

  @Test func tablesOfAnOlderVersionAreMadeAnew() throws {
    scratch.write("news/a.md", article("A", url: "https://example.org/a"))
    do {
      let desk = try Desk(scratch)
      try desk.index()
      try desk.mark("https://example.org/a", .read, at: 1)
      try desk.library.write { try Meta.set("index", to: 0, $0) }
    }
    let desk = try Desk(scratch)
    #expect(try desk.titles() == [])
    try desk.index()
    #expect(try desk.row("A")?.flags == .read)
  }

  @Test func withoutAFileALibraryLastsForTheRun() throws {
    scratch.write("news/a.md", article("A", url: "https://example.org/a"))
    let library = try Library.inMemory()
    let marks = try MarkStore(
      statePath: scratch["state.json"], localFolder: scratch["local"], library: library)
    let sources = try library.attach([SourceSpec(location: scratch["news"])], now: instant(0))
    try Indexer(library: library).index(sources)
    try marks.record([
      Mark(address("https://example.org/a"), .read, at: instant(1))
    ])
    #expect(try marks.indexPending().count == 1)
    let view = library.view(sources: sources.map(\.id), state: marks.stateID)
    #expect(try view.firstPage(.all, limit: 5).map(\.flags) == [.read])
  }

  @Test func whatCannotBeMadeIsSaid() {
    #expect(throws: StorageError.cannotCreateFolder(path: "/dev/null/a", code: ENOTDIR)) {
      _ = try Library(path: "/dev/null/a/library.sqlite")
    }
  }
}
