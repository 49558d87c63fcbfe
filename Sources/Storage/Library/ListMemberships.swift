/// Which sources each article is in, while they are gathered.
struct ListMemberships {
  private(set) var combinations: [[Int64]] = [[]]
  private var numbers: [[Int64]: UInt32] = [[]: 0]
  private var next: [UInt64: UInt32] = [:]
  private var dense: [UInt32]
  private var sparse: [Int64: UInt32] = [:]

  /// Numbers are dense; where they are not, a dictionary does.
  private static let mostDense: Int64 = 1 << 28

  init(last: Int64) {
    dense = Array(repeating: 0, count: Int(clamping: last < Self.mostDense ? last + 1 : 0))
  }

  subscript(id: Int64) -> UInt32 {
    id >= 0 && id < dense.count ? dense[Int(id)] : sparse[id] ?? 0
  }

  /// Whether the article was in no source before.
  mutating func add(_ source: Int64, to id: Int64) -> Bool {
    let old = self[id]
    let new = number(old, with: source)
    if id >= 0 && id < dense.count { dense[Int(id)] = new } else { sparse[id] = new }
    return old == 0
  }

  private mutating func number(_ old: UInt32, with source: Int64) -> UInt32 {
    let step = UInt64(old) << 32 | UInt64(UInt32(truncatingIfNeeded: source))
    if let known = next[step], combinations[Int(known)].contains(source) { return known }
    let sources = (combinations[Int(old)] + [source]).sorted()
    let number = numbers[sources] ?? UInt32(combinations.count)
    if number == combinations.count {
      combinations.append(sources)
      numbers[sources] = number
    }
    next[step] = number
    return number
  }
}
