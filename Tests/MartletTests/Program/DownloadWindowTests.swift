import Foundation
import TestSupport
import Testing

@testable import martlet

/// `d`, `P` and `Ctrl-G` in the window, against servers on loopback.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct DownloadWindowTests {
  private static let titles = ["Swifts", "Owls"]
  private static let names = titles.map { "Downloads/Cast - \($0).mp3" }

  /// A feed with a sound of each article: whole, or its beginning and then nothing.
  private func server(isWhole: Bool) throws -> RawServer {
    let feed = Locked("")
    let server = try RawServer { exchange in
      switch exchange.path {
      case "/feed": exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      case _ where isWhole:
        exchange.answer("200 OK", ["Content-Type: audio/mpeg"], body: Array("sound".utf8))
      default:
        exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 5000\r\n\r\nbegin")
        exchange.waitForEnd()
      }
    }
    let items = Self.titles.enumerated().map { index, title in
      """
      <item><title>\(title)</title><guid>g\(index)</guid>\
      <pubDate>Fri, \(20 - index) Nov 2026 08:00:00 GMT</pubDate>\
      <enclosure url="\(server.url)/\(title).mp3" type="audio/mpeg"/></item>
      """
    }
    feed.withLock {
      $0 = "<rss version=\"2.0\"><channel><title>Cast</title>\(items.joined())</channel></rss>"
    }
    return server
  }

  private func open(_ program: Program, _ server: RawServer) throws -> TmuxScreen {
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 0)
    let screen = try TmuxScreen(
      program, columns: 120, rows: 30, command: "exec \(Program.executable)")
    try screen.waitFor("Owls")
    try screen.press("g", "g")
    return screen
  }

  /// Whether the player has the terminal or a window of its own.
  @Test(arguments: [true, false])
  func onlyWhatWasPlayedCounts(inTerminal: Bool) throws {
    let program = try Program()
    let server = try server(isWhole: true)
    defer { server.stop() }
    let player = try program.write(
      "#!/bin/sh\ncase $1 in *Swifts*) exit 2;; esac\n", to: "player")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: player)
    try program.write(
      "openers:\n  - type: audio/*\n    command: [\"\(player)\", \"%s\"]\n    terminal: \(inTerminal)\n",
      to: ".config/martlet/config.yaml")
    let screen = try open(program, server)
    try screen.press("P")
    try screen.waitFor("status 2")
    try screen.press("j", "P")
    try waitUntil { try program.run("list", "is:played").output.contains("Owls") }
    #expect(try !program.run("list", "is:played").output.contains("Swifts"))
  }

  @Test func aFileThatIsGoneIsFetchedAgain() throws {
    let program = try Program()
    let server = try server(isWhole: true)
    defer { server.stop() }
    let screen = try open(program, server)
    let file = program.home.path + "/" + Self.names[0]
    try screen.press("Enter")
    try screen.press("d")
    try screen.waitFor("downloaded to")
    try waitUntil { try screen.text.contains("\u{2193}") }
    try screen.press("d")
    try screen.waitFor("Swifts.mp3 already")
    try FileManager.default.removeItem(atPath: file)
    try screen.press("d")
    try waitUntil { FileManager.default.fileExists(atPath: file) }
    #expect(server.exchanges.count { $0.path == "/Swifts.mp3" } == 2)
    // Where it is looked at, the row knows that it went.
    try waitUntil { try screen.text.contains("\u{2193}") }
    try screen.press("Q")
    try waitUntil { try program.run("list", "is:downloaded").lines.count == 1 }
    let other = try TmuxScreen(
      program, columns: 120, rows: 30, command: "exec \(Program.executable)")
    try other.waitFor("Owls")
    try other.press("G")
    try waitUntil { try other.text.contains("\u{2193}") }
    try FileManager.default.removeItem(atPath: file)
    try other.press("g", "g", "Enter")
    try waitUntil { try !other.text.contains("\u{2193}") }
  }

  @Test func whatIsStoppedIsCounted() throws {
    let program = try Program()
    let server = try server(isWhole: false)
    defer { server.stop() }
    let screen = try open(program, server)
    try screen.press("d")
    try waitUntil { server.exchanges.contains { $0.path == "/Swifts.mp3" } }
    try screen.waitFor("\u{2193}0%")
    try screen.press("j")
    try screen.waitFor("Owls.mp3")
    try screen.press("d", "C-g")
    try screen.waitFor("2 downloads stopped; what has come stays")
    let part = program.home.path + "/" + Self.names[0] + ".part"
    #expect(FileManager.default.fileExists(atPath: part))
    #expect(!server.exchanges.contains { $0.path == "/Owls.mp3" })
  }

  @Test func aPageThatNeverComesIsLetGo() throws {
    let program = try Program()
    let site = try FeedSite([:])
    site["/feed"] = .feed(rss("The Belfry", ["Swifts"], site: site.url))
    site["/Swifts"] = .silent
    try program.write("\(site.url)/feed\n", to: ".config/martlet/sources")
    let screen = try TmuxScreen(
      program, columns: 100, rows: 30, command: "exec \(Program.executable)")
    try screen.waitFor("Swifts")
    try screen.press("g", "g", "Enter", "x")
    try waitUntil { site.asked.contains("/Swifts") }
    try screen.press("C-g")
    try screen.waitFor("the page is no longer fetched")
    try waitUntil { site.leftAlone == ["/Swifts"] }
    try screen.press("C-g")
    try screen.waitFor("nothing is being")
  }
}
