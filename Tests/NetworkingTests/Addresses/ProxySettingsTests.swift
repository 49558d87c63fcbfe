import Testing

@testable import Networking

@Suite struct ProxySettingsTests {
  private func proxy(_ environment: [String: String], _ address: String) throws -> String? {
    ProxySettings(environment: environment).proxy(for: try #require(WebAddress(address)).origin)
  }

  @Test func theEnvironmentNamesAProxyForEachScheme() throws {
    let environment = ["http_proxy": "http://p:1", "HTTPS_PROXY": "http://p:2"]
    #expect(try proxy(environment, "http://example.org/") == "http://p:1")
    #expect(try proxy(environment, "https://example.org/") == "http://p:2")
    #expect(try proxy(["all_proxy": "socks5h://p"], "https://example.org/") == "socks5h://p")
    #expect(try proxy(["http_proxy": ""], "http://example.org/") == nil)
    #expect(try proxy(environment, "file:///tmp/x") == nil)
  }

  @Test func aVariableThatAWebServerSetsIsNotRead() throws {
    #expect(try proxy(["HTTP_PROXY": "http://evil:1"], "http://example.org/") == nil)
  }

  @Test(arguments: [
    ("example.org", "http://example.org/", true), ("example.org", "http://www.example.org/", true),
    (".example.org", "http://www.example.org/", true),
    ("example.org", "http://badexample.org/", false),
    ("*", "http://anything.example/", true), ("127.0.0.0/8", "http://127.0.0.9/", true),
    ("10.0.0.0/8", "http://127.0.0.9/", false), ("127.0.0.9", "http://127.0.0.9:81/", true),
    ("other.example, example.org", "http://example.org/", true), ("::1", "http://[::1]/", true),
    ("example.org:8080", "http://example.org:8080/", true), (",,", "http://example.org/", false),
    ("example.org:8080", "http://example.org/", false),
    ("EXAMPLE.org", "http://example.org/", true),
    (".", "http://example.org/", false),
  ])
  func exceptions(_ exceptions: String, _ address: String, _ isDirect: Bool) throws {
    let found = try proxy(["http_proxy": "http://p:1", "no_proxy": exceptions], address)
    #expect((found == nil) == isDirect)
  }
}
