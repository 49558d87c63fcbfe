import Testing

@testable import TUI

@Suite struct StyleTests {
  private static let colors: [Color] = [
    .standard, .indexed(0), .indexed(255), .rgb(0, 0, 0), .rgb(255, 255, 255), .rgb(1, 2, 3),
  ]

  @Test func keepsItsPartsApart() {
    for foreground in Self.colors {
      for background in Self.colors {
        for raw in UInt8(0)..<32 {
          let attributes = Attributes(rawValue: raw)
          var style = Style(
            foreground: foreground, background: background, attributes: attributes)
          #expect(style.foreground == foreground)
          #expect(style.background == background)
          #expect(style.attributes == attributes)
          style.foreground = .indexed(9)
          style.background = .rgb(4, 5, 6)
          style.attributes = .italic
          #expect(
            style
              == Style(
                foreground: .indexed(9), background: .rgb(4, 5, 6), attributes: .italic))
        }
      }
    }
  }

  @Test func addsAttributes() {
    let style = Style(foreground: .indexed(3), attributes: .bold)
    #expect(style.adding([.dim, .bold]).attributes == [.bold, .dim])
    #expect(style.adding(.dim).foreground == .indexed(3))
    #expect(Style.plain == Style())
  }
}
