import Articles
import Foundation
import Networking
import Storage
import TestSupport
import Testing

@testable import martlet

@Suite struct FeedRefresherTests {
  private let now = Instant(milliseconds: 1_795_000_000_000)

  private func refresher(_ library: Library, waiting: Int = 32) -> FeedRefresher {
    FeedRefresher(
      library: library,
      fetcher: Fetcher(
        Transport(TransportSettings(userAgent: "martlet-test")), now: { SystemClock.now }),
      asking: FeedAsking(settings: FeedSettings(), environment: [:]), waiting: waiting)
  }

  @Test func everyFeedIsReportedOnceWithWhatItBrought() throws {
    let site = try FeedSite([
      "/a": .feed(rss("A", ["One", "Two"], site: "https://a.example.org")),
      "/b": .feed(rss("B", ["Three"], site: "https://b.example.org")),
    ])
    let library = try Library.inMemory()
    let paths = ["/a", "/b", "/missing"]
    let sources = try library.attach(
      paths.map { SourceSpec(feed: site.url + $0) } + [SourceSpec(location: "/nowhere")], now: now)
    var reports: [SourceID: RefreshedFeed] = [:]
    let progress = try refresher(library).refresh(sources, on: .everything) {
      #expect(reports.updateValue($0, forKey: $0.source) == nil)
    }
    #expect(progress == RefreshProgress(total: 3, done: 3, failed: 1, added: 3, changed: 0))
    #expect(reports.count == 3)
    #expect(reports[sources[0].id]?.added == 2 && reports[sources[1].id]?.added == 1)
    let missing = try #require(reports[sources[2].id])
    guard case .failed(let reason) = missing.result else { return #expect(Bool(false)) }
    #expect(reason.contains("(404)") && missing.nextAttempt != nil)
  }

  @Test func aFeedOfManyPartsIsStoredWhole() throws {
    let items = (0..<3000).map { "Item-\($0)-" + String(repeating: "x", count: 300) }
    let site = try FeedSite(["/a": .feed(rss("A", items))])
    let library = try Library.inMemory()
    let sources = try library.attach([SourceSpec(feed: site.url + "/a")], now: now)
    var reports = 0
    let progress = try refresher(library).refresh(sources, on: .everything) {
      #expect($0.added == 3000)
      reports += 1
    }
    #expect(progress.added == 3000 && reports == 1)
  }

  @Test func anItemIsNoChangeOfOneInAnEarlierPart() throws {
    let text = rss("A", (0..<2000).map { "Item-\($0)" })
      .replacing("<guid>https://example.org/Item-1999<", with: "<guid>https://example.org/Item-0<")
    let site = try FeedSite(["/a": .feed(text)])
    let library = try Library.inMemory()
    let sources = try library.attach([SourceSpec(feed: site.url + "/a")], now: now)
    let progress = try refresher(library).refresh(sources, on: .everything)
    #expect(progress.added == 2000 && progress.changed == 0)
  }

  /// Also where the feed is one that was read before, and so is held back until it shows a difference.
  @Test func whatIsWholeOfABodyThatBreaksOffIsStored() throws {
    let whole = rss("A", ["One"])
    let longer = rss("A", ["Two", "One", "Three"])
    let cut = try #require(longer.range(of: "Three"))
    let server = try RawServer { exchange in
      guard exchange.number > 1 else { return exchange.answer(body: Array(whole.utf8)) }
      exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      exchange.send(String(longer[..<cut.lowerBound]))
      exchange.close()
    }
    let library = try Library.inMemory()
    let sources = try library.attach([SourceSpec(feed: server.url + "/a")], now: now)
    let refresher = refresher(library)
    #expect(try refresher.refresh(sources, on: .everything).added == 1)
    let second = try refresher.refresh(sources, on: .everything)
    #expect(second.added == 1 && second.failed == 1)
  }

  /// A library that is slow makes the feeds rest that bring more than it can take, and nothing else.
  @Test func aSlowLibraryLosesNothing() throws {
    let bodies = (0..<8).map { feed in
      Array(rss("F\(feed)", (0..<1100).map { "\(feed)-\($0)" }).utf8)
    }
    let server = try RawServer { exchange in
      exchange.answer(body: bodies[Int(exchange.path.dropFirst()) ?? 0])
    }
    let library = try Library.inMemory()
    let sources = try library.attach(
      (0..<8).map { SourceSpec(feed: server.url + "/\($0)") }, now: now)
    let progress = try refresher(library, waiting: 2).refresh(sources, on: .everything)
    #expect(progress.added == 8_800 && progress.failed == 0)
  }

  @Test func aStoppedRefreshEndsAtOnceAndTheNextOneGoesOn() throws {
    let site = try FeedSite(["/a": .silent])
    let library = try Library.inMemory()
    let sources = try library.attach([SourceSpec(feed: site.url + "/a")], now: now)
    let refresher = refresher(library)
    Thread.detachNewThread {
      try? waitUntil { site.asked == ["/a"] }
      refresher.cancel()
    }
    var wasCancelled = false
    try refresher.refresh(sources, on: .everything) {
      if case .cancelled = $0.result { wasCancelled = true }
    }
    #expect(wasCancelled)
    site["/a"] = .feed(rss("A", ["One"]))
    #expect(try refresher.refresh(sources, on: .everything).added == 1)
  }
}
