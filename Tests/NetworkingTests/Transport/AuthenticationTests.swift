import Foundation
import TestSupport
import Testing

@testable import Networking

@Suite struct AuthenticationTests {
  private static let basic = "Basic bWU6c2VjcmV0"

  private func basicServer() throws -> RawServer {
    try RawServer { exchange in
      if exchange.header("Authorization") == Self.basic {
        exchange.answer()
      } else {
        exchange.answer("401 No", ["WWW-Authenticate: Basic realm=\"feeds\""])
      }
    }
  }

  private func ask(_ server: RawServer, _ identity: Identity) async -> Answer {
    await Transport(settings()).ask(Request(server.url + "/feed", trust: .user, identity: identity))
  }

  @Test func basicIsSentAtOnce() async throws {
    let server = try basicServer()
    let credentials = Credentials(user: "me", password: "secret", scheme: .basic)
    #expect(await ask(server, Identity(credentials: credentials)).text == "hello")
    #expect(server.exchanges.count == 1)
  }

  @Test func theServerMayChoose() async throws {
    let server = try basicServer()
    let credentials = Credentials(user: "me", password: "secret")
    let answer = await ask(server, Identity(credentials: credentials))
    #expect(answer.text == "hello")
    #expect(server.exchanges.map { $0.header("Authorization") } == [nil, Self.basic])
  }

  @Test func credentialsThatAreRefused() async throws {
    let server = try basicServer()
    let credentials = Credentials(user: "me", password: "wrong")
    let answer = await ask(server, Identity(credentials: credentials))
    #expect(answer.status == 401)
    #expect(answer.body.isEmpty)
    #expect(server.exchanges.count <= 2)
  }

  /// RFC 7616, 3.4.1, checked by a second reckoning.
  @Test func digestAnswersTheChallenge() async throws {
    let server = try RawServer { exchange in
      guard let field = exchange.header("Authorization") else {
        return exchange.answer(
          "401 No",
          ["WWW-Authenticate: Digest realm=\"feeds\", nonce=\"n0nce\", qop=\"auth\", algorithm=MD5"]
        )
      }
      let isRight = (try? Self.isRightDigest(field, exchange.path)) ?? false
      isRight ? exchange.answer() : exchange.answer("403 Wrong")
    }
    for scheme in [Credentials.Scheme.digest, .automatic] {
      let credentials = Credentials(user: "me", password: "secret", scheme: scheme)
      let answer = await ask(server, Identity(credentials: credentials))
      #expect(answer.text == "hello", "\(scheme)")
    }
    #expect(server.exchanges.allSatisfy { !$0.head.contains("secret") })
  }

  private static func isRightDigest(_ field: String, _ path: String) throws -> Bool {
    var values: [String: String] = [:]
    for part in field.dropFirst("Digest ".count).split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { continue }
      values[sides[0].trimmingCharacters(in: .whitespaces)] =
        sides[1].trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    }
    func md5(_ text: String) throws -> String {
      let folder = try Scratch()
      let file = try folder.write("text", text)
      return String(try Program.run(["md5sum", file], in: folder.path).prefix(32))
    }
    let first = try md5("me:feeds:secret")
    let second = try md5("GET:\(path)")
    let expected = try md5(
      [first, "n0nce", values["nc"] ?? "", values["cnonce"] ?? "", "auth", second]
        .joined(separator: ":"))
    return values["response"] == expected
  }

  @Test func netrcKnowsTheServersPassword() async throws {
    let folder = try Scratch()
    let file = try folder.write(
      "netrc",
      "machine other.example login no password no\nmachine 127.0.0.1 login me password secret\n")
    let server = try basicServer()
    #expect(await ask(server, Identity(netrcFile: file)).text == "hello")
    // What is given for the source goes first.
    let credentials = Credentials(user: "you", password: "other", scheme: .basic)
    #expect(await ask(server, Identity(credentials: credentials, netrcFile: file)).status == 401)
    let missing = folder.path("missing")
    #expect(await ask(server, Identity(netrcFile: missing)).failure == .identityFile(missing))
    #expect(await ask(server, Identity(cookieFile: missing)).failure == .identityFile(missing))
  }

  @Test func cookiesOfAFileAreSent() async throws {
    let folder = try Scratch()
    let jar = "127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n"
    let file = try folder.write("cookies.txt", jar)
    let server = try RawServer { $0.answer("200 OK", ["Set-Cookie: session=changed"]) }
    let transport = Transport(settings())
    let identity = Identity(cookieFile: file)
    for _ in 0..<2 {
      _ = await transport.ask(Request(server.url, trust: .user, identity: identity))
    }
    _ = await transport.ask(Request(server.url, trust: .user))
    #expect(server.exchanges.map { $0.header("Cookie") } == ["session=abc", "session=abc", nil])
    #expect(try String(contentsOfFile: file, encoding: .utf8) == jar)
  }
}
