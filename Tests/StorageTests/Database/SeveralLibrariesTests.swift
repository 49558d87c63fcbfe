import Articles
import FeedParsing
import GRDB
import Testing

@testable import Storage

/// Two processes on one library: each has its own connections.
struct SeveralLibrariesTests {
  private let scratch = Scratch()

  private func writeArticles(_ names: [String]) {
    for name in names {
      scratch.write("news/\(name).md", article(name, url: "https://example.org/\(name)"))
    }
  }

  private func facts(_ name: String) throws -> FileFacts {
    try #require(FileFacts(at: Path(scratch["news/\(name).md"])))
  }

  /// What another process stored since the walk began is not stored again.
  @Test func aFileThatAnotherWasQuickerToStoreIsLeftAlone() throws {
    writeArticles(["a"])
    let desk = try Desk(scratch)
    try desk.index()
    let source = try desk.sources()[0].id
    let key = FileKey(folder: Path(bytes: []), name: Array("a.md".utf8))
    func store(_ facts: FileFacts) throws {
      try desk.library.write { database in
        let transaction = try IndexTransaction(database, source: source)
        try transaction.store(key, facts, .skipped(.noFrontMatter))
        _ = try transaction.settleOrphans(limit: 9)
      }
    }
    try store(facts("a"))
    #expect(try desk.titles() == ["a"])
    // One that looks otherwise, or is too young to trust, is.
    var other = try facts("a")
    other.changed = 0
    try store(other)
    try desk.index()
    #expect(try desk.titles() == ["a"])
    other = try facts("a")
    other.size += 1
    try store(other)
    #expect(try desk.row("a") == nil)
  }

  @Test func arrivalsAreCountedWhoeverStoredThem() throws {
    writeArticles(["a", "b"])
    let desk = try Desk(scratch)
    try desk.index()
    let view = try desk.view()
    var (counts, last) = try view.arrivals(after: nil)
    #expect(counts == [:])
    writeArticles(["c", "d", "e"])
    scratch.write("elsewhere/f.md", article("f", url: "https://example.org/f"))
    let other = try Desk(scratch)
    try other.index(["elsewhere", "news"])
    (counts, last) = try view.arrivals(after: last)
    #expect(counts == [try #require(view.sidebar().sources.first?.scope.source): 3])
    #expect(try view.arrivals(after: last).counts == [:])
  }

  /// A mark is recorded whatever holds the library, and indexed when that lets go.
  @Test func aLibraryThatIsKeptBusyHoldsUpNoMark() throws {
    writeArticles(["a"])
    let desk = try Desk(scratch)
    try desk.index()
    let library = try Library.open(
      path: scratch["data/library.sqlite"], privateFolder: scratch["cache"], patience: 20)
    let marks = try MarkStore(
      statePath: scratch["data/state.json"], localFolder: scratch["local"], library: library)
    try desk.library.write { _ in
      try marks.record([Mark(address("https://example.org/a"), .read, at: instant(1))])
      #expect(throws: StorageError.busy(path: scratch["data/library.sqlite"])) {
        try marks.indexPending()
      }
    }
    #expect(try marks.indexPending().count == 1)
    #expect(try desk.row("a")?.flags == .read)
    #expect(scratch.names("cache").isEmpty)
  }
}

extension ListScope {
  fileprivate var source: SourceID? {
    if case .source(let id) = kept { id } else { nil }
  }
}
