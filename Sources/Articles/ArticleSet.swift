/// Some articles of the library: a bit for each number up to the greatest, so that a million of them
/// are an eighth of a megabyte and are joined word by word.
///
/// Numbers are given in order and stay small; those of a damaged library may be any, and are kept
/// apart.
public struct ArticleSet: Hashable, Sendable {
  private var words: [UInt64] = []
  private var strays: Set<Int64> = []
  public private(set) var count = 0

  /// Greater numbers are strays: as bits they would take more than 16 MB.
  static let mostBits: Int64 = 1 << 27

  public init() {}

  public init(_ ids: some Sequence<ArticleID>) {
    for id in ids { insert(id) }
  }

  /// The same at once: a million in a millisecond or two.
  public init(_ ids: [ArticleID]) {
    var greatest: Int64 = -1
    for id in ids where id.rawValue < Self.mostBits { greatest = Swift.max(greatest, id.rawValue) }
    words = Array(repeating: 0, count: Int(greatest >> 6) + 1)
    words.withUnsafeMutableBufferPointer { words in
      for id in ids {
        if let (word, bit) = Self.place(id) {
          words[word] |= bit
        } else {
          strays.insert(id.rawValue)
        }
      }
    }
    recount()
  }

  public var isEmpty: Bool { count == 0 }

  public func contains(_ id: ArticleID) -> Bool {
    guard let (word, bit) = Self.place(id) else { return strays.contains(id.rawValue) }
    return word < words.count && words[word] & bit != 0
  }

  /// Whether it was not there yet.
  @discardableResult
  public mutating func insert(_ id: ArticleID) -> Bool {
    guard let (word, bit) = Self.place(id) else {
      guard strays.insert(id.rawValue).inserted else { return false }
      count += 1
      return true
    }
    if word >= words.count {
      words.reserveCapacity(Swift.max(word + 1, 2 * words.count))
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    count += 1
    return true
  }

  /// Whether it was there.
  @discardableResult
  public mutating func remove(_ id: ArticleID) -> Bool {
    guard contains(id) else { return false }
    count -= 1
    guard let (word, bit) = Self.place(id) else {
      strays.remove(id.rawValue)
      return true
    }
    words[word] &= ~bit
    // Equal sets have equal words.
    while words.last == 0 { words.removeLast() }
    return true
  }

  public mutating func formUnion(_ other: ArticleSet) {
    if other.words.count > words.count {
      words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
    }
    for index in other.words.indices { words[index] |= other.words[index] }
    strays.formUnion(other.strays)
    recount()
  }

  /// Adds those of a run of numbers, a bit for each.
  /// - Parameter first: a multiple of 64 that is not negative.
  public mutating func formUnion(_ bits: [UInt64], from first: Int64) {
    guard first + Int64(bits.count * 64) <= Self.mostBits else {
      for (index, bits) in bits.enumerated() {
        var rest = bits
        while rest != 0 {
          insert(ArticleID(first + Int64(index * 64 + rest.trailingZeroBitCount)))
          rest &= rest - 1
        }
      }
      return
    }
    guard let end = bits.lastIndex(where: { $0 != 0 }) else { return }
    let start = Int(first >> 6)
    if start + end >= words.count {
      words.append(contentsOf: repeatElement(0, count: start + end + 1 - words.count))
    }
    for index in 0...end {
      count += (bits[index] & ~words[start + index]).nonzeroBitCount
      words[start + index] |= bits[index]
    }
  }

  public mutating func formIntersection(_ other: ArticleSet) {
    words.removeLast(Swift.max(words.count - other.words.count, 0))
    for index in words.indices { words[index] &= other.words[index] }
    strays.formIntersection(other.strays)
    recount()
  }

  /// Takes the numbers that are in the set out of a list, or leaves no others in it. Walks through the
  /// list once.
  public func filter(_ ids: inout [ArticleID], keeping: Bool) {
    let end = ids.withUnsafeMutableBufferPointer { ids in
      var end = 0
      words.withUnsafeBufferPointer { words in
        for id in ids {
          let isIn: Bool
          if let (word, bit) = Self.place(id) {
            isIn = word < words.count && words[word] & bit != 0
          } else {
            isIn = strays.contains(id.rawValue)
          }
          ids[end] = id
          if isIn == keeping { end += 1 }
        }
      }
      return end
    }
    ids.removeLast(ids.count - end)
  }

  /// Those of them that are meant.
  /// - Parameters:
  ///   - isMeant: is asked of strays.
  ///   - bits: gives a bit for each of 64 numbers from one on, the lowest for the first.
  public func filter(
    _ isMeant: (ArticleID) -> Bool, together bits: (_ first: Int64) -> UInt64
  ) -> ArticleSet {
    var found = self
    for index in words.indices where words[index] != 0 {
      found.words[index] &= bits(Int64(index) << 6)
    }
    found.strays = strays.filter { isMeant(ArticleID($0)) }
    found.recount()
    return found
  }

  private mutating func recount() {
    while words.last == 0 { words.removeLast() }
    count = words.reduce(strays.count) { $0 + $1.nonzeroBitCount }
  }

  /// The greatest number; `nil` of none.
  public var last: ArticleID? {
    let greatest = words.indices.last.map { Int64(64 * $0 + 63 - words[$0].leadingZeroBitCount) }
    return [greatest, strays.max()].compactMap { $0 }.max().map(ArticleID.init)
  }

  /// A bit an article, but for strays.
  public var bytes: [UInt8] { words.map(\.littleEndian).withUnsafeBytes { Array($0) } }

  /// - Parameter bytes: as ``bytes`` gives them.
  public init(bytes: UnsafeRawBufferPointer) {
    words = (0..<bytes.count / 8).map {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
    }
    recount()
  }

  private static func place(_ id: ArticleID) -> (word: Int, bit: UInt64)? {
    guard (0..<mostBits).contains(id.rawValue) else { return nil }
    return (Int(id.rawValue >> 6), 1 << UInt64(id.rawValue & 63))
  }
}

/// In the order of the numbers.
extension ArticleSet: Sequence {
  public struct Iterator: IteratorProtocol {
    fileprivate let words: [UInt64]
    fileprivate var index = 0
    fileprivate var rest: UInt64 = 0
    /// Descending.
    fileprivate var early: [Int64]
    fileprivate var late: [Int64]

    public mutating func next() -> ArticleID? {
      if let first = early.popLast() { return ArticleID(first) }
      while rest == 0 {
        guard index < words.count else { return late.popLast().map(ArticleID.init) }
        rest = words[index]
        index += 1
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      return ArticleID(Int64(64 * (index - 1) + bit))
    }
  }

  public func makeIterator() -> Iterator {
    Iterator(
      words: words, early: strays.filter { $0 < 0 }.sorted(by: >),
      late: strays.filter { $0 >= 0 }.sorted(by: >))
  }

  public var underestimatedCount: Int { count }
}

extension ArticleSet: ExpressibleByArrayLiteral {
  public init(arrayLiteral ids: ArticleID...) {
    self.init(ids)
  }
}

/// Many articles that were marked alike in one step.
public struct MassMark: Hashable, Sendable {
  public let name: MarkName
  public private(set) var articles = ArticleSet()
  /// When, but for those that had been marked later than that before.
  public let at: Instant
  public private(set) var later: [ArticleID: Instant] = [:]

  public init(_ name: MarkName, at: Instant) {
    self.name = name
    self.at = at
  }

  public init(_ name: MarkName, _ articles: ArticleSet, at: Instant) {
    self.name = name
    self.articles = articles
    self.at = at
  }

  public var count: Int { articles.count }

  /// When an article among them was marked.
  public func instant(of id: ArticleID) -> Instant {
    if later.isEmpty { return at }
    return later[id] ?? at
  }

  public mutating func insert(_ id: ArticleID, at instant: Instant) {
    articles.insert(id)
    if instant != at { later[id] = instant }
  }

  public mutating func remove(_ id: ArticleID) {
    articles.remove(id)
    if !later.isEmpty { later[id] = nil }
  }
}
