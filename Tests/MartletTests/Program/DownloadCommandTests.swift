import Foundation
import TestSupport
import Testing

@testable import martlet

/// `martlet download` against servers on loopback that do what servers do.
@Suite struct DownloadCommandTests {
  private static let sound = String(
    (0..<5000).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })

  private static func feed(_ items: [(title: String, file: String)], _ site: String) -> String {
    let list = items.enumerated().map { index, item in
      """
      <item><title>\(item.title)</title><guid>g\(index)</guid><link>\(site)/page\(index)</link>\
      <pubDate>Fri, \(20 - index) Nov 2026 08:00:00 GMT</pubDate>\
      <enclosure url="\(item.file)" type="audio/mpeg" length="5000"/></item>
      """
    }
    return "<rss version=\"2.0\"><channel><title>Cast</title>\(list.joined())</channel></rss>"
  }

  private func subscribe(
    _ program: Program, _ server: RawServer, _ feed: Locked<String>, _ items: [(String, String)]
  ) throws {
    feed.withLock { $0 = Self.feed(items.map { (title: $0.0, file: $0.1) }, server.url) }
    try program.write("\(server.url)/feed\n", to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 0)
  }

  private func fields(_ line: Substring) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  private func files(_ program: Program) -> [String] {
    let folder = program.home.appendingPathComponent("Downloads").path
    return ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  @Test func aFileIsFetchedOnceAndNeverOverAnother() throws {
    let program = try Program()
    let feed = Locked("")
    let server = try RawServer { exchange in
      switch exchange.path {
      case "/feed": exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      default:
        exchange.answer(
          "200 OK", ["Content-Type: audio/mpeg", "ETag: \"1\""], body: Array(Self.sound.utf8))
      }
    }
    defer { server.stop() }
    try program.write("mine", to: "Downloads/Cast - ..-x.mp3")
    try subscribe(program, server, feed, [("../x", server.url + "/a.mp3"), ("No file", "")])
    let first = try program.run("download", "--json")
    #expect(first.status == 0, "\(first.errors)")
    let told = try fields(try #require(first.output.split(separator: "\n").first))
    #expect(told["state"] as? String == "downloaded" && told["bytes"] as? Int == 5000)
    #expect(told["url"] as? String == server.url + "/a.mp3")
    let path = try #require(told["path"] as? String)
    #expect(path == program.home.path + "/Downloads/Cast - ..-x-2.mp3")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.sound)
    #expect(try program.text(of: "Downloads/Cast - ..-x.mp3") == "mine")
    #expect(files(program).count == 2)

    // What is known of it outlives the file: it was meant to go.
    #expect(try program.run("list", "is:downloaded").lines.count == 1)
    try FileManager.default.removeItem(atPath: path)
    let again = try program.run("download", "--json")
    #expect(again.status == 0 && again.output.isEmpty)
    #expect(server.exchanges.count { $0.path == "/a.mp3" } == 1)
    let none = try program.run("download", "nothing-like-it")
    #expect(none.status == 5)
  }

  /// The connection breaks, and what is asked the next time is the rest.
  @Test(arguments: [true, false])
  func aBrokenDownloadGoesOn(serverKeepsParts: Bool) throws {
    let program = try Program()
    let feed = Locked("")
    let asked = Locked(0)
    let server = try RawServer { exchange in
      guard exchange.path == "/a.mp3" else {
        return exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      }
      let number = asked.withLock { number in
        number += 1
        return number
      }
      let all = Array(Self.sound.utf8)
      if number == 1 {
        exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nETag: \"1\"\r\nContent-Length: 5000\r\n\r\n"
            + Self.sound.prefix(2000))
        return exchange.close()
      }
      guard serverKeepsParts, exchange.header("Range") == "bytes=2000-",
        exchange.header("If-Range") == "\"1\"", exchange.header("Accept-Encoding") == "identity"
      else { return exchange.answer("200 OK", ["Content-Type: audio/mpeg"], body: all) }
      exchange.answer(
        "206 Partial Content",
        ["Content-Type: audio/mpeg", "Content-Range: bytes 2000-4999/5000", "ETag: \"1\""],
        body: Array(all[2000...]))
    }
    defer { server.stop() }
    try subscribe(program, server, feed, [("Swifts", server.url + "/a.mp3")])
    let first = try program.run("download")
    #expect(first.status == 3 && first.errors.contains("/a.mp3: "), "\(first.errors)")
    #expect(files(program) == ["Cast - Swifts.mp3.part"])
    #expect(try program.run("list", "is:downloaded").status == 5)
    let second = try program.run("download")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try program.text(of: "Downloads/Cast - Swifts.mp3") == Self.sound)
    #expect(files(program) == ["Cast - Swifts.mp3"])
  }

  /// Some servers give a part of what they have by now, though it was asked for only of the old one.
  @Test(arguments: ["ETag: \"2\"", "Content-Range: bytes 2000-5999/6000"])
  func aPartOfAnotherFileIsNotAppended(field: String) throws {
    let program = try Program()
    let feed = Locked("")
    let other = Array(String(Self.sound.reversed()).utf8)
    let server = try RawServer { exchange in
      guard exchange.path == "/a.mp3" else {
        return exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      }
      if exchange.header("Range") == nil, feed.withLock({ !$0.contains("changed") }) {
        feed.withLock { $0 += "<!-- changed -->" }
        exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nETag: \"1\"\r\nContent-Length: 5000\r\n\r\n"
            + Self.sound.prefix(2000))
        return exchange.close()
      }
      guard exchange.header("Range") == "bytes=2000-" else {
        return exchange.answer("200 OK", ["Content-Type: audio/mpeg", "ETag: \"2\""], body: other)
      }
      let fields = [
        "Content-Type: audio/mpeg",
        field.hasPrefix("ETag") ? "Content-Range: bytes 2000-4999/5000" : "",
        field,
      ]
      exchange.answer(
        "206 Partial Content", fields.filter { !$0.isEmpty }, body: Array(other[2000...]))
    }
    defer { server.stop() }
    try subscribe(program, server, feed, [("Swifts", server.url + "/a.mp3")])
    #expect(try program.run("download").status == 3)
    let second = try program.run("download")
    #expect(second.status == 0, "\(second.errors)")
    #expect(
      try program.text(of: "Downloads/Cast - Swifts.mp3") == String(Self.sound.reversed()))
  }

  /// What stands where the part was may lead to another file, which is not to be written into, or be a
  /// pipe that nobody reads.
  @Test(arguments: ["symbolic link", "link", "pipe"])
  func aPartThatLeadsElsewhereIsLeftAlone(kind: String) throws {
    let program = try Program()
    let feed = Locked("")
    let asked = Locked(0)
    let server = try RawServer { exchange in
      guard exchange.path == "/a.mp3" else {
        return exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      }
      let isFirst = asked.withLock { number in
        number += 1
        return number == 1
      }
      if isFirst {
        exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nETag: \"1\"\r\nContent-Length: 5000\r\n\r\nabc"
        )
        return exchange.close()
      }
      exchange.answer("200 OK", ["Content-Type: audio/mpeg"], body: Array(Self.sound.utf8))
    }
    defer { server.stop() }
    try subscribe(program, server, feed, [("Swifts", server.url + "/a.mp3")])
    #expect(try program.run("download").status == 3)
    let mine = try program.write("mine", to: "mine")
    let part = program.home.path + "/Downloads/Cast - Swifts.mp3.part"
    try FileManager.default.removeItem(atPath: part)
    if kind == "symbolic link" {
      try FileManager.default.createSymbolicLink(atPath: part, withDestinationPath: mine)
    } else if kind == "pipe" {
      #expect(mkfifo(part, 0o600) == 0)
    } else {
      try FileManager.default.linkItem(atPath: mine, toPath: part)
    }
    let second = try program.run("download", "--json")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try program.text(of: "mine") == "mine")
    let told = try fields(try #require(second.output.split(separator: "\n").first))
    let path = try #require(told["path"] as? String)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.sound)
  }

  @Test(arguments: [
    ("/page", "web page instead"), ("/gone", "(404)"), ("/empty", "empty file"),
    ("/other", "another part"), ("/inside", "which is not followed"), ("/long", "larger than"),
  ])
  func whatIsNoFileIsSaid(path: String, sentence: String) throws {
    let program = try Program()
    let feed = Locked("")
    let server = try RawServer { exchange in
      switch exchange.path {
      case "/page": exchange.answer("200 OK", ["Content-Type: text/html"], body: Array("<p>".utf8))
      case "/gone": exchange.answer("404 Not Found")
      case "/empty": exchange.answer("200 OK", ["Content-Type: audio/mpeg"], body: [])
      case "/other":
        if exchange.header("Range") == nil {
          exchange.send(
            "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 99\r\nContent-Type: audio/mpeg\r\n\r\nabc"
          )
          return exchange.close()
        }
        exchange.answer(
          "206 Partial Content", ["Content-Range: bytes 1-3/99"], body: Array("xyz".utf8))
      case "/inside": exchange.answer("302 Found", ["Location: file:///etc/passwd"])
      case "/long":
        exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 99999999999999\r\n\r\nabc"
        )
        exchange.close()
      default: exchange.answer("200 OK", body: Array(feed.withLock { $0 }.utf8))
      }
    }
    defer { server.stop() }
    try subscribe(program, server, feed, [("Swifts", server.url + path)])
    if path == "/other" { _ = try program.run("download") }
    let result = try program.run("download", "--json")
    if path == "/other" {
      // Asked for all of it once more, it breaks off again; nothing wrong is kept.
      #expect(result.status == 3)
      let kept = try #require(files(program).first { $0.hasSuffix(".part") })
      #expect(try program.text(of: "Downloads/" + kept) == "abc")
      return
    }
    #expect(result.status == 3 && result.errors.contains(sentence), "\(result.errors)")
    #expect(result.output.contains("\"state\":\"failed\""))
    #expect(files(program).isEmpty)
  }

  /// A feed of the web must not lead a download into this machine.
  @Test func noAddressOfAnArticleLeadsIntoThisMachine() throws {
    let program = try Program()
    let server = try RawServer { $0.answer("200 OK", body: Array("secret".utf8)) }
    defer { server.stop() }
    try program.write(
      """
      ---
      title: Inside
      webUrl: https://example.org/inside
      actions:
        - url: \(server.url)/a.mp3
          type: audio/mpeg
      ---

      """, to: "news/inside.md")
    let result = try program.run("download", "--source", program.home.path + "/news")
    #expect(result.status == 3 && result.errors.contains("private network"), "\(result.errors)")
    #expect(server.exchanges.isEmpty)
  }
}
