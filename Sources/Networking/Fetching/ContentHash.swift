/// Tells whether a body is the same as the last time: FNV-1a, 64 bits.
///
/// Not proof against a server that wants two bodies to look the same; it would harm only itself.
struct ContentHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var value = value
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    self.value = value
  }
}
