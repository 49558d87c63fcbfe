/// Writes pixels as sixels (VT330/VT340 Programmer Reference Manual, volume 2, chapter 14): six pixels
/// above each other are a character, and each colour of a band of six lines is written for itself.
struct SixelWriter {
  private let width: Int
  private let height: Int
  /// The number of each pixel's colour.
  private let indices: [UInt8]
  private let palette: [RGB]

  /// - Parameters:
  ///   - pixels: red, green, blue, a byte each.
  ///   - colors: how many the terminal has; 256 are the most that are used.
  init(_ pixels: [UInt8], width: Int, colors: Int) {
    self.width = width
    height = pixels.count / max(width * 3, 1)
    palette = Self.palette(of: pixels, count: min(max(colors, 2), 256))
    indices = Self.dithered(pixels, width: width, height: height, palette)
  }

  /// The picture in strips of so many lines, each a sequence of its own.
  func strips(height stripHeight: Int) -> [[UInt8]] {
    stride(from: 0, to: height, by: stripHeight).map { top in
      strip(top..<min(top + stripHeight, height))
    }
  }

  private func strip(_ lines: Range<Int>) -> [UInt8] {
    // 1: what no pixel is set for stays as it is, so that nothing is drawn below the strip.
    var bytes = Array("\u{1B}P0;1;0q\"1;1;\(width);\(lines.count)".utf8)
    var isUsed = [Bool](repeating: false, count: palette.count)
    for index in indices[lines.lowerBound * width..<lines.upperBound * width] {
      isUsed[Int(index)] = true
    }
    for (number, color) in palette.enumerated() where isUsed[number] {
      let parts = [color.red, color.green, color.blue].map { ($0 * 100 + 127) / 255 }
      bytes += "#\(number);2;\(parts[0]);\(parts[1]);\(parts[2])".utf8
    }
    for top in stride(from: lines.lowerBound, to: lines.upperBound, by: 6) {
      if top > lines.lowerBound { bytes.append(0x2D) }
      writeBand(top..<min(top + 6, lines.upperBound), to: &bytes)
    }
    bytes += [0x1B, 0x5C]
    return bytes
  }

  /// Each colour of the band, from its first column to its last.
  private func writeBand(_ lines: Range<Int>, to bytes: inout [UInt8]) {
    var place = [Int](repeating: -1, count: palette.count)
    var numbers: [Int] = []
    var columns: [UInt8] = []
    indices.withUnsafeBufferPointer { indices in
      for (bit, line) in lines.enumerated() {
        for column in 0..<width {
          let number = Int(indices[line * width + column])
          if place[number] < 0 {
            place[number] = numbers.count
            numbers.append(number)
            columns.append(contentsOf: repeatElement(0, count: width))
          }
          columns[place[number] * width + column] |= 1 << UInt8(bit)
        }
      }
    }
    for (order, number) in numbers.enumerated() {
      if order > 0 { bytes.append(0x24) }
      bytes += "#\(number)".utf8
      Self.write(columns[order * width..<(order + 1) * width], to: &bytes)
    }
  }

  /// Runs of more than three are counted; blanks at the end are left out.
  private static func write(_ sixels: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let end = (sixels.lastIndex { $0 != 0 } ?? sixels.startIndex - 1) + 1
    var start = sixels.startIndex
    while start < end {
      var stop = start + 1
      while stop < end, sixels[stop] == sixels[start] { stop += 1 }
      let character = sixels[start] + 0x3F
      if stop - start > 3 {
        bytes += "!\(stop - start)".utf8
        bytes.append(character)
      } else {
        for _ in start..<stop { bytes.append(character) }
      }
      start = stop
    }
  }

  // MARK: Colours

  /// Median cut: the box of colours that spreads widest is halved until there are enough.
  private static func palette(of pixels: [UInt8], count: Int) -> [RGB] {
    var weights = [Int32](repeating: 0, count: 1 << 15)
    for place in stride(from: 0, to: pixels.count - 2, by: 3) {
      weights[shade(pixels[place], pixels[place + 1], pixels[place + 2])] += 1
    }
    var boxes = [ColorBox(shades: weights.indices.filter { weights[$0] > 0 }, weights)]
    while boxes.count < count {
      guard
        let place = boxes.indices.max(by: { boxes[$0].worth < boxes[$1].worth }),
        let (low, high) = boxes[place].halves(weights)
      else { break }
      boxes[place] = low
      boxes.append(high)
    }
    return boxes.map { $0.mean(weights) }
  }

  private static func shade(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    Int(red >> 3) << 10 | Int(green >> 3) << 5 | Int(blue >> 3)
  }

  /// Floyd and Steinberg's way: what a pixel has too much of a colour its neighbours get less of.
  private static func dithered(
    _ pixels: [UInt8], width: Int, height: Int, _ palette: [RGB]
  ) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: width * height)
    var nearest = [Int16](repeating: -1, count: 1 << 15)
    var below = [Int32](repeating: 0, count: (width + 2) * 3)
    for line in 0..<height {
      var current = below
      for place in below.indices { below[place] = 0 }
      for column in 0..<width {
        let pixel = (line * width + column) * 3
        let place = (column + 1) * 3
        var wanted: (Int32, Int32, Int32) = (0, 0, 0)
        wanted.0 = clamped(Int32(pixels[pixel]) + current[place] / 16)
        wanted.1 = clamped(Int32(pixels[pixel + 1]) + current[place + 1] / 16)
        wanted.2 = clamped(Int32(pixels[pixel + 2]) + current[place + 2] / 16)
        let shade = Self.shade(UInt8(wanted.0), UInt8(wanted.1), UInt8(wanted.2))
        if nearest[shade] < 0 { nearest[shade] = closest(wanted, palette) }
        let number = Int(nearest[shade])
        result[line * width + column] = UInt8(number)
        let color = palette[number]
        for (part, error) in [
          wanted.0 - color.red, wanted.1 - color.green, wanted.2 - color.blue,
        ].enumerated() {
          current[place + 3 + part] += error * 7
          below[place - 3 + part] += error * 3
          below[place + part] += error * 5
          below[place + 3 + part] += error
        }
      }
    }
    return result
  }

  private static func clamped(_ value: Int32) -> Int32 { min(max(value, 0), 255) }

  private static func closest(_ color: (Int32, Int32, Int32), _ palette: [RGB]) -> Int16 {
    var best: (distance: Int32, number: Int) = (.max, 0)
    for (number, other) in palette.enumerated() {
      let (red, green, blue) = (color.0 - other.red, color.1 - other.green, color.2 - other.blue)
      let distance = 2 * red * red + 4 * green * green + 3 * blue * blue
      if distance < best.distance { best = (distance, number) }
    }
    return Int16(best.number)
  }
}

/// Colours that are shown as one, of 32 levels for each part.
private struct ColorBox {
  var shades: [Int]
  /// The part that differs most: how many bits it is shifted, and by how much it differs.
  private var widest = (shift: 0, spread: 0)
  private var weight: Int32 = 0

  init(shades: [Int], _ weights: [Int32]) {
    self.shades = shades
    for shift in [10, 5, 0] {
      let levels = shades.lazy.map { $0 >> shift & 31 }
      let spread = (levels.max() ?? 0) - (levels.min() ?? 0)
      if spread > widest.spread { widest = (shift, spread) }
    }
    for shade in shades { weight += weights[shade] }
  }

  var worth: Double { Double(widest.spread * widest.spread) * Double(weight).squareRoot() }

  func halves(_ weights: [Int32]) -> (ColorBox, ColorBox)? {
    guard widest.spread > 0 else { return nil }
    let shift = widest.shift
    let sorted = shades.sorted { ($0 >> shift & 31, $0) < ($1 >> shift & 31, $1) }
    var sum: Int32 = 0
    var middle = 0
    while middle < sorted.count - 2, sum + weights[sorted[middle]] <= weight / 2 {
      sum += weights[sorted[middle]]
      middle += 1
    }
    middle = max(middle, 1)
    return (
      ColorBox(shades: Array(sorted[..<middle]), weights),
      ColorBox(shades: Array(sorted[middle...]), weights)
    )
  }

  func mean(_ weights: [Int32]) -> RGB {
    var sums = [Int](repeating: 0, count: 3)
    var count = 0
    for shade in shades {
      let weight = Int(weights[shade])
      count += weight
      for (part, shift) in [10, 5, 0].enumerated() {
        let level = shade >> shift & 31
        sums[part] += (level << 3 | level >> 2) * weight
      }
    }
    let parts = sums.map { Int32($0 / max(count, 1)) }
    return RGB(red: parts[0], green: parts[1], blue: parts[2])
  }
}
