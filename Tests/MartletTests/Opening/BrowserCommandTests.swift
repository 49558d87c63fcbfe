import Testing

@testable import martlet

@Suite struct BrowserCommandTests {
  private let address = "https://example.org/a?b=1&c=$(x);'y'"

  private func commands(_ browser: String) -> [[String]] {
    BrowserCommand.commands(browser: browser, address: address).map { [$0.program] + $0.arguments }
  }

  @Test func addressIsAppendedWhereNothingMarksItsPlace() {
    #expect(commands("firefox") == [["firefox", address]])
    #expect(commands("firefox --new-tab") == [["firefox", "--new-tab", address]])
  }

  @Test func addressTakesThePlaceOfPercentS() {
    #expect(commands("w3m -T=%s -x") == [["w3m", "-T=" + address, "-x"]])
    #expect(commands("x %s %s") == [["x", address, address]])
  }

  @Test func twoPercentSignsAreOne() {
    #expect(commands("x 100%%s %%") == [["x", "100%s", "%", address]])
    #expect(commands("x %d %") == [["x", "%d", "%", address]])
  }

  @Test func colonsSeparateCommandsAndEmptyOnesAreNone() {
    #expect(commands("a:b %s::  :c") == [["a", address], ["b", address], ["c", address]])
    #expect(commands("") == [])
  }

  @Test func shellCharactersOfTheVariableStayInTheirWords() {
    #expect(commands("sh -c 'rm") == [["sh", "-c", "'rm", address]])
  }

  @Test func terminalBrowsersAreKnownByTheirName() {
    #expect(BrowserCommand(program: "/usr/bin/w3m", arguments: []).needsTerminal(others: []))
    #expect(!BrowserCommand(program: "firefox", arguments: []).needsTerminal(others: []))
    #expect(BrowserCommand(program: "mine", arguments: []).needsTerminal(others: ["mine"]))
  }
}
