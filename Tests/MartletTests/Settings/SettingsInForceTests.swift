import Foundation
import ReaderCore
import Testing
import Yams

@testable import martlet

@Suite struct SettingsInForceTests {
  private func entry(
    _ setting: Setting, _ yaml: String?, _ environment: [String: String] = [:]
  ) -> SettingsInForce.Entry? {
    SettingsInForce(yaml: yaml, environment: environment).entries.first { $0.setting == setting }
  }

  /// What is said to be the default is that, in the shipped file and as a setting.
  @Test func defaultsAreThoseOfTheShippedFile() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("config/config.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let shipped = try #require(try Yams.compose(yaml: text)?.mapping)
    for setting in Setting.allCases {
      let node = try #require(shipped[Node(setting.rawValue)])
      #expect(SettingsInForce.text(of: node) == setting.standard)
    }
    let standard = Setting.allCases.map { "\($0.rawValue): \($0.standard)\n" }.joined()
    #expect(try Settings(yaml: standard, file: "config.yaml", home: "/home/ada") == Settings())
  }

  @Test func theHelpHasASentenceForEverySetting() {
    #expect(Set(SettingPage.notes.map(\.name)) == Set(Setting.allCases.map(\.rawValue)))
    for note in SettingPage.notes {
      #expect((15...142).contains(note.summary.count), "\(note.name): \(note.summary)")
      #expect(!note.summary.contains(". ") && note.summary.last != ":")
    }
  }

  @Test func valuesSayWhereTheyComeFrom() {
    let yaml = "# mine\nmark_read: after 5s\nviews:\n  - name: A\n    query: 'a b'\nmute: [x]\n"
    #expect(entry(.markRead, yaml)?.value == "after 5s")
    #expect(entry(.markRead, yaml)?.origin == .line(2))
    #expect(entry(.views, yaml)?.value == "[{name: A, query: 'a b'}]")
    #expect(entry(.views, yaml)?.origin == .line(3))
    #expect(entry(.mute, yaml)?.origin == .line(6))
    #expect(entry(.connections, yaml)?.value == "16")
    #expect(entry(.connections, yaml)?.origin == .standard)
    let vain = SettingsInForce(yaml: yaml, mistaken: [.markRead], environment: [:]).entries[0]
    #expect(vain == .init(setting: .markRead, value: "on_open", origin: .standard))
    #expect(entry(.color, yaml, ["NO_COLOR": "1"])?.value == "never")
    #expect(entry(.color, yaml, ["NO_COLOR": "1"])?.origin == .variable("NO_COLOR"))
    #expect(entry(.color, "color: never", ["NO_COLOR": ""])?.origin == .line(1))
    #expect(SettingsInForce(yaml: nil, environment: [:]).entries.count == Setting.allCases.count)
  }

  @Test func valuesOfSeveralLinesStandOnOne() {
    let yaml = "contact: |\n  a\n  b\nmute:\n  - a\n  # no\n  - \"b\\e[31m\"\n"
    for entry in SettingsInForce(yaml: yaml, environment: [:]).entries {
      #expect(!entry.value.contains("\n") && !entry.value.contains("\u{1B}"))
    }
  }
}
