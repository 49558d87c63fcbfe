import Foundation
import Testing

/// `martlet add` against servers on loopback.
@Suite struct AddCommandTests {
  private static let sources = ".config/martlet/sources"

  @Test func aFeedIsAskedForOnceShownAndStored() throws {
    let program = try Program()
    let site = try FeedSite(["/feed": .feed(rss("The Belfry", ["Swifts", "Owls"]))])
    let added = try program.run("add", site.url + "/feed", "--tag", "birds", "--title", "My own")
    #expect(added.status == 0)
    #expect(added.output == "My own\n  2026-11-20  Swifts\n  2026-11-19  Owls\n")
    #expect(added.errors == "martlet: added \(site.url)/feed: 2 articles\n")
    #expect(try program.text(of: Self.sources) == "\(site.url)/feed birds \"~My own\"\n")
    #expect(site.asked == ["/feed"])
    let list = try program.run("list")
    #expect(list.lines.map { $0.split(separator: "\t")[3] } == ["Swifts", "Owls"])
    #expect(site.asked == ["/feed"])
  }

  @Test func theNewestAreShownWhereverTheyStand() throws {
    let program = try Program()
    func item(_ day: Int) -> String {
      "<item><title>Day \(day)</title><pubDate>\(day) Nov 2026 08:00:00 GMT</pubDate></item>"
    }
    let items = "<item><title>Undated</title></item>" + (1...7).map(item).joined()
    let site = try FeedSite(["/feed": .feed("<rss><channel>\(items)</channel></rss>")])
    let added = try program.run("add", site.url + "/feed")
    #expect(
      added.lines.dropFirst() == (3...7).reversed().map { "  2026-11-0\($0)  Day \($0)" }[...])
  }

  @Test func thePageOfOneFeedLeadsToIt() throws {
    let program = try Program()
    let site = try FeedSite([
      "/": .html(
        "<title>x</title><link rel=alternate type='application/rss+xml' href='/feed?a=b&amp;c'>"),
      "/feed?a=b&c": .feed(rss("Found", ["One"])),
    ])
    let added = try program.run("add", site.url)
    #expect(added.status == 0 && added.output.hasPrefix("Found\n"))
    #expect(try program.text(of: Self.sources) == "\(site.url)/feed?a=b&c\n")
    #expect(site.asked == ["/", "/feed?a=b&c"])
  }

  private static let several = FeedSite.Page.html(
    """
    <link rel="alternate" type="application/rss+xml" title="News" href="/a">\
    <link rel="alternate" type="application/atom+xml" title="Talk" href="/b">
    """)

  @Test func severalFeedsArePrintedWithWhatToType() throws {
    let program = try Program()
    let site = try FeedSite(["/": Self.several])
    let result = try program.run("add", site.url + "/")
    #expect(result.status == 2)
    #expect(result.output == "\(site.url)/a\tNews\n\(site.url)/b\tTalk\n")
    #expect(result.errors.contains("martlet add ADDRESS"))
    #expect(throws: (any Error).self) { try program.text(of: Self.sources) }
  }

  @Test(.enabled(if: TmuxScreen.isInstalled))
  func onATerminalOneIsChosenByItsNumber() throws {
    let program = try Program()
    let site = try FeedSite(["/": Self.several, "/b": .feed(rss("Talk of the tower", ["One"]))])
    let screen = try TmuxScreen(
      program, columns: 90, rows: 24,
      command: "'\(Program.executable)' add \(site.url)/; echo \"ended $?\"; cat")
    try screen.waitFor("Which one? 1 to 2")
    try screen.press("7", "Enter", "2", "Enter")
    try screen.waitFor("ended 0")
    #expect(try screen.text.contains("Talk of the tower"))
    #expect(try program.text(of: Self.sources) == "\(site.url)/b\n")
  }

  @Test func aPageWithoutAFeedIsSearchedWhereFeedsUsuallyAre() throws {
    let program = try Program()
    let site = try FeedSite([
      "/": .html("<p>Nothing here</p>"), "/rss.xml": .feed(rss("Hidden", ["One"])),
    ])
    #expect(try program.run("add", site.url + "/").output.hasPrefix("Hidden\n"))
    #expect(try program.text(of: Self.sources) == "\(site.url)/rss.xml\n")
    let bare = try FeedSite(["/": .html("<p>Nothing here</p>")])
    let result = try program.run("add", bare.url + "/")
    #expect(result.status == 1 && result.errors.contains("no feed of it could be found"))
  }

  @Test func noPageLeadsIntoAPrivateNetwork() throws {
    let program = try Program()
    let inside = try FeedSite(["/": .feed(rss("Secret", ["One"]))], address: "127.0.0.2")
    let site = try FeedSite([
      "/": .html(
        "<link rel=alternate type='application/rss+xml' href='\(inside.url)/'>")
    ])
    let result = try program.run("add", site.url + "/")
    #expect(result.status == 1)
    #expect(result.errors.contains("private network"), "\(result.errors)")
    #expect(inside.asked == [])
    // What the person writes may be anywhere.
    #expect(try program.run("add", inside.url + "/").status == 0)
  }

  @Test func anAddressWithoutASchemeIsAskedInBothWays() throws {
    let program = try Program()
    let site = try FeedSite([
      "/feed": .feed(rss("Plain", ["One"])),
      "/": .html("<link rel=alternate type='application/rss+xml' href='/feed'>"),
    ])
    let bare = String(site.url.dropFirst("http://".count))
    let added = try program.run("add", bare + "/feed")
    #expect(added.status == 0 && added.output.hasPrefix("Plain\n"), "\(added.errors)")
    #expect(try program.text(of: Self.sources) == "\(site.url)/feed\n")
    #expect(site.asked == ["/feed"])
    #expect(try program.run("add", bare + "/feed").errors.contains("already"))
    #expect(site.asked == ["/feed"])
    #expect(try program.run("remove", site.url + "/feed").status == 0)
    #expect(try program.run("add", bare).status == 0)
    #expect(try program.text(of: Self.sources) == "\(site.url)/feed\n")
  }

  @Test func whatCannotBeHadIsNotAdded() throws {
    let program = try Program()
    let site = try FeedSite(["/text": FeedSite.Page(body: "just words")])
    for (path, reason) in [("/missing", "(404)"), ("/text", "This is no feed")] {
      let result = try program.run("add", site.url + path)
      #expect(result.status == 1 && result.errors.contains(reason), "\(result.errors)")
    }
    #expect(try program.run("add", "gopher://example.org/feed").status == 2)
    #expect(try program.run("add", "nowhere").status == 2)
    #expect(throws: (any Error).self) { try program.text(of: Self.sources) }
  }

  @Test func aFolderIsAddedByItsFullPathAndAKnownOneGetsItsName() throws {
    let program = try Program()
    let news = try program.writeLibrary()
    let added = try program.run("add", "news")
    #expect(added.status == 0 && added.output.contains("Swifts return"))
    #expect(try program.text(of: Self.sources) == news + "\n")
    let again = try program.run("add", news + "/", "--title", "The tower's")
    #expect(again.status == 0 && again.errors.contains("already"))
    #expect(try program.text(of: Self.sources) == news + " \"~The tower's\"\n")
  }

  @Test func aHostThatAsksForAPauseGetsIt() throws {
    let program = try Program()
    let busy = FeedSite.Page(status: "429 Too Many", headers: ["Retry-After: 3600"])
    let site = try FeedSite(["/a": busy, "/b": .feed(rss("B", ["One"]))])
    #expect(try program.run("add", site.url + "/a").status != 0)
    let next = try program.run("add", site.url + "/b")
    #expect(next.status != 0 && next.errors.contains("asked for a pause"), "\(next.errors)")
    #expect(site.asked == ["/a"])
  }
}
