import Articles
import Foundation
import TestSupport
import Testing

@testable import Networking

@Suite struct FetcherTests {
  @Test func addingAFeedIsOneRequest() async throws {
    let site = try await FeedSite()
    site["/feed"] = FeedSite.Feed(body: "<rss/>", etag: "\"1\"")
    let newsroom = Newsroom()
    let (source, result) = await newsroom.refresh(FetchSource(id: 1, address: site.url + "/feed"))
    #expect(result == .updated)
    #expect(newsroom.library.bodies.current == [1: ["<rss/>"]])
    #expect(source.memory.validators?.etag == "\"1\"")
    #expect(source.memory.validators?.since == noon)
    #expect(source.memory.lastSuccess == noon)
    #expect(site.takeRequests().map(\.path) == ["/feed"])
  }

  @Test func whatIsKnownIsNotSentAgain() async throws {
    let site = try await FeedSite()
    site["/feed"] = FeedSite.Feed(body: "<rss/>", etag: "\"1\"")
    let newsroom = Newsroom()
    var source = FetchSource(id: 1, address: site.url + "/feed")
    source = await newsroom.refresh(source).source
    let (second, result) = await newsroom.refresh(source)
    #expect(result == .unchanged)
    #expect(second.memory.validators == source.memory.validators)
    #expect(site.takeRequests().map(\.status) == [200, 304])
    #expect(newsroom.library.made.current == 1)
    site["/feed"] = FeedSite.Feed(body: "<rss>2</rss>", etag: "\"2\"")
    let (third, change) = await newsroom.refresh(second)
    #expect(change == .updated)
    #expect(third.memory.validators?.etag == "\"2\"")
    #expect(newsroom.library.bodies.current == [1: ["<rss/>", "<rss>2</rss>"]])
  }

  @Test func validatorsAreDroppedAfterEightDays() async throws {
    let site = try await FeedSite()
    site["/feed"] = FeedSite.Feed(body: "<rss/>", etag: "\"1\"")
    let newsroom = Newsroom()
    let source = await newsroom.refresh(
      FetchSource(id: 1, address: site.url + "/feed")
    ).source
    newsroom.now.change { $0 = noon.advanced(byMilliseconds: 8 * 86_400_000) }
    #expect(await newsroom.refresh(source).result == .unchanged)
    #expect(site.takeRequests().map(\.isConditional) == [false, false])
  }

  /// From a server without validators the same bytes come again: they are not parsed again.
  @Test(arguments: [10, 512 << 10, 512 << 10 + 1, 2_000_000])
  func theSameBytesAreNotParsedAgain(_ size: Int) async throws {
    let site = try await FeedSite()
    let body = String(repeating: "x", count: size)
    site["/feed"] = FeedSite.Feed(body: body)
    let newsroom = Newsroom()
    let first = await newsroom.refresh(FetchSource(id: 1, address: site.url + "/feed")).source
    #expect(first.memory.validators == nil)
    #expect(newsroom.library.bodies.current == [1: [body]])
    let (second, result) = await newsroom.refresh(first)
    #expect(result == .unchanged)
    #expect(newsroom.library.made.current == 1)
    #expect(second.memory.contentHash == first.memory.contentHash)
    #expect(
      await newsroom.refresh(second).result == .unchanged)
    for changed in [String(body.dropLast() + "y"), "y" + body.dropFirst(), body + "y"] {
      site["/feed"] = FeedSite.Feed(body: changed)
      #expect(await newsroom.refresh(second).result == .updated)
      #expect(newsroom.library.bodies.current[1]?.last == changed)
    }
    let shorter = String(body.prefix(body.utf8.count / 2))
    site["/feed"] = FeedSite.Feed(body: shorter)
    #expect(await newsroom.refresh(second).result == .updated)
    #expect(newsroom.library.bodies.current[1]?.last == shorter)
  }

  @Test func feedsAreAskedForByTheirNames() async throws {
    let server = try RawServer { $0.answer() }
    _ = await Newsroom().refresh(FetchSource(id: 1, address: server.url))
    let accepted = try #require(server.exchanges.first?.header("Accept"))
    #expect(accepted.contains("application/atom+xml, application/rss+xml, application/feed+json"))
    #expect(accepted.hasSuffix("*/*;q=0.5"))
  }

  @Test func whatIsNoFeedKeepsNoValidators() async throws {
    let site = try await FeedSite()
    site["/page"] = FeedSite.Feed(body: "<html>", etag: "\"1\"")
    let newsroom = Newsroom(library: Library(verdict: .noFeed("This is a page.")))
    let (source, result) = await newsroom.refresh(FetchSource(id: 1, address: site.url + "/page"))
    #expect(result == .failed(.notAFeed("This is a page.")))
    #expect(source.memory.validators == nil)
    #expect(source.memory.contentHash == nil)
    #expect(source.memory.lastFailure == "This is a page.")
    #expect(source.memory.failures == 1)
  }

  @Test func theValidatorsOfTheSameBytesAreRenewed() async throws {
    let site = try await FeedSite()
    site["/feed"] = FeedSite.Feed(body: "<rss></rss>", etag: "\"1\"")
    let newsroom = Newsroom()
    let first = await newsroom.refresh(FetchSource(id: 1, address: site.url + "/feed")).source
    site["/feed"]?.etag = "\"2\""
    let (second, result) = await newsroom.refresh(first)
    #expect(result == .unchanged)
    #expect(second.memory.validators?.etag == "\"2\"")
    #expect(await newsroom.refresh(second).result == .unchanged)
    #expect(site.takeRequests().map(\.status) == [200, 200, 304])
    #expect(newsroom.library.made.current == 1)
  }

  @Test func whatCameOfABodyThatBreaksOffIsRead() async throws {
    let server = try RawServer { exchange in
      guard exchange.number > 1 else { return exchange.answer(body: Array("<rss></rss>".utf8)) }
      exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss><item>")
      exchange.close()
    }
    let newsroom = Newsroom()
    let first = await newsroom.refresh(FetchSource(id: 1, address: server.url)).source
    let (_, result) = await newsroom.refresh(first)
    #expect(result == .failed(.truncated))
    #expect(newsroom.library.bodies.current[1] == ["<rss></rss>", "<rss><item>"])
  }

  @Test func aFeedThatIsWholeIsNotTruncatedWhateverWasAnnounced() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 100\r\n\r\n<rss></rss>")
      $0.close()
    }
    let newsroom = Newsroom()
    let (source, result) = await newsroom.refresh(FetchSource(id: 1, address: server.url))
    #expect(result == .updated)
    // Asked again for all of it: there may have been more.
    #expect(source.memory.validators == nil)
    #expect(source.memory.contentHash == nil)
  }

  @Test func aTruncatedBodyKeepsNoValidators() async throws {
    let server = try RawServer {
      $0.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 100\r\n\r\n<rss>")
      $0.close()
    }
    let newsroom = Newsroom()
    let (source, result) = await newsroom.refresh(FetchSource(id: 1, address: server.url))
    #expect(result == .failed(.truncated))
    #expect(source.memory.validators == nil)
    #expect(source.memory.contentHash == nil)
    #expect(newsroom.library.incomplete.current == [1])
  }

  @Test func aConsumerThatStopsHasTheWordButNoValidators() async throws {
    let site = try await FeedSite()
    site["/feed"] = FeedSite.Feed(body: "STOP here", etag: "\"1\"")
    let newsroom = Newsroom()
    let (source, result) = await newsroom.refresh(FetchSource(id: 1, address: site.url + "/feed"))
    #expect(result == .updated)
    #expect(source.memory.validators == nil)
    #expect(source.memory.contentHash == nil)
  }

  /// A 304 that nobody asked for says nothing.
  @Test func anUnaskedNotModifiedIsAFailure() async throws {
    let server = try RawServer { $0.send("HTTP/1.1 304 Not Modified\r\n\r\n") }
    let (source, result) = await Newsroom().refresh(FetchSource(id: 1, address: server.url))
    #expect(result == .failed(.status(304, host: server.host)))
    #expect(source.memory.lastSuccess == nil)
  }

  @Test func everySourceIsReportedOnceWithTheProgress() async throws {
    let site = try await FeedSite()
    for number in 0..<40 where number % 4 != 0 {
      site["/\(number)"] = FeedSite.Feed(body: "feed \(number)")
    }
    let sources = (0..<40).map { FetchSource(id: Int64($0), address: site.url + "/\($0)") }
    let newsroom = Newsroom()
    let outcome = await newsroom.refresh(sources)
    #expect(Set(outcome.reports.map(\.id)).count == 40)
    #expect(outcome.reports.count == 40)
    #expect(outcome.reports.map(\.progress.done) == Array(1...40))
    #expect(outcome.reports.allSatisfy { $0.progress.total == 40 })
    #expect(outcome.end?.done == 40)
    #expect(outcome.end?.failed == 10)
    #expect(newsroom.library.bodies.current.count == 30)
    #expect(newsroom.library.bodies.current[7] == ["feed 7"])
  }

  @Test func nothingToDoEndsAtOnce() async throws {
    let outcome = await Newsroom().refresh([])
    #expect(outcome.reports.isEmpty)
    #expect(outcome.end == FetchProgress())
  }

  @Test func whatIsFreshIsAskedOnlyWhenThePersonWantsIt() async throws {
    let site = try await FeedSite()
    site["/feed"] = FeedSite.Feed(body: "a", headers: ["Cache-Control": "max-age=3600"])
    let newsroom = Newsroom()
    let source = await newsroom.refresh(
      FetchSource(id: 1, address: site.url + "/feed"), on: .scheduled
    ).source
    let next = noon.advanced(byMilliseconds: 3_600_000)
    #expect(source.memory.nextAttempt == next)
    let (skipped, result) = await newsroom.refresh(source, on: .scheduled)
    #expect(result == .skipped(.fresh))
    #expect(skipped.memory.nextAttempt == next)
    #expect(site.takeRequests().count == 1)
    #expect(await newsroom.refresh(source, on: .everything).result == .unchanged)
    newsroom.now.change { $0 = next }
    #expect(await newsroom.refresh(source, on: .scheduled).result == .unchanged)
    #expect(site.takeRequests().count == 2)
  }

  @Test(arguments: [("429 Too Many", "120"), ("503 Mending", "Wed, 04 Mar 2026 12:02:00 GMT")])
  func aHostThatIsAskedTooOftenIsLeftAlone(_ status: String, _ retryAfter: String) async throws {
    let server = try RawServer { $0.answer(status, ["Retry-After: \(retryAfter)"]) }
    let other = try await FeedSite()
    other["/feed"] = FeedSite.Feed(body: "fine")
    let sources =
      (0..<50).map { FetchSource(id: Int64($0), address: server.url + "/\($0)") }
      + [FetchSource(id: 99, address: other.url + "/feed")]
    let newsroom = Newsroom()
    let outcome = await newsroom.refresh(sources)
    // Those that were under way already may still be answered.
    #expect(server.exchanges.count <= 4)
    #expect(outcome.reports.count == 51)
    #expect(outcome.report(99)?.result == .updated)
    let until = noon.advanced(byMilliseconds: 120_000)
    let pause = try #require(outcome.reports.compactMap(\.pause).first)
    #expect(pause == HostPause(host: server.host, until: until))
    let skipped = outcome.reports.filter { $0.result == .skipped(.hostPaused(server.host)) }
    #expect(skipped.count >= 46)
    #expect(skipped.allSatisfy { $0.memory.nextAttempt == until })

    // The first ones may still be on their way to the server.
    func asked() -> Int { server.exchanges.count { $0.path == "/7" } }
    #expect(asked() == 0)
    #expect(
      await newsroom.refresh(sources[7], on: .thisSource).result
        == .skipped(.hostPaused(server.host)))
    let restarted = Newsroom(pauses: [pause])
    #expect(
      await restarted.refresh(sources[7]).result == .skipped(.hostPaused(server.host)))
    #expect(asked() == 0)
    newsroom.now.change { $0 = until }
    _ = await newsroom.refresh(sources[7])
    #expect(asked() == 1)
  }

  @Test func stoppingKeepsWhatIsDoneAndEndsTheRest() async throws {
    let server = try RawServer { exchange in
      if exchange.path == "/0" { exchange.answer() } else { exchange.waitForEnd() }
    }
    let sources = (0..<30).map { FetchSource(id: Int64($0), address: server.url + "/\($0)") }
    let outcome = Shared(Outcome())
    let newsroom = Newsroom()
    let refresh = newsroom.start(sources) { event in
      outcome.change { outcome in
        switch event {
        case .source(let report): outcome.reports.append(report)
        case .ended(let progress): outcome.end = progress
        }
      }
    }
    try await waitUntil { !outcome.current.reports.isEmpty }
    refresh.cancel()
    try await waitUntil { outcome.current.end != nil }
    let reports = outcome.current.reports
    #expect(reports.count == 30)
    #expect(outcome.current.report(0)?.result == .updated)
    #expect(reports.filter { $0.result == .cancelled }.count == 29)
    #expect(reports.filter { $0.result == .cancelled }.allSatisfy { $0.memory == FetchMemory() })
    #expect(outcome.current.end?.failed == 0)
    #expect(newsroom.library.bodies.current == [0: ["hello"]])
  }

  @Test func aBelievedMoveIsAskedWithoutWhatThePersonGave() async throws {
    let site = try RawServer(address: "127.0.0.2") { $0.answer() }
    var source = FetchSource(id: 1, address: "http://127.0.0.1:1/feed")
    source.identity = Identity(
      credentials: Credentials(user: "me", password: "secret", scheme: .basic))
    source.memory.movedTo = site.url + "/new"
    let transport = settings { $0.isPublic = { $0 == IPAddress("127.0.0.2") } }
    let (_, result) = await Newsroom(transport).refresh(source)
    #expect(result == .updated)
    #expect(site.exchanges.first?.path == "/new")
    #expect(site.exchanges.first?.header("Authorization") == nil)

    source.memory.movedTo = "http://127.0.0.1:2/private"
    #expect(
      await Newsroom(transport).refresh(source).result
        == .failed(.privateAddress(host: "127.0.0.1")))
  }

  @Test func aSourceThatCameFromADocumentStaysOutside() async throws {
    let server = try RawServer { $0.answer() }
    let source = FetchSource(id: 1, address: server.url, trust: .document)
    #expect(
      await Newsroom().refresh(source).result == .failed(.privateAddress(host: "127.0.0.1")))
    #expect(server.connections == 0)
  }

  @Test func anAddressThatIsNoneIsReported() async throws {
    let (source, result) = await Newsroom().refresh(FetchSource(id: 1, address: "no address"))
    #expect(result == .failed(.notAnAddress("no address")))
    #expect(source.memory.nextAttempt != nil)
  }
}
