import Foundation
import TUI
import Testing

@testable import ReaderCore

struct ThemeTests {
  @Test func monochromeNeedsNoColour() {
    for role in Role.allCases {
      let style = Theme.monochrome[role]
      #expect(style.foreground == .standard && style.background == .standard, "\(role)")
    }
  }

  @Test func meaningsDoNotHangOnColourAlone() {
    for recipe in ThemeRecipe.shipped {
      for depth in [ColorDepth.none, .sixteen, .indexed, .direct] {
        let theme = recipe.theme(for: depth)
        #expect(theme[.unreadTitle].attributes != theme[.read].attributes)
        #expect(theme[.selection] != theme[.restingSelection])
        #expect(theme[.selection] != theme[.text])
        #expect(theme[.match] != theme[.currentMatch])
      }
    }
  }

  @Test func aRoleCanBeGivenAnotherStyle() {
    var theme = Theme.standard
    theme[.link] = Style(foreground: .rgb(1, 2, 3))
    #expect(theme[.link] == Style(foreground: .rgb(1, 2, 3)))
    #expect(theme[.code] == Theme.standard[.code])
  }

  @Test func namesOfRolesLeadBackToThem() {
    for role in Role.allCases { #expect(Role(name: role.name) == role) }
    #expect(Role.titleBarName.name == "title_bar_name")
    #expect(Role(name: "nothing") == nil)
  }

  // MARK: Legibility

  /// As WCAG 2 counts it.
  private static func contrast(_ one: RGB, _ other: RGB) -> Double {
    func luminance(_ color: RGB) -> Double {
      func part(_ value: Int32) -> Double {
        let share = Double(value) / 255
        return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue)
    }
    let levels = [luminance(one), luminance(other)].sorted()
    return (levels[1] + 0.05) / (levels[0] + 0.05)
  }

  /// What "the terminal's own" may be there: the usual and a paler one.
  private static func own(_ ground: Ground, _ depth: ColorDepth) -> [(text: RGB, ground: RGB)] {
    let black = RGB(index: 16)
    let white = RGB(index: 231)
    let usual = ground == .dark ? (RGB(index: 7), black) : (black, white)
    let pale = RGB(index: ground == .dark ? 234 : 255)
    return depth == .sixteen ? [usual] : [usual, (usual.0, pale)]
  }

  /// What may be paler: beside the point, or no text at all.
  private static func least(_ role: Role) -> Double {
    switch role {
    case .hint, .read, .count, .meta, .quote, .quiet: 3
    case .separator: 2.3
    default: 4.5
    }
  }

  @Test(arguments: [ColorDepth.sixteen, .indexed, .direct])
  func everyRoleOfEveryThemeIsLegible(depth: ColorDepth) {
    for recipe in ThemeRecipe.shipped where recipe.name != "mono" {
      let theme = recipe.theme(for: depth)
      for role in Role.allCases {
        let style = theme[role]
        #expect(!style.attributes.contains(.dim), "\(recipe.name), \(role)")
        for own in Self.own(recipe.ground, depth) {
          let text = RGB(style.foreground) ?? own.text
          let ground = RGB(style.background) ?? own.ground
          let contrast = Self.contrast(text, ground)
          let least = recipe.name == "high-contrast" ? 7 : Self.least(role)
          #expect(contrast >= least, "\(recipe.name), \(depth), \(role): \(contrast)")
        }
      }
    }
  }

  // MARK: Recipes

  @Test func looksAreReadAsTheyAreWritten() throws {
    let recipe = ThemeRecipe(
      name: "mine", ground: .dark,
      colors: ["ink": .init(.rgb(0xFF, 0x88, 0)), "paper": .init(.indexed(234))],
      looks: [
        .text: try .init("ink on paper"), .link: try .init("#00ff00 underline bold"),
        .code: try .init("bold"), .error: try .init("bright-white on red"),
      ])
    let theme = recipe.theme(for: .direct)
    let paper = Color.indexed(234)
    #expect(theme[.text] == Style(foreground: .rgb(0xFF, 0x88, 0), background: paper))
    #expect(
      theme[.link]
        == Style(foreground: .rgb(0, 255, 0), background: paper, attributes: [.underline, .bold]))
    #expect(
      theme[.code] == Style(foreground: .rgb(0xFF, 0x88, 0), background: paper, attributes: .bold))
    #expect(theme[.error] == Style(foreground: .indexed(15), background: .indexed(1)))
    #expect(recipe.theme(for: .indexed)[.text].foreground == .indexed(208))
    #expect(recipe.theme(for: .sixteen)[.link].foreground == .indexed(10))
    #expect(recipe.theme(for: .none) == .monochrome)
    #expect(recipe.unknownColors.contains { $0.role == .titleBar && $0.name == "bar" })
  }

  @Test(arguments: ["", "red blue", "on", "red on", "red on blue on green", "on blue green"])
  func whatIsNoLookIsRefused(text: String) {
    #expect(throws: ThemeRecipe.Look.Mistake.self) { try ThemeRecipe.Look(text) }
  }

  @Test(arguments: ["#12345", "#1234567", "#12345g", "256", "-1", "+5", "pink", "Red", "#+12345"])
  func whatIsNoColourIsNone(word: String) { #expect(Color(named: word) == nil) }

  @Test func theGroundIsReadFromTheEnvironment() {
    #expect(Ground(colorFGBG: "15;0") == .dark)
    #expect(Ground(colorFGBG: "0;default;15") == .light)
    #expect(Ground(colorFGBG: "0;7") == .light)
    #expect(Ground(colorFGBG: "7;8") == .dark)
    for text in ["", "15;default", "0;16", "x"] { #expect(Ground(colorFGBG: text) == nil) }
  }

  @Test func onesOwnThemeGoesBeforeOneOfTheProgram() {
    let own = ThemeRecipe(name: "nord", ground: .dark, base: .dark, colors: [:])
    let book = ThemeBook(wish: "nord", own: [own])
    #expect(book.theme("nord") == .standard)
    #expect(ThemeBook().theme("nord") != .standard)
    #expect(book.names.filter { $0 == "nord" }.count == 1)
    #expect(book.theme("nowhere") == nil)
    #expect(ThemeBook(ground: .light).theme(nil) == ThemeRecipe.light.theme(for: .indexed))
  }
}
