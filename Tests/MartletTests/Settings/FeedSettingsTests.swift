import FeedParsing
import Foundation
import Networking
import Testing

@testable import martlet

@Suite struct FeedSettingsTests {
  private func read(_ yaml: String) throws -> FeedSettings {
    try FeedSettings(yaml: yaml, file: "feeds.yaml", home: "/home/ada")
  }

  private func failure(_ yaml: String) -> String? {
    do {
      _ = try read(yaml)
      return nil
    } catch let failure as Settings.Failure {
      return failure.message
    } catch {
      return "\(error)"
    }
  }

  private func source(_ yaml: String, _ address: String = "https://example.org/feed") throws
    -> FetchSource
  {
    FeedAsking(settings: try read(yaml), environment: [:]).source(id: 1, address: address)
  }

  /// The shipped file with every example switched on.
  @Test func shippedFileNamesEverySetting() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("config/feeds.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try read(text) == FeedSettings())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      let bare = line.drop { $0 == " " }
      guard bare.hasPrefix("#"), !bare.hasPrefix("# ") else { return nil as String? }
      return String(line.prefix(line.count - bare.count) + bare.dropFirst())
    }
    let asked = try source(
      lines.joined(separator: "\n"), "https://example.org/members/feed")
    let names = lines.map { $0.drop { $0 == " " } }.map { String($0.prefix { $0 != ":" }) }
    for setting in FeedSetting.allCases { #expect(names.contains(setting.rawValue)) }
    #expect(asked.identity?.credentials == Credentials(user: "ada", password: "secret"))
    #expect(asked.identity?.headers.map(\.value) == ["0123456789abcdef"])
  }

  @Test func selectorsAreOnesOrLists() throws {
    let settings = try read(
      "https://e.org/a:\n  content: .story\n  remove: [aside, \"p > .x\"]\nhttps://e.org/b: {auth: basic}"
    )
    let taken = settings.selectors(for: "https://e.org/a/1")
    #expect(taken?.content == PageSelector(".story"))
    #expect(taken?.removed == PageSelector("aside, p > .x"))
    #expect(settings.selectors(for: "https://e.org/b") == nil && settings.hasSelectors)
    for wrong in ["content: []", "content: [a, 'b:hover']", "remove: {a: b}", "remove: ''"] {
      let said = failure("https://e.org/a:\n  \(wrong)")
      #expect(said?.contains("is a selector such as") == true, "\(wrong): \(said ?? "")")
    }
  }

  @Test func valuesAreTaken() throws {
    let asked = try source(
      """
      https://example.org/:
        headers: {X-Key: abc, Accept: text/xml, X-Number: 7}
        user: ada
        password: "p: #1"
        auth: basic
        netrc: ~/other
        cookies: ~/cookies.txt
        client_certificate: /keys/ada.pem
        client_key: ~/ada.key
        client_key_password: k
        authorities: /ca.pem
        user_agent: Reader/1
        proxy: http://u:p@localhost:3128
      """)
    let identity = try #require(asked.identity)
    #expect(identity.headers.map(\.name) == ["X-Key", "Accept", "X-Number"])
    #expect(identity.headers.map(\.value) == ["abc", "text/xml", "7"])
    #expect(
      identity.credentials == Credentials(user: "ada", password: "p: #1", scheme: .basic))
    #expect(identity.netrcFile == "/home/ada/other")
    #expect(identity.cookieFile == "/home/ada/cookies.txt")
    #expect(
      identity.clientCertificate
        == ClientCertificate(
          certificateFile: "/keys/ada.pem", keyFile: "/home/ada/ada.key", keyPassword: "k"))
    #expect(identity.authoritiesFile == "/ca.pem")
    #expect(asked.userAgent == "Reader/1")
    #expect(asked.proxies?.https == "http://u:p@localhost:3128")
  }

  private static let two = """
    https://example.org/members: {user: members}
    https://example.org: {user: all}
    https://example.org/members/deep/: {user: deep}
    http://example.org:8080: {user: other}
    """

  @Test(arguments: [
    ("https://example.org/feed", "all"), ("https://EXAMPLE.org:443/feed", "all"),
    ("https://example.org/members", "members"), ("https://example.org/members/feed", "members"),
    ("https://example.org/members?a=b", "members"), ("https://example.org/membership", "all"),
    ("https://example.org/members/deep", "members"),
    ("https://example.org/members/deep/x", "deep"), ("https://x:y@example.org/members", "members"),
    ("https://example.org/a/../members/x", "members"), ("http://example.org:8080/members", "other"),
  ])
  func theLongestAddressCounts(address: String, user: String) throws {
    #expect(try source(Self.two, address).identity?.credentials?.user == user)
  }

  @Test(arguments: [
    "http://example.org/members", "https://example.org:444/", "https://example.org.evil.example/",
    "https://sub.example.org/", "https://evil.example/https://example.org/members",
    "https://example.org@evil.example/members", "file:///etc/passwd", "nonsense",
  ])
  func anotherServerGetsNothing(address: String) throws {
    #expect(try source(Self.two, address).identity?.credentials == nil)
  }

  @Test(arguments: [
    ("- a", "feeds.yaml: write the address of a feed"),
    ("\nexample.org: {user: a}", "feeds.yaml:2: \"example.org\" is no address of feeds"),
    ("file:///x: {user: a}", "feeds.yaml:1: \"file:///x\" is no address of feeds"),
    ("https://e.org: secret", "feeds.yaml:1: write the address of a feed"),
    ("https://e.org:\n  usr: a", "feeds.yaml:2: there is no setting \"usr\" of feeds. There are: "),
    ("https://e.org:\n  user: ''", "feeds.yaml:2: user is the name"),
    ("https://e.org:\n  user: \"a\\nb\"", "feeds.yaml:2: user is the name"),
    ("https://e.org:\n  password: x", "feeds.yaml:1: password is a text, and wants a user"),
    ("https://e.org:\n  client_key: /x", "feeds.yaml:1: client_key is the path"),
    ("https://e.org:\n  auth: ntlm", "feeds.yaml:2: auth is automatic"),
    ("https://e.org:\n  cookies: here", "feeds.yaml:2: cookies is the path"),
    ("https://e.org:\n  headers: {Host: x}", "feeds.yaml:2: headers is a list"),
    ("https://e.org:\n  headers: {\"A\": \"b\\r\\nC: d\"}", "feeds.yaml:2: headers is a list"),
    ("https://e.org:\n  headers: x", "feeds.yaml:2: headers is a list"),
    ("https://e.org:\n  proxy: localhost", "feeds.yaml:2: proxy is the address"),
    ("https://e.org: {user: a}\nhttps://E.org/: {user: b}", "feeds.yaml:2: \"https://E.org/\" st"),
    ("a: {user: a}\na: {user: b}", "feeds.yaml:"),
  ])
  func whatIsWrongIsRefusedWithItsLineAndARemedy(yaml: String, sentence: String) {
    let message = failure(yaml)
    #expect(message?.hasPrefix(sentence) == true, "\(message ?? "taken")")
  }

  /// The message may end up in a log.
  @Test func noMessageShowsAPassword() {
    let message = failure("https://e.org:\n  user: a\n  password: [hunter2")
    #expect(message?.hasPrefix("feeds.yaml:") == true, "\(message ?? "taken")")
    #expect(message?.contains("not YAML") == true && message?.contains("hunter2") == false)
  }

  @Test(arguments: [
    ("https://e.org: {user: a, cookies: /c}", false),
    ("https://e.org: {password: a, user: b}", true),
    ("https://e.org: {headers: {A: b}}", true), ("https://e.org: {proxy: \"http://h:1\"}", false),
    ("https://e.org: {proxy: \"http://u:p@h:1\"}", true), ("", false),
  ])
  func secretsAreKnown(yaml: String, isSecret: Bool) throws {
    #expect(try read(yaml).holdsSecrets == isSecret)
  }
}
