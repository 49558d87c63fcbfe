import Foundation
import Testing

/// A window shows what other processes do to feeds and sources.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct FollowingWindowTests {
  private static let sources = ".config/martlet/sources"

  private func open(_ program: Program, _ arguments: String = "") throws -> TmuxScreen {
    try program.write("refresh_interval: 0\n", to: ".config/martlet/config.yaml")
    return try TmuxScreen(
      program, columns: 140, rows: 24, command: "exec \(Program.executable) \(arguments)")
  }

  @Test func whatACommandFetchesWaitsBehindTheNewLine() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts"]))])
    try program.write("\(site.url)/feed\n", to: Self.sources)
    #expect(try program.run("refresh").status == 0)
    let screen = try open(program)
    try screen.waitFor("Swifts")
    site["/feed"] = .feed(rss("The Belfry", ["Owls", "Swifts"]))
    #expect(try program.run("refresh").status == 0)
    try screen.waitFor("1 new · .")
    try screen.press(".")
    try screen.waitFor("Owls")
  }

  /// Whoever looks through a folder first: the left pane has what the library has.
  @Test func whatACommandFindsInAFolderIsTold() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    try program.write("\(news)\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("3 articles")
    try screen.press("j")
    let text =
      "---\ntitle: Egrets\ntype: article\nwebUrl: https://example.org/egrets\n"
      + "topics:\n  - Marshland\n---\n"
    try program.write(text, to: "news/egrets.md")
    #expect(try program.run("list", "--count").output == "4\n")
    for told in ["1 new · .", "Marshland"] { try screen.waitFor(told) }
    try screen.press(".")
    try screen.waitFor("4 articles")
    try FileManager.default.removeItem(
      at: program.home.appendingPathComponent("news/egrets.md"))
    #expect(try program.run("list", "--count").output == "3\n")
    try waitUntil { try !screen.text.contains("Marshland") }
  }

  @Test func whatOneWindowFetchesIsNewInTheOther() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts"]))])
    try program.write("\(site.url)/feed\n", to: Self.sources)
    #expect(try program.run("refresh").status == 0)
    let (one, other) = (try open(program), try open(program))
    for screen in [one, other] { try screen.waitFor("Swifts") }
    site["/feed"] = .feed(rss("The Belfry", ["Owls", "Swifts"]))
    try one.press("R")
    for screen in [one, other] { try screen.waitFor("1 new · .") }
  }

  @Test func whatIsAddedAndRemovedElsewhereJoinsAndLeaves() throws {
    let program = try Program()
    let site = try FeedSite([
      "/a": .feed(rss("The Belfry", ["Swifts"])), "/b": .feed(rss("Harbour", ["Owls"])),
    ])
    try program.write("\(site.url)/a\n", to: Self.sources)
    #expect(try program.run("refresh").status == 0)
    let screen = try open(program)
    try screen.waitFor("Swifts")
    #expect(try program.run("add", "\(site.url)/b", "--tag", "boats").status == 0)
    try screen.waitFor("1 new · .")
    for text in ["Harbour", "boats"] { try screen.waitFor(text) }
    #expect(try program.run("remove", "\(site.url)/b").status == 0)
    try waitUntil { try !screen.text.contains("boats") && !screen.text.contains("Harbour") }
  }

  @Test func aLineThatIsWrongIsSaidAndTheSourcesStay() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    try program.write("\(news)\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Ada of the tower")
    try program.write("\(news) \"without an end\n", to: Self.sources)
    try screen.waitFor("sources:1")
    try screen.press("R")
    try screen.waitFor("Ada of the tower")
    try program.write("\(news) tower\n", to: Self.sources)
    try screen.waitFor("Tags")
  }

  @Test func brokenLinesAreToldAtTheStartAndWithTheFaults() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    try program.write("news\n\(news)\n/b \"open\n", to: Self.sources)
    let screen = try open(program)
    try screen.waitFor("Ada of the tower")
    try screen.waitFor("sources:1 and 1 more line cannot be read; e tells why")
    try screen.press("e")
    for text in ["2 of 3 sources", "is neither the full path", "is never closed"] {
      try screen.waitFor(text)
    }
  }

  @Test func aWindowOnGivenSourcesKeepsThem() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("Lighthouse", ["Swifts"]))])
    let news = try program.writeLibrary()
    let screen = try open(program, news)
    try screen.waitFor("Ada of the tower")
    #expect(try program.run("add", "\(site.url)/feed").status == 0)
    try screen.press("R")
    try screen.waitFor("nothing new")
    #expect(try !screen.text.contains("Lighthouse"))
  }
}
