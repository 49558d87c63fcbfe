import Foundation
import TestSupport
import Testing

@testable import Networking

/// Real servers: that of OpenSSL for HTTP/1.0 over TLS, that of nghttp2 for HTTP/2.
@Suite struct SecureServerTests {
  private let authority: TestAuthority
  private let port: UInt16

  init() throws {
    authority = try TestAuthority()
    try authority.folder.write("feed.xml", "<rss>secure</rss>")
    port = try freePort()
  }

  private var url: String { "https://127.0.0.1:\(port)/feed.xml" }

  private func openSSLServer(_ options: String = "") throws -> Program {
    try Program(
      ["openssl"]
        + "s_server -accept 127.0.0.1:\(port) -cert server.pem -key server.key -WWW -quiet \(options)"
        .split(separator: " ").map(String.init),
      in: authority.folder.path)
  }

  /// Asks until the server has begun to listen.
  private func ask(
    _ program: Program, _ request: Request, _ change: (inout TransportSettings) -> Void = { _ in }
  ) async throws -> Answer {
    let transport = Transport(settings(change))
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      let answer = await transport.ask(request)
      guard case .cannotConnect = answer.failure, ContinuousClock.now < deadline else {
        #expect(program.isRunning)
        return answer
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test func anUnknownAuthorityIsNotTrusted() async throws {
    let answer = try await ask(openSSLServer(), Request(url, trust: .user))
    guard case .certificate(let host, let reason) = answer.failure else {
      Issue.record("\(String(describing: answer.failure))")
      return
    }
    #expect(host == "127.0.0.1:\(port)")
    #expect(!reason.isEmpty)
    #expect(answer.body.isEmpty)
  }

  @Test func anAuthorityOfThePersonIsTrusted() async throws {
    let server = try openSSLServer()
    let answer = try await ask(server, Request(url, trust: .user)) {
      $0.authoritiesFile = authority.authorities
    }
    #expect(answer.text == "<rss>secure</rss>")
    var request = Request(url, trust: .user)
    request.identity = Identity(authoritiesFile: authority.authorities)
    #expect(try await ask(server, request).text == "<rss>secure</rss>")
    request.identity = nil
    let environment = ["SSL_CERT_FILE": authority.authorities]
    let third = try await ask(server, request) {
      $0 = TransportSettings(userAgent: "test", environment: environment)
    }
    #expect(third.text == "<rss>secure</rss>")
  }

  @Test func aCertificateForAnotherNameIsRefused() async throws {
    let answer = try await ask(
      openSSLServer(), Request("https://other.example:\(port)/feed.xml", trust: .user)
    ) {
      $0.authoritiesFile = authority.authorities
      $0.knownNames = ["other.example:\(port):127.0.0.1"]
    }
    guard case .certificate = answer.failure else {
      Issue.record("\(String(describing: answer.failure))")
      return
    }
  }

  @Test func aCertificateOfTheClientIsShown() async throws {
    let server = try openSSLServer("-Verify 1 -verify_return_error -CAfile ca.pem -tls1_2")
    var request = Request(url, trust: .user)
    let without = try await ask(server, request) { $0.authoritiesFile = authority.authorities }
    #expect(without.failure != nil)
    request.identity = Identity(
      clientCertificate: ClientCertificate(
        certificateFile: authority.folder.path("client.pem"),
        keyFile: authority.folder.path("client.key")))
    let with = try await ask(server, request) { $0.authoritiesFile = authority.authorities }
    #expect(with.text == "<rss>secure</rss>")
  }

  @Test func aCertificateThatIsNotThereIsTheSourcesFault() async throws {
    var request = Request(url, trust: .user)
    request.identity = Identity(
      clientCertificate: ClientCertificate(certificateFile: "/nowhere/client.pem"))
    let answer = try await ask(openSSLServer(), request) {
      $0.authoritiesFile = authority.authorities
    }
    guard case .identityFile = answer.failure else {
      Issue.record("\(String(describing: answer.failure))")
      return
    }
  }

  /// A client certificate is no more for other servers than a password is.
  @Test func aRedirectGetsNoCertificateOfTheClient() async throws {
    let server = try openSSLServer("-Verify 1 -verify_return_error -CAfile ca.pem -tls1_2")
    let url = url
    let front = try RawServer { $0.answer("302 Found", ["Location: \(url)"]) }
    var request = Request(front.url, trust: .user)
    request.identity = Identity(
      clientCertificate: ClientCertificate(
        certificateFile: authority.folder.path("client.pem"),
        keyFile: authority.folder.path("client.key")),
      authoritiesFile: authority.authorities)
    let answer = try await ask(server, request) { $0.authoritiesFile = authority.authorities }
    #expect(answer.failure != nil)
    #expect(answer.body.isEmpty)
  }

  /// From https to http of the same name, and to another port.
  @Test func aRedirectWithoutEncryptionGetsNothing() async throws {
    let plain = try RawServer { $0.answer() }
    try authority.folder.write(
      "down", "HTTP/1.1 302 Found\r\nLocation: \(plain.url)/end\r\nContent-Length: 0\r\n\r\n")
    let server = try Program(
      [
        "openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "server.pem", "-key",
        "server.key", "-HTTP", "-quiet",
      ], in: authority.folder.path)
    var request = Request("https://127.0.0.1:\(port)/down", trust: .user)
    request.identity = Identity(
      headers: [try #require(HeaderField(name: "X-Secret", value: "secret"))],
      credentials: Credentials(user: "me", password: "secret", scheme: .basic),
      cookieFile: try authority.folder.write("cookies", "Set-Cookie: a=secret; path=/\n"),
      authoritiesFile: authority.authorities)
    let answer = try await ask(server, request)
    #expect(answer.text == "hello", "\(String(describing: answer.failure))")
    let seen = try #require(plain.exchanges.first)
    #expect(seen.path == "/end")
    for name in ["X-Secret", "Cookie", "Authorization"] { #expect(seen.header(name) == nil) }
  }

  @Test func aHandshakeThatNeverComesEnds() async throws {
    let silent = try SilentServer()
    let answer = await Transport(settings { $0.limits.connecting = 100 })
      .ask("https://\(silent.host)/")
    #expect(answer.failure == .timedOut(host: silent.host))
  }

  @Test func aServerThatSpeaksOnlyHTTP2() async throws {
    for number in 0..<8 { try authority.folder.write("\(number).xml", "feed \(number)") }
    let server = try Program(
      ["/usr/sbin/nghttpd", "-a", "127.0.0.1", "-d", ".", "\(port)", "server.key", "server.pem"],
      in: authority.folder.path)
    let first = try await ask(server, Request(url, trust: .user)) {
      $0.authoritiesFile = authority.authorities
    }
    #expect(first.text == "<rss>secure</rss>")
    let transport = Transport(
      settings {
        $0.authoritiesFile = authority.authorities
        $0.concurrencyPerHost = 8
      })
    await withTaskGroup { group in
      for number in 0..<8 {
        group.addTask {
          (number, await transport.ask("https://127.0.0.1:\(port)/\(number).xml"))
        }
      }
      for await (number, answer) in group { #expect(answer.text == "feed \(number)") }
    }
    let missing = await transport.ask("https://127.0.0.1:\(port)/missing")
    #expect(missing.status == 404)
  }
}
