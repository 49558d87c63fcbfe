import Articles

/// The name and the attributes of a start tag, as long as the call lasts that it is given to.
struct XMLTag {
  struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let nameRange: Range<Int>
  let attributes: [Attribute]
  let entities: XMLEntities

  var isEmpty: Bool { attributes.isEmpty }

  /// The name without its prefix.
  var localName: UnsafeBufferPointer<UInt8> {
    let name = UnsafeBufferPointer(rebasing: bytes[nameRange])
    guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return name }
    return UnsafeBufferPointer(rebasing: name[(colon + 1)...])
  }

  /// The value of the attribute with that local name, references decoded.
  /// - Parameter name: in lower case.
  func value(_ name: StaticString) -> String? {
    raw(name).map(text)
  }

  func text(_ range: Range<Int>) -> String {
    let raw = UnsafeBufferPointer(rebasing: bytes[range])
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    return String(decoding: entities.decode(raw), as: UTF8.self)
  }

  private func raw(_ name: StaticString) -> Range<Int>? {
    attributes.first { matches(name, $0.name) }?.value
  }

  /// Whether a name is that one, with or without a prefix, in any case.
  private func matches(_ name: StaticString, _ range: Range<Int>) -> Bool {
    let count = name.utf8CodeUnitCount
    guard range.count >= count else { return false }
    let start = range.upperBound - count
    guard start == range.lowerBound || bytes[start - 1] == UInt8(ascii: ":") else { return false }
    for index in 0..<count {
      let byte = bytes[start + index]
      let lower = byte.asciiLowercased
      if lower != name.utf8Start[index] { return false }
    }
    return true
  }
}
