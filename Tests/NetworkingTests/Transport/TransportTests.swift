import Foundation
import TestSupport
import Testing

@testable import Networking

@Suite struct TransportTests {
  @Test func anAnswerComesWithItsHeadersAndBody() async throws {
    let server = try RawServer {
      $0.answer("200 OK", ["Content-Type: application/rss+xml; charset=utf-8", "ETag: \"x\""])
    }
    let answer = await Transport(settings()).ask(server.url + "/feed#top")
    #expect(answer.text == "hello")
    #expect(answer.head?.status == 200)
    #expect(answer.head?.address == server.url + "/feed")
    #expect(answer.head?.headers.contentType == "application/rss+xml; charset=utf-8")
    #expect(answer.head?.headers.etag == "\"x\"")
    #expect(answer.completion?.wireBytes == 5)
    #expect(answer.completion?.movedTo == nil)
    #expect(answer.completion?.host == server.host)
    #expect(server.exchanges.count == 1)
  }

  @Test func theRequestSaysWhoAsksAndWhatIsWanted() async throws {
    let server = try RawServer { $0.answer() }
    var request = Request(server.url + "/feed?a=b", trust: .user)
    request.headers = [try #require(HeaderField(name: "If-None-Match", value: "\"v1\""))]
    request.identity = Identity(headers: [try #require(HeaderField(name: "X-Key", value: "k"))])
    _ = await Transport(settings()).ask(request)
    let exchange = try #require(server.exchanges.first)
    #expect(exchange.path == "/feed?a=b")
    #expect(
      exchange.header("User-Agent") == "martlet-test/1.0 (+https://example.org/martlet)")
    #expect(exchange.header("If-None-Match") == "\"v1\"")
    #expect(exchange.header("X-Key") == "k")
    let encodings = try #require(exchange.header("Accept-Encoding"))
    #expect(encodings.contains("gzip"))
    #expect(encodings.contains("br"))
    #expect(exchange.header("Cookie") == nil)
    #expect(exchange.header("Authorization") == nil)
  }

  @Test func anAnswerWithoutABodyIsAnAnswer() async throws {
    let server = try RawServer { $0.send("HTTP/1.1 304 Not Modified\r\nETag: \"y\"\r\n\r\n") }
    let answer = await Transport(settings()).ask(server.url)
    #expect(answer.status == 304)
    #expect(answer.head == nil)
    let empty = try RawServer { $0.answer(body: []) }
    let second = await Transport(settings()).ask(empty.url)
    #expect(second.status == 200)
    #expect(second.head?.status == 200)
    #expect(second.body.isEmpty)
  }

  @Test func theBodyOfAnErrorIsNotTheFeeds() async throws {
    let server = try RawServer { $0.answer("404 Not Found", body: Array("no such page".utf8)) }
    let answer = await Transport(settings()).ask(server.url)
    #expect(answer.status == 404)
    #expect(answer.head == nil)
    #expect(answer.body.isEmpty)
  }

  @Test func aConnectionServesOneRequestAfterAnother() async throws {
    let server = try RawServer { $0.answer() }
    let transport = Transport(settings())
    for number in 0..<5 { _ = await transport.ask(server.url + "/\(number)") }
    #expect(server.exchanges.count == 5)
    #expect(server.connections == 1)
  }

  @Test func theHandlerMayStop() async throws {
    let server = try RawServer { $0.answer(body: [UInt8](repeating: 120, count: 5 << 20)) }
    let transport = Transport(settings())
    let unwanted = await transport.ask(Request(server.url, trust: .user), isWanted: false)
    #expect(unwanted.failure == .stopped)
    #expect(unwanted.pieces.isEmpty)
    let partial = await transport.ask(Request(server.url, trust: .user), limit: 100_000)
    #expect(partial.failure == .stopped)
    #expect(partial.pieces.reduce(0, +) < 1 << 20)
    #expect(partial.ends == 1)
  }

  @Test func noMoreAtOnceThanTheLimits() async throws {
    let gauge = Shared((now: 0, most: 0))
    let server = try RawServer { exchange in
      gauge.change {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      usleep(3000)
      gauge.change { $0.now -= 1 }
      exchange.answer()
    }
    let transport = Transport(settings { $0.concurrencyPerHost = 3 })
    await withTaskGroup { group in
      for number in 0..<30 { group.addTask { await transport.ask(server.url + "/\(number)") } }
      for await answer in group { #expect(answer.text == "hello") }
    }
    #expect(gauge.current.most <= 3)
    #expect(server.exchanges.count == 30)
    #expect(server.connections <= 3)
  }

  @Test func cancellingEndsWhatRunsAndWhatWaits() async throws {
    let server = try RawServer { $0.waitForEnd() }
    let transport = Transport(settings())
    let ends = Shared<[Answer]>([])
    let tickets = transport.submit(
      (0..<6).map { number in
        (
          Request(server.url + "/\(number)", trust: .user),
          { @Sendable in Recorder { answer in ends.change { $0.append(answer) } } }
        )
      })
    try await waitUntil { server.exchanges.count == 2 }
    transport.cancel(tickets)
    try await waitUntil { ends.current.count == 6 }
    #expect(ends.current.allSatisfy { $0.failure == .cancelled && $0.ends == 1 })
    #expect(server.exchanges.count == 2)
    transport.cancel(tickets)
    let next = try RawServer { $0.answer() }
    #expect(await transport.ask(next.url).text == "hello")
    #expect(ends.current.count == 6)
  }

  @Test func lettingGoOfTheTransportEndsItsRequests() async throws {
    let server = try RawServer { $0.waitForEnd() }
    let ends = Shared<[Answer]>([])
    var transport: Transport? = Transport(settings())
    transport?.submit([
      (
        Request(server.url, trust: .user),
        { @Sendable in Recorder { answer in ends.change { $0.append(answer) } } }
      )
    ])
    try await waitUntil { server.exchanges.count == 1 }
    transport = nil
    try await waitUntil { ends.current.count == 1 }
    #expect(ends.current.first?.failure == .cancelled)
  }

  @Test(arguments: ["", "nonsense", "http://", "http://a b/"])
  func whatIsNoAddressFails(_ text: String) async {
    #expect(await Transport(settings()).ask(text).failure == .notAnAddress(text))
  }

  @Test(arguments: ["ftp", "gopher", "javascript", "data", "dict", "smb", "ldap"])
  func otherSchemesAreRefused(_ scheme: String) async {
    let failure = await Transport(settings()).ask("\(scheme)://127.0.0.1/x").failure
    #expect(failure == .schemeRefused(scheme))
  }

  @Test func aHostThatIsNotThere() async throws {
    let server = try RawServer { $0.answer() }
    let url = server.url
    server.stop()
    try await waitUntil { server.exchanges.isEmpty }
    let failure = await Transport(settings()).ask(url).failure
    #expect(failure == .cannotConnect(host: server.host, code: ECONNREFUSED))
    let unknown = await Transport(settings()).ask("http://no-such-name.invalid/").failure
    #expect(unknown == .nameNotFound(host: "no-such-name.invalid"))
  }

  // MARK: - Readers that are busy

  @Test func aBusyReaderHoldsUpItsOwnTransferOnly() async throws {
    let isHungry = Shared(false)
    let body = [UInt8](repeating: 1, count: 3_000_000)
    let server = try RawServer { $0.answer(body: $0.path == "/long" ? body : [2]) }
    let transport = Transport(settings { $0.limits.whole = 60_000 })
    let long = Shared<Answer?>(nil)
    transport.submit([
      (
        Request(server.url + "/long", trust: .user),
        { @Sendable in
          Recorder(isHungry: { isHungry.current }) { answer in long.change { $0 = answer } }
        }
      )
    ])
    #expect(await transport.ask(server.url + "/short").body == [2])
    #expect(await transport.ask(server.url + "/short").body == [2])
    #expect(long.current == nil)
    isHungry.change { $0 = true }
    transport.resume()
    try await waitUntil { long.current != nil }
    #expect(long.current?.status == 200)
    #expect(long.current?.pieces.reduce(0, +) == 3_000_000)
  }

  @Test func theTimeInWhichAReaderIsBusyIsNotTheServers() async throws {
    let isHungry = Shared(false)
    let body = [UInt8](repeating: 1, count: 3_000_000)
    let server = try RawServer { $0.answer(body: body) }
    let transport = Transport(settings { $0.limits.whole = 500 })
    let ended = Shared<Answer?>(nil)
    transport.submit([
      (
        Request(server.url, trust: .user),
        { @Sendable in
          Recorder(isHungry: { isHungry.current }) { answer in ended.change { $0 = answer } }
        }
      )
    ])
    // Another server that never answers is given up meanwhile, and that one is not.
    let silent = try SilentServer()
    #expect(await transport.ask("http://\(silent.host)/").failure != nil)
    #expect(ended.current == nil)
    isHungry.change { $0 = true }
    transport.resume()
    try await waitUntil { ended.current != nil }
    #expect(ended.current?.pieces.reduce(0, +) == 3_000_000)
  }

  @Test func whatWaitsCanBeCancelled() async throws {
    let server = try RawServer { $0.answer(body: [UInt8](repeating: 1, count: 1000)) }
    let transport = Transport(settings())
    let begun = Shared(false)
    let ended = Shared<Answer?>(nil)
    let tickets = transport.submit([
      (
        Request(server.url, trust: .user),
        { @Sendable in
          Recorder(isHungry: {
            begun.change { $0 = true }
            return false
          }) { answer in ended.change { $0 = answer } }
        }
      )
    ])
    try await waitUntil { begun.current }
    transport.cancel(tickets)
    try await waitUntil { ended.current != nil }
    #expect(ended.current?.failure == .cancelled)
    #expect(await transport.ask(server.url).body.count == 1000)
  }

  @Test func headersCannotBeSmuggled() {
    #expect(HeaderField(name: "X", value: "a\r\nY: b") == nil)
    #expect(HeaderField(name: "X", value: "a\u{0}b") == nil)
    #expect(HeaderField(name: "X: a\r\nY", value: "b") == nil)
    #expect(HeaderField(name: "", value: "b") == nil)
    #expect(HeaderField(name: "X Y", value: "b") == nil)
    #expect(HeaderField(name: "X-Key_1", value: "schlüssel\tß") != nil)
  }

  @Test func anEmptyHeaderIsSent() async throws {
    let server = try RawServer { $0.answer() }
    var request = Request(server.url, trust: .user)
    request.headers = [try #require(HeaderField(name: "X-Empty", value: ""))]
    _ = await Transport(settings()).ask(request)
    #expect(server.exchanges.first?.header("X-Empty") == "")
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
