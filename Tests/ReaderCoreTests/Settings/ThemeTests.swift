import ReaderCore
import TUI
import Testing

struct ThemeTests {
  @Test func monochromeNeedsNoColour() {
    for role in Role.allCases {
      let style = Theme.monochrome[role]
      #expect(style.foreground == .standard && style.background == .standard, "\(role)")
    }
  }

  @Test func meaningsDoNotHangOnColourAlone() {
    for theme in [Theme.standard, .monochrome] {
      #expect(theme[.unreadTitle].attributes != theme[.read].attributes)
      #expect(theme[.selection] != theme[.restingSelection])
      #expect(theme[.selection] != theme[.text])
    }
  }

  @Test func aRoleCanBeGivenAnotherStyle() {
    var theme = Theme.standard
    theme[.link] = Style(foreground: .rgb(1, 2, 3))
    #expect(theme[.link] == Style(foreground: .rgb(1, 2, 3)))
    #expect(theme[.code] == Theme.standard[.code])
  }
}
