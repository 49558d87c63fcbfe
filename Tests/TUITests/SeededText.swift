import TestSupport

/// The same unpredictable texts every time.
struct SeededText {
  private var numbers: SplitMix

  init(seed: UInt64) {
    numbers = SplitMix(seed: seed)
  }

  /// At most `limit` scalars, of all planes and mostly of the troublesome blocks.
  mutating func next(limit: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<number(below: limit + 1) {
      let block = Self.blocks[number(below: Self.blocks.count)]
      let value =
        block.lowerBound + UInt32(number(below: Int(block.upperBound - block.lowerBound) + 1))
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    return String(text)
  }

  mutating func number(below limit: Int) -> Int {
    numbers.next(below: limit)
  }

  private static let blocks: [ClosedRange<UInt32>] = [
    0...0x7F, 0x20...0x7E, 0x20...0x20, 0x80...0x24F, 0x300...0x36F, 0x590...0x6FF,
    0x900...0xD7F, 0x1100...0x11FF, 0x2000...0x206F, 0x20D0...0x20F0, 0x2190...0x2BFF,
    0x3000...0x30FF, 0x4E00...0x4F00, 0xAC00...0xAD00, 0xD7B0...0xD7FF, 0xE000...0xE010,
    0xFE00...0xFEFF, 0xFF00...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF, 0x1F400...0x1FAFF,
    0xE0000...0xE01EF, 0x200D...0x200D, 0xFE0F...0xFE0F, 0...0x10FFFF,
  ]
}
