import Foundation
import Testing

/// `martlet inspect ADDRESS` against servers on loopback.
@Suite struct InspectCommandTests {
  @Test func aFeedIsFetchedAndReadAsIfFromWhereItCame() throws {
    let program = try Program()
    let site = try FeedSite([
      "/old": FeedSite.Page(status: "301 Moved", headers: ["Location: /new/feed"]),
      // Only the server says that this is no UTF-8, and only the last address what "post" means.
      "/new/feed": FeedSite.Page(
        headers: ["Content-Type: text/xml; charset=koi8-r"],
        body: "<rss version='2.0'><channel><title>Tower</title><item><title>\u{10D}</title>"
          + "<link>post</link></item></channel></rss>"),
    ])
    let result = try program.run("inspect", site.url + "/old")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix(#"{"kind":"feed","format":"rss2.0","feed":{"title":"Tower"}"#))
    #expect(result.output.contains(#""link":"\#(site.url)/new/post""#), "\(result.output)")
    #expect(result.output.contains(#""encoding":"koi8-r""#), "\(result.output)")
    #expect(site.asked == ["/old", "/new/feed"])
    #expect(throws: (any Error).self) {
      try program.text(of: ".local/share/martlet/library.sqlite")
    }
  }

  @Test func aPageIsShownWithItsFeeds() throws {
    let program = try Program()
    let site = try FeedSite([
      "/": .html(
        "<title>Home</title><link rel=alternate type='application/rss+xml' href='/feed'>")
    ])
    let result = try program.run("inspect", site.url + "/")
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix(
        #"{"kind":"html","title":"Home","feeds":[{"url":"\#(site.url)/feed","#),
      "\(result.output)")
    #expect(site.asked == ["/"])
  }

  @Test func whatCannotBeHadIsSaid() throws {
    let program = try Program()
    let site = try FeedSite(["/text": FeedSite.Page(body: "just words")])
    let missing = try program.run("inspect", site.url + "/missing")
    #expect(missing.status == 1 && missing.output == "" && missing.errors.contains("(404)"))
    let text = try program.run("inspect", site.url + "/text")
    #expect(text.status == 1 && text.output.hasPrefix(#"{"kind":"unknown","#))
    let mixed = try program.run("inspect", site.url + "/text", "--url", "https://example.org/")
    #expect(mixed.status == 2 && mixed.errors.contains("--url"))
  }

  @Test(arguments: [
    ["--url", ""], ["--url="], ["--url", " ", "--content-type", ""], ["--content-type="],
  ])
  func anOptionThatSaysNothingIsNotGiven(options: [String]) throws {
    let program = try Program()
    let rooks = try program.write("---\ntitle: Rooks\n---\nBody.\n", to: "rooks.md")
    let site = try FeedSite(["/feed": .feed("<rss><channel><title>Tower</title></channel></rss>")])
    for file in [rooks, site.url + "/feed"] {
      let result = try program.run(arguments: ["inspect", file] + options)
      #expect(result.status == 0, "\(result.errors)")
      #expect(try result.output == program.run("inspect", file).output)
    }
    let page = try program.run(arguments: ["fulltext", site.url + "/none"] + options)
    #expect(page.status == 1 && !page.errors.contains("--url"), "\(page.errors)")
  }
}
