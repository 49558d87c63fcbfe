import Articles
import FeedParsing
import GRDB
import Glibc
import TestSupport
import Testing

@testable import Storage

struct ArchiveRescueTests {
  private let scratch = Scratch()

  private func url(_ name: Int) -> String { "https://example.org/\(name)" }

  /// A library of 300 items whose log is in its file; returns the pages of the table of items.
  private func fill() throws -> [Int] {
    let desk = try FeedDesk(scratch)
    let text = String(repeating: "<p>Words.</p>", count: 100)
    for start in stride(from: 0, to: 300, by: 50) {
      try desk.store(
        (start..<start + 50).map { item("T\($0)", id: "\($0)", link: url($0), content: text) })
    }
    try desk.desk.mark(url(200), .read, at: 2000)
    try desk.library.database.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    return try desk.library.read {
      try Int.fetchAll(
        $0, sql: "SELECT pageno FROM dbstat WHERE name = 'item' AND pagetype = 'leaf'")
    }
  }

  private func damage(_ pages: some Sequence<Int>, _ bytes: [UInt8], at offset: Int = 0) throws {
    guard let file = OpenFile(Path(scratch["data/library.sqlite"]), O_WRONLY) else {
      throw StorageError.cannotWrite(path: scratch.path, code: errno)
    }
    for page in pages {
      pwrite(file.descriptor, bytes, bytes.count, off_t((page - 1) * LibraryFile.pageSize + offset))
    }
    LibraryFile.suspect(Path(scratch["data/library.sqlite"]))
  }

  @Test func whatCanBeReadIsTakenOver() throws {
    let pages = try fill()
    #expect(pages.count > 40)
    try damage(
      [pages[3], pages[4], pages[20]], [UInt8](repeating: 0xA5, count: LibraryFile.pageSize))
    let desk = try FeedDesk(scratch)
    let notice = try #require(desk.library.notices.first)
    #expect(notice.contains(" items of 1 feed could be read out of it; up to "))
    try desk.desk.marks.indexPending()
    #expect(try desk.source().isIndexed == false)
    try Indexer(library: desk.library).index([])
    let rows = try desk.rows()
    #expect(rows.count > 260 && rows.count < 300)
    #expect(rows.first { $0.address.text == url(200) }?.flags == .read)
    // The feed brings back what it still has, and nothing twice.
    try desk.store((0..<300).map { item("T\($0)", id: "\($0)", link: url($0)) })
    #expect(try desk.rows().count == 300)
    #expect(try Set(desk.rows().map(\.address)).count == 300)
    #expect(try FeedDesk(scratch).library.notices == [])
  }

  @Test func itemsWhoseFeedIsLostStayReachable() throws {
    _ = try fill()
    do {
      let desk = try FeedDesk(scratch)
      try desk.desk.mark(url(9), .starred, at: 3000)
      try desk.library.write { try $0.execute(sql: "DELETE FROM feed") }
    }
    try damage([1], Array("not a header".utf8), at: 100 + LibraryFile.pageSize)
    LibraryFile.suspect(Path(scratch["data/library.sqlite"]))
    let aside = Path(scratch["data/library.sqlite"])
    let target = try Library(path: scratch["data/other.sqlite"])
    let rescued = ArchiveRescue(from: aside, into: target.database, hashing: target.hashing).run()
    #expect(rescued.items == 300)
    #expect(try target.feeds().count == 1)
  }

  @Test func aFileThatIsNoDatabaseGivesNothing() throws {
    scratch.write("data/aside", String(repeating: "no database ", count: 1000))
    let target = try Library.inMemory()
    let rescued = ArchiveRescue(
      from: Path(scratch["data/aside"]), into: target.database, hashing: target.hashing
    ).run()
    #expect(rescued == ArchiveRescue.Result())
  }

  @Test(arguments: 0..<6)
  func anyDamageIsSurvived(seed: Int) throws {
    let pages = try fill()
    var random = SplitMix(seed: UInt64(seed))
    let last = try #require(pages.max())
    for _ in 0..<30 {
      let bytes = (0...random.next(below: 64)).map { _ in UInt8(random.next(below: 256)) }
      try damage(
        [2 + random.next(below: last - 1)], bytes,
        at: random.next(below: LibraryFile.pageSize - 100))
    }
    let aside = Path(scratch["data/library.sqlite"])
    let target = try Library(path: scratch["data/other.sqlite"])
    let rescued = ArchiveRescue(from: aside, into: target.database, hashing: target.hashing).run()
    #expect(rescued.items <= 300)
    try Indexer(library: target).index([])
    let stored = try target.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item") }
    #expect(stored == rescued.items)
  }
}
