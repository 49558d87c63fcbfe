import Foundation
import TestSupport
import Testing

@testable import martlet

/// Pictures in the window, from a server on loopback.
@Suite(.enabled(if: TmuxScreen.isInstalled), .serialized)
struct PictureWindowTests {
  private static let png = Data(
    base64Encoded: """
      iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAALUlEQVR4nO3NsQ0AAAjDMOD/n+GGSozO3rq3srqyxYT/cQAAAAAA\
      AAAAAOCrA5F6Aj9VMgu0AAAAAElFTkSuQmCC
      """)!

  private func site(_ second: String = "bad.png") throws -> (RawServer, Locked<String>) {
    let feed = Locked("")
    let server = try RawServer { exchange in
      switch exchange.path {
      case "/p.png": exchange.answer("200 OK", ["Content-Type: image/png"], body: [UInt8](Self.png))
      case "/never.png": break
      case "/bad.png": exchange.answer("200 OK", body: Array("no picture".utf8))
      default: exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      }
    }
    feed.withLock {
      $0 = """
        <rss version="2.0"><channel><title>Belfry</title><item><title>Swifts</title><guid>1</guid>
        <description>&lt;p&gt;Before.&lt;/p&gt;&lt;p&gt;&lt;img src="\(server.url)/p.png"&gt;&lt;/p&gt;\
        &lt;p&gt;&lt;img src="\(server.url)/\(second)"&gt;&lt;/p&gt;&lt;p&gt;After.&lt;/p&gt;</description>
        </item></channel></rss>
        """
    }
    return (server, feed)
  }

  @Test func vShowsPicturesAndTakesThemAway() throws {
    let program = try Program()
    let (server, _) = try site()
    defer { server.stop() }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    try program.write("images: symbols\n", to: ".config/martlet/config.yaml")
    let screen = try TmuxScreen(
      program, columns: 100, rows: 40, command: "exec \(Program.executable)")
    try screen.waitFor("Swifts")
    #expect(!server.exchanges.contains { $0.path == "/p.png" })
    try screen.press("g", "g", "Enter")
    try screen.waitFor("After.")
    try waitUntil { server.exchanges.contains { $0.path == "/bad.png" } }
    func rows() throws -> Int {
      let lines = try screen.text.split(separator: "\n", omittingEmptySubsequences: false)
      let before = try #require(lines.firstIndex { $0.contains("Before.") })
      let after = try #require(lines.firstIndex { $0.contains("After.") })
      return after - before
    }
    try waitUntil { try rows() > 6 }
    try screen.press("v")
    try screen.waitFor("no pictures")
    #expect(try rows() == 6)
    try screen.press("v")
    try waitUntil { try rows() > 6 }
    #expect(server.exchanges.count { $0.path == "/p.png" } == 1)
  }

  /// A picture that does not come may take half a minute; leaving does not.
  @Test func nobodyWaitsForAPictureToLeave() throws {
    let program = try Program()
    let (server, _) = try site("never.png")
    defer { server.stop() }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    try program.write("images: symbols\n", to: ".config/martlet/config.yaml")
    let screen = try TmuxScreen(
      program, columns: 100, rows: 40,
      command: "\(Program.executable); echo left with $?; exec sleep 60")
    try screen.waitFor("Swifts")
    try screen.press("g", "g", "Enter")
    try waitUntil { server.exchanges.contains { $0.path == "/never.png" } }
    try screen.press("Q")
    try screen.waitFor("left with 0")
  }
}
