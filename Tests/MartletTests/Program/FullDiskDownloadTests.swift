import Foundation
import TestSupport
import Testing

@testable import martlet

/// Disks that take no more while files are downloaded and texts of pages are kept: said in words, and
/// nothing that was there before is lost. The shim stands for the disk, so that no mounting is needed.
@Suite struct FullDiskDownloadTests {
  private static let sound = String(
    (0..<300_000).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })

  private static func feed(_ site: String) -> String {
    """
    <rss version="2.0"><channel><title>Cast</title><item><title>Swifts</title><guid>g</guid>\
    <link>\(site)/page</link><description>Short.</description>\
    <enclosure url="\(site)/a.mp3" type="audio/mpeg" length="300000"/></item></channel></rss>
    """
  }

  private static let page = """
    <html><head><title>Swifts</title></head><body><article>\
    \(String(repeating: "<p>Forty pairs were counted this spring, which is more than ever before, and all stay.</p>", count: 12))\
    </article></body></html>
    """

  private func server() throws -> RawServer {
    let site = Locked("")
    let server = try RawServer { exchange in
      switch exchange.path {
      case "/feed": exchange.answer("200 OK", body: Array(Self.feed(site.withLock { $0 }).utf8))
      case "/page":
        exchange.answer("200 OK", ["Content-Type: text/html"], body: Array(Self.page.utf8))
      default:
        let all = Array(Self.sound.utf8)
        let start = exchange.header("Range").flatMap {
          Int($0.dropFirst("bytes=".count).prefix { $0.isNumber })
        }
        guard let start else {
          return exchange.answer(
            "200 OK", ["Content-Type: audio/mpeg", "ETag: \"1\""], body: all)
        }
        exchange.answer(
          "206 Partial Content",
          [
            "Content-Type: audio/mpeg", "ETag: \"1\"",
            "Content-Range: bytes \(start)-\(all.count - 1)/\(all.count)",
          ], body: Array(all[start...]))
      }
    }
    site.withLock { $0 = server.url }
    return server
  }

  private func files(_ folder: String, _ program: Program) -> [String] {
    let path = program.home.appendingPathComponent(folder).path
    return ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private func environment(_ fault: Fault, _ folder: String, _ program: Program) -> [String: String]
  {
    fault.environment(
      under: [program.home.appendingPathComponent(folder).path],
      log: program.home.appendingPathComponent("faults").path)
  }

  @Test(arguments: [ENOSPC, EDQUOT, EFBIG])
  func aDownloadThatTheDiskDoesNotTakeGoesOnLater(code: Int32) throws {
    let program = try Program()
    let server = try server()
    defer { server.stop() }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 0)
    let full = Fault(calls: [.write], at: 3, count: 0, deed: .code(code))
    let first = try program.run(
      "download", environment: environment(full, "Downloads", program))
    #expect(first.status == 3, "\(first.errors)")
    #expect(first.errors.contains(String(cString: strerror(code))), "\(first.errors)")
    #expect(files("Downloads", program) == ["Cast - Swifts.mp3.part"])
    let part = try program.text(of: "Downloads/Cast - Swifts.mp3.part")
    #expect(!part.isEmpty && Self.sound.hasPrefix(part))
    #expect(try program.run("list", "is:downloaded").status == 5)
    // There is room again.
    let second = try program.run("download")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try program.text(of: "Downloads/Cast - Swifts.mp3") == Self.sound)
    #expect(files("Downloads", program) == ["Cast - Swifts.mp3"])
    #expect(server.exchanges.contains { $0.header("Range") == "bytes=\(part.utf8.count)-" })
  }

  /// What the disk has not confirmed is not called downloaded.
  @Test func aFileThatIsNotSyncedIsNotThere() throws {
    let program = try Program()
    let server = try server()
    defer { server.stop() }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 0)
    let full = Fault(calls: [.fsync], at: 1, count: 0, deed: .code(ENOSPC))
    let first = try program.run(
      "download", environment: environment(full, "Downloads", program))
    #expect(first.status == 3 && first.errors.contains("No space left"), "\(first.errors)")
    #expect(files("Downloads", program) == ["Cast - Swifts.mp3.part"])
    #expect(try program.run("download").status == 0)
    #expect(try program.text(of: "Downloads/Cast - Swifts.mp3") == Self.sound)
  }

  /// A text that cannot be kept leaves nothing behind, and is fetched again.
  @Test func aTextThatTheCacheDoesNotTakeIsNoHalfText() throws {
    let program = try Program()
    let server = try server()
    defer { server.stop() }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 0)
    let full = Fault(calls: [.write], at: 1, count: 0, deed: .code(ENOSPC))
    let first = try program.run(
      "refresh", "--full-text", environment: environment(full, ".cache", program))
    #expect(first.status != 139 && first.status != 134, "\(first.errors)")
    for file in files(".cache/martlet/fulltext", program) where file.hasSuffix(".json") {
      Issue.record("\(file) was left")
    }
    #expect(try program.run("list", "has:fulltext").status == 5)
    #expect(try program.run("refresh", "--full-text").status == 0)
    #expect(files(".cache/martlet/fulltext", program).contains { $0.hasSuffix(".json") })
    #expect(try program.run("show", server.url + "/page").output.contains("Forty pairs"))
  }
}
