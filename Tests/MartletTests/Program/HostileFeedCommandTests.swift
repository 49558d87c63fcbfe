import Foundation
import TestSupport
import Testing

/// Feeds that want to break or command the reader, from a server on loopback to what is printed.
@Suite struct HostileFeedCommandTests {
  private static let sources = ".config/martlet/sources"

  @Test func nothingInAFeedCommandsTheTerminal() throws {
    let program = try Program()
    let evil = "a&#27;]0;x&#7;b\u{1B}[31m\u{9B}2J\u{202E}c\u{0}"
    let site = try FeedSite([
      "/feed": .feed(
        """
        <rss version="2.0"><channel><title>\(evil)</title><link>https://e.example/\(evil)</link>
        <description>\(evil)</description><item><title>\(evil)</title><guid>\(evil)</guid>
        <link>javascript:alert(1)</link><author>\(evil)</author><category>\(evil)</category>
        <description>\(evil) &lt;a href="data:text/html,x"&gt;\(evil)&lt;/a&gt;</description>
        <enclosure url="https://e.example/\(evil)" type="\(evil)"/><comments>javascript:x</comments>
        </item></channel></rss>
        """)
    ])
    let commands: [[String]] = [
      ["add", site.url + "/feed"], ["list"], ["list", "--json"], ["sources"],
      ["sources", "--json"], ["export", "opml"], ["inspect", site.url + "/feed"],
    ]
    for command in commands {
      let result = try program.run(arguments: command)
      #expect(result.status == 0, "\(command)")
      for text in [result.output, result.errors] {
        let found = text.unicodeScalars.filter {
          $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" || $0 == "\u{202E}"
        }
        #expect(found.isEmpty, "\(command): \(text.debugDescription)")
        #expect(!text.contains("javascript:alert(1)\"") || command[0] == "inspect")
      }
    }
    #expect(try program.text(of: Self.sources) == "\(site.url)/feed\n")
  }

  /// A redirect cannot make the program read a file, and says so.
  @Test func noRedirectLeadsToAFile() throws {
    let program = try Program()
    let secret = try program.write(rss("Secret", ["Mine"]), to: "secret.xml")
    let site = try FeedSite([
      "/feed": FeedSite.Page(status: "302 Found", headers: ["Location: file://\(secret)"])
    ])
    try program.write("\(site.url)/feed\nfile://\(secret)\n", to: Self.sources)
    let result = try program.run("refresh")
    #expect(result.status == 3 && result.errors.contains("file"), "\(result.errors)")
    // What the person wrote may be a file.
    #expect(result.output == "2 feeds: 1 new, 0 changed, 1 failed\n")
  }

  /// What came before a connection broke is there, and the rest comes later.
  @Test func aBodyThatBreaksOffGivesWhatHasCome() throws {
    let program = try Program()
    let words = String(repeating: "word ", count: 1000)
    let whole = rss("Broken", ["One", "Two"]).replacingOccurrences(of: "About", with: words)
    let server = try RawServer { exchange in
      guard exchange.number == 1 else { return exchange.answer(body: Array(whole.utf8)) }
      let part = whole.prefix(upTo: whole.range(of: "<title>Two")?.lowerBound ?? whole.endIndex)
      exchange.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 99999\r\n\r\n\(part)")
      exchange.close()
    }
    try program.write(server.url + "/feed\n", to: Self.sources)
    let broken = try program.run("refresh")
    #expect(broken.status == 3 && broken.output == "1 feed: 1 new, 0 changed, 1 failed\n")
    #expect(try program.run("list").lines.count == 1)
    #expect(try program.run("refresh").output == "1 feed: 1 new, 0 changed\n")
    #expect(server.exchanges.last?.header("If-None-Match") == nil)
  }

  /// More items than a feed is added for come with the next refresh, though the server has no news.
  @Test func whatAVeryLongFeedHasMoreComesWithTheNextRefresh() throws {
    let program = try Program()
    let items = (0..<5003).map { "<item><title>n\($0)</title></item>" }.joined()
    let site = try FeedSite(["/feed": .feed("<rss><channel>\(items)</channel></rss>")])
    #expect(try program.run("add", site.url + "/feed").status == 0)
    #expect(try program.run("refresh").output == "1 feed: 3 new, 0 changed\n")
    #expect(try program.run("refresh").output == "1 feed: 0 new, 0 changed\n")
  }
}
