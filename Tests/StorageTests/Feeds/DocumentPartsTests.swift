import Articles
import FeedParsing
import Testing

@testable import Storage

/// Documents that come in parts.
struct DocumentPartsTests {
  private func store(
    _ items: [FeedItem], continues: Bool, in desk: FeedDesk, isLast: Bool = false
  ) throws -> Int {
    var batch = FeedBatch(source: try desk.source().id, items: items)
    batch.continues = continues
    batch.state = isLast ? FeedState(memory: "m") : nil
    return try desk.library.store([batch], now: instant(1000))[0].added
  }

  private func url(_ name: String) -> String { "https://example.org/\(name)" }

  @Test func theyAreOneDocument() throws {
    let desk = try FeedDesk()
    let first = item("A", id: "same", link: url("a"))
    #expect(try store([first], continues: false, in: desk) == 1)
    // An item for itself, as it would be in one part, and the first once more.
    let second = item("B", id: "same", link: url("b"))
    #expect(try store([second, first], continues: true, in: desk, isLast: true) == 1)
    #expect(try Set(desk.titles()) == ["A", "B"])
    #expect(try Set(desk.rows().map(\.address)).count == 2)
  }

  /// Most documents say their title before their items, some after them.
  @Test(arguments: [true, false])
  func itemsOfEveryPartHaveTheTitleOfTheFeed(isSaidFirst: Bool) throws {
    let desk = try FeedDesk()
    let source = try desk.source().id
    let parts = ["A", "B", "C"].map { [item($0, id: $0, link: url($0))] }
    for (index, items) in parts.enumerated() {
      var batch = FeedBatch(source: source, items: items)
      batch.continues = index > 0
      batch.title = isSaidFirst ? "The Belfry" : nil
      let isLast = index == parts.count - 1
      if isLast {
        batch.feed = Feed(format: .rss20)
        batch.feed?.title = "The Belfry"
      }
      _ = try desk.library.store([batch], now: instant(1000))
      let isNamed = isSaidFirst || isLast
      let expected = isNamed ? "The Belfry" : FeedDesk.news
      #expect(try desk.rows().map(\.provider) == Array(repeating: expected, count: index + 1))
    }
    let providers = try desk.view().sidebar().providers
    #expect(providers.isEmpty)
    #expect(try desk.view().listing(.provider("The Belfry")).count == 3)
  }

  /// A channel may have another title before its own. What is known of a feed goes before what is said early.
  @Test func aTitleThatIsSaidEarlyIsPutRight() throws {
    let desk = try FeedDesk()
    let source = try desk.source().id
    func part(_ name: String, _ early: String?, last: String? = nil, _ isFirst: Bool) throws -> Bool
    {
      var batch = FeedBatch(source: source, items: [item(name, id: name, link: url(name))])
      (batch.title, batch.continues) = (early, !isFirst)
      if let last {
        batch.feed = Feed(format: .rss20)
        batch.feed?.title = last
      }
      return try desk.library.store([batch], now: instant(1000))[0].isRenamed
    }
    #expect(try !part("A", "The Belfry Podcast", true))
    #expect(try part("B", nil, last: "The Belfry", false))
    #expect(try desk.rows().map(\.provider) == ["The Belfry", "The Belfry"])
    #expect(try !part("C", "The Belfry Podcast", true))
    #expect(try desk.rows().map(\.provider) == ["The Belfry", "The Belfry", "The Belfry"])
    #expect(try !part("D", nil, last: "The Belfry", false))
  }

  @Test func equalLinksInTwoPartsHaveKeysOfTheirOwn() throws {
    let desk = try FeedDesk()
    #expect(try store([item("A", id: "1", link: url("a"))], continues: false, in: desk) == 1)
    #expect(try store([item("B", id: "2", link: url("a"))], continues: true, in: desk) == 1)
    #expect(try Set(desk.rows().map(\.address)).count == 2)
  }

  @Test func anotherDocumentMayChangeWhatTheLastOneBrought() throws {
    let desk = try FeedDesk()
    #expect(try store([item("A", id: "1", link: url("a"))], continues: false, in: desk) == 1)
    #expect(try store([item("B", id: "1", link: url("b"))], continues: false, in: desk) == 0)
    #expect(try desk.titles() == ["B"])
    #expect(
      try store([item("C", id: "3", link: url("c"))], continues: true, in: desk, isLast: true) == 1)
    #expect(
      try store([item("D", id: "3", link: url("d"))], continues: true, in: desk, isLast: true) == 0)
    #expect(try Set(desk.titles()) == ["B", "D"])
  }

  /// What another process has stored in between is found.
  @Test func othersMayStoreInBetween() throws {
    let scratch = Scratch()
    let (desk, other) = (try FeedDesk(scratch), try FeedDesk(scratch))
    let items = ["a", "b", "c"].map { item($0, id: $0, link: url($0)) }
    #expect(try store([items[0]], continues: false, in: desk) == 1)
    #expect(try store(items, continues: false, in: other) == 2)
    #expect(try store([items[1]], continues: true, in: desk) == 0)
    #expect(try store([items[2]], continues: true, in: desk, isLast: true) == 0)
    #expect(try desk.titles().count == 3)
  }

  /// A part that could not be stored is stored the next time.
  @Test func whatWasNotStoredIsNotKnown() throws {
    let desk = try FeedDesk()
    let items = ["a", "b"].map { item($0, id: $0, link: url($0)) }
    #expect(try store([items[0]], continues: false, in: desk) == 1)
    let source = try desk.source().id
    #expect(throws: StorageError.self) {
      try desk.library.write { database in
        var batch = FeedBatch(source: source, items: [items[1]])
        batch.continues = true
        let transaction = try ArchiveTransaction(
          database, hashing: desk.library.hashing, now: instant(0), given: nil,
          matchings: desk.library.documents.open(database))
        #expect(try transaction.store(batch)?.added == 1)
        throw StorageError.busy(path: "")
      }
    }
    #expect(try store([items[1]], continues: true, in: desk) == 1)
  }
}
