/// A name of an element as it stands in a document, known by its number.
struct XMLName {
  let id: Int32
  let namespace: XMLNamespace
  let element: FeedElement
}

/// The names that a document has used so far, each with a number.
///
/// Bounded: what comes after some thousand different names is known by its hash alone and means
/// nothing to a feed.
struct XMLNames {
  private struct Entry {
    /// Where its bytes stand.
    let start: Int
    let count: Int
    let hash: UInt64
    let prefix: Int32
    let element: FeedElement
  }

  private var entries: [Entry] = []
  /// Of all names, one after the other.
  private var bytes: [UInt8] = []
  private var slots = [Int32](repeating: -1, count: slotCount)
  private var prefixes: [(name: [UInt8], namespace: XMLNamespace)] = []

  private static let slotCount = 8192
  private static let limit = 4096
  private static let mostSteps = 100
  private static let prefixLimit = 256

  /// The number of a name; negative beyond the bound.
  mutating func id(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (Self.slotCount - 1)
    var steps = 0
    while slots[slot] >= 0 {
      let id = slots[slot]
      if entries[Int(id)].hash == hash, isNamed(id, name) { return id }
      slot = (slot + 1) & (Self.slotCount - 1)
      steps += 1
      // Names that were chosen to meet in one slot cost no more than this.
      if steps == Self.mostSteps { return Self.unknown(hash) }
    }
    let colon = name.firstIndex(of: UInt8(ascii: ":"))
    let element = FeedElement(named: name[(colon.map { $0 + 1 } ?? 0)...])
    // Names that mean something have room of their own.
    let limit = element == .other ? Self.limit : Self.limit + Self.slotCount / 4
    guard entries.count < limit, name.count <= 256 else { return Self.unknown(hash) }
    let id = Int32(entries.count)
    slots[slot] = id
    let prefix = prefix(of: UnsafeBufferPointer(rebasing: name[..<(colon ?? 0)]))
    entries.append(
      Entry(
        start: bytes.count, count: name.count, hash: hash, prefix: prefix, element: element))
    bytes.append(contentsOf: name)
    return id
  }

  private static func unknown(_ hash: UInt64) -> Int32 {
    -1 - Int32(truncatingIfNeeded: hash & 0x3FFF_FFFF)
  }

  /// Whether a number is surely that of a name.
  func isNamed(_ id: Int32, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard id >= 0 else { return false }
    let entry = entries[Int(id)]
    guard entry.count == name.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for offset in 0..<name.count where bytes[entry.start + offset] != name[offset] {
        return false
      }
      return true
    }
  }

  /// What a name means where it stands.
  func resolved(_ id: Int32) -> XMLName {
    guard id >= 0 else { return XMLName(id: id, namespace: .other, element: .other) }
    let entry = entries[Int(id)]
    let namespace = entry.prefix < 0 ? .other : prefixes[Int(entry.prefix)].namespace
    return XMLName(id: id, namespace: namespace, element: entry.element)
  }

  // MARK: Prefixes

  /// Binds a prefix and says what it meant before; `nil` beyond the bound.
  mutating func bind(
    prefix name: UnsafeBufferPointer<UInt8>, to namespace: XMLNamespace
  ) -> (prefix: Int32, was: XMLNamespace)? {
    let prefix = prefix(of: name)
    guard prefix >= 0 else { return nil }
    let old = prefixes[Int(prefix)].namespace
    prefixes[Int(prefix)].namespace = namespace
    return (prefix, old)
  }

  mutating func rebind(_ prefix: Int32, to namespace: XMLNamespace) {
    prefixes[Int(prefix)].namespace = namespace
  }

  private mutating func prefix(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
    if let known = prefixes.firstIndex(where: { $0.name.elementsEqual(name) }) {
      return Int32(known)
    }
    guard prefixes.count < Self.prefixLimit else { return -1 }
    prefixes.append((Array(name), XMLNamespace(conventionalPrefix: name)))
    return Int32(prefixes.count - 1)
  }
}
