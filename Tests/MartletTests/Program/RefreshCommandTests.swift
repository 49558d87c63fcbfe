import Foundation
import Testing

/// `martlet refresh` and its kin against servers on loopback.
@Suite struct RefreshCommandTests {
  private static let sources = ".config/martlet/sources"

  private func titles(_ program: Program, _ arguments: String...) throws -> [String] {
    try program.run(arguments: ["list"] + arguments).lines.map {
      String($0.split(separator: "\t")[3])
    }
  }

  @Test func whatIsNewIsStoredAndWhatFailedIsNamed() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One"]))])
    try program.write("\(site.url)/a\n\(site.url)/gone \"~Gone\"\n", to: Self.sources)
    let first = try program.run("refresh")
    #expect(first.status == 3)
    #expect(first.output == "2 feeds: 1 new, 0 changed, 1 failed\n")
    #expect(first.errors.hasPrefix("martlet: \(site.url)/gone: "))
    #expect(first.errors.contains("(404)") && first.errors.contains("Next attempt 20"))
    #expect(try titles(program) == ["One"])

    // One has left the feed, and stays.
    site["/a"] = .feed(rss("A", ["Three", "Two"]))
    #expect(try program.run("refresh", site.url + "/a").output == "1 feed: 2 new, 0 changed\n")
    #expect(try titles(program).sorted() == ["One", "Three", "Two"])
    site["/a"] = .feed(rss("A", []))
    #expect(try program.run("refresh", site.url + "/a").status == 0)
    #expect(try titles(program).count == 3)
  }

  /// It is stored before its end is here.
  @Test func aLongFeedGivesItsTitleToAllItsItems() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("The Belfry", (1...1500).map { "Bat \($0)" }))])
    try program.write("\(site.url)/a\n", to: Self.sources)
    #expect(try program.run("refresh").output == "1 feed: 1500 new, 0 changed\n")
    let providers = try program.run("list").lines.map { $0.split(separator: "\t")[2] }
    #expect(providers.count == 1500 && Set(providers) == ["The Belfry"])
  }

  @Test func aPageInThePlaceOfAFeedLeadsToItsFeed() throws {
    let program = try Program()
    let link = "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\">"
    let site = try FeedSite([
      "/": .html(link), "/feed": .feed(rss("A", ["One"])), "/bare": .html(""),
      "/loop": .html("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/\">"),
    ])
    try program.write("\(site.url)/ x\n\(site.url)/bare\n\(site.url)/loop\n", to: Self.sources)
    let first = try program.run("refresh")
    #expect(first.status == 3)
    #expect(first.output == "3 feeds: 1 new, 0 changed, 2 failed\n")
    #expect(!first.errors.contains("\(site.url)/: "))
    #expect(try titles(program, "--tag", "x") == ["One"])
    // The page is not asked again.
    let count = site.asked.count { $0 == "/" }
    #expect(try program.run("refresh", site.url + "/").status == 0)
    #expect(site.asked.count { $0 == "/" } == count && site.asked.last == "/feed")
    #expect(try program.text(of: Self.sources).hasPrefix("\(site.url)/ x\n"))
  }

  /// As when a domain has got another owner.
  @Test func aPageWhereAFeedWasIsAFailure() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One"])), "/evil": .feed(rss("E", ["Evil"]))])
    try program.write("\(site.url)/a\n", to: Self.sources)
    #expect(try program.run("refresh").status == 0)
    site["/a"] = .html("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/evil\">")
    #expect(try program.run("refresh").status == 3)
    #expect(!site.asked.contains("/evil"))
  }

  @Test func anUnchangedFeedIsAskedForConditionally() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One"]))])
    try program.write("\(site.url)/a\n", to: Self.sources)
    #expect(try program.run("refresh").output == "1 feed: 1 new, 0 changed\n")
    #expect(try program.run("refresh").output == "1 feed: 0 new, 0 changed\n")
    #expect(site.asked.count == 2)
    // Fresh: nothing is due.
    #expect(try program.run("refresh", "--due").status == 0)
    #expect(site.asked.count == 2)
  }

  @Test(arguments: [false, true])
  func whatHasChangedStaysReadUnlessASettingSaysOtherwise(marks: Bool) throws {
    let program = try Program()
    try program.write("mark_changed_unread: \(marks)\n", to: ".config/martlet/config.yaml")
    let feed = rss("A", ["One"])
    let site = try FeedSite(["/a": .feed(feed)])
    try program.write("\(site.url)/a\n", to: Self.sources)
    #expect(try program.run("refresh").status == 0)
    #expect(try program.run("mark", "read", "https://example.org/One").status == 0)
    site["/a"] = .feed(
      feed.replacingOccurrences(of: "About One", with: "Quite another text on One"))
    #expect(try program.run("refresh").output == "1 feed: 0 new, 1 changed\n")
    #expect(try titles(program, "--unread") == (marks ? ["One"] : []))
  }

  @Test func anInterruptedRefreshKeepsWhatHasCome() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One"])), "/slow": .silent])
    let quiet = try FeedSite(["/slow": .silent], address: "127.0.0.2")
    try program.write("\(quiet.url)/slow\n\(site.url)/a\n", to: Self.sources)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.executable)
    process.arguments = ["refresh"]
    process.environment = program.environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try waitUntil { try titles(program) == ["One"] && quiet.asked == ["/slow"] }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(try titles(program) == ["One"])
    // Stopping is no failure of the feed's.
    #expect(!(try program.run("sources").output.contains("stopped")))
  }

  @Test func feedsOfOneRunAreFetchedWhenTheyAreDue() throws {
    let program = try Program()
    let site = try FeedSite(["/a": .feed(rss("A", ["One", "Two"]))])
    #expect(try titles(program, "--source", site.url + "/a") == ["One", "Two"])
    #expect(try titles(program, "--source", site.url + "/a") == ["One", "Two"])
    #expect(site.asked == ["/a"])
    #expect(try program.run("sources").status == 5)
    let missing = try program.run("list", "--source", site.url + "/missing")
    #expect(missing.status == 3 && missing.errors.contains("(404)"))
    #expect(missing.errors.split(separator: "\n").count == 1)
  }

  @Test func sourcesTellHowTheyFare() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let site = try FeedSite(["/a": .feed(rss("A", ["One", "Two"]))])
    try program.write(
      "\(news)\n\(site.url)/a birds\n\(site.url)/b \"~Bee\"\nexec:x\n", to: Self.sources)
    #expect(try program.run("refresh").status == 3)
    #expect(try program.run("mark", "read", "https://example.org/One").status == 0)
    let result = try program.run("sources", "--json")
    #expect(result.errors.contains("sources:4: names a program"))
    let objects = try result.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["kind"] as? String } == ["folder", "feed", "feed"])
    #expect(objects.map { $0["title"] as? String } == ["news", "A", "Bee"])
    #expect(objects.map { $0["articles"] as? Int } == [3, 2, 0])
    #expect(objects.map { $0["unread"] as? Int } == [3, 1, 0])
    #expect(objects[1]["tags"] as? [String] == ["birds"])
    #expect(objects[1]["problem"] == nil && objects[1]["lastSuccess"] is String)
    #expect((objects[2]["problem"] as? String)?.contains("(404)") == true)
    #expect(objects[2]["nextAttempt"] is String && objects[2]["failures"] as? Int == 1)
    let lines = try program.run("sources").lines
    #expect(lines[2].contains("(404)") && lines[2].contains("Next attempt"))
  }

  @Test func everyFeedOfAHostThatRestsSaysSoAndUntilWhen() throws {
    let program = try Program()
    let busy = FeedSite.Page(status: "429 Too Many", headers: ["Retry-After: 3600"])
    let paths = (0..<8).map { "/\($0)" }
    let site = try FeedSite(Dictionary(uniqueKeysWithValues: paths.map { ($0, busy) }))
    try program.write(paths.map { site.url + $0 + "\n" }.joined(), to: Self.sources)
    #expect(try program.run("refresh").status == 3)
    // Those that were under way already may still be answered.
    #expect(site.asked.count <= 4)
    for line in try program.run("sources", "--json").lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["problem"] is String && object["nextAttempt"] is String, "\(line)")
    }
    #expect(try program.run("sources").lines.allSatisfy { $0.contains("Next attempt 20") })
  }

  @Test func removingKeepsMarksAndStarredArticlesAndAddingBringsAllBack() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let site = try FeedSite(["/a": .feed(rss("A", ["One", "Two", "Three"]))])
    try program.write("\(news)\n", to: Self.sources)
    #expect(try program.run("add", site.url + "/a").status == 0)
    #expect(try program.run("mark", "read", "https://example.org/One").status == 0)
    #expect(try program.run("mark", "starred", "https://example.org/Two").status == 0)
    #expect(try program.run("remove", site.url + "/a").status == 0)
    #expect(try titles(program, "--starred") == ["Two"])
    #expect(!(try titles(program).contains("Three")))
    #expect(try program.run("add", site.url + "/a").status == 0)
    #expect(try titles(program).filter { ["One", "Two", "Three"].contains($0) }.count == 3)
    #expect(!(try titles(program, "--unread").contains("One")))
  }
}
