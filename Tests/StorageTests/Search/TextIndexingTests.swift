import Articles
import FeedParsing
import GRDB
import Synchronization
import Testing

@testable import Storage

/// What is entered into the index of words, and when.
struct TextIndexingTests {
  private let scratch = Scratch()

  private func scope(_ text: String) throws -> ListScope {
    .query(try QueryParser.parse(text, now: Instant(milliseconds: 1_800_000_000_000)), in: .all)
  }

  private func found(_ text: String, _ view: LibraryView) throws -> String {
    let rows = try view.rows(view.listing(scope(text)).ids)
    #expect(try view.firstPage(scope(text), limit: 100).map(\.id) == rows.map(\.id), "\(text)")
    return rows.map(\.title).joined(separator: " ")
  }

  @Test func beginningsAreThoseOfTheArticleAsItIsNow() throws {
    let desk = try FeedDesk(scratch)
    let items = (0..<5000).map { (number: Int) -> FeedItem in
      item("N\(number)", id: "\(number)", at: 0, content: number % 7 == 0 ? "émue xylon" : "plain")
    }
    try desk.store(items)
    try desk.library.indexTexts()
    func count(_ text: String) throws -> Int {
      let all = try desk.view().listing(scope(text)).count
      #expect(try desk.view().firstPage(scope(text), limit: 9).count == min(9, all), "\(text)")
      return all
    }
    #expect(try count("x") == 715)
    #expect(try count("xyl") == 715)
    #expect(try count("EM") == 715)
    #expect(try count("n49") == 111)
    #expect(try count("pl* -n4*") == 5000 - 715 - 952)
    var changed = items
    for number in [0, 7, 4998] { changed[number].contentHTML = "zebra" }
    changed[1].contentHTML = "xylem"
    try desk.store(changed, at: 2000)
    try desk.library.indexTexts()
    #expect(try count("x") == 715 - 2)
    #expect(try count("ze") == 3)
    #expect(try count("émü") == 715 - 3)
  }

  @Test func membersAreKeptInAFewBytes() {
    let bags: [[UInt16]] = [
      [], [0], [4095], [0, 4095], [127, 128, 300], Array(0..<4096), Array(0..<600),
      (0..<2048).map { $0 * 2 }, (0..<511).map { $0 * 8 }, (0..<32).map { $0 * 128 },
    ]
    for places in bags {
      let members = WordStarts.Members(places)
      let bytes = members.bytes
      #expect(bytes.count <= 513)
      #expect(bytes.withUnsafeBytes { WordStarts.Members($0) }.words == members.words)
    }
    // Whatever stands in a damaged file.
    for bytes: [UInt8] in [
      [0], [0, 1, 2], [0x80], [0x80, 0], [0xFF, 0xFF], [255, 255, 255, 255, 1],
    ] {
      _ = bytes.withUnsafeBytes { WordStarts.Members($0) }
    }
  }

  @Test func theWholeTextIsFoundWhileItIsKept() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("One", id: "1", at: 0), item("Two", id: "2", at: 1)])
    let address = try #require(desk.view().rows(desk.view().listing(.all).ids).last?.address)
    try desk.library.indexTexts()
    #expect(try found("quince ", desk.view()) == "")
    try desk.library.noteFullText(of: address)
    try desk.library.noteFullText(
      of: #require(Address(canonicalizing: "https://example.org/unknown")))
    #expect(try desk.library.textsWaiting() == 1)
    let kept = KeptTexts(
      has: { $0 == address }, text: { $0 == address ? "A quince, whole." : nil })
    try desk.library.indexTexts(kept: kept)
    for text in ["quince ", "body:qui", "one quince ", "\"a quince\" has:fulltext", "has:fulltext"]
    {
      #expect(try found(text, desk.view()) == "One", "\(text)")
    }
    try desk.library.noteLostFullTexts(kept)
    #expect(try desk.library.textsWaiting() == 0)
    let none = KeptTexts(has: { _ in false }, text: { _ in nil })
    try desk.library.noteLostFullTexts(none)
    try desk.library.indexTexts(kept: none)
    #expect(try found("quince ", desk.view()) == "")
    #expect(try found("has:fulltext", desk.view()) == "")
    #expect(try found("qu", desk.view()) == "")
  }

  /// A list of one source shows an article as that source tells it.
  @Test func whatEachSourceSaysOfAnArticleIsFound() throws {
    let desk = try FeedDesk(scratch)
    let link = "https://example.org/a"
    // The person has these sources, and is shown those.
    func view(_ shown: [String], of had: [String] = [FeedDesk.news, FeedDesk.other]) throws
      -> LibraryView
    {
      let sources = try desk.library.attach(had.map { SourceSpec(feed: $0) }, now: instant(0))
      try Indexer(library: desk.library).index(sources)
      try desk.library.indexTexts()
      return desk.library.view(
        sources: sources.filter { shown.contains($0.location) }.map(\.id),
        state: desk.desk.marks.stateID)
    }
    let (news, other) = ([FeedDesk.news], [FeedDesk.other])
    try desk.store([
      item("Heron", id: "1", link: link, at: 5, content: "grey bird", categories: ["Sea"])
    ])
    try desk.library.indexTexts()
    try desk.store(
      [item("Egret", id: "x", link: link, at: 6, content: "white bird", categories: ["Birds"])],
      in: FeedDesk.other, title: "Other")
    for text in ["heron", "egret", "title:heron ", "body:grey white bird ", "grey -gull"] {
      #expect(try found(text, view(news)) == "Heron", "\(text)")
      #expect(try found(text, view(other)) == "Egret", "\(text)")
    }
    // What it is about is as in lists.
    #expect(try found("topic:birds", view(other)) == "Egret")
    #expect(try found("topic:sea or provider:news", view(news)) == "")
    // No phrase reaches from one to the other.
    for text in ["\"egret heron\"", "\"white bird grey\""] {
      #expect(try found(text, view(news)) == "", "\(text)")
    }
    // One of the two is given up.
    for (kept, gone, stays) in [(other, "heron grey", "Egret"), (news, "egret white", "Heron")] {
      for word in gone.split(separator: " ") {
        #expect(try found("\(word) ", view(kept, of: kept)) == "", "\(word)")
      }
      #expect(try found("bird -\(gone.prefix(5))", view(kept, of: kept)) == stays)
    }
    #expect(try found("heron egret", view(news)) == "Heron")
    // The one that does not supply the fields changes: what it said is forgotten.
    try desk.store([item("Stork", id: "1", link: link, at: 5, content: "black bird")])
    #expect(try found("heron", view(news)) == "")
    #expect(try found("stork black", view(news)) == "Stork")
    // It goes.
    try desk.library.purge(news, seenBefore: instant(2000), keeping: desk.desk.marks)
    #expect(try found("stork", view(other)) == "")
    #expect(try found("egret white", view(other)) == "Egret")
  }

  /// What has a star or a label is there also where no source of the view has it.
  @Test func alternativesFindWhatIsKept() throws {
    let desk = try FeedDesk(scratch)
    let link = "https://example.com/kept"
    try desk.store([item("Heron", id: "1", link: "https://example.org/a", at: 5)])
    try desk.store([item("Egret", id: "2", link: link, at: 6)], in: FeedDesk.other)
    try desk.desk.mark(link, .starred, at: 1500)
    let view = try desk.view(keepsStarred: true)
    try desk.library.indexTexts()
    for text in ["is:starred", "is:starred or has:label", "(has:label or is:starred) egret"] {
      #expect(try found(text, view) == "Egret", "\(text)")
    }
    // A star is not asked for.
    #expect(try found("is:starred or heron ", view) == "Heron")
    #expect(try found("is:starred or has:label", desk.view()) == "")
  }

  @Test func anItemIsInTheLanguageOfItsFeed() throws {
    let desk = try FeedDesk(scratch)
    var feed = Feed(format: .rss20)
    feed.language = "de-AT"
    var own = item("Héron", id: "2", at: 6)
    own.language = "fr"
    let batch = FeedBatch(
      source: try desk.source().id, feed: feed, items: [item("Reiher", id: "1", at: 5), own])
    try desk.library.store([batch], now: instant(1000))
    try desk.library.indexTexts()
    #expect(try found("lang:de", desk.view()) == "Reiher")
    #expect(try found("lang:fr", desk.view()) == "Héron")
    #expect(try found("lang:en", desk.view()) == "")
  }

  /// The window enters words while it fetches the first page of all.
  @Test func theFirstWholeTextMayComeWhileWordsAreEntered() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("One", id: "1", at: 0)])
    let address = try #require(desk.view().rows(desk.view().listing(.all).ids).last?.address)
    let isThere = Mutex(false)
    let kept = KeptTexts(
      isAny: { isThere.withLock { $0 } }, has: { $0 == address },
      text: { $0 == address ? "A quince, whole." : nil })
    try desk.library.indexTexts(
      kept: kept,
      progress: { _ in
        let isFirst = isThere.withLock { isThere in
          defer { isThere = true }
          return !isThere
        }
        if isFirst { try? desk.library.noteFullText(of: address) }
      })
    #expect(try found("quince has:fulltext", desk.view()) == "One")
  }

  @Test func manyPiecesOfTheIndexAreJoined() throws {
    let desk = try FeedDesk(scratch)
    for step in 0..<40 {
      try desk.store([item("T\(step)", id: "\(step)", at: Int64(step), content: "word\(step) all")])
      try desk.library.indexTexts()
    }
    let pieces = try desk.library.read { database in
      try Query(database, "SELECT count(DISTINCT segid) FROM words_idx").first { $0.integer(0) }
    }
    #expect(pieces ?? 99 < 20)
    #expect(try found("word17 ", desk.view()) == "T17")
    #expect(try desk.view().listing(scope("all ")).count == 40)
  }

  @Test func anItemThatChangesIsFoundAsItIsNow() throws {
    let desk = try FeedDesk(scratch)
    try desk.store([item("One", id: "1", at: 0, content: "apple"), item("Two", id: "2", at: 0)])
    try desk.library.indexTexts()
    #expect(try found("apple ", desk.view()) == "One")
    try desk.store([item("One", id: "1", at: 0, content: "pear")], at: 2000)
    #expect(try desk.library.textsWaiting() == 1)
    try desk.library.indexTexts()
    #expect(try found("apple ", desk.view()) == "")
    #expect(try found("pear ", desk.view()) == "One")
  }

  @Test func indexingGoesOnWhereItWasStopped() throws {
    let desk = try FeedDesk(scratch)
    try desk.store((0..<700).map { item("T\($0)", id: "\($0)", at: 0, content: "word") })
    var steps = 0
    try desk.library.indexTexts(
      progress: { _ in steps += 1 }, isCancelled: { steps == 1 })
    let waiting = try desk.library.textsWaiting()
    #expect(waiting > 0 && waiting < 700)
    try desk.library.indexTexts()
    #expect(try desk.library.textsWaiting() == 0)
    #expect(try desk.view().listing(scope("word ")).count == 700)
  }
}
