/// Numbers of articles, a bit for each.
struct ArticleSet {
  private var bits: [UInt64] = []

  /// Beyond this, numbers come from a damaged file.
  private static let limit: Int64 = 1 << 28

  func contains(_ id: Int64) -> Bool {
    guard id >= 0, id >> 6 < Int64(bits.count) else { return false }
    return bits[Int(id >> 6)] & (1 << UInt64(id & 63)) != 0
  }

  mutating func insert(_ id: Int64) {
    guard id >= 0, id < Self.limit else { return }
    let word = Int(id >> 6)
    if word >= bits.count {
      bits.append(contentsOf: repeatElement(0, count: max(word + 1, bits.count * 2) - bits.count))
    }
    bits[word] |= 1 << UInt64(id & 63)
  }

  mutating func formUnion(_ other: ArticleSet) {
    if other.bits.count > bits.count {
      bits.append(contentsOf: repeatElement(0, count: other.bits.count - bits.count))
    }
    for index in other.bits.indices { bits[index] |= other.bits[index] }
  }

  mutating func formIntersection(_ other: ArticleSet) {
    for index in bits.indices {
      bits[index] &= index < other.bits.count ? other.bits[index] : 0
    }
  }
}
