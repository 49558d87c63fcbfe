import Foundation
import TestSupport
import Testing

/// What `feeds.yaml` gives feeds, seen by servers on loopback.
@Suite struct FeedSettingsCommandTests {
  private static let feed = rss("A", ["One"])

  private func program(_ sources: String, _ feeds: String, mode: Int = 0o600) throws -> Program {
    let program = try Program()
    try program.write(sources + "\n", to: ".config/martlet/sources")
    let path = try program.write(feeds, to: ".config/martlet/feeds.yaml")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return program
  }

  private static func answer(_ exchange: RawServer.Exchange) {
    exchange.answer("200 OK", [], body: Array(feed.utf8))
  }

  @Test func everythingGoesToTheServerThatWasWritten() throws {
    let server = try RawServer { exchange in
      if exchange.header("Authorization") == nil {
        exchange.answer("401 No", ["WWW-Authenticate: Basic realm=\"x\""])
      } else {
        Self.answer(exchange)
      }
    }
    let program = try program(
      server.url + "/members/feed",
      """
      \(server.url)/members:
        headers: {X-Key: abc, Accept: text/x-mine}
        user: ada
        password: secret
        cookies: ~/cookies.txt
        user_agent: Reader/1
      """)
    try program.write("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n", to: "cookies.txt")
    let result = try program.run("refresh")
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    #expect(server.exchanges.count == 2)
    let last = try #require(server.exchanges.last)
    #expect(last.header("X-Key") == "abc")
    #expect(last.header("Accept") == "text/x-mine")
    #expect(last.head.components(separatedBy: "Accept:").count == 2)
    #expect(last.header("Authorization") == "Basic YWRhOnNlY3JldA==")
    #expect(last.header("Cookie") == "session=abc")
    #expect(last.header("User-Agent") == "Reader/1")
  }

  @Test func aRedirectToAnotherServerGetsNothingButTheName() throws {
    let other = try RawServer { Self.answer($0) }
    let server = try RawServer { $0.answer("302 Found", ["Location: \(other.url)/end"]) }
    let program = try program(
      server.url + "/feed",
      """
      \(server.url):
        headers: {X-Key: secret}
        user: ada
        password: secret
        auth: basic
        netrc: ~/netrc
        cookies: ~/cookies.txt
        user_agent: Reader/1
      """)
    try program.write("Set-Cookie: session=secret; path=/\n", to: "cookies.txt")
    try program.write("default login me password secret\n", to: "netrc")
    #expect(try program.run("refresh").status == 0)
    #expect(server.exchanges.first?.header("X-Key") == "secret")
    let seen = try #require(other.exchanges.first)
    #expect(other.exchanges.count == 1)
    #expect(!seen.head.contains("secret") && seen.header("Authorization") == nil)
    #expect(seen.header("User-Agent") == "Reader/1")
  }

  @Test func addAndInspectUseItToo() throws {
    let server = try RawServer { exchange in
      exchange.header("X-Key") == "abc" ? Self.answer(exchange) : exchange.answer("403 No")
    }
    let program = try program("", "\(server.url): {headers: {X-Key: abc}}\n")
    #expect(try program.run("inspect", server.url + "/feed").output.contains("\"One\""))
    #expect(try program.run("add", server.url + "/feed").status == 0)
    #expect(server.exchanges.count == 2)
  }

  @Test func aFeedMayHaveAProxyWithAPassword() throws {
    let proxy = try RawServer { Self.answer($0) }
    let program = try program(
      "http://feeds.example/a",
      "http://feeds.example: {proxy: \"http://me:secret@\(proxy.host)\"}\n")
    #expect(try program.run("refresh").status == 0)
    #expect(proxy.exchanges.first?.path == "http://feeds.example/a")
    #expect(proxy.exchanges.first?.header("Proxy-Authorization") == "Basic bWU6c2VjcmV0")
  }

  @Test func netrcIsReadUnlessItIsRefused() throws {
    let server = try RawServer { exchange in
      exchange.header("Authorization") == nil
        ? exchange.answer("401 No", ["WWW-Authenticate: Basic realm=\"x\""])
        : Self.answer(exchange)
    }
    let program = try program(server.url + "/feed", "")
    try program.write("machine 127.0.0.1 login ada password secret\n", to: ".netrc")
    #expect(try program.run("refresh").status == 0)
    try program.write("\(server.url): {netrc: false}\n", to: ".config/martlet/feeds.yaml")
    #expect(try program.run("refresh").status == 3)
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    let server = try RawServer { Self.answer($0) }
    for setting in ["cookies", "netrc", "client_certificate", "authorities"] {
      let program = try program(
        server.url.replacing("http:", with: "https:") + "/feed",
        "\(server.url.replacing("http:", with: "https:")): {\(setting): /nowhere/file}\n")
      let result = try program.run("refresh")
      #expect(result.status == 3 && result.errors.contains("/nowhere/file"), "\(result.errors)")
    }
  }

  @Test func mistakesEndTheCommandWithTheirLine() throws {
    let program = try program("/srv", "\nhttps://e.org: {usr: a}\n")
    let result = try program.run("refresh")
    #expect(result.status == 2)
    #expect(result.errors.contains("feeds.yaml:2: there is no setting \"usr\""), "\(result.errors)")
  }

  @Test func secretsThatOthersCanReadAreSaid() throws {
    let open = try program("/srv", "https://e.org: {user: a, password: b}\n", mode: 0o644)
    let result = try open.run("refresh")
    #expect(result.errors.contains("chmod 600"), "\(result.errors)")
    let closed = try program("/srv", "https://e.org: {user: a, password: b}\n")
    #expect(!(try closed.run("refresh").errors.contains("chmod 600")))
    let harmless = try program("/srv", "https://e.org: {user_agent: a}\n", mode: 0o644)
    #expect(!(try harmless.run("refresh").errors.contains("chmod 600")))
  }
}
