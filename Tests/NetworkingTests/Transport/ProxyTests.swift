import TestSupport
import Testing

@testable import Networking

@Suite struct ProxyTests {
  private func transport(_ proxy: RawServer, exceptions: [String] = []) -> Transport {
    Transport(
      settings {
        $0.proxies = ProxySettings(http: proxy.url, https: proxy.url, exceptions: exceptions)
      })
  }

  @Test func aProxyIsAskedInsteadOfTheServer() async throws {
    let proxy = try RawServer { $0.answer() }
    let answer = await transport(proxy).ask("http://feeds.example/a")
    #expect(answer.text == "hello")
    #expect(proxy.exchanges.first?.path == "http://feeds.example/a")
    #expect(answer.completion?.host == "feeds.example")
  }

  @Test func exceptionsAreAskedDirectly() async throws {
    let proxy = try RawServer { $0.answer() }
    let server = try RawServer { $0.answer() }
    let answer = await transport(proxy, exceptions: ["127.0.0.0/8"]).ask(server.url)
    #expect(answer.text == "hello")
    #expect(proxy.connections == 0)
  }

  /// The environment of this process must not decide.
  @Test func withoutAProxyThereIsNone() async throws {
    let server = try RawServer { $0.answer() }
    #expect(await Transport(settings()).ask(server.url + "/x").text == "hello")
    #expect(server.exchanges.first?.path == "/x")
  }

  @Test func aSecureServerIsAskedThroughATunnel() async throws {
    let proxy = try RawServer { $0.answer("403 Forbidden") }
    let answer = await transport(proxy).ask("https://feeds.example/a")
    #expect(proxy.exchanges.first?.head.hasPrefix("CONNECT feeds.example:443 ") == true)
    guard case .proxyFailed(let reason) = answer.failure else {
      Issue.record("\(String(describing: answer.failure))")
      return
    }
    #expect(reason.contains("403"))
    #expect(answer.status == nil)
  }

  @Test func whatThePersonGaveIsNotForTheProxy() async throws {
    let proxy = try RawServer { $0.answer("403 Forbidden") }
    var request = Request("https://feeds.example/a", trust: .user)
    request.identity = Identity(
      headers: [try #require(HeaderField(name: "X-Secret", value: "secret"))],
      credentials: Credentials(user: "me", password: "secret", scheme: .basic))
    _ = await transport(proxy).ask(request)
    #expect(proxy.exchanges.first?.head.contains("secret") == false)
    #expect(proxy.exchanges.first?.header("Authorization") == nil)
  }

  @Test func aProxyMayWantAPassword() async throws {
    let proxy = try RawServer { exchange in
      exchange.header("Proxy-Authorization") == "Basic bWU6c2VjcmV0"
        ? exchange.answer() : exchange.answer("407 Who")
    }
    let server = "http://feeds.example/a"
    func ask(_ proxy: String, _ address: String) async -> Answer {
      await Transport(settings { $0.proxies = ProxySettings(http: proxy, https: proxy) })
        .ask(address)
    }
    #expect(await ask("http://me:secret@\(proxy.host)", server).text == "hello")
    let refused = await ask("http://me:wrong@\(proxy.host)", server)
    #expect(refused.status == 407)
    #expect(FetchFailure.status(407, host: "x").message.hasPrefix("The proxy wants a user"))
    // The tunnel, which the test's proxy does not dig, is asked for with the same.
    _ = await ask("http://me:secret@\(proxy.host)", "https://feeds.example/a")
    #expect(proxy.exchanges.last?.head.hasPrefix("CONNECT feeds.example:443 ") == true)
    #expect(proxy.exchanges.last?.header("Proxy-Authorization") == "Basic bWU6c2VjcmV0")
    let refusedTunnel = await ask(proxy.url, "https://feeds.example/a")
    guard case .proxyFailed(let reason) = refusedTunnel.failure else {
      Issue.record("\(String(describing: refusedTunnel.failure))")
      return
    }
    #expect(reason.contains("407"))
  }

  @Test func aRequestMayHaveAProxyAndANameOfItsOwnOnTheWholeWay() async throws {
    let usual = try RawServer { $0.answer() }
    let own = try RawServer { exchange in
      exchange.path.hasSuffix("/a")
        ? exchange.answer("302 Found", ["Location: http://other.example/b"]) : exchange.answer()
    }
    var request = Request("http://feeds.example/a", trust: .user)
    request.proxies = ProxySettings(http: own.url)
    request.userAgent = "Reader/1"
    #expect(await transport(usual).ask(request).text == "hello")
    #expect(own.exchanges.map(\.path) == ["http://feeds.example/a", "http://other.example/b"])
    #expect(own.exchanges.allSatisfy { $0.header("User-Agent") == "Reader/1" })
    #expect(usual.connections == 0)
  }

  @Test func aProxyThatIsNotThere() async throws {
    let gone = Transport(
      settings { $0.proxies = ProxySettings(http: "http://no-such-proxy.invalid:1") })
    #expect(await gone.ask("http://feeds.example/").failure == .proxyNameNotFound)
  }

  @Test(arguments: [
    "127.0.0.1", "10.0.0.1", "[::1]", "localhost", "localhost.", "a.localhost", "router",
    "2130706433", "[::ffff:10.0.0.1]",
  ])
  func documentsAskAProxyForNothingPrivate(_ host: String) async throws {
    let proxy = try RawServer { $0.answer() }
    let answer = await transport(proxy).ask(Request("http://\(host)/", trust: .document))
    guard case .privateAddress = answer.failure else {
      Issue.record("\(host): \(String(describing: answer.failure))")
      return
    }
    #expect(proxy.connections == 0)
  }

  @Test func documentsMayUseAProxyThatIsPrivateItself() async throws {
    let proxy = try RawServer { $0.answer() }
    let answer = await transport(proxy).ask(
      Request("http://feeds.example/", trust: .document))
    #expect(answer.text == "hello")
  }

  @Test func throughAProxyARedirectIsADocument() async throws {
    let proxy = try RawServer { $0.answer("302 Found", ["Location: http://10.0.0.1/"]) }
    let answer = await transport(proxy).ask("http://feeds.example/")
    #expect(answer.failure == .privateAddress(host: "10.0.0.1"))
    #expect(proxy.exchanges.count == 1)
  }
}
