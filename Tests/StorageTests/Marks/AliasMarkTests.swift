import Articles
import GRDB
import Testing

@testable import Storage

/// A mark that stands under an alias stays with the article, whoever claims the alias later.
struct AliasMarkTests {
  private let scratch = Scratch()
  private let alias = "https://amp.org/a"

  /// The article A, which has the alias alone.
  private func desk() throws -> Desk {
    scratch.write("news/a.md", article("A", url: "https://example.org/a", amp: alias))
    return try Desk(scratch)
  }

  /// Another article that claims the alias.
  private func rival(_ desk: Desk) throws {
    scratch.write("news/c.md", article("C", url: "https://example.org/c", amp: alias))
    try desk.index()
    try desk.marks.indexPending()
  }

  private func isKept(_ desk: Desk) throws -> Bool {
    try desk.row("A")?.flags == .read && desk.row("C")?.flags == []
  }

  @Test func aMarkOfAnAliasOutlivesASecondClaim() throws {
    let desk = try desk()
    try desk.index()
    try desk.mark(alias, .read, at: 1)
    try rival(desk)
    #expect(try isKept(desk))
    #expect(try desk.row("A")?.lastMarked == instant(1))
    // Also for a library that never saw the alias alone.
    try desk.marks.compact(force: true)
    let fresh = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["other"],
      library: Library(path: scratch["data/other.sqlite"]))
    try fresh.indexPending()
    #expect(try fresh.flags(of: address("https://example.org/a")) == .read)
  }

  @Test func aMarkThatWasThereBeforeTheArticleDoesSoToo() throws {
    let desk = try desk()
    try desk.mark(alias, .read, at: 1)
    try desk.index()
    // The second claim comes before anybody has looked at the marks again.
    try rival(desk)
    #expect(try isKept(desk))
  }

  @Test func marksOfALibraryThatKnewNoneOfThisAreFound() throws {
    let desk = try desk()
    try desk.index()
    let hash = desk.library.hashing(address(alias))
    try desk.library.write { database in
      try Query(database, "INSERT INTO address_mark VALUES(?, ?, 'read', ?)")
        .run(hash, desk.marks.stateID.rawValue, instant(1).milliseconds)
      try database.execute(sql: "DELETE FROM meta WHERE name = 'aliases'; DROP TABLE alias_mark")
    }
    let opened = try Desk(scratch)
    try opened.marks.indexPending()
    try rival(opened)
    #expect(try isKept(opened))
  }

  @Test func anAliasThatIsTheKeyOfAnotherIsNotCarried() throws {
    let desk = try desk()
    scratch.write("news/c.md", article("C", url: alias))
    try desk.index()
    try desk.mark(alias, .read, at: 1)
    #expect(try desk.row("A")?.flags == [])
    #expect(try desk.row("C")?.flags == .read)
  }

  @Test func whatWasMarkedLaterUnderTheKeyStands() throws {
    let desk = try desk()
    try desk.index()
    try desk.mark("https://example.org/a", .unread, at: 5)
    try desk.mark(alias, .read, at: 3)
    try desk.mark(alias, .starred, at: 4)
    try rival(desk)
    #expect(try desk.row("A")?.flags == .starred)
    #expect(try desk.row("A")?.lastMarked == instant(5))
  }

  @Test func conflictCopiesAndOtherStateFilesMayHoldAliases() throws {
    scratch.write("news/a.md", article("A", url: "https://example.org/a", amp: alias))
    // A minute on: nobody is writing the copy any more.
    let desk = try Desk(scratch, ahead: 60)
    try desk.index()
    let copy = """
      {"format":"martlet-state","version":1,"articles":{"\(alias)":{"read":"2026-11-23T10:00:00Z"}}}
      """
    scratch.write("data/state (1).json", copy)
    try desk.marks.indexPending()
    try rival(desk)
    #expect(try isKept(desk))

    let second = Scratch()
    second.write("news/a.md", article("A", url: "https://example.org/a", amp: alias))
    let other = try Desk(second)
    try other.index()
    try other.marks.record(MarkStore.marks(ofStateFile: Array(copy.utf8), path: "copy"))
    try other.marks.indexPending()
    second.write("news/c.md", article("C", url: "https://example.org/c", amp: alias))
    try other.index()
    #expect(try isKept(other))
  }

  @Test func aPersonMarksTheKeyByWhateverAddress() throws {
    let desk = try desk()
    try desk.index()
    let gone = "https://example.com/gone"
    let marks = desk.marks.marks(.read, of: [address(alias), address(gone)], now: instant(7))
    #expect(marks.map(\.address.text) == ["https://example.org/a", gone])
    #expect(marks.map(\.at) == [instant(7), instant(7)])
    try desk.marks.record(marks)
    try desk.marks.indexPending()
    let again = desk.marks.marks(.unread, of: [address(alias), address(gone)], now: instant(2))
    #expect(again.map(\.at) == [instant(8), instant(8)])
    // What two claim is marked as it was given: nobody can say whose it is.
    try rival(desk)
    #expect(
      desk.marks.marks(.read, of: [address(alias)], now: instant(9)).map(\.address.text) == [alias])
  }

  @Test func undoingFindsWhereTheMarkWasCarried() throws {
    let desk = try desk()
    try desk.index()
    let mark = Mark(address(alias), .read, at: instant(1))
    try desk.marks.record([mark])
    try desk.marks.indexPending()
    func takenBack() throws -> [String] {
      try desk.marks.takeBack([mark], clock: { instant(9) }, tell: { _ in })
        .map(\.mark.address.text)
    }
    try rival(desk)
    #expect(try takenBack() == ["https://example.org/a"])
    #expect(try desk.row("A")?.flags == [])
    #expect(try takenBack() == [])
  }

  @Test func undoingAnAliasWritesTheKey() throws {
    let desk = try desk()
    try desk.index()
    let mark = Mark(address(alias), .read, at: instant(1))
    try desk.marks.record([mark])
    try desk.marks.indexPending()
    let written = try desk.marks.takeBack([mark], clock: { instant(9) }, tell: { _ in })
    #expect(written.map(\.mark.address.text) == ["https://example.org/a"])
  }
}
