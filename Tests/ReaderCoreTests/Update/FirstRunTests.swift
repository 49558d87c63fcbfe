import TUI
import Testing

@testable import ReaderCore

struct FirstRunTests {
  private func reader(_ columns: Int = 80, _ rows: Int = 24) -> TestReader {
    var configuration = Configuration()
    configuration.firstRun = FirstRun(
      newsboat: ["/home/ada/.newsboat/urls", "/home/ada/.newsboat/config"],
      sample: "/usr/share/martlet/sample", feeds: "/usr/share/martlet/sample-feeds.opml")
    return TestReader(
      TestLibrary(titles: []), size: Size(columns: columns, rows: rows),
      configuration: configuration)
  }

  @Test(arguments: [(80, 24), (40, 12)])
  func eachPageIsSeen(columns: Int, rows: Int) throws {
    var reader = reader(columns, rows)
    try expectScreen(reader.frame, "first-run-keys-\(columns)")
    reader.press("Down", "Enter")
    try expectScreen(reader.frame, "first-run-theme-\(columns)")
    reader.press("Down", "Enter")
    try expectScreen(reader.frame, "first-run-reading-\(columns)")
  }

  @Test func whatIsChosenHoldsAndIsWritten() {
    var reader = reader()
    reader.press("v", "i", "m", "Enter")
    #expect(reader.deeds.contains(.keepKeys(.vim)))
    #expect(reader.model.configuration.bindings == KeyPreset.vim.bindings)
    reader.press("n", "o", "r", "d")
    #expect(reader.model.configuration.theme == reader.model.configuration.themes.theme("nord"))
    reader.press("Enter")
    #expect(reader.deeds.contains(.keepTheme("nord")))
    reader.press("Enter")
    #expect(
      reader.deeds == [
        .takeOver(["/home/ada/.newsboat/urls", "/home/ada/.newsboat/config"])
      ])
    reader.send(.tookOver(.done("2 feeds added")))
    #expect(reader.deeds == [.refresh(.everything)])
    #expect(reader.statusLine.contains("2 feeds added"))
    reader.send(.tookOver(.failed("urls: no such file")))
    #expect(reader.statusLine.contains("urls: no such file"))
  }

  @Test func whatWasNotTakenOverStaysUntilItIsClosed() {
    var reader = reader()
    reader.press("Enter", "Enter", "Enter")
    reader.send(
      .tookOver(.done("2 feeds added"), lines: ["config:7: macro: only a shell", "2 feeds added"]))
    #expect(reader.deeds == [.refresh(.everything)])
    reader.send(.notice("refreshed"))
    let text = reader.frame.text
    #expect(text.contains("What was taken over, and what was not"))
    #expect(text.contains("config:7: macro: only a shell"))
    reader.press("Esc")
    #expect(!reader.frame.text.contains("config:7"))
    reader.send(.tookOver(.failed("no such file"), lines: ["config: no such file"]))
    #expect(reader.frame.text.contains("config: no such file"))
  }

  @Test func whatIsUsualIsNotWritten() {
    var reader = reader()
    reader.press("Enter", "Enter")
    #expect(!reader.deeds.contains { if case .keepTheme = $0 { true } else { false } })
    reader.press("s", "a", "m", "p", "Enter")
    #expect(reader.deeds == [.findSource("/usr/share/martlet/sample", offer: nil, request: 1)])
  }

  @Test(arguments: [0, 1, 2])
  func escapeLeavesAllOfIt(pages: Int) {
    var reader = reader()
    for _ in 0..<pages { reader.press("Enter") }
    let theme = reader.model.configuration.theme
    if pages == 1 { reader.press("Down", "Down") }
    reader.press("Esc")
    #expect(reader.model.configuration.theme == theme)
    #expect(reader.statusLine.contains("a adds something to read, , opens the settings"))
    // The list of themes is what it always was.
    reader.press("T", "Down", "Enter")
    #expect(!reader.frame.text.contains("3 of 3"))
  }

  @Test func settingsThatAreReadMeanwhileDoNotEndIt() {
    var reader = reader()
    reader.press("Down", "Enter")
    var new = reader.model.configuration
    new.firstRun = nil
    reader.send(.settingsRead(SettingsReading(new, isNew: true)))
    reader.press("Enter")
    #expect(reader.frame.text.contains("/home/ada/.newsboat/urls"))
  }

  @Test func whatHasNoRoomInItsLineStandsAboveIt() {
    var reader = TestReader(["One"], columns: 40, rows: 12)
    let fault =
      "config.yaml:12: rows is compact or two_lines, and nothing else that anybody has said"
    reader.send(.notice(fault))
    let text = reader.frame.text
    #expect(text.contains("config.yaml:12: rows is compact or"))
    #expect(text.contains("anybody has said"))
    reader.press("j")
    #expect(!reader.frame.text.contains("anybody has said"))
    reader.press(":", "s", "o", "r", "t", "Space", "x", "Enter")
    for name in ["newest", "oldest"] { #expect(reader.frame.text.contains(name)) }
    #expect(reader.frame.text.contains(":sort x"))
  }
}
