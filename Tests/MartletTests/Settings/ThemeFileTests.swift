import Foundation
import ReaderCore
import TUI
import Testing

@testable import martlet

@Suite struct ThemeFileTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("config/themes").path

  private func read(_ yaml: String) throws -> ThemeRecipe {
    try ThemeFile.recipe(named: "mine", yaml: yaml, file: "mine.yaml")
  }

  private func fault(_ yaml: String) -> String? {
    do {
      _ = try read(yaml)
      return nil
    } catch {
      return (error as? ThemeFile.Fault)?.message
    }
  }

  @Test func theFilesAreWhatTheProgramHas() throws {
    let (themes, faults) = ThemeFile.all(in: Self.folder)
    #expect(faults == [])
    #expect(Set(themes.map(\.name)) == Set(ThemeRecipe.shipped.map(\.name)))
    for recipe in ThemeRecipe.shipped {
      let file = try #require(themes.first { $0.name == recipe.name })
      #expect(file == recipe, "\(recipe.name)")
    }
    let dark = try String(contentsOfFile: Self.folder + "/dark.yaml", encoding: .utf8)
    for role in Role.allCases { #expect(dark.contains("\n  \(role.name): "), "\(role)") }
  }

  @Test func aThemeSaysOnlyWhatIsOtherwise() throws {
    let theme = try read(
      """
      # of mine
      base: gruvbox-light
      colors:
        text: "#101010"
        peach: ["#ffcc99", 222, bright-yellow]
      roles:
        link: peach underline
        star: red on default bold
      """)
    let base = try #require(ThemeRecipe.shipped.first { $0.name == "gruvbox-light" })
    #expect(theme.ground == .light)
    let styles = theme.theme(for: .direct)
    #expect(styles[.text].foreground == .rgb(0x10, 0x10, 0x10))
    #expect(styles[.text].background == base.theme(for: .direct)[.text].background)
    #expect(styles[.link].foreground == .rgb(0xFF, 0xCC, 0x99))
    #expect(styles[.star] == Style(foreground: .indexed(1), attributes: .bold))
    #expect(styles[.error] == base.theme(for: .direct)[.error])
    #expect(theme.theme(for: .sixteen)[.link].foreground == .indexed(11))
    #expect(theme.theme(for: .indexed)[.link].foreground == .indexed(222))
    for empty in ["", "# nothing\n", "colors:\nroles:\n"] {
      #expect(try read(empty).theme(for: .indexed)[.hint].attributes == [])
    }
  }

  @Test(arguments: [
    ("- 1", "mine.yaml:1: a theme is written as ground, base, colors and roles"),
    ("ground: grey", "mine.yaml:1: ground is dark or light."),
    ("\nbase: mine", "mine.yaml:2: base is one of dark, light"),
    ("colours:\n  a: 1", "mine.yaml:1: a theme has ground, base, colors and roles, and no"),
    ("colors:\n  peach: pink", "mine.yaml:2: peach: a colour is"),
    ("colors:\n  peach: [1, 2, 3, 4]", "mine.yaml:2: peach: a colour is"),
    ("colors:\n  peach: 256", "mine.yaml:2: peach: a colour is"),
    ("colors:\n  peach: #ff8800", "mine.yaml:2: peach: a colour is"),
    ("colors:\n  bold: 3", "mine.yaml:2: \"bold\" cannot be the name of a colour"),
    ("colors:\n  red: 3", "mine.yaml:2: \"red\" cannot be the name of a colour"),
    ("colors:\n  on: 3", "mine.yaml:2: \"on\" cannot be the name of a colour"),
    ("roles:\n  text: text\n  lnk: red", "mine.yaml:3: there is no role \"lnk\". There are: text"),
    ("roles:\n  link: red blue", "mine.yaml:2: link: a look is a colour"),
    ("roles:\n  link: [red]", "mine.yaml:2: link: a look is a colour"),
    ("roles:\n  star: bold\n  link: blod red", "mine.yaml:3: link: a look is"),
    ("roles:\n  star: bold\n  link: blod", "mine.yaml:3: link: \"blod\" is neither a colour"),
    ("roles: [", "mine.yaml:1: this is not YAML"),
  ])
  func whatIsWrongIsSaidWithItsLine(yaml: String, message: String) {
    #expect(fault(yaml)?.hasPrefix(message) == true, "\(fault(yaml) ?? "fine")")
  }

  @Test func theFolderIsReadWhole() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/themes-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in [
      ("b.yaml", "base: nord"), ("a.yaml", "ground: light"), ("c.yaml", "ground: 3"),
      ("notes.txt", "x"), (".hidden.yaml", "base: nord"),
    ] {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder + "/d.yaml"))
    let (themes, faults) = ThemeFile.all(in: folder)
    #expect(themes.map(\.name) == ["a", "b"])
    #expect(faults.count == 2)
    #expect(faults[0].contains("/c.yaml:1: ground"))
    #expect(ThemeFile.all(in: folder + "/none").themes.isEmpty)
    #expect(try ThemeFile.recipe(named: "../a", in: folder + "/x") == nil)
  }
}
