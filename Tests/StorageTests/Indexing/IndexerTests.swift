import Articles
import FeedParsing
import Glibc
import Synchronization
import Testing

@testable import Storage

struct IndexerTests {
  private let scratch = Scratch()

  private func counts(_ summary: IndexSummary) -> [Int] {
    [summary.filesSeen, summary.filesRead, summary.added, summary.changed, summary.removed]
  }

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  @Test func aFolderIsReadOnceAndThenOnlyWhereItChanged() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    scratch.write("news/deep/er/b.md", article("B", url: url("b")))
    let desk = try Desk(scratch)
    #expect(counts(try desk.index()) == [2, 2, 2, 0, 0])
    #expect(counts(try desk.index()) == [2, 0, 0, 0, 0])
    #expect(try desk.sources()[0].total == 2)
    #expect(try desk.sources()[0].isIndexed)

    scratch.write("news/c.md", article("C", url: url("c")))
    #expect(counts(try desk.index()) == [3, 1, 1, 0, 0])
    scratch.write("news/a.md", article("A, corrected", url: url("a")))
    #expect(counts(try desk.index()) == [3, 1, 0, 1, 0])
    scratch.delete("news/deep")
    #expect(counts(try desk.index()) == [2, 0, 0, 0, 1])
    #expect(try desk.titles().sorted() == ["A, corrected", "C"])
  }

  @Test func aChangeThatKeepsSizeAndTimeIsNoticed() throws {
    scratch.write("news/a.md", article("Before", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    var info = stat()
    stat(scratch["news/a.md"], &info)
    scratch.write("news/a.md", article("After!", url: url("a")))
    utimensat(AT_FDCWD, scratch["news/a.md"], [info.st_atim, info.st_mtim], 0)
    try desk.index()
    #expect(try desk.titles() == ["After!"])
  }

  @Test func aMovedFileKeepsItsArticle() throws {
    scratch.write("news/_news/a.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    let id = try #require(try desk.row("A")?.id)
    scratch.move("news/_news/a.md", to: "news/_archive/_news/a.md")
    let summary = try desk.index()
    #expect([summary.added, summary.removed] == [0, 0])
    #expect(try desk.row("A")?.id == id)
    #expect(try desk.view().detail(id)?.files == [scratch["news/_archive/_news/a.md"]])
    #expect(counts(try desk.index()) == [1, 0, 0, 0, 0])
  }

  @Test func aYoungFileIsReadAgain() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    let facts = try #require(FileFacts(at: Path(scratch["news/a.md"])))
    let reader = ArticleReader(hashing: desk.library.hashing, trustsYoungFiles: false)
    let read = try #require(reader.read(Path(scratch["news/a.md"]), seenAs: facts))
    let isYoung = abs(Clock.nanoseconds - facts.changed) < 20_000_000
    if isYoung { #expect(read.facts.changed == 0) }
    let trusting = ArticleReader(hashing: desk.library.hashing, trustsYoungFiles: true)
    #expect(trusting.read(Path(scratch["news/a.md"]), seenAs: facts)?.facts == facts)
  }

  @Test func whatIsNoArticleIsCountedAndWhatIsBrokenReported() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    scratch.write("news/README.md", "# Read me")
    scratch.write("news/empty.md", "")
    scratch.write("news/broken.md", "---\ntitle: \"A\ntype: article\n---\n")
    scratch.write("news/endless.md", "---\ntitle: A\n")
    let desk = try Desk(scratch)
    #expect(try desk.index().problems == 2)
    let report = try desk.view().problems()
    #expect(report.problems.map(\.path) == [scratch["news/broken.md"], scratch["news/endless.md"]])
    #expect(report.problems.allSatisfy { $0.line != nil && !$0.message.isEmpty })
    #expect(report.skipped.map(\.count) == [1, 1])
    #expect(try desk.titles() == ["A"])

    scratch.write("news/broken.md", article("Mended", url: url("m")))
    scratch.delete("news/endless.md")
    try desk.index()
    #expect(try desk.view().problems().problems == [])
    #expect(try desk.titles().count == 2)

    scratch.write("news/a.md", "---\ntitle: [\n---\n")
    try desk.index()
    #expect(try desk.titles() == ["Mended"])
    #expect(try desk.view().problems().problems.map(\.path) == [scratch["news/a.md"]])
  }

  @Test func linksAreFollowedOnceAndLoopsSurvived() throws {
    scratch.write("news/deep/a.md", article("A", url: url("a")))
    scratch.write("elsewhere/b.md", article("B", url: url("b")))
    scratch.link("news/deep/loop", to: "..")
    scratch.link("news/itself", to: "itself")
    scratch.link("news/nowhere", to: "missing")
    scratch.link("news/0-out", to: "../elsewhere")
    scratch.link("news/1-again", to: "../elsewhere")
    scratch.link("news/c.md", to: "deep/a.md")
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.titles().sorted() == ["A", "B"])
    #expect(try desk.view().problems().problems.map(\.path) == [scratch["news/deep/loop"]])
    #expect(try desk.index().filesRead == 0)
    scratch.delete("news/deep/loop")
    try desk.index()
    #expect(try desk.view().problems().problems == [])
  }

  @Test func whatIsNoFileIsCountedAndNeverOpened() throws {
    scratch.makeFolder("news")
    mkfifo(scratch["news/pipe.md"], 0o600)
    scratch.link("news/nowhere.md", to: "gone.md")
    scratch.link("news/itself.md", to: "itself.md")
    scratch.link("news/zero.md", to: "/dev/zero")
    let desk = try Desk(scratch)
    #expect(counts(try desk.index()) == [4, 4, 0, 0, 0])
    #expect(counts(try desk.index()) == [4, 0, 0, 0, 0])
    let report = try desk.view().problems()
    #expect(report.problems == [])
    #expect(report.skipped.map(\.count) == [4])
    #expect(report.skipped.map(\.reason) == [NotAnArticle.notAFile.sentence])
    scratch.delete("news/pipe.md")
    scratch.write("news/pipe.md", article("A", url: url("a")))
    #expect(counts(try desk.index()) == [4, 1, 1, 0, 0])
  }

  @Test func gitFoldersAreLeftAlone() throws {
    scratch.makeFolder("news")
    scratch.write("news/.git/a.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    #expect(counts(try desk.index()) == [0, 0, 0, 0, 0])
  }

  @Test func namesThatAreNotUTF8AreKeptAsTheyAre() throws {
    let name: [UInt8] = [0x61, 0xFF, 0x2E, 0x6D, 0x64]
    scratch.makeFolder("news/x")
    let folder = Path(bytes: Array(scratch["news/"].utf8) + [0xFE])
    scratch.write(folder.appending(name), Array(article("A", url: url("a")).utf8))
    let desk = try Desk(scratch)
    try desk.index()
    #expect(counts(try desk.index()) == [1, 0, 0, 0, 0])
    let id = try #require(try desk.row("A")?.id)
    let detail = try #require(try desk.view().detail(id))
    #expect(detail.files == [scratch["news/\u{FFFD}/a\u{FFFD}.md"]])
    #expect(detail.warnings == [])
    #expect(detail.article.links.webURL == url("a"))
  }

  @Test func hugeFilesAreSurvived() throws {
    scratch.makeFolder("news")
    for (name, start) in [
      ("zeros", ""), ("endless.md", "---\ntitle: A\n"), ("body.md", article("B")),
    ] {
      scratch.write("news/\(name)", start)
      truncate(scratch["news/\(name)"], 100 << 20)
    }
    let desk = try Desk(scratch)
    try desk.index()
    #expect(try desk.titles() == ["B"])
    #expect(try desk.view().problems().problems.map(\.path) == [scratch["news/endless.md"]])
    let row = try #require(try desk.row("B"))
    let text = ArticleText(
      origins: [.file(Path(scratch["news/body.md"]))], address: row.address, limit: 1 << 20)
    #expect(text.article?.title == "B")
    #expect(
      text.warnings.map(\.message)
        == ["\(scratch["news/body.md"]): larger than 1 MB; the rest is not shown."])
  }

  @Test(.enabled(if: getuid() != 0)) func unreadableFoldersKeepWhatIsKnown() throws {
    scratch.write("news/shut/deep/a.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    chmod(scratch["news/shut"], 0)
    try desk.index()
    #expect(try desk.titles() == ["A"])
    #expect(try desk.view().problems().problems.map(\.path) == [scratch["news/shut"]])
  }

  @Test func aSourceThatIsGoneKeepsWhatIsKnown() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    scratch.move("news", to: "unplugged")
    try desk.index()
    #expect(try desk.titles() == ["A"])
    #expect(try desk.view().problems().problems.map(\.path) == [scratch["news"]])
    scratch.move("unplugged", to: "news")
    try desk.index()
    #expect(try desk.view().problems().problems == [])
  }

  @Test func aSourceMayBeOneFile() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    scratch.write("news/b.md", article("B", url: url("b")))
    let desk = try Desk(scratch)
    #expect(counts(try desk.index(["news/a.md"])) == [1, 1, 1, 0, 0])
    #expect(counts(try desk.index(["news/a.md"])) == [1, 0, 0, 0, 0])
    #expect(try desk.titles(.all, ["news/a.md"]) == ["A"])
    let row = try #require(try desk.view(["news/a.md"]).firstPage(.all, limit: 5).first)
    #expect(try desk.view(["news/a.md"]).detail(row.id)?.files == [scratch["news/a.md"]])
  }

  @Test func aStoppedScanKeepsWhatItHasAndRemovesNothing() throws {
    scratch.write("news/a/1.md", article("A", url: url("a")))
    let desk = try Desk(scratch)
    try desk.index()
    scratch.delete("news/a/1.md")
    for number in 0..<200 {
      scratch.write("news/b/\(number).md", article("B\(number)", url: url("b\(number)")))
    }
    let asked = Atomic(0)
    let summary = try Indexer(library: desk.library, trustsYoungFiles: true).index(
      desk.sources(), isCancelled: { asked.add(1, ordering: .relaxed).newValue > 100 })
    #expect(summary.isCancelled)
    #expect(summary.removed == 0)
    #expect(try desk.row("A") != nil)
    let stored = try desk.titles().count
    #expect(stored > 1 && stored < 201)
    try desk.index()
    #expect(try desk.titles().count == 200)
  }

  /// Of every article, what it relates to, and the rows that say the same.
  private func relations(_ desk: Desk) throws -> (wanted: Set<[Int64]>, stored: Set<[Int64]>) {
    try desk.library.read { database in
      let packed = try Query(database, "SELECT id, related FROM article").all { row in
        row.withBlob(1, PackedIntegers.unpack).map { [$0, row.integer(0)] }
      }
      let stored = try Query(database, "SELECT hash, article FROM related").all {
        [$0.integer(0), $0.integer(1)]
      }
      return (Set(packed.joined()), Set(stored))
    }
  }

  /// They are stored last where a folder is read for the first time, also by a process that was
  /// stopped, and also of articles that another file has changed meanwhile.
  @Test(arguments: [false, true]) func whatIsRelatedIsStoredInTheEnd(isStopped: Bool) throws {
    for number in 0..<200 {
      scratch.write(
        "news/\(number).md",
        article(
          "\(number)", url: url("\(number % 190)"), at: "2026-10-01T08:00:\(10 + number % 50)Z",
          related: [url("\(number + 1)"), url("r\(number)")]))
    }
    let desk = try Desk(scratch)
    if isStopped {
      let asked = Atomic(0)
      try Indexer(library: desk.library, trustsYoungFiles: true).index(
        desk.sources(), isCancelled: { asked.add(1, ordering: .relaxed).newValue > 100 })
      let early = try relations(desk)
      #expect(early.stored.count < early.wanted.count)
    }
    try desk.index()
    let (wanted, stored) = try relations(desk)
    #expect(wanted.count == 380)
    #expect(stored == wanted)

    scratch.write("news/1.md", article("1", url: url("1"), related: [url("new")]))
    scratch.write("news/more.md", article("more", url: url("more"), related: [url("1")]))
    scratch.delete("news/2.md")
    try desk.index()
    let (changed, kept) = try relations(desk)
    #expect(kept == changed && kept != wanted)
  }

  @Test func progressIsToldFromTheFirstBatchOn() throws {
    for number in 0..<300 {
      scratch.write("news/\(number).md", article("\(number)", url: url("\(number)")))
    }
    let desk = try Desk(scratch)
    var told: [IndexProgress] = []
    try Indexer(library: desk.library).index(desk.sources(), progress: { told.append($0) })
    let first = try #require(told.first { $0.added > 0 })
    #expect(first.isFirst)
    #expect(first.added < 300)
    #expect(told.map(\.added) == told.map(\.added).sorted())
  }

  @Test func theSameStoryInTwoSourcesIsOneArticle() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    scratch.write("more/a.md", article("A", url: url("a")))
    scratch.write("more/b.md", article("B", url: url("b")))
    let desk = try Desk(scratch)
    try desk.index(["news", "more"])
    #expect(try desk.titles(.all, ["news", "more"]).sorted() == ["A", "B"])
    #expect(try desk.titles(.all, ["news"]) == ["A"])
    let both = try desk.sources(["news", "more"]).map(\.id)
    let row = try #require(
      try desk.view(["news", "more"]).firstPage(.all, limit: 9).first { $0.title == "A" })
    #expect(row.sources == both)
    #expect(try desk.row("A")?.sources == [both[0]])
    scratch.delete("news/a.md")
    try desk.index(["news", "more"])
    #expect(try desk.titles(.all, ["news"]) == [])
    #expect(try desk.titles(.all, ["more"]).sorted() == ["A", "B"])
  }

  @Test func temporarySourcesAreForgottenAfterAMonth() throws {
    scratch.write("news/a.md", article("A", url: url("a")))
    scratch.write("passing/b.md", article("B", url: url("b")))
    let desk = try Desk(scratch)
    let passing = SourceSpec(location: scratch["passing"], isTemporary: true)
    let first = try desk.library.attach([passing], now: instant(0))
    try Indexer(library: desk.library).index(first)
    let view = desk.library.view(sources: first.map(\.id), state: desk.marks.stateID)
    #expect(try view.listing(.all).count == 1)
    let day: Int64 = 86_400_000
    let news = SourceSpec(location: scratch["news"])
    for (days, count) in [(29, 1), (31, 0)] as [(Int64, Int)] {
      let sources = try desk.library.attach([news], now: instant(days * day))
      try Indexer(library: desk.library).index(sources)
      #expect(try view.listing(.all).count == count)
    }
    let again = try desk.library.attach([passing], now: instant(31 * day))
    #expect(again[0].id != first[0].id)
    #expect(!again[0].isIndexed)
  }

  @Test func whatIsNewOrChangedIsNamedOnce() throws {
    let scratch = Scratch()
    scratch.write("news/a.md", article("A", url: "https://example.org/a"))
    let desk = try Desk(scratch)
    #expect(try desk.index().articles.isEmpty)
    scratch.write("news/a.md", article("A changed", url: "https://example.org/a"))
    scratch.write("news/b.md", article("B", url: "https://example.org/b"))
    scratch.write("news/b2.md", article("B again", url: "https://example.org/b"))
    let summary = try desk.index()
    #expect(summary.articles.count == 2 && summary.added + summary.changed == 3)
  }

  /// What another source told of an article meanwhile is told anew by the one that is left.
  @Test(arguments: [("A", 0), ("A as others call it", 1)])
  func whatIsReadAgainForAnArticleIsNewsOnlyIfItSaysSomethingElse(title: String, news: Int) throws {
    scratch.write("news/a.md", article("A", url: url("a"), at: "2026-10-01T08:00:00Z"))
    scratch.write("more/a.md", article(title, url: url("a"), at: "2026-10-01T08:00:00Z"))
    scratch.write("other/b.md", article("B", url: url("b")))
    let desk = try Desk(scratch)
    var last = IndexSummary()
    for name in ["news", "more", "other", "news"] {
      let sources = try desk.library.attach(
        [SourceSpec(location: scratch[name])], now: instant(0))
      last = try Indexer(library: desk.library, trustsYoungFiles: true).index(sources)
    }
    #expect(try desk.row("A") != nil)
    #expect(last.changed > 0)
    #expect(last.articles.count == news)
  }
}
