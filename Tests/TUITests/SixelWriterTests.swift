import Testing

@testable import TUI

/// Sixels are read back as the VT340's manual says that a terminal does.
@Suite struct SixelWriterTests {
  /// What a strip draws: a colour for each pixel that it sets, in parts of a hundred.
  private struct Drawing {
    var width = 0
    var height = 0
    var pixels: [[Int]: [Int]] = [:]

    init(_ bytes: [UInt8]) throws {
      let text = String(decoding: bytes, as: UTF8.self)
      try #require(text.hasPrefix("\u{1B}P0;1;0q\"1;1;") && text.hasSuffix("\u{1B}\\"))
      var rest = bytes.dropFirst(8).dropLast(2)
      func numbers() -> [Int] {
        var result = [0]
        while let byte = rest.first, (0x30...0x39).contains(byte) || byte == 0x3B {
          rest.removeFirst()
          if byte == 0x3B {
            result.append(0)
          } else {
            result[result.count - 1] = result[result.count - 1] * 10 + Int(byte - 0x30)
          }
        }
        return result
      }
      try #require(rest.popFirst() == 0x22)
      let raster = numbers()
      (width, height) = (raster[2], raster[3])
      var palette: [Int: [Int]] = [:]
      var (column, top, color, count) = (0, 0, 0, 1)
      while let byte = rest.popFirst() {
        switch byte {
        case 0x23:
          let values = numbers()
          color = values[0]
          if values.count == 5 {
            try #require(values[1] == 2 && values[2...].allSatisfy { $0 <= 100 })
            palette[color] = Array(values[2...])
          }
        case 0x21: count = numbers()[0]
        case 0x24: column = 0
        case 0x2D: (column, top) = (0, top + 6)
        case 0x3F...0x7E:
          for _ in 0..<count {
            for bit in 0..<6 where (byte - 0x3F) >> UInt8(bit) & 1 == 1 {
              let parts = palette[color]
              try #require(parts != nil)
              pixels[[column, top + bit]] = parts
            }
            column += 1
          }
          count = 1
        default: Issue.record("\(byte)")
        }
      }
    }
  }

  private func pixels(_ width: Int, _ height: Int, _ color: (Int, Int) -> [UInt8]) -> [UInt8] {
    (0..<height).flatMap { row in (0..<width).flatMap { color($0, row) } }
  }

  @Test func eachStripDrawsItsLinesAndNoOther() throws {
    let all = pixels(20, 40) { column, row in
      column < 10 ? [255, 0, 0] : row < 20 ? [0, 0, 255] : [255, 255, 255]
    }
    let strips = SixelWriter(all, width: 20, colors: 256).strips(height: 20)
    #expect(strips.count == 2)
    for (place, strip) in strips.enumerated() {
      let drawing = try Drawing(strip)
      #expect(drawing.width == 20 && drawing.height == 20)
      // 20 is no multiple of six: nothing is set below.
      #expect(drawing.pixels.count == 400)
      for row in 0..<20 {
        #expect(drawing.pixels[[3, row]] == [100, 0, 0])
        #expect(drawing.pixels[[19, row]] == (place == 0 ? [0, 0, 100] : [100, 100, 100]))
      }
    }
  }

  @Test(arguments: [2, 16, 256, 1000])
  func noMoreColoursThanTheTerminalHas(colors: Int) throws {
    let all = pixels(64, 64) { [UInt8($0 * 4), UInt8($1 * 4), UInt8(($0 + $1) * 2)] }
    let strips = SixelWriter(all, width: 64, colors: colors).strips(height: 16)
    var seen: Set<[Int]> = []
    for strip in strips {
      let drawing = try Drawing(strip)
      #expect(drawing.pixels.count == 64 * 16)
      seen.formUnion(drawing.pixels.values)
    }
    #expect(seen.count <= min(colors, 256))
    #expect(seen.count > min(colors, 100) / 3)
  }

  @Test func longRunsAreCounted() {
    let strip = SixelWriter(pixels(300, 6) { _, _ in [9, 9, 9] }, width: 300, colors: 16)
      .strips(height: 6)[0]
    #expect(String(decoding: strip, as: UTF8.self).contains("!300~"))
    #expect(strip.count < 60)
  }
}
