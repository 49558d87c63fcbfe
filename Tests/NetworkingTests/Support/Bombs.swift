/// Bodies that are small on the wire and large when decompressed.
enum Bombs {
  private static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

  /// The beginning of a gzip stream of zeros that never ends: a fixed-code block with a literal
  /// and then matches of 258 bytes at distance 1, eight of which fill 13 bytes.
  static func zeros(chunks: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b0, count: 1)
    bits.write(0b01, count: 2)
    bits.writeCode(0b0011_0000, count: 8)
    for _ in 0..<chunks * 8 {
      bits.writeCode(0b1100_0101, count: 8)
      bits.writeCode(0, count: 5)
    }
    return gzipHeader + bits.bytes
  }

  /// A gzip stream of so many blocks with nothing in them.
  static func nothing(blocks: Int) -> [UInt8] {
    gzipHeader + [[UInt8]](repeating: [0, 0, 0, 0xFF, 0xFF], count: blocks).joined()
  }

  /// 64 MB of zeros in brotli.
  static let brotliZeros: [UInt8] = [
    0xCF, 0xFF, 0xFF, 0x7F, 0xF8, 0x27, 0x00, 0xE2, 0xB1, 0x40, 0x20, 0xF7, 0xFE, 0x9F, 0xFF, 0xFF,
    0xFF, 0xF0, 0x4F, 0x00, 0xC4, 0x61, 0x01, 0x80, 0xEE, 0xFD, 0x3F, 0xFF, 0xFF, 0xFF, 0xE1, 0x9F,
    0x00, 0x88, 0xC3, 0x22, 0x00, 0xDD, 0xFB, 0x7F, 0xFE, 0xFF, 0xFF, 0xC3, 0x3F, 0x01, 0x10, 0x87,
    0x05, 0x00, 0xBA, 0xF7, 0xFF, 0x03,
  ]

  private struct BitWriter {
    var bytes: [UInt8] = []
    private var current: UInt8 = 0
    private var filled = 0

    /// From the lowest bit on.
    mutating func write(_ value: Int, count: Int) {
      for index in 0..<count {
        current |= UInt8(value >> index & 1) << UInt8(filled)
        filled += 1
        if filled == 8 {
          bytes.append(current)
          current = 0
          filled = 0
        }
      }
    }

    /// Codes of Huffman begin with their highest bit (RFC 1951, 3.1.1).
    mutating func writeCode(_ value: Int, count: Int) {
      for index in (0..<count).reversed() { write(value >> index & 1, count: 1) }
    }
  }
}
