import Foundation
import Testing

@testable import Articles

struct FrontPageTests {
  private static let now = Instant(milliseconds: 1_795_000_000_000)

  private func candidate(
    _ id: Int64, hours: Double, _ provider: String = "Belfry", quality: Int? = nil,
    heat: Int? = nil, topics: [String] = [], others: Int = 0
  ) -> FrontPage.Candidate {
    FrontPage.Candidate(
      id: ArticleID(id),
      published: Self.now.advanced(byMilliseconds: -Int64(hours * 3_600_000)), provider: provider,
      quality: quality, heat: heat, topics: topics, others: others)
  }

  /// Old articles of others do not make a busy source look rare.
  @Test(arguments: [0.0, 60_000])
  func howRarelyASourcePostsIsCountedFromItsOwnOldest(hoursOfOthers: Double) throws {
    var all = (0..<65).map { candidate(Int64($0), hours: 1 + Double($0) * 4.8, "Busy") }
    all.append(candidate(100, hours: 1, "New"))
    if hoursOfOthers > 0 { all.append(candidate(101, hours: hoursOfOthers, "Archive")) }
    let page = FrontPage(all, now: Self.now)
    let busy = try #require(page.entries.first { $0.id == ArticleID(0) })
    #expect((4.9...5.2).contains(busy.perDay), "\(busy.perDay)")
    let new = try #require(page.entries.first { $0.id == ArticleID(100) })
    #expect((0.13...0.15).contains(new.perDay), "\(new.perDay)")
  }

  /// The sums of `docs/front-page.md`.
  @Test func theExamplesOfThePageAreRight() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/front-page.md")
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
      .filter { $0.count == 9 && $0[8].contains("=") }
    #expect(rows.count == 8)
    for row in rows {
      let candidate = candidate(
        1, hours: try #require(Double(row[1].dropLast())), quality: Int(row[3]), heat: Int(row[2]),
        topics: row[4].isEmpty ? [] : [row[4]], others: try #require(Int(row[5])))
      var points = FrontPage.points(
        of: candidate, perDay: try #require(Double(row[6])),
        weights: ["robotics": 2, "football": -1], now: Self.now
      ).map(\.points)
      if let above = Int(row[7]), above > 0 { points.append(-FrontPage.repetition * above) }
      let parts = points.enumerated().map { index, points in
        points < 0 ? "− \(-points)" : index == 0 ? "\(points)" : "+ \(points)"
      }.joined(separator: " ")
      #expect("\(points.reduce(0, +)) = \(parts)" == row[8], "\(row[0])")
    }
  }

  @Test func oneBusyProviderDoesNotFillIt() {
    let busy = (0..<200).map { candidate(Int64($0), hours: Double($0) / 4, "Wire") }
    let rare = (0..<20).map { candidate(Int64(1000 + $0), hours: 5 + Double($0), "Blog \($0)") }
    let page = FrontPage(busy + rare, now: Self.now)
    #expect(page.entries.count == 40)
    #expect(page.entries.prefix(24).count { $0.id.rawValue < 1000 } <= 6)
    #expect(page.entries.count { $0.id.rawValue >= 1000 } == 20)
  }

  @Test func itsSumsFallAndSayWhy() {
    let page = FrontPage(
      (0..<30).map { candidate(Int64($0), hours: Double($0), quality: Int($0) * 7) },
      now: Self.now)
    #expect(page.entries.map(\.place) == Array(1...30))
    #expect(page.entries.map(\.shownBefore) == Array(0..<30))
    #expect(zip(page.entries, page.entries.dropFirst()).allSatisfy { $0.sum >= $1.sum })
    #expect(page.entries.last?.parts.last?.part == .repetition)
  }

  @Test func wishesCount() {
    var wishes = FrontPage.Wishes()
    wishes.size = 2
    wishes.topics = ["ROBÓTICS": 3, "Football": -3]
    let page = FrontPage(
      [
        candidate(1, hours: 1, "A", topics: ["football"]),
        candidate(2, hours: 40, "B", topics: ["Robotics"]), candidate(3, hours: 2, "C"),
      ], wishes: wishes, now: Self.now)
    #expect(
      page.entries.map(\.id.rawValue) == [3, 2] || page.entries.map(\.id.rawValue) == [2, 3])
  }

  @Test func takesWhateverNumbersThereAre() {
    let page = FrontPage(
      [
        candidate(1, hours: -5, quality: .max, heat: .max, others: 1000),
        candidate(2, hours: 1e6, quality: .min, heat: -1), candidate(3, hours: 0, ""),
        candidate(4, hours: 0, ""),
      ], now: Self.now)
    #expect(page.entries.count == 4)
    #expect(FrontPage([], now: Self.now).entries.isEmpty)
  }
}
