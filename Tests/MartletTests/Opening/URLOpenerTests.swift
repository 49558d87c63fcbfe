import Testing

@testable import martlet

@Suite struct URLOpenerTests {
  private func plan(
    _ url: String, _ environment: [String: String]
  ) -> Result<URLOpener.Plan, URLOpener.Refusal> {
    Result { () throws(URLOpener.Refusal) in
      try URLOpener(environment: environment).plan(for: url)
    }
  }

  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://example.org/",
    "vscode://x", "--help", "/etc/passwd", "", "https://", "mailto",
  ])
  func whatIsNoAllowedAddressReachesNoProgram(url: String) {
    guard case .failure(let refusal) = plan(url, ["BROWSER": "true", "PATH": "/usr/bin:/bin"])
    else {
      Issue.record("\(url) would have been opened")
      return
    }
    #expect(refusal != .noOpener)
  }

  @Test func addressIsCanonicalASCII() throws {
    let plan = try plan("https://EXAMPLE.org/ä b;`x`", ["BROWSER": "true", "PATH": "/bin"]).get()
    #expect(plan.arguments == ["https://example.org/%C3%A4%20b;%60x%60"])
    #expect(plan.name == "true")
  }

  @Test func mailKeepsRecipientSubjectAndBodyOnly() throws {
    let safe = try URLOpener.safe("mailto:a@example.org?attach=/etc/passwd&subject=s&bcc=x&Body=b")
    #expect(safe == "mailto:a@example.org?subject=s&Body=b")
    #expect(try URLOpener.safe("mailto:a@example.org?cc=x") == "mailto:a@example.org")
  }

  @Test func firstBrowserThatExistsIsTaken() throws {
    let environment = ["BROWSER": "no-such-program-here:true -x", "PATH": "/usr/bin:/bin"]
    let plan = try plan("https://example.org/", environment).get()
    #expect(plan.arguments == ["-x", "https://example.org/"])
  }

  @Test func withoutAnyOpenerThatIsSaid() {
    #expect(
      plan("https://example.org/", ["BROWSER": "no-such-program-here", "PATH": "/nowhere"])
        == .failure(.noOpener))
  }
}
