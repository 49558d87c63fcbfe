/// Tells whether a body is the same as the last time: 64 bits over words of eight bytes, with the
/// multiplier of SplitMix64.
///
/// No proof against a server that wants two bodies to look the same; it would harm only itself.
struct ContentHash {
  private var state: UInt64 = 0x243F_6A88_85A3_08D3
  private var count: UInt64 = 0
  /// The bytes since the last whole word, the first lowest.
  private var tail: UInt64 = 0

  /// The hash of all bytes so far; how they were cut into pieces makes no difference.
  var value: UInt64 {
    var copy = self
    copy.mix(tail)
    copy.mix(count)
    return copy.state
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var position = 0
    while count % 8 != 0, position < bytes.count {
      append(bytes[position])
      position += 1
    }
    while position + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
      position += 8
      count &+= 8
    }
    while position < bytes.count {
      append(bytes[position])
      position += 1
    }
  }

  private mutating func append(_ byte: UInt8) {
    tail |= UInt64(byte) << (count % 8 * 8)
    count &+= 1
    guard count % 8 == 0 else { return }
    mix(tail)
    tail = 0
  }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 32
  }
}
