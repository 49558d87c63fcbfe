import Articles
import Glibc
import Testing

@testable import Storage

struct MarkStoreTests {
  private let scratch = Scratch()

  private func desk() throws -> Desk {
    scratch.write("news/a.md", article("A", url: "https://example.org/a", amp: "https://amp.org/a"))
    scratch.write("news/b.md", article("B", url: "https://example.org/b"))
    return try Desk(scratch)
  }

  private func store(_ desk: Desk) throws -> MarkStore {
    try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["local"], library: desk.library)
  }

  @Test func aMarkOfAnArticleShowsInItsRow() throws {
    let desk = try desk()
    try desk.index()
    try desk.marks.record([Mark(address("https://example.org/a"), .read, at: instant(1))])
    let id = try #require(try desk.row("A")?.id)
    #expect(
      try desk.marks.indexPending() == [
        MarkChange(
          id: id, address: address("https://example.org/a"), flags: .read, lastMarked: instant(1))
      ])
    #expect(try desk.row("A")?.flags == .read)
    #expect(try desk.row("A")?.lastMarked == instant(1))
    #expect(try desk.row("B")?.flags == [])
    #expect(try desk.marks.indexPending() == [])
  }

  @Test func anArticleThatIsIndexedAfterItsMarkHasIt() throws {
    let desk = try desk()
    try desk.mark("https://amp.org/a", .starred, at: 1)
    try desk.index()
    #expect(try desk.row("A")?.flags == .starred)
    #expect(try desk.row("B")?.flags == [])
  }

  @Test func marksOfAnAliasCountForTheArticle() throws {
    let desk = try desk()
    try desk.index()
    try desk.mark("https://amp.org/a", .read, at: 2)
    #expect(try desk.row("A")?.flags == .read)
    try desk.mark("https://example.org/a", .unread, at: 1)
    #expect(try desk.row("A")?.flags == .read)
    try desk.mark("https://example.org/a", .unread, at: 3)
    #expect(try desk.row("A")?.flags == [])
    #expect(try desk.row("A")?.lastMarked == instant(3))
    #expect(try desk.marks.flags(of: address("https://amp.org/a")) == [])
  }

  @Test func anAliasThatTwoArticlesClaimCountsForNeither() throws {
    let desk = try desk()
    scratch.write("news/c.md", article("C", url: "https://example.org/c", amp: "https://amp.org/a"))
    try desk.index()
    try desk.mark("https://amp.org/a", .read, at: 1)
    #expect(try desk.row("A")?.flags == [])
    #expect(try desk.row("C")?.flags == [])
    #expect(try desk.view().article(at: address("https://amp.org/a")) == nil)
    scratch.delete("news/c.md")
    try desk.index()
    #expect(try desk.row("A")?.flags == .read)
  }

  @Test func addressesWithoutAnArticleHaveMarksToo() throws {
    let desk = try desk()
    try desk.mark("https://example.com/gone", .starred, at: 4)
    #expect(try desk.marks.flags(of: address("https://example.com/gone")) == .starred)
    #expect(try desk.marks.lastMarked(of: address("https://example.com/gone")) == instant(4))
    #expect(try desk.marks.lastMarked(of: address("https://example.com/never")) == nil)
  }

  @Test func marksOfAddressesWithoutAnArticleAreToldOf() throws {
    let desk = try desk()
    try desk.index()
    let other = try store(desk)
    let gone = address("https://example.com/gone")
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(!desk.marks.takeOtherChanges())
    _ = try other.indexPending()
    _ = other.takeOtherChanges()
    try desk.mark("https://example.com/gone", .starred, at: 4)
    #expect(desk.marks.takeOtherChanges() && !desk.marks.takeOtherChanges())
    #expect(try other.indexPending() == [])
    #expect(other.takeOtherChanges() && !other.takeOtherChanges())
    let found = try other.marks(of: other.marks(.read, of: [gone], now: instant(9)).map(\.key))
    #expect(found.map(\.key.address) == [gone] && found.map(\.flags) == [.starred])
    #expect(found.map(\.lastMarked) == [instant(4)])
  }

  @Test func twoWindowsSeeEachOthersMarks() throws {
    let desk = try desk()
    try desk.index()
    let other = try store(desk)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try other.indexPending().map(\.flags) == [.read])
    #expect(try other.indexPending() == [])
    try other.record([Mark(address("https://example.org/b"), .starred, at: instant(2))])
    #expect(try desk.marks.indexPending().map(\.flags) == [.starred])
    #expect(try other.indexPending().map(\.flags) == [.starred])
    try desk.mark("https://example.org/a", .unread, at: 3)
    try other.record([Mark(address("https://example.org/b"), .unstarred, at: instant(4))])
    #expect(try other.indexPending().map(\.flags) == [[], []])
  }

  @Test func aWindowSeesMarksThatWereIndexedAndWrittenMeanwhile() throws {
    let desk = try desk()
    try desk.index()
    let other = try store(desk)
    try desk.mark("https://example.org/a", .read, at: 1)
    try desk.marks.compact(force: true)
    #expect(try other.indexPending().map(\.key.address.text) == ["https://example.org/a"])
  }

  @Test func deletingTheLibraryLosesNoMark() throws {
    do {
      let desk = try desk()
      try desk.index()
      try desk.mark("https://example.org/a", .read, at: 1)
      try desk.marks.compact(force: true)
      try desk.mark("https://example.org/b", .starred, at: 2)
    }
    for name in scratch.names("data") where name.hasPrefix("library") {
      scratch.delete("data/\(name)")
    }
    let desk = try Desk(scratch)
    #expect(try desk.marks.pendingByteCount() > 0)
    try desk.index()
    try desk.marks.indexPending()
    #expect(try desk.row("A")?.flags == .read)
    #expect(try desk.row("B")?.flags == .starred)
    #expect(try desk.marks.pendingByteCount() == 0)
  }

  @Test func statesHaveMarksOfTheirOwn() throws {
    let desk = try desk()
    try desk.index()
    try desk.mark("https://example.org/a", .read, at: 1)
    let other = try MarkStore(
      statePath: scratch["other/state.json"], localFolder: scratch["local"], library: desk.library)
    try other.record([Mark(address("https://example.org/b"), .read, at: instant(1))])
    try other.indexPending()
    let view = desk.library.view(sources: try desk.sources().map(\.id), state: other.stateID)
    #expect(try view.rows(view.listing(.unread).ids).map(\.title) == ["A"])
    #expect(try desk.titles(.unread) == ["B"])
  }

  @Test func aLinkToTheStateFileIsTheStateFile() throws {
    let desk = try desk()
    scratch.makeFolder("links")
    scratch.link("links/state.json", to: "../data/state.json")
    scratch.link("links/data", to: "../data")
    for path in ["links/state.json", "links/data/state.json", "data/../data/state.json"] {
      let other = try MarkStore(
        statePath: scratch[path], localFolder: scratch["local"], library: desk.library)
      #expect(other.watchedPaths.starts(with: desk.marks.watchedPaths))
      #expect(other.stateID == desk.marks.stateID)
    }
  }

  @Test func theLocalFolderIsNamedAfterTheStateFile() throws {
    let desk = try desk()
    let state = Path(scratch["data/state.json"])
    let name = SHA256.hexDigest(of: state.bytes)
    #expect(desk.marks.watchedPaths == [scratch["local/states/\(name)/journal"], state.display])
  }

  @Test func whereNothingCanBeWrittenMarksLastForTheRun() throws {
    scratch.write("local", "a file where a folder should be")
    let desk = try desk()
    try desk.index()
    #expect(desk.marks.notices.count == 1)
    try desk.mark("https://example.org/a", .read, at: 1)
    #expect(try desk.row("A")?.flags == .read)
    scratch.delete("local")
    scratch.makeFolder("local/states")
    try Folders.create(desk.marks.paths.folder)
    try desk.mark("https://example.org/b", .read, at: 1)
    let journal = try #require(desk.marks.paths.journal.display.split(separator: "local").last)
    #expect(scratch.read("local\(journal)")?.contains("https://example.org/a") == true)
  }

  @Test func damagedLinesAreSkippedAndSaid() throws {
    let desk = try desk()
    try desk.index()
    try desk.mark("https://example.org/a", .read, at: 1)
    let journal = String(desk.marks.paths.journal.display.dropFirst(scratch.path.count + 1))
    scratch.append(journal, Array("nonsense\n".utf8))
    try desk.mark("https://example.org/b", .read, at: 1)
    #expect(try desk.titles(.unread) == [])
    #expect(
      desk.marks.notices == ["\(desk.marks.paths.journal.display): 1 damaged line was skipped."])
  }

  @Test func aLinkThatLeadsElsewhereIsSaidAndNotFollowed() throws {
    scratch.makeFolder("sync")
    scratch.link("state.json", to: scratch["sync/one.json"])
    let store = try MarkStore(
      statePath: scratch["state.json"], localFolder: scratch["local"], library: .inMemory())
    try store.indexPending { _ in }
    #expect(store.notices.isEmpty)
    #expect(store.watchedPaths.contains(scratch["state.json"]))
    scratch.delete("state.json")
    scratch.link("state.json", to: scratch["sync/two.json"])
    for _ in 0..<2 { try store.indexPending { _ in } }
    let notice = try #require(store.notices.first)
    #expect(store.notices.count == 1)
    #expect(notice.contains(scratch["sync/two.json"]) && notice.contains(scratch["sync/one.json"]))
    try store.record([Mark(address("https://example.org/a"), .read, at: instant(1))])
    try store.compact(force: true)
    #expect(access(scratch["sync/one.json"], F_OK) == 0)
    #expect(access(scratch["sync/two.json"], F_OK) != 0)
  }
}
