import TestSupport
import Testing

@testable import Networking

/// What may lead where. 127.0.0.1 stands for the private network, 127.0.0.2 for the internet.
@Suite struct TrustTests {
  private static func settingsWithAPublicAddress(
    _ change: (inout TransportSettings) -> Void = { _ in }
  ) -> TransportSettings {
    settings {
      $0.isPublic = { $0 == IPAddress("127.0.0.2") || $0.isPublic }
      change(&$0)
    }
  }

  private let transport = Transport(Self.settingsWithAPublicAddress())

  private func privateServer() throws -> RawServer { try RawServer { $0.answer() } }

  private func publicServer(to location: String? = nil, _ status: String = "302 Found") throws
    -> RawServer
  {
    try RawServer(address: "127.0.0.2") { exchange in
      if let location, exchange.path == "/" {
        exchange.answer(status, ["Location: \(location)"])
      } else {
        exchange.answer()
      }
    }
  }

  @Test func aDocumentLeadsToNoPrivateAddress() async throws {
    let server = try privateServer()
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"] {
      let answer = await transport.ask(
        Request("http://\(host):\(server.port)/", trust: .document))
      #expect(answer.failure?.isPrivateAddress == true, "\(host)")
    }
    #expect(server.connections == 0)
  }

  @Test func aDocumentLeadsToAPublicAddress() async throws {
    let server = try publicServer()
    #expect(await transport.ask(Request(server.url, trust: .document)).text == "hello")
  }

  @Test func thePersonMayWriteAPrivateAddress() async throws {
    let server = try privateServer()
    #expect(await transport.ask(Request(server.url, trust: .user)).text == "hello")
  }

  @Test func aConnectionThatThePersonOpenedIsNotForDocuments() async throws {
    let server = try privateServer()
    _ = await transport.ask(Request(server.url + "/feed", trust: .user))
    let answer = await transport.ask(Request(server.url + "/admin", trust: .document))
    #expect(answer.failure == .privateAddress(host: "127.0.0.1"))
    #expect(server.exchanges.map(\.path) == ["/feed"])
  }

  @Test(arguments: [Trust.user, .document])
  func aPublicServerLeadsToNoPrivateAddress(_ trust: Trust) async throws {
    let hidden = try privateServer()
    let server = try publicServer(to: hidden.url + "/secret")
    let answer = await transport.ask(Request(server.url + "/", trust: trust))
    #expect(answer.failure == .privateAddress(host: "127.0.0.1"))
    #expect(answer.completion?.movedTo == nil)
    #expect(hidden.connections == 0)
  }

  @Test func notEvenByWayOfAnotherPublicServer() async throws {
    let hidden = try privateServer()
    let second = try publicServer(to: hidden.url + "/secret")
    let first = try publicServer(to: second.url + "/")
    let answer = await transport.ask(Request(first.url + "/", trust: .user))
    #expect(answer.failure == .privateAddress(host: "127.0.0.1"))
    #expect(hidden.connections == 0)
  }

  @Test func aPrivateServerMayLeadToAnother() async throws {
    let second = try privateServer()
    let first = try RawServer { $0.answer("301 Moved", ["Location: \(second.url)/"]) }
    let answer = await transport.ask(Request(first.url, trust: .user))
    #expect(answer.text == "hello")
    // Remembered, it would be asked for as the person's own address.
    #expect(answer.completion?.movedTo == nil)
  }

  /// It is trusted itself, because its feed is read; what it leads to is not.
  @Test func theServerOfAFeedLeadsADocumentNowhereElse() async throws {
    let hidden = try privateServer()
    let home = try RawServer { exchange in
      switch exchange.path {
      case "/away": exchange.answer("302 Found", ["Location: \(hidden.url)/secret"])
      case "/here": exchange.answer("302 Found", ["Location: /there"])
      default: exchange.answer()
      }
    }
    let away = await transport.ask(Request(home.url + "/away", trust: .ownServer))
    #expect(away.failure == .privateAddress(host: "127.0.0.1"))
    #expect(hidden.connections == 0)
    var request = Request(home.url + "/here", trust: .ownServer)
    request.identity = Identity(
      headers: [try #require(HeaderField(name: "X-Key", value: "own"))])
    #expect(await transport.ask(request).text == "hello")
    #expect(home.exchanges.suffix(2).map { $0.header("X-Key") } == ["own", "own"])
  }

  @Test func aPublicServerMayLeadBackToTheOneThePersonWrote() async throws {
    let bounce = Shared("")
    let home = try RawServer { exchange in
      if exchange.path == "/" {
        exchange.answer("302 Found", ["Location: \(bounce.current)"])
      } else {
        exchange.answer()
      }
    }
    let server = try publicServer(to: home.url + "/back")
    bounce.change { $0 = server.url + "/" }
    #expect(await transport.ask(Request(home.url + "/", trust: .user)).text == "hello")
  }

  @Test func aNameThatMeansAPrivateAddressIsRefused() async throws {
    let server = try privateServer()
    let rebound = Transport(
      Self.settingsWithAPublicAddress {
        $0.knownNames = ["rebind.example:\(server.port):127.0.0.1"]
      })
    let url = "http://rebind.example:\(server.port)/"
    let failure = await rebound.ask(Request(url, trust: .document)).failure
    #expect(failure == .privateAddress(host: "rebind.example"))
    #expect(server.connections == 0)
    #expect(await rebound.ask(Request(url, trust: .user)).text == "hello")
  }

  /// The first answer for the name is private, the second public: the public one is taken.
  @Test func ofSeveralAddressesThePublicOneIsTaken() async throws {
    let server = try publicServer()
    let both = Transport(
      Self.settingsWithAPublicAddress {
        $0.knownNames = ["both.example:\(server.port):127.0.0.1,127.0.0.2"]
      })
    let answer = await both.ask(
      Request("http://both.example:\(server.port)/", trust: .document))
    #expect(answer.text == "hello")
  }

  @Test func aDocumentNamesNoUser() async throws {
    let server = try RawServer(address: "127.0.0.2") {
      $0.answer("401 No", ["WWW-Authenticate: Basic realm=\"x\""])
    }
    let url = "http://me:secret@\(server.host)/"
    #expect(await transport.ask(Request(url, trust: .document)).status == 401)
    #expect(server.exchanges.count == 1)
    #expect(await transport.ask(Request(url, trust: .user)).status == 401)
    #expect(server.exchanges.last?.header("Authorization") != nil)
  }

  @Test func aDocumentGetsNothingThatThePersonGave() async throws {
    let folder = try Scratch()
    let server = try publicServer()
    var request = Request(server.url, trust: .document)
    request.identity = Identity(
      headers: [try #require(HeaderField(name: "X-Secret", value: "secret"))],
      netrcFile: try folder.write("netrc", "default login me password secret\n"),
      cookieFile: try folder.write("cookies", "Set-Cookie: session=secret; path=/\n"))
    #expect(await transport.ask(request).text == "hello")
    let exchange = try #require(server.exchanges.first)
    for name in ["X-Secret", "Cookie", "Authorization"] { #expect(exchange.header(name) == nil) }
    request.trust = .user
    _ = await transport.ask(request)
    #expect(server.exchanges.last?.header("X-Secret") == "secret")
  }

  @Test func aPublicMoveIsRemembered() async throws {
    let target = try publicServer()
    let server = try publicServer(to: target.url + "/new", "301 Moved")
    let answer = await transport.ask(Request(server.url + "/", trust: .user))
    #expect(answer.completion?.movedTo == target.url + "/new")
  }
}

extension FetchFailure {
  fileprivate var isPrivateAddress: Bool {
    if case .privateAddress = self { true } else { false }
  }
}
