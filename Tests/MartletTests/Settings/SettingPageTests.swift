import Foundation
import Testing

@testable import martlet

/// One table makes the settings file and its manual page: after a change of it, `martlet config default`
/// and `martlet config manual` print them anew.
struct SettingPageTests {
  private func shipped(_ name: String) throws -> String {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return try String(contentsOf: url.appending(path: "config/\(name)"), encoding: .utf8)
  }

  @Test func everySettingIsExplainedOnce() {
    #expect(
      SettingPage.all.flatMap(\.settings).map(\.rawValue).sorted()
        == Setting.allCases.map(\.rawValue).sorted())
    #expect(SettingPage.all.allSatisfy { !$0.text.isEmpty })
  }

  @Test func theShippedFileIsMadeOfTheTable() throws {
    #expect(SettingPage.file == (try shipped("config.yaml")))
  }

  @Test func theManualPageIsMadeOfTheTable() throws {
    let page = SettingPage.manual
    #expect(page == (try shipped("martlet-config.5")))
    for line in page.split(separator: "\n") where line.hasPrefix(".") {
      let requests = [
        ".\\\"", ".TH ", ".SH ", ".TP", ".TQ", ".B ", ".BR ", ".I ", ".nf", ".fi", ".br", ".sp",
      ]
      #expect(requests.contains { line.hasPrefix($0) }, "\(line)")
    }
  }
}
