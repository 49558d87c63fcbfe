import Foundation
import TestSupport
import Testing

@testable import Networking

@Suite struct HostileServerTests {
  private func ask(
    _ server: RawServer, _ change: (inout TransportSettings) -> Void = { _ in }
  ) async -> Answer {
    await Transport(settings(change)).ask(server.url + "/")
  }

  // MARK: - Lengths

  @Test func aBodyThatEndsEarlyIsTruncated() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      $0.close()
    }
    let answer = await ask(server)
    #expect(answer.failure == .truncated)
    #expect(answer.text == "half")
  }

  @Test func chunksThatEndEarlyAreTruncated() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")
      $0.close()
    }
    #expect(await ask(server).failure == .truncated)
  }

  @Test func aConnectionThatClosesEndsABodyWithoutALength() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.0 200 OK\r\n\r\nall")
      $0.close()
    }
    let answer = await ask(server)
    #expect(answer.status == 200)
    #expect(answer.text == "all")
  }

  @Test func bytesBeyondTheLengthAreNoPartOfTheBody() async throws {
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more")
    }
    let transport = Transport(settings())
    #expect(await transport.ask(server.url).text == "four")
    #expect(await transport.ask(server.url).text == "four")
  }

  @Test(arguments: [
    "Content-Length: -1", "Content-Length: 99999999999999999999999",
    "Transfer-Encoding: chunked\r\n\r\nZZZ",
    "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFF",
  ])
  func lengthsThatCannotBe(_ header: String) async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\n\(header)\r\n\r\nhello")
      $0.close()
    }
    let answer = await ask(server)
    #expect(answer.ends == 1)
    #expect(answer.body.count <= 5)
  }

  @Test(arguments: ["aws-chunked", "utf-8", "", "text", "gzip"])
  func aCodingThatIsNotThereIsPassedOver(_ name: String) async throws {
    let server = try RawServer {
      $0.answer("200 OK", ["Content-Encoding: \(name)"], body: Array("<rss/>".utf8))
    }
    #expect(await ask(server).text == "<rss/>")
  }

  @Test(arguments: [[], ["Content-Encoding: utf-8"], ["Content-Type: application/x-gzip"]])
  func aFileThatIsCompressedOnItsDiskIsRead(_ headers: [String]) async throws {
    let body = Compressing.gzip(Compressing.gzip("<rss/>"))
    let server = try RawServer { $0.answer("200 OK", headers, body: body + [0, 0, 0]) }
    let answer = await ask(server)
    #expect(answer.status == 200)
    #expect(answer.text == "<rss/>")
  }

  @Test func compressionThatEndsEarlyIsTruncated() async throws {
    let body = Compressing.gzip("<rss/>")
    let server = try RawServer {
      $0.answer("200 OK", ["Content-Encoding: gzip"], body: body.dropLast(3))
    }
    let answer = await ask(server)
    #expect(answer.failure == .truncated)
    #expect(answer.text == "<rss/>")
  }

  @Test func everythingThatCanBeReadIsAskedFor() async throws {
    let server = try RawServer { $0.answer() }
    _ = await ask(server)
    #expect(server.exchanges.first?.header("Accept-Encoding") == "gzip, deflate, br, zstd")
    let identity = Identity(headers: [
      try #require(HeaderField(name: "accept-encoding", value: "br"))
    ])
    _ = await Transport(settings()).ask(Request(server.url, trust: .user, identity: identity))
    #expect(server.exchanges.last?.header("Accept-Encoding") == "br")
  }

  // MARK: - Size

  @Test func anAnnouncedSizeThatIsTooLargeIsNotDownloaded() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n")
      $0.send([UInt8](repeating: 32, count: 200_000))
      $0.waitForEnd()
    }
    let answer = await ask(server) { $0.limits.wire = 1 << 20 }
    #expect(answer.failure == .tooLargeCompressed(limit: 1 << 20))
    #expect(answer.pieces.reduce(0, +) < 1 << 20)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n",
  ])
  func anEndlessBodyEnds(_ head: String) async throws {
    let server = try RawServer { exchange in
      exchange.send(head)
      let isChunked = head.contains("chunked")
      let block = [UInt8](repeating: 32, count: 0x4000)
      let piece = isChunked ? Array("4000\r\n".utf8) + block + [13, 10] : block
      while exchange.send(piece) {}
    }
    let answer = await ask(server) {
      $0.limits.body = 1 << 20
      $0.limits.wire = 8 << 20
    }
    #expect(answer.failure == .tooLarge(limit: 1 << 20))
    #expect(answer.pieces.reduce(0, +) <= 1 << 20)
  }

  @Test func anEndlessErrorPageIsAnErrorAllTheSame() async throws {
    let hasEnded = Shared(false)
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.0 500 Oops\r\n\r\n")
      let block = [UInt8](repeating: 32, count: 0x4000)
      // The client hangs up long before that: what is sent lies in the buffers of the sockets.
      let isWanted = (0..<10_000).allSatisfy { _ in exchange.send(block) }
      hasEnded.change { $0 = !isWanted }
    }
    #expect(await ask(server).status == 500)
    try await waitUntil { hasEnded.current }
  }

  @Test func aBombOfGzipIsDefused() async throws {
    let bomb = Bombs.zeros(chunks: 6000)
    #expect(bomb.count < 80_000)
    let server = try RawServer { $0.answer("200 OK", ["Content-Encoding: gzip"], body: bomb) }
    let answer = await ask(server) { $0.limits.body = 4 << 20 }
    #expect(answer.failure == .tooLarge(limit: 4 << 20))
    #expect(answer.pieces.reduce(0, +) <= 4 << 20)
    #expect(answer.pieces.allSatisfy { $0 <= 1 << 20 })
  }

  @Test func gzipInGzipIsDefused() async throws {
    let server = try RawServer {
      $0.answer(
        "200 OK",
        ["Content-Encoding: " + [String](repeating: "gzip", count: 50).joined(separator: ", ")],
        body: Bombs.zeros(chunks: 10))
    }
    #expect(await ask(server).failure == .badCompression)
  }

  @Test func aBombOfBrotliIsDefused() async throws {
    let server = try RawServer {
      $0.answer("200 OK", ["Content-Encoding: br"], body: Bombs.brotliZeros)
    }
    let answer = await ask(server) { $0.limits.body = 4 << 20 }
    #expect(answer.failure == .tooLarge(limit: 4 << 20))
    #expect(answer.pieces.allSatisfy { $0 <= 1 << 20 })
  }

  @Test func bytesThatDecompressToNothingCount() async throws {
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
      exchange.send(Bombs.nothing(blocks: 0))
      let blocks = Array(Bombs.nothing(blocks: 10_000).dropFirst(10))
      while exchange.send(blocks) {}
    }
    let answer = await ask(server) { $0.limits.wire = 1 << 20 }
    #expect(answer.failure == .tooLargeCompressed(limit: 1 << 20))
  }

  @Test func compressionThatIsNone() async throws {
    let damaged: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF]
    let server = try RawServer {
      $0.answer("200 OK", ["Content-Encoding: gzip"], body: damaged)
    }
    #expect(await ask(server).failure == .badCompression)
  }

  // MARK: - Headers

  @Test(arguments: ["X-Filler: \(String(repeating: "x", count: 1000))\r\n", "Set-Cookie: a=b\r\n"])
  func endlessHeadersEnd(_ line: String) async throws {
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.1 200 OK\r\n")
      while exchange.send(line) {}
    }
    #expect(await ask(server).failure == .headersTooLarge(limit: 128 << 10))
  }

  @Test func anEndlessHeaderLineEnds() async throws {
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.1 200 OK\r\nX: ")
      while exchange.send([UInt8](repeating: 120, count: 10_000)) {}
    }
    let answer = await ask(server)
    #expect(answer.ends == 1)
    #expect(answer.failure == .headersTooLarge(limit: 128 << 10))
  }

  @Test func endlessAnswersBeforeTheAnswerEnd() async throws {
    let server = try RawServer { exchange in
      while exchange.send("HTTP/1.1 100 Continue\r\n\r\n") {}
    }
    #expect(await ask(server).failure == .headersTooLarge(limit: 128 << 10))
  }

  @Test func aStatusBeforeTheAnswerIsPassedOver() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n")
      $0.answer("200 OK", ["Date: now"])
    }
    let answer = await ask(server)
    #expect(answer.text == "hello")
    #expect(answer.head?.headers.etag == nil)
  }

  @Test func fieldsAfterTheBodyAreNoHeaders() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n")
      $0.send("5\r\nhello\r\n0\r\nETag: \"late\"\r\nHTTP/1.1 404: No\r\n\r\n")
    }
    let answer = await ask(server)
    #expect(answer.text == "hello")
    #expect(answer.status == 200)
    guard case .success(let head) = answer.completion?.result else { return }
    #expect(head.headers.etag == nil)
  }

  @Test func linesOfCacheControlAreOneList() async throws {
    let server = try RawServer {
      $0.answer("200 OK", ["Cache-Control: public", "cache-control:", "CACHE-CONTROL: max-age=5"])
    }
    #expect(await ask(server).head?.headers.cacheControl == "public, max-age=5")
  }

  @Test func fieldsThatAreNone() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\n: no name\r\nETag:\r\nEtag:  \"a\"  \r\n")
      $0.send("ETag: \"b\"\r\nLast-Modified: \(String(repeating: "x", count: 5000))\r\n")
      $0.send("Content-Length: 0\r\n\r\n")
    }
    let headers = await ask(server).head?.headers
    #expect(headers?.etag == "\"a\"")
    #expect(headers?.lastModified == nil)
  }

  @Test func bytesThatNoTextHasComeThrough() async throws {
    let server = try RawServer {
      $0.send(Array("HTTP/1.1 200 OK\r\nContent-Type: text/\u{1B}[31m\r\nETag: ".utf8) + [0xFF])
      $0.send(Array("\r\nContent-Length: 5\r\n\r\n".utf8) + [0, 0x1B, 0xFF, 0xFE, 0])
    }
    let answer = await ask(server)
    #expect(answer.body == [0, 0x1B, 0xFF, 0xFE, 0])
    #expect(answer.head?.headers.etag == "\u{FFFD}")
  }

  @Test func endlessHeadersOfAProxyEnd() async throws {
    let proxy = try RawServer { exchange in
      exchange.send("HTTP/1.1 200 Connected\r\n")
      while exchange.send("X-Filler: \(String(repeating: "x", count: 1000))\r\n") {}
    }
    let transport = Transport(settings { $0.proxies = ProxySettings(https: proxy.url) })
    let answer = await transport.ask("https://feeds.example/")
    #expect(answer.failure == .headersTooLarge(limit: 128 << 10))
  }

  // MARK: - What is no HTTP

  @Test(arguments: [
    "220 mail.example ESMTP\r\n", "\r\n\r\n", "\u{0}\u{1}\u{2}", "<html>old</html>",
  ])
  func whatIsNoHTTP(_ text: String) async throws {
    let server = try RawServer {
      $0.send(text)
      $0.close()
    }
    #expect(await ask(server).failure == .notHTTP(host: server.host))
  }

  @Test func aServerThatHangsUp() async throws {
    let server = try RawServer { $0.close() }
    guard case .connectionBroken = await ask(server).failure else {
      Issue.record("It should have broken.")
      return
    }
  }

  @Test(arguments: [
    "HTTP/1.1 99999 Huge\r\n", "HTTP/1.1 -20 Less\r\n", "HTTP/1.1 \r\n", "HTTP/9 x\r\n",
  ])
  func statusesThatCannotBe(_ line: String) async throws {
    let server = try RawServer {
      $0.send(line + "Content-Length: 0\r\n\r\n")
      $0.close()
    }
    let answer = await ask(server)
    #expect(answer.ends == 1)
    #expect(answer.head == nil)
  }

  // MARK: - Time

  @Test func aServerThatNeverAnswers() async throws {
    let server = try RawServer { $0.waitForEnd() }
    let answer = await ask(server) { $0.limits.whole = 100 }
    #expect(answer.failure == .timedOut(host: server.host))
  }

  @Test func aServerThatCrawls() async throws {
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
      for _ in 0..<100 where exchange.send("x") { usleep(100_000) }
    }
    let answer = await ask(server) { $0.limits.crawling = 1000 }
    #expect(answer.failure == .timedOut(host: server.host))
  }

  @Test func aServerThatCrawlsThroughItsHeaders() async throws {
    let server = try RawServer { exchange in
      exchange.send("HTTP/1.1 200 OK\r\n")
      for _ in 0..<40 where exchange.send("X: y\r\n") { usleep(250_000) }
      exchange.send("Content-Length: 0\r\n\r\n")
    }
    let answer = await ask(server) { $0.limits.crawling = 1000 }
    #expect(answer.failure == .timedOut(host: server.host))
  }

  /// Each server on the way is quick enough, but not all of them together.
  @Test func slowRedirectsCountTogether() async throws {
    let server = try RawServer { exchange in
      usleep(300_000)
      exchange.answer("302 Found", ["Location: /\(exchange.number)"])
    }
    let answer = await ask(server) {
      $0.limits.whole = 2000
      $0.limits.redirects = 20
    }
    #expect(answer.failure == .timedOut(host: server.host))
  }

  @Test func oneBadServerDoesNotHoldUpTheOthers() async throws {
    let bad = try RawServer { $0.waitForEnd() }
    let good = try RawServer { $0.answer() }
    let transport = Transport(settings())
    let ends = Shared(0)
    let tickets = transport.submit(
      (0..<4).map { _ in
        (
          Request(bad.url, trust: .user),
          { @Sendable in Recorder { _ in ends.change { $0 += 1 } } }
        )
      })
    for _ in 0..<20 { #expect(await transport.ask(good.url).text == "hello") }
    #expect(ends.current == 0)
    transport.cancel(tickets)
    try await waitUntil { ends.current == 4 }
  }
}
