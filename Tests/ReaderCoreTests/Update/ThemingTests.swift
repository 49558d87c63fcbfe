import TUI
import Testing

@testable import ReaderCore

struct ThemingTests {
  private func reader(
    _ columns: Int = 80, _ rows: Int = 24, _ book: ThemeBook = ThemeBook()
  ) -> TestReader {
    let theme = book.theme(book.wish) ?? .standard
    return TestReader(
      .sample, size: Size(columns: columns, rows: rows),
      configuration: Configuration(theme: theme, themes: book))
  }

  private func theme(_ name: String) throws -> Theme {
    try #require(ThemeRecipe.shipped.first { $0.name == name }).theme(for: .indexed)
  }

  @Test func everyThemeIsSeenAsSoonAsItIsSelected() throws {
    var reader = reader()
    reader.press("T")
    #expect(reader.effects.contains(.loadThemes))
    #expect(reader.model.configuration.theme == .standard)
    reader.press("n", "o", "r", "d")
    #expect(reader.model.configuration.theme == (try theme("nord")))
    #expect(reader.effects.contains(.forgetStyles))
    #expect(reader.frame.text.contains("Swifts counted"))
    reader.press("Backspace", "Backspace", "Backspace", "Backspace", "Down", "Down")
    #expect(reader.model.configuration.theme == (try theme("light")))
  }

  @Test func enterKeepsAndEscapeGoesBack() throws {
    var reader = reader()
    reader.press("Enter", "T", "n", "o", "r", "d", "Enter")
    #expect(reader.deeds.contains(.keepTheme("nord")))
    #expect(reader.model.focus == .detail)
    reader.send(.themeKept("nord"))
    #expect(reader.statusLine.contains("theme: nord"))
    reader.press("T", "Up", "Up")
    #expect(reader.model.configuration.theme != (try theme("nord")))
    reader.press("Esc")
    #expect(reader.model.configuration.theme == (try theme("nord")))
    #expect(reader.model.configuration.themes.wish == "nord")
  }

  @Test func thePageIsSeenInTheNewColoursWhereItWas() throws {
    var reader = reader(80, 24)
    reader.press("Enter", "j", "j", "}")
    let before = reader.frame.text
    reader.press("T", "n", "o", "r", "d", "Enter")
    let nord = try theme("nord")
    #expect(reader.frame.text == before)
    reader.frame.withCells { cells in
      for cell in cells { #expect(cell.style.background != .standard) }
    }
    #expect(reader.frame.ground == nord[.text])
  }

  @Test func onesOwnThemesJoinTheListWhileItIsOpen() {
    var reader = reader()
    let own = ThemeRecipe(
      name: "mine", ground: .light, base: .light, colors: ["text": .init(.indexed(1))])
    reader.press("T")
    reader.send(.themesLoaded([own], faults: ["mine.yaml:3: there is no role \"x\"."]))
    #expect(reader.frame.text.contains("mine"))
    #expect(reader.frame.text.contains("yours"))
    #expect(reader.statusLine.contains("mine.yaml:3"))
    #expect(reader.model.configuration.theme == .standard)
    reader.press("m", "i", "n", "e", "Enter")
    #expect(reader.model.configuration.theme == own.theme(for: .indexed))
  }

  @Test func theGroundOfTheTerminalIsFollowedWhereThatIsWanted() throws {
    var auto = reader()
    #expect(auto.model.followsGround)
    auto.send(.groundKnown(.light))
    #expect(auto.model.configuration.theme == (try theme("light")))
    auto.send(.groundKnown(.light))
    #expect(auto.effects == [])
    auto.send(.groundKnown(.dark))
    #expect(auto.model.configuration.theme == .standard)
    #expect(auto.effects == [.forgetStyles])

    var nord = reader(80, 24, ThemeBook(wish: "nord"))
    #expect(!nord.model.followsGround)
    nord.send(.groundKnown(.light))
    #expect(nord.model.configuration.theme == (try theme("nord")))
  }

  @Test func withoutColoursThereIsNothingToChoose() {
    var reader = reader(80, 24, ThemeBook(depth: .none))
    #expect(!reader.model.followsGround)
    reader.press("T")
    #expect(reader.statusLine.contains("no colours"))
    reader.send(.groundKnown(.light))
    #expect(reader.model.configuration.theme == .monochrome)
  }

  /// What every theme looks like, on every terminal: the whole legend of styles, in a small window.
  @Test(arguments: ThemeRecipe.shipped.map(\.name))
  func screens(name: String) throws {
    for (depth, word) in [(ColorDepth.sixteen, "16"), (.indexed, "256"), (.direct, "true")] {
      var reader = reader(110, 14, ThemeBook(wish: name, depth: depth))
      reader.press("Enter", "}", "T")
      try expectScreen(reader.frame, "theme-\(name)-\(word)")
    }
  }
}
