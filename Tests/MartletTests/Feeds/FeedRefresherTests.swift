import Articles
import Foundation
import Networking
import Storage
import Testing

@testable import martlet

@Suite struct FeedRefresherTests {
  private let now = Instant(milliseconds: 1_795_000_000_000)

  private func refresher(_ library: Library) -> FeedRefresher {
    FeedRefresher(
      library: library,
      fetcher: Fetcher(
        Transport(TransportSettings(userAgent: "martlet-test")), now: { SystemClock.now }),
      asking: FeedAsking(settings: FeedSettings(), environment: [:]))
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
