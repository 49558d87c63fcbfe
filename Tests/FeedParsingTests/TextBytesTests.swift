import Testing

@testable import FeedParsing

struct TextBytesTests {
  /// Every length up to some blocks, and one odd byte at every place.
  @Test func oddBytesAreFoundWhereverTheyStand() {
    for count in 0..<70 {
      let plain = [UInt8](repeating: UInt8(ascii: "a"), count: count)
      plain.withUnsafeBufferPointer { bytes in
        #expect(TextBytes.index(of: 0x0A, in: bytes) == count)
        #expect(TextBytes.areVisibleASCII(bytes))
        #expect(TextBytes.lineFeeds(in: bytes) == 0)
      }
      for place in 0..<count {
        expectFound(at: place, in: plain)
      }
    }
  }

  private func expectFound(at place: Int, in plain: [UInt8]) {
    for odd: UInt8 in [0x00, 0x0A, 0x20, 0x22, 0x5C, 0x7F, 0x80, 0xA2, 0xFF] {
      var bytes = plain
      bytes[place] = odd
      bytes.withUnsafeBufferPointer { bytes in
        #expect(TextBytes.index(of: odd, in: bytes) == place)
        #expect(TextBytes.index(of: odd, in: bytes, from: place + 1) == bytes.count)
        #expect(TextBytes.areVisibleASCII(bytes) == (odd == 0x22 || odd == 0x5C))
        #expect(TextBytes.lineFeeds(in: bytes) == (odd == 0x0A ? 1 : 0))
      }
    }
  }
}
