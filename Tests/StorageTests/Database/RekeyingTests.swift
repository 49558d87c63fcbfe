import FeedParsing
import GRDB
import Glibc
import Testing

@testable import Articles
@testable import Storage

/// Libraries and marks of a program that mapped hosts by another rule.
struct RekeyingTests {
  private let scratch = Scratch()

  /// ᾳ with its iota below, which UTS 46 writes beside it.
  private let written = "https://\u{1FB3}.gr/a"
  private let present = "https://xn--mxaq.gr/a"
  private let former = "https://xn--hsg.gr/a"
  private let symbols = "https://i\u{2764}\u{FE0F}.ws/b"

  /// As a program writes it whose rule gives the former form.
  private func formerMark(_ name: MarkName, at milliseconds: Int64) -> Mark {
    Mark(Address(canonical: former), name, at: instant(milliseconds))
  }

  /// Makes of a library one of that program.
  private func age(_ library: Library) throws {
    let hashing = library.hashing
    try library.write { database in
      let (new, old) = (hashing.hash(present), hashing.hash(former))
      for table in ["address", "address_mark"] {
        try Query(database, "UPDATE \(table) SET hash = ? WHERE hash = ?").run(old, new)
      }
      let articles = try Query(database, "SELECT id, addresses FROM article WHERE address = ?")
        .all(present) { ($0.integer(0), $0.withBlob(1, PackedIntegers.unpack)) }
      for (id, hashes) in articles {
        try Query(database, "UPDATE article SET address = ?, addresses = ? WHERE id = ?")
          .run(former, PackedIntegers.pack(hashes.map { $0 == new ? old : $0 }), id)
      }
      try Query(database, "UPDATE item SET address = ? WHERE address = ?").run(former, present)
      try Query(database, "UPDATE item SET link = ? WHERE link = ?").run(old, new)
      try database.execute(
        sql: """
          UPDATE feed SET address = replace(address, 'xn--mxaq', 'xn--hsg');
          UPDATE list SET name = CAST(replace(name, 'xn--mxaq', 'xn--hsg') AS BLOB) WHERE kind = 0;
          DELETE FROM meta WHERE name = 'addresses';
          """)
    }
  }

  private func copies() -> Int {
    scratch.names("data").count { $0.hasPrefix("library.sqlite.before-") }
  }

  private func isRemade(_ desk: Desk) throws -> Bool { try desk.sources()[0].isIndexed == false }

  private func agedDesk() throws -> Desk {
    scratch.write("news/a.md", article("A", url: written))
    scratch.write("news/b.md", article("B", url: symbols))
    do {
      let desk = try Desk(scratch)
      try desk.index()
      try age(desk.library)
      try desk.marks.record([
        formerMark(.read, at: 1), formerMark(.starred, at: 2),
        formerMark(MarkName("label:keep"), at: 3),
      ])
      try desk.mark(symbols, .read, at: 4)
      try desk.marks.compact(force: true)
    }
    return try Desk(scratch)
  }

  @Test func marksOfFilesCountAsBefore() throws {
    let desk = try agedDesk()
    let state = try #require(scratch.read("data/state.json"))
    #expect(state.contains(former) && !state.contains(present))
    #expect(try isRemade(desk))
    try desk.index()
    try desk.marks.indexPending()
    let row = try #require(try desk.row("A"))
    #expect(row.address.text == present)
    #expect(row.flags == [.read, .starred, .labelled])
    #expect(row.lastMarked == instant(3))
    #expect(try desk.row("B")?.flags == .read)
    #expect(try desk.titles(.unread).isEmpty)
    #expect(scratch.read("data/state.json") == state)
    // Only the archive is worth a copy, and it held nothing of this.
    #expect(copies() == 0)
    #expect(try !isRemade(Desk(scratch)))
  }

  @Test func aNewMarkHoldsOverAFormerOne() throws {
    let desk = try agedDesk()
    try desk.index()
    try desk.mark(written, .unread, at: 5)
    #expect(try desk.row("A")?.flags == [.starred, .labelled])
    try desk.marks.compact(force: true)
    #expect(scratch.read("data/state.json")?.contains(former) == true)
    let fresh = try Desk(scratch, library: "other")
    try fresh.index()
    try fresh.marks.indexPending()
    #expect(try fresh.row("A")?.flags == [.starred, .labelled])
  }

  @Test func whatAnOlderProgramElsewhereWritesCounts() throws {
    scratch.write("news/a.md", article("A", url: written))
    let desk = try Desk(scratch)
    try desk.index()
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == [])
    scratch.write(
      "data/state.json",
      """
      {"format":"martlet-state","version":1,"articles":{
      "\(former)":{"read":"2023-11-14T22:13:21.000Z"},
      "\(present)":{"starred":"2023-11-14T22:13:22.000Z","read":"2023-11-14T22:13:20.500Z"}}}
      """)
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == [.read, .starred])
    try desk.mark(written, .unread, at: 3000)
    #expect(try desk.row("A")?.flags == .starred)
  }

  /// Articles that come after the library was opened, and marks that were there before.
  @Test func marksOfArticlesThatAreNotThereYetWait() throws {
    do {
      let desk = try Desk(scratch)
      try desk.marks.record([formerMark(.read, at: 1)])
      try desk.marks.indexPending()
      try age(desk.library)
    }
    let desk = try Desk(scratch)
    scratch.write("news/a.md", article("A", url: written))
    try desk.index()
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == .read)
  }

  @Test func aStepOfBeforeIsTakenBack() throws {
    scratch.write("news/a.md", article("A", url: written))
    do {
      let desk = try Desk(scratch)
      try desk.index()
      try age(desk.library)
      let log = UndoLog(desk.marks)
      _ = log.restore()
      let mark = formerMark(.read, at: 1)
      log.keep([mark], as: MarkStep.ID(1))
      try desk.marks.record([mark])
      try log.save([MarkStep.ID(1)])
      let undo = OpenFile(desk.marks.paths.undo, O_RDONLY)?.bytes(limit: 1 << 20) ?? []
      #expect(String(decoding: undo, as: UTF8.self).contains(former))
    }
    let desk = try Desk(scratch)
    try desk.index()
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == .read)
    let log = UndoLog(desk.marks)
    let step = try #require(log.restore().last)
    _ = try log.undo(step.id, as: MarkStep.ID(99), clock: { instant(9000) }, tell: { _ in })
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == [])
  }

  private let feed = "https://xn--mxaq.gr/feed"

  @Test func itemsOfFeedsAreKnownAgain() throws {
    let shared = "https://\u{1FB3}.gr/shared"
    let items = [
      item("One", link: written, at: 10), item("Two", link: shared, at: 20),
      item("Three", link: shared, at: 30), item("Four", id: present, link: written + "4", at: 40),
    ]
    do {
      let desk = try FeedDesk(scratch)
      #expect(try desk.store(items, in: feed).added == 4)
      let hashing = desk.library.hashing
      try desk.library.write { database in
        try Query(database, "UPDATE item SET link = ? WHERE link = ?").run(
          hashing.hash("https://xn--hsg.gr/shared"), hashing.hash("https://xn--mxaq.gr/shared"))
      }
      try age(desk.library)
      try desk.desk.marks.record([formerMark(.read, at: 1), formerMark(.starred, at: 2)])
    }
    let desk = try FeedDesk(scratch)
    #expect(copies() == 1)
    let hashing = desk.library.hashing
    let links = try desk.library.read { database in
      try Query(database, "SELECT link FROM item").all { $0.integer(0) }
    }
    #expect(
      links.sorted()
        == [written, shared, shared, written + "4"].compactMap(Address.init(canonicalizing:))
        .map { hashing($0) }.sorted())
    try Indexer(library: desk.library).index([desk.source(feed)])
    try desk.desk.marks.indexPending()
    let changes = try desk.store(items, in: feed)
    #expect(changes.added == 0 && changes.changed.isEmpty)
    let rows = try desk.rows(.all, [feed])
    #expect(rows.count == 4)
    let one = try #require(rows.first { $0.title == "One" })
    #expect(one.address.text == present)
    #expect(one.flags == [.read, .starred])
    #expect(rows.filter { !$0.flags.isEmpty }.count == 1)
    // Once is enough.
    _ = try FeedDesk(scratch)
    #expect(copies() == 1)
  }

  /// What was purged does not come back.
  @Test func itemsWithoutFieldsAreKnownAgain() throws {
    do {
      let desk = try FeedDesk(scratch)
      try desk.store([item("One", link: written, at: 10)], in: feed)
      try desk.library.write { try $0.execute(sql: "UPDATE item SET fields = NULL") }
      try age(desk.library)
    }
    let desk = try FeedDesk(scratch)
    #expect(try desk.store([item("One", link: written, at: 10)], in: feed).added == 0)
  }

  @Test func librariesWithoutSuchNamesStayAsTheyAre() throws {
    scratch.write("news/a.md", article("A", url: "https://example.org/a"))
    scratch.write("news/b.md", article("B", url: symbols))
    do {
      let desk = try Desk(scratch)
      try desk.index()
      try desk.mark("https://example.org/a", .read, at: 1)
      try age(desk.library)
    }
    let desk = try Desk(scratch)
    #expect(try !isRemade(desk))
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == .read)
    #expect(copies() == 0)
  }

  @Test func aLibraryOfLaterRulesIsLeftAlone() throws {
    let path = scratch["data/library.sqlite"]
    do {
      let desk = try Desk(scratch)
      try desk.library.write { try Meta.set("addresses", to: Int64(Address.rules) + 1, $0) }
    }
    #expect(
      throws: StorageError.newerLibrary(
        path: path, version: Address.rules + 1, supported: Address.rules)
    ) {
      _ = try Library(path: path)
    }
  }
}
