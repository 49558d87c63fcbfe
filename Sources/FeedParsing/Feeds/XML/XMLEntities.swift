import Articles

/// The references of a document: those of XML and HTML, and what its own DTD declares.
///
/// External entities are never read. What the document's own ones grow to is bounded for the whole
/// document, which is why this has an identity.
final class XMLEntities {
  enum Reference {
    case scalar(Unicode.Scalar, end: Int)
    case text([UInt8], end: Int)
    /// An external entity: it stands for nothing here.
    case refused(end: Int)
    case none
  }

  private var declared: [String: [UInt8]?] = [:]
  /// How many bytes of replaced text the document may still cost.
  private var budget = 1 << 20
  private static let mostDeclared = 256
  private static let longestValue = 4096
  private static let deepest = 8

  /// Whether a reference was left out because the document had used up its replaced text.
  var isExhausted: Bool { budget <= 0 }

  /// - Parameter value: `nil` for an external entity. The first declaration counts.
  func declare(_ name: String, _ value: [UInt8]?) {
    guard declared.count < Self.mostDeclared, declared[name] == nil else { return }
    let value = value.map { $0.count > Self.longestValue ? [] : $0 }
    declared.updateValue(value, forKey: name)
  }

  /// Reads what stands behind an ampersand.
  func reference(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
  ) -> Reference {
    if let (scalar, next) = quick(bytes, start, end) { return .scalar(scalar, end: next) }
    let tail = Slice(base: bytes, bounds: start..<end)
    if !declared.isEmpty, let name = name(in: tail), let value = declared[name] {
      let next = start + name.utf8.count + 1
      guard let value else { return .refused(end: next) }
      var expanded: [UInt8] = []
      expand(value, into: &expanded, depth: 0)
      return .text(expanded, end: next)
    }
    if let (scalar, next) = CharacterReferences.reference(in: tail) {
      return .scalar(scalar, end: next)
    }
    return .none
  }

  /// Text with every reference replaced; what is none stays.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var holdsSequences = false
    var position = 0
    while let ampersand = bytes[position...].firstIndex(of: UInt8(ascii: "&")) {
      result += bytes[position..<ampersand]
      switch reference(in: bytes, at: ampersand + 1, end: bytes.count) {
      case .scalar(let scalar, let end):
        if Self.isText(scalar) || Self.boundsSequence(scalar) {
          result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
          holdsSequences = holdsSequences || Self.boundsSequence(scalar)
        }
        position = end
      case .text(let text, let end):
        result += text
        position = end
      case .refused(let end): position = end
      case .none:
        result.append(UInt8(ascii: "&"))
        position = ampersand + 1
      }
    }
    result += bytes[position...]
    return holdsSequences ? Self.withoutSequences(result) : result
  }

  /// Whether a character that may not stand in text begins or ends a sequence for terminals, which is
  /// to go as a whole.
  static func boundsSequence(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x07, 0x1B, 0x80...0x84, 0x86...0x9F: true
    default: false
    }
  }

  /// Without the sequences that references may have made.
  static func withoutSequences(_ text: [UInt8]) -> [UInt8] {
    var text = TerminalSequence.removed(from: text)
    text.removeAll { $0 == 0x07 }
    return text
  }

  /// Whether a character may stand in text: tab and line end, and no other control.
  static func isText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case ..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  /// The five of XML, without a look into a table.
  private func quick(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (Unicode.Scalar, Int)? {
    guard start + 3 <= end else { return nil }
    let semicolon = UInt8(ascii: ";")
    switch (bytes[start], bytes[start + 1]) {
    case (UInt8(ascii: "l"), UInt8(ascii: "t")) where bytes[start + 2] == semicolon:
      return ("<", start + 3)
    case (UInt8(ascii: "g"), UInt8(ascii: "t")) where bytes[start + 2] == semicolon:
      return (">", start + 3)
    case (UInt8(ascii: "a"), UInt8(ascii: "m"))
    where start + 4 <= end && bytes[start + 2] == UInt8(ascii: "p")
      && bytes[start + 3] == semicolon:
      return ("&", start + 4)
    case (UInt8(ascii: "q"), UInt8(ascii: "u"))
    where start + 5 <= end && bytes[start + 2] == UInt8(ascii: "o")
      && bytes[start + 3] == UInt8(ascii: "t") && bytes[start + 4] == semicolon:
      return ("\"", start + 5)
    default:
      return nil
    }
  }

  private func name(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    guard let semicolon = bytes.prefix(129).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    return String(decoding: bytes[..<semicolon], as: UTF8.self)
  }

  private func expand(_ value: [UInt8], into result: inout [UInt8], depth: Int) {
    budget -= value.count + 16
    guard budget > 0 else { return }
    value.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count {
        guard bytes[position] == UInt8(ascii: "&") else {
          result.append(bytes[position])
          position += 1
          continue
        }
        let tail = Slice(base: bytes, bounds: position + 1..<bytes.count)
        if depth < Self.deepest, let name = name(in: tail), let inner = declared[name] {
          if let inner { expand(inner, into: &result, depth: depth + 1) }
          position += name.utf8.count + 2
        } else if let (scalar, end) = CharacterReferences.reference(in: tail) {
          if Self.isText(scalar) { result += String(scalar).utf8 }
          position = end
        } else {
          result.append(bytes[position])
          position += 1
        }
      }
    }
  }
}

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
