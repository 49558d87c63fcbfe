import TUI
import Testing

@testable import ReaderCore

struct SettingsTests {
  private func reading(
    _ configuration: Configuration, isNew: Bool = true, faults: [SettingsReading.Fault] = []
  ) -> Message {
    .settingsRead(SettingsReading(configuration, isNew: isNew, faults: faults))
  }

  @Test func theKeyAsksForTheEditor() {
    var reader = TestReader(["One"])
    reader.press(",")
    #expect(reader.deeds == [.editSettings])
  }

  @Test func everythingThatCanChangeChangesWhereThePersonIs() throws {
    var reader = TestReader(.sample, size: Size(columns: 80, rows: 24))
    reader.press("j", "j", "Enter", "j")
    let before = reader.model
    var new = before.configuration
    new.bindings = KeyPreset.newsboat.bindings
    new.list.hasTwoLines = true
    new.list.columns = [.init(.title)]
    new.themes.wish = "nord"
    new.usesMouse = true
    new.views = [SavedView(name: "Towers", query: "tower", key: nil)]
    reader.send(reading(new))
    #expect(reader.effects.contains(.useMouse(true)))
    #expect(reader.effects.contains(.forgetStyles))
    #expect(reader.effects.contains(.loadSidebar))
    #expect(reader.model.focus == .detail)
    #expect(reader.model.list.selectedID == before.list.selectedID)
    #expect(reader.model.trail.current?.scroll == before.trail.current?.scroll)
    #expect(reader.model.configuration.theme == new.themes.theme("nord"))
    #expect(reader.statusLine.contains("settings read again"))
    let read = reader.model.list.selectedID
    reader.press("N")
    #expect(reader.deeds.contains { if case .record = $0 { true } else { false } })
    #expect(reader.model.list.selectedID == read)
  }

  @Test func whatWasNotSaidAnewStaysAsTheTerminalAndThePersonHaveIt() {
    var reader = TestReader(["One"])
    reader.send(.groundKnown(.light))
    let light = reader.model.configuration.theme
    var new = Configuration()
    new.previewDelay = 0
    reader.send(reading(new))
    #expect(reader.model.configuration.theme == light)
  }

  @Test func aFaultIsSaidAndStaysInTheTitleUntilItIsMended() {
    var reader = TestReader(["One"])
    let fault = SettingsReading.Fault(
      text: "~/.config/martlet/config.yaml:12: rows is compact or two_lines. And so on at length.",
      short: "config.yaml:12: rows is compact or two_lines.")
    reader.send(reading(reader.model.configuration, isNew: false, faults: [fault]))
    #expect(reader.statusLine.contains("config.yaml:12: rows is compact"))
    #expect(reader.frame.line(0).contains("settings broken"))
    reader.press("j")
    #expect(reader.frame.line(0).contains("settings broken"))
    reader.send(reading(reader.model.configuration, isNew: false))
    #expect(!reader.frame.line(0).contains("settings broken"))
    #expect(reader.statusLine.contains("nothing is wrong"))
  }

  @Test func ofSeveralFaultsTheFirstIsSaidAndHowManyFollow() {
    let faults = (1...3).map { SettingsReading.Fault(text: "Fault \($0).", short: "F\($0).") }
    var reader = TestReader(["One"])
    reader.send(.settingsBroken(faults))
    #expect(reader.statusLine.contains("Fault 1. And 2 more: see martlet config check."))
    #expect(reader.frame.line(0).contains("settings broken"))
    reader.send(.settingsBroken([faults[0]]))
    #expect(!reader.statusLine.contains("more"))
  }

  @Test func whatTheWindowWroteItselfIsNoNews() {
    var reader = TestReader(["One"])
    reader.press("T", "n", "o", "r", "d", "Enter")
    reader.send(.themeKept("nord"))
    var same = reader.model.configuration
    same.themes.own = []
    reader.send(reading(same, isNew: false))
    #expect(reader.statusLine.contains("theme: nord"))
    #expect(reader.deeds.isEmpty)
  }

  @Test func aThemeThatIsLookedAtIsWornOn() {
    var reader = TestReader(.sample, size: Size(columns: 80, rows: 24))
    reader.press("T", "n", "o", "r", "d")
    let nord = reader.model.configuration.theme
    var new = reader.model.configuration
    new.themes.wish = "light"
    reader.send(reading(new))
    #expect(reader.model.configuration.theme == nord)
    reader.press("Esc")
    #expect(reader.model.configuration.theme == new.themes.theme("light"))
  }
}
