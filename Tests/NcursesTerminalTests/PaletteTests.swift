import TUI
import Testing

@testable import NcursesTerminal

@Suite struct PaletteTests {
  private func number(_ color: Color, colors: Int32, isDirect: Bool = false) -> Int32 {
    Palette(colors: colors, isDirect: isDirect).number(of: color).number
  }

  @Test func standardIsTheTerminalsOwn() {
    for colors: Int32 in [0, 8, 16, 256] {
      #expect(number(.standard, colors: colors) == -1)
    }
    #expect(number(.indexed(3), colors: 0) == -1)
    #expect(number(.rgb(1, 2, 3), colors: 2) == -1)
  }

  @Test func indexedStaysWhereItCan() {
    for index in UInt8(0)...255 {
      #expect(number(.indexed(index), colors: 256) == Int32(index))
    }
    for index in UInt8(0)..<16 {
      #expect(number(.indexed(index), colors: 16) == Int32(index))
    }
  }

  @Test func eightColorsUseBoldForTheBrightOnes() {
    let palette = Palette(colors: 8, isDirect: false)
    #expect(palette.number(of: .indexed(1)) == (1, false))
    #expect(palette.number(of: .indexed(9)) == (1, true))
    #expect(palette.number(of: .indexed(196)) == (1, true))
    #expect(palette.number(of: .indexed(232)) == (0, false))
    #expect(palette.number(of: .indexed(255)) == (7, false))
    for index in UInt8(0)...255 {
      #expect((-1..<8).contains(palette.number(of: .indexed(index)).number))
    }
  }

  @Test func eightColorsHaveNoGrey() {
    let palette = Palette(colors: 8, isDirect: false)
    for grey: UInt8 in [8, 108, 109, 240, 245] {
      #expect(palette.number(of: .indexed(grey)) == (-1, false))
    }
    #expect(palette.needsReverse(for: .indexed(237)) && palette.needsReverse(for: .rgb(60, 60, 60)))
    #expect(!palette.needsReverse(for: .indexed(24)) && !palette.needsReverse(for: .indexed(0)))
    #expect(!palette.needsReverse(for: .standard))
    #expect(!Palette(colors: 256, isDirect: false).needsReverse(for: .indexed(237)))
  }

  @Test func truecolorFindsTheNearest() {
    #expect(number(.rgb(255, 0, 0), colors: 256) == 196)
    #expect(number(.rgb(0, 0, 0), colors: 256) == 16)
    #expect(number(.rgb(95, 135, 175), colors: 256) == 67)
    #expect(number(.rgb(130, 127, 128), colors: 256) == 244)
  }

  @Test func directColorsAreTheirValue() {
    #expect(number(.rgb(1, 2, 3), colors: 1 << 24, isDirect: true) == 0x010203)
    #expect(number(.rgb(0, 0, 3), colors: 1 << 24, isDirect: true) == 8)
    #expect(number(.indexed(4), colors: 1 << 24, isDirect: true) == 4)
    #expect(number(.indexed(196), colors: 1 << 24, isDirect: true) == 0xFF0000)
  }
}
