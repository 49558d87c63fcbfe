import Articles
import FeedParsing
import Foundation
import Networking
import Storage
import Testing

@testable import martlet

@Suite struct SubscribingTests {
  /// What is written already is not given up for an address that it might have moved to.
  @Test func aFeedBesideItsTwinStartsForItself() throws {
    let program = try Program()
    let old = "http://example.org/feed"
    try program.write("\(old) birds\n", to: ".config/martlet/sources")
    let library = try Library.inMemory()
    let before = try #require(
      try library.attach([SourceSpec(feed: old)], now: SystemClock.now).first)
    var item = FeedItem()
    item.title = "One"
    item.id = "1"
    try library.store([FeedBatch(source: before.id, items: [item])], now: SystemClock.now)
    let subscribing = Subscribing(
      library: library, disk: SourcesDisk(environment: ["HOME": program.home.path]), tags: ["news"])
    let found = FeedProbe.Found(
      address: "https://example.org/feed", feed: Feed(format: .rss20), items: [item],
      memory: .init())
    let added = try #require(try subscribing.add(found))
    #expect(added.id != before.id && added.tags == ["news"])
    let after = try library.attach(
      [SourceSpec(feed: old), SourceSpec(feed: found.address)], now: SystemClock.now)
    #expect(after.map(\.id) == [before.id, added.id])
    #expect(after.map(\.total) == [1, 1])
  }
}
