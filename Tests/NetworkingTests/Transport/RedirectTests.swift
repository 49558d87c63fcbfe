import Foundation
import TestSupport
import Testing

@testable import Networking

@Suite struct RedirectTests {
  /// Leads from `/0` to `/1` and so on with these statuses, then answers.
  private func chain(_ statuses: [Int], from start: Int = 0) throws -> RawServer {
    try RawServer { exchange in
      let step = Int(exchange.path.dropFirst()) ?? 0
      if step < statuses.count {
        exchange.answer("\(statuses[step]) Moved", ["Location: /\(step + 1)"])
      } else {
        exchange.answer(body: Array("at \(exchange.path)".utf8))
      }
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func eachKindIsFollowed(_ status: Int) async throws {
    let server = try chain([status])
    let answer = await Transport(settings()).ask(server.url + "/0")
    #expect(answer.text == "at /1")
    #expect(answer.head?.address == server.url + "/1")
    #expect(answer.completion?.redirects == 1)
    let isPermanent = status == 301 || status == 308
    #expect(answer.completion?.movedTo == (isPermanent ? server.url + "/1" : nil))
    #expect(server.connections == 1)
  }

  @Test func oneTemporaryStepMakesTheMoveTemporary() async throws {
    let server = try chain([301, 302, 308])
    let answer = await Transport(settings()).ask(server.url + "/0")
    #expect(answer.text == "at /3")
    #expect(answer.completion?.movedTo == nil)
  }

  @Test(arguments: [300, 304, 305, 306, 399])
  func otherStatusesAreAnswers(_ status: Int) async throws {
    let server = try chain([status])
    let answer = await Transport(settings()).ask(server.url + "/0")
    #expect(answer.status == status)
    #expect(server.exchanges.count == 1)
  }

  @Test func aLoopIsFound() async throws {
    let server = try RawServer { exchange in
      exchange.answer("302 Found", ["Location: \(exchange.path == "/a" ? "/b" : "/a")"])
    }
    let answer = await Transport(settings()).ask(server.url + "/a")
    #expect(answer.failure == .redirectLoop(server.url + "/a"))
    #expect(server.exchanges.count == 2)
  }

  @Test func anEndlessChainIsCut() async throws {
    let server = try chain([Int](repeating: 302, count: 100))
    let answer = await Transport(settings()).ask(server.url + "/0")
    #expect(answer.failure == .tooManyRedirects(limit: 8))
    #expect(server.exchanges.count == 9)
    let enough = try chain([Int](repeating: 302, count: 8))
    #expect(await Transport(settings()).ask(enough.url + "/0").text == "at /8")
  }

  @Test(arguments: ["", "http://", "http://[::1", "http://a b/"])
  func aTargetThatIsNone(_ location: String) async throws {
    let server = try RawServer { $0.answer("301 Moved", ["Location: \(location)"]) }
    let failure = await Transport(settings()).ask(server.url + "/").failure
    #expect(failure == .redirectNowhere(status: 301) || failure == .redirectLoop(server.url + "/"))
    let silent = try RawServer { $0.answer("302 Found") }
    #expect(await Transport(settings()).ask(silent.url).failure == .redirectNowhere(status: 302))
  }

  @Test(arguments: [
    "file:///etc/passwd", "gopher://127.0.0.1/x", "ftp://127.0.0.1/", "FILE:/etc/passwd",
  ])
  func otherSchemesAreNotFollowed(_ location: String) async throws {
    let server = try RawServer { $0.answer("302 Found", ["Location: \(location)"]) }
    let failure = await Transport(settings()).ask(server.url).failure
    let scheme = String(location.prefix { $0 != ":" }).lowercased()
    #expect(failure == .schemeRefused(scheme))
  }

  @Test func theBodyOfARedirectIsPassedOver() async throws {
    let server = try RawServer { exchange in
      if exchange.path == "/0" {
        exchange.answer(
          "301 Moved", ["Location: /1"], body: [UInt8](repeating: 60, count: 3 << 20))
      } else {
        exchange.answer()
      }
    }
    let answer = await Transport(settings()).ask(server.url + "/0")
    #expect(answer.text == "hello")
    let cut = try RawServer { exchange in
      if exchange.path == "/0" {
        exchange.send("HTTP/1.1 301 Moved\r\nLocation: /1\r\nContent-Length: 99\r\n\r\n")
        exchange.close()
      } else {
        exchange.answer()
      }
    }
    #expect(await Transport(settings()).ask(cut.url + "/0").text == "hello")
  }

  /// Everything that a person gives a source, and a redirect to `target`.
  private func askWithEverything(_ url: String) async throws -> Answer {
    let folder = try Scratch()
    let cookies = try folder.write("cookies", "Set-Cookie: session=secret; path=/\n")
    let netrc = try folder.write("netrc", "default login me password secret\n")
    var request = Request(url, trust: .user)
    request.identity = Identity(
      headers: [try #require(HeaderField(name: "X-Secret", value: "secret"))],
      netrcFile: netrc, cookieFile: cookies)
    request.headers = [try #require(HeaderField(name: "Accept", value: "text/xml"))]
    return await Transport(settings { $0.isPublic = { _ in true } }).ask(request)
  }

  private func secrets(_ exchange: RawServer.Exchange?) -> [String] {
    ["X-Secret", "Cookie", "Authorization"].compactMap { exchange?.header($0) }
  }

  @Test func whatThePersonGaveGoesOnlyToTheServerTheyWrote() async throws {
    let other = try RawServer { $0.answer("200 OK") }
    let server = try RawServer { exchange in
      exchange.answer(
        "302 Found",
        ["Location: \(exchange.path == "/0" ? "/1" : "http://x:y@\(other.host)/end")"])
    }
    let answer = try await askWithEverything(server.url + "/0")
    #expect(answer.text == "hello")
    #expect(answer.head?.address == other.url + "/end")
    // Cookies of a file belong to no host in that form, so that any host would get them.
    #expect(secrets(server.exchanges.first).contains("secret"))
    #expect(secrets(server.exchanges.first).contains { $0.hasPrefix("Basic ") })
    #expect(secrets(server.exchanges.last) == secrets(server.exchanges.first))
    #expect(secrets(other.exchanges.first).isEmpty)
    #expect(other.exchanges.first?.header("Accept") == "text/xml")
  }

  @Test func credentialsOfAnAddressStayWithItsServer() async throws {
    let other = try RawServer { $0.answer() }
    let server = try RawServer { exchange in
      if exchange.header("Authorization") == nil {
        exchange.answer("401 No", ["WWW-Authenticate: Basic realm=\"x\""])
      } else {
        exchange.answer("301 Moved", ["Location: \(other.url)/"])
      }
    }
    let answer = await Transport(settings()).ask("http://me:secret@\(server.host)/")
    #expect(answer.text == "hello")
    #expect(server.exchanges.last?.header("Authorization") == "Basic bWU6c2VjcmV0")
    #expect(other.exchanges.count == 1)
    #expect(secrets(other.exchanges.first).isEmpty)
  }

  @Test func aServerMaySetACookieAndAskToComeAgain() async throws {
    let server = try RawServer { exchange in
      if exchange.header("Cookie") == "seen=1" {
        exchange.answer()
      } else {
        exchange.answer("302 Found", ["Location: /", "Set-Cookie: seen=1"])
      }
    }
    let transport = Transport(settings())
    #expect(await transport.ask(server.url + "/").text == "hello")
    // It is not remembered: the next request is a new visit.
    #expect(await transport.ask(server.url + "/").text == "hello")
    #expect(server.exchanges.map { $0.header("Cookie") } == [nil, "seen=1", nil, "seen=1"])
  }

  @Test func aRedirectCountsForTheHostItLeadsTo() async throws {
    let gauge = Shared((now: 0, most: 0))
    let target = try RawServer { exchange in
      gauge.change {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      usleep(5000)
      gauge.change { $0.now -= 1 }
      exchange.answer()
    }
    let servers = try (0..<6).map { _ in
      try RawServer { $0.answer("302 Found", ["Location: \(target.url)/"]) }
    }
    let transport = Transport(settings())
    await withTaskGroup { group in
      for server in servers { group.addTask { await transport.ask(server.url) } }
      for await answer in group { #expect(answer.text == "hello") }
    }
    #expect(gauge.current.most <= 2)
    #expect(target.exchanges.count == 6)
  }
}
