/// Reads a document type declaration byte by byte, for the entities that it declares.
struct XMLDoctype {
  private var declaration: [UInt8] = []
  private var depth = 0
  private var isInSubset = false
  private var quote: UInt8?
  private var count = 0

  private static let longest = 1 << 14
  private static let longestOfAll = 1 << 20

  private var isInComment: Bool { depth > 0 && declaration.starts(with: "!--".utf8) }

  /// - Returns: whether the declaration is over.
  mutating func take(_ byte: UInt8, _ entities: XMLEntities) -> Bool {
    count += 1
    guard count < Self.longestOfAll else { return true }
    if let open = quote {
      if byte == open { quote = nil }
      keep(byte)
      return false
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      // Only inside a declaration, and in the identifiers before the subset.
      if !isInComment { quote = byte }
      keep(byte)
    case UInt8(ascii: "["):
      isInSubset = isInSubset || depth == 0
      keep(byte)
    case UInt8(ascii: "]"):
      isInSubset = isInSubset && depth > 0
      keep(byte)
    case UInt8(ascii: "<"):
      if isInComment { return false }
      depth = 1
      declaration.removeAll(keepingCapacity: true)
    case UInt8(ascii: ">"):
      guard depth > 0 else { return !isInSubset }
      if isInComment, !declaration.suffix(2).elementsEqual("--".utf8) { return false }
      depth -= 1
      declare(entities)
      declaration.removeAll(keepingCapacity: true)
    default:
      keep(byte)
    }
    return false
  }

  private mutating func keep(_ byte: UInt8) {
    guard depth > 0 else { return }
    if declaration.count >= Self.longest { declaration.removeLast(Self.longest / 2) }
    declaration.append(byte)
  }

  /// `!ENTITY name "value"` or `!ENTITY name SYSTEM "…"`.
  private func declare(_ entities: XMLEntities) {
    guard declaration.starts(with: "!ENTITY".utf8) else { return }
    var rest = declaration.dropFirst(7).drop { $0 <= 0x20 }
    let name = rest.prefix { $0 > 0x20 }
    rest = rest.dropFirst(name.count).drop { $0 <= 0x20 }
    guard !name.isEmpty, name.first != UInt8(ascii: "%") else { return }
    let key = String(decoding: name, as: UTF8.self)
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return entities.declare(key, nil)
    }
    entities.declare(key, Array(rest.dropFirst().prefix { $0 != quote }))
  }
}
