import Foundation
import TestSupport
import Testing

/// Whatever comes of a feed, `sources` says why and when it is tried again.
@Suite struct OutcomeTests {
  private struct Source {
    var problem: String?
    var waiting: String?
    var nextAttempt: String?
    var failures: Int?
  }

  private func sources(_ program: Program) throws -> [String: Source] {
    var result: [String: Source] = [:]
    for line in try program.run("sources", "--json").lines {
      let fields = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let path = (fields["location"] as? String).flatMap { URL(string: $0)?.path } ?? ""
      result[path] = Source(
        problem: fields["problem"] as? String, waiting: fields["waiting"] as? String,
        nextAttempt: fields["nextAttempt"] as? String, failures: fields["failures"] as? Int)
    }
    return result
  }

  private static func answer(_ exchange: RawServer.Exchange) {
    switch exchange.path {
    case "/fine": exchange.answer("200 OK", [], body: Array(rss("A", ["One"]).utf8))
    case "/late":
      exchange.answer(
        "200 OK", ["Cache-Control: max-age=7200"], body: Array(rss("B", ["Two"]).utf8))
    case "/gone": exchange.answer("410 Gone")
    case "/broken": exchange.answer("500 Oops")
    case "/text": exchange.answer(body: Array("just words".utf8))
    case "/page": exchange.answer(body: Array("<!doctype html><html><body>x</body></html>".utf8))
    case "/loop": exchange.answer("302 Found", ["Location: /loop"])
    case "/file": exchange.answer("302 Found", ["Location: file:///etc/passwd"])
    case "/short":
      exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>")
      exchange.close()
    case "/noise":
      exchange.send("220 mail.example ESMTP\r\n")
      exchange.close()
    case "/zip": exchange.answer("200 OK", ["Content-Encoding: gzip"])
    case "/304": exchange.send("HTTP/1.1 304 Not Modified\r\n\r\n")
    default: exchange.answer("404 Not Found")
    }
  }

  private static let failures = [
    ("/missing", "(404)"), ("/gone", "(410)"), ("/broken", "(500)"), ("/text", "This is no feed"),
    ("/page", "web page"), ("/loop", "in a circle"), ("/file", "file:, which is not followed"),
    ("/short", "ended too early"), ("/noise", "not answer as a web server"),
    ("/zip", "This is no feed"), ("/304", "nothing is new (304), but was asked for everything"),
  ]

  @Test func everyFailureHasAReasonAndATime() throws {
    let server = try RawServer { Self.answer($0) }
    let program = try Program()
    let paths = Self.failures.map(\.0) + ["/fine", "/late"]
    try program.write(
      paths.map { server.url + $0 + "\n" }.joined(), to: ".config/martlet/sources")
    let refreshed = try program.run("refresh")
    #expect(refreshed.status == 3)
    #expect(refreshed.errors.split(separator: "\n").count == Self.failures.count)
    let known = try sources(program)
    for (path, reason) in Self.failures {
      let source = try #require(known[path])
      #expect(source.problem?.contains(reason) == true, "\(path): \(source.problem ?? "fine")")
      #expect(source.failures == 1)
      #expect(source.waiting != nil)
      // Gone is gone.
      #expect((source.nextAttempt == nil) == (path == "/gone"), "\(path)")
      #expect(refreshed.errors.contains("\(server.url)\(path): \(source.problem ?? "")"))
    }
    for path in ["/fine", "/late"] {
      let source = try #require(known[path])
      #expect(source.problem == nil && source.failures == nil)
      #expect(source.waiting?.contains("asked a short while ago") == true)
      #expect(source.nextAttempt != nil)
    }
    // What is left alone is said once more only when it was asked for.
    #expect(try program.run("refresh", "--due").output == "0 feeds: 0 new, 0 changed\n")
    #expect(try program.run("refresh").errors.contains("/gone: It is gone for good"))
  }

  @Test func aHostThatRestsIsTheReasonForAllItsFeeds() throws {
    let server = try RawServer { exchange in
      exchange.path == "/a"
        ? exchange.answer("429 Slow", ["Retry-After: 3600"]) : Self.answer(exchange)
    }
    let program = try Program()
    try program.write(
      "connections: 1\nconnections_per_host: 1\n", to: ".config/martlet/config.yaml")
    try program.write(
      "\(server.url)/a\n\(server.url)/fine\n", to: ".config/martlet/sources")
    let refreshed = try program.run("refresh")
    #expect(refreshed.status == 3)
    #expect(refreshed.errors.contains("/fine: \(server.host) asked for a pause. Next attempt 20"))
    #expect(server.exchanges.count == 1)
    let known = try sources(program)
    #expect(known["/a"]?.problem?.contains("(429)") == true)
    #expect(known["/fine"]?.problem == "\(server.host) asked for a pause.")
    #expect(known["/fine"]?.nextAttempt != nil)
    let lines = try program.run("sources").lines
    #expect(lines.count == 2 && lines.allSatisfy { $0.contains("Next attempt 20") })
  }

  @Test func aServerThatIsNotThereAndOneThatIsSlow() throws {
    let slow = try RawServer { $0.waitForEnd() }
    let gone = try RawServer { _ in }
    gone.stop()
    let program = try Program()
    try program.write("fetch_timeout: 5\n", to: ".config/martlet/config.yaml")
    try program.write(
      "\(slow.url)/slow\n\(gone.url)/away\nhttp://no-such-name.invalid/name\n",
      to: ".config/martlet/sources")
    #expect(try program.run("refresh").status == 3)
    let known = try sources(program)
    #expect(known["/slow"]?.problem?.contains("too slow or does not answer") == true)
    #expect(known["/away"]?.problem?.contains("takes no connection") == true)
    #expect(known["/name"]?.problem?.contains("is not known") == true)
    #expect(known.values.allSatisfy { $0.nextAttempt != nil && $0.waiting != nil })
  }
}
