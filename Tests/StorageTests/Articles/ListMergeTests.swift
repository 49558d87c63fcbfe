import Articles
import TestSupport
import Testing

@testable import Storage

/// The first rows of a list, found without making all of it, are those of the list.
struct ListMergeTests {
  private static let feeds = (0..<4).map { "https://example.org/feed\($0)" }
  private let desk: FeedDesk

  init() throws { desk = try FeedDesk() }

  private func mark(_ titles: [String]) throws {
    let marks = titles.map {
      Mark(Address(key: "https://example.org/\($0)")!, .read, at: instant(1))
    }
    try desk.desk.marks.record(marks)
    try desk.desk.marks.indexPending()
  }

  /// Topics and providers of several feeds, read or not, hidden or not, with articles in common.
  private func filled() throws {
    var random = SplitMix(seed: 11)
    var read: [String] = []
    for (number, feed) in Self.feeds.enumerated() {
      try desk.store(
        (0..<120).map { place in
          let isShared = random.next(below: 5) == 0
          let name = isShared ? "shared\(random.next(below: 40))" : "\(number)-\(place)"
          if random.next(below: 3) == 0 { read.append(name) }
          return item(
            name, id: name, link: "https://example.org/\(name)",
            at: random.next(below: 12) == 0
              ? nil : Int64(name.count * 1000 + place * 60_000 - 10_000_000),
            categories: ["A", "B", "C"].filter { _ in random.next(below: 2) == 0 })
        }, in: feed, title: "News \(number % 2)")
    }
    try mark(Array(Set(read)))
    try desk.library.indexTexts()
  }

  private func expectAgreement(_ view: LibraryView, _ comment: Comment) throws {
    let sidebar = try view.sidebar()
    let entries = sidebar.views + sidebar.topics + sidebar.providers + sidebar.sources
    #expect(entries.count >= 7, comment)
    for entry in entries {
      let ids = try view.listing(entry.scope).ids
      for limit in [1, 7, 40, 200, 1000] {
        let page = try view.firstPage(entry.scope, limit: limit).map(\.id)
        #expect(page == Array(ids.prefix(limit)), "\(comment): \(entry.scope), \(limit)")
        let quick = try view.quickPage(entry.scope, limit: limit) { false }
        let isWhole = entry.scope == .starred || entry.scope == .muted
        #expect(quick?.map(\.id) == (isWhole ? nil : page), "\(comment): \(entry.scope)")
      }
      for place in stride(from: 0, to: ids.count, by: 9) {
        let page = try view.firstPage(entry.scope, around: ids[place], limit: 20).map(\.id)
        let start = max(0, min(place - 5, ids.count - 20))
        #expect(
          page == Array(ids[start...].prefix(20)), "\(comment): \(entry.scope), \(place)")
      }
    }
  }

  @Test func firstRowsAreThoseOfTheList() throws {
    try filled()
    for count in [4, 3, 1] {
      var view = try desk.view(Array(Self.feeds.prefix(count)))
      try expectAgreement(view, "\(count)")
      view.muting = Muting(rules: ["topic:B title:shared1*", "title:2-1*"])
      try view.bringMutedUpToDate(now: instant(0))
      try expectAgreement(view, "\(count) muted")
    }
  }

  @Test func whatStandsBehindMuchThatIsReadIsFound() throws {
    try desk.store(
      (0..<2300).map { number in
        item(
          "n\(number)", id: "\(number)", link: "https://example.org/n\(number)",
          at: Int64(number - 2300) * 1000)
      })
    try mark((20..<2300).map { "n\($0)" })
    let view = try desk.view()
    let ids = try view.listing(.unread).ids
    #expect(ids.count == 20)
    #expect(try view.firstPage(.unread, limit: 7).map(\.id) == Array(ids.prefix(7)))
    #expect(
      try view.firstPage(.unread, around: ids[10], limit: 7).map(\.id) == Array(ids[9..<16]))
    // To look at more than these takes as long as the list.
    let quick = try view.quickPage(.unread, limit: 7) { false }
    #expect(quick?.map(\.title) == nil)
    try mark((0..<20).map { "n\($0)" })
    #expect(try view.firstPage(.unread, limit: 7).isEmpty)
  }

  @Test func anArticleThatIsNotInTheListCountsAsNotGiven() throws {
    try filled()
    var view = try desk.view(Array(Self.feeds.prefix(2)))
    let all = try view.listing(.all)
    let read = try #require(zip(all.ids, all.flags).dropFirst(90).first { $0.1.contains(.read) }?.0)
    let unread = Array(try view.listing(.unread).ids.prefix(8))
    #expect(try view.firstPage(.unread, around: read, limit: 8).map(\.id) == unread)
    // Of a topic, but of a source that the view does not show.
    let other = try #require(desk.view([Self.feeds[3]]).listing(.topic("A")).ids.last)
    let topic = Array(try view.listing(.topic("A")).ids.prefix(8))
    #expect(try view.firstPage(.topic("A"), around: other, limit: 8).map(\.id) == topic)
    view.muting = Muting(rules: ["topic:B"])
    try view.bringMutedUpToDate(now: instant(0))
    let hidden = try #require(view.listing(.muted).ids.last)
    let shown = Array(try view.listing(.all).ids.prefix(8))
    #expect(try view.firstPage(.all, around: hidden, limit: 8).map(\.id) == shown)
  }

  @Test func aTopicThatIsGoneHasNoRows() throws {
    try filled()
    let view = try desk.view(Self.feeds)
    for scope in [ListScope.topic("Z"), .provider("Z"), .source(SourceID(99)), .tag("Z")] {
      #expect(try view.firstPage(scope, limit: 5).isEmpty)
    }
  }
}
