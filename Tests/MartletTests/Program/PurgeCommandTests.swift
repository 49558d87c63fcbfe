import Articles
import FeedParsing
import Foundation
import Storage
import Testing

@testable import martlet

/// `martlet purge`, and the setting that does the same.
@Suite struct PurgeCommandTests {
  /// Feeds A and B with an item each that came 100 days ago and one that came just now, all read but
  /// those whose title begins with a star or with "New".
  private func stocked() throws -> (program: Program, a: String, b: String) {
    let program = try Program()
    let feeds = ["https://a.example.org/feed", "https://b.example.org/feed"]
    try program.write(feeds.joined(separator: "\n") + "\n", to: ".config/martlet/sources")
    let library = try Library.open(
      path: Paths(environment: program.environment).library,
      privateFolder: program.home.path + "/.cache", patience: 1000)
    let now = SystemClock.now
    let sources = try library.attach(feeds.map { SourceSpec(feed: $0) }, now: now)
    for (source, site) in zip(sources, ["https://a.example.org", "https://b.example.org"]) {
      func store(_ names: [String], at time: Instant) throws {
        let items = names.map { name in
          var item = FeedItem()
          item.id = name
          item.title = name
          item.link = "\(site)/\(name)"
          return item
        }
        try library.store([FeedBatch(source: source.id, items: items)], now: time)
      }
      try store(["Old", "Kept", "Unread"], at: now.earlier(byDays: 100))
      try store(["Recent"], at: now)
      for name in ["Old", "Kept", "Recent"] {
        #expect(try program.run("mark", "read", "\(site)/\(name)").status == 0)
      }
      #expect(try program.run("mark", "starred", "\(site)/Kept").status == 0)
    }
    return (program, feeds[0], feeds[1])
  }

  private func titles(_ program: Program) throws -> [String] {
    try program.run("list").lines.map { String($0.split(separator: "\t")[3]) }.sorted()
  }

  private let all = ["Kept", "Kept", "Old", "Old", "Recent", "Recent", "Unread", "Unread"]

  @Test func whatIsOldAndReadGoesAndNothingElse() throws {
    let (program, a, b) = try stocked()
    let trial = try program.run("purge", "--older-than", "90d", "--dry-run")
    #expect(trial.output == "1\t\(a)\n1\t\(b)\n")
    #expect(trial.errors == "martlet: 2 articles would be deleted\n")
    #expect(try titles(program) == all)
    #expect(try program.run("purge", "--older-than", "101d").errors.contains("0 articles deleted"))
    let one = try program.run("purge", "--older-than", "90d", "--source", a)
    #expect(one.output == "1\t\(a)\n" && one.errors == "martlet: 1 article deleted\n")
    #expect(try titles(program) == ["Kept", "Kept", "Old", "Recent", "Recent", "Unread", "Unread"])
    let more = try program.run("purge", "--older-than", "90d", "--unread")
    #expect(more.output == "1\t\(a)\n2\t\(b)\n")
    #expect(try titles(program) == ["Kept", "Kept", "Recent", "Recent"])
  }

  @Test func whatIsMeantIsSaid() throws {
    let (program, _, _) = try stocked()
    for age in ["90", "0d", "-1d", "d", "99999999999999999999d"] {
      let result = try program.run("purge", "--older-than=\(age)")
      #expect(result.status == 2 && result.errors.contains("is no age"), "\(age): \(result.errors)")
    }
    let folder = try program.run("purge", "--older-than", "90d", "--source", "/srv")
    #expect(folder.status == 2 && folder.errors.contains("is no feed"))
    #expect(try titles(program) == all)
  }

  @Test func theSettingDoesItAfterARefreshOnceADay() throws {
    let (program, _, _) = try stocked()
    let site = try FeedSite(["/feed": .feed(rss("A", ["One"]))])
    // Nothing but this feed is asked for; all are looked through.
    #expect(try program.run("add", site.url + "/feed").status == 0)
    #expect(try program.run("refresh", site.url + "/feed").status == 0)
    #expect(try titles(program).filter { $0 == "Old" }.count == 2)
    try program.write("keep_articles: 90d\n", to: ".config/martlet/config.yaml")
    #expect(try program.run("refresh", site.url + "/feed").status == 0)
    #expect(try titles(program) == ["Kept", "Kept", "One", "Recent", "Recent", "Unread", "Unread"])
    try program.write("keep_articles: forever\n", to: ".config/martlet/config.yaml")
    #expect(try program.run("refresh", site.url + "/feed").status == 0)
  }
}
