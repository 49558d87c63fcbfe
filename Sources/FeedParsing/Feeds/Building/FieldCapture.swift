/// The content of an element while it is read.
struct FieldCapture {
  let use: FieldUse
  var kind: TextKind
  /// Whether the feed says what kind it is.
  let isTyped: Bool
  private(set) var bytes: [UInt8] = []
  private(set) var isTooLong = false
  /// The elements that are open inside.
  private var inner: [Int32] = []
  /// An inline `div` that only wraps.
  private var isWrapped = false

  /// What is longer is cut: no article is, and nothing may fill the memory.
  static let longest = 8 << 20

  init(_ use: FieldUse, kind: TextKind, isTyped: Bool, buffer: [UInt8] = []) {
    self.use = use
    self.kind = kind
    self.isTyped = isTyped
    bytes = buffer
    bytes.removeAll(keepingCapacity: true)
  }

  var isOutermost: Bool { inner.isEmpty }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard bytes.count < Self.longest else {
      isTooLong = true
      return
    }
    if kind == .inline { Self.escape(text, into: &bytes) } else { bytes.append(contentsOf: text) }
  }

  mutating func begin(_ name: XMLName, _ tag: XMLTag, names: XMLNames) {
    inner.append(name.id)
    if inner.count == 1, kind == .inline, name.element == .div,
      bytes.allSatisfy({ $0 <= 0x20 })
    {
      isWrapped = true
      return
    }
    guard use.field.isRichText, kind.hasMarkup,
      bytes.count < Self.longest
    else { return }
    bytes.append(UInt8(ascii: "<"))
    bytes += names.localName(name.id)
    for attribute in tag.attributes {
      guard !tag.bytes[attribute.name].starts(with: "xmlns".utf8) else { continue }
      bytes.append(UInt8(ascii: " "))
      bytes += tag.bytes[attribute.name]
      bytes += "=\"".utf8
      for byte in tag.bytes[attribute.value] {
        if byte == UInt8(ascii: "\"") { bytes += "&quot;".utf8 } else { bytes.append(byte) }
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  /// The innermost element inside ends.
  mutating func end(names: XMLNames) {
    guard let id = inner.popLast() else { return }
    if inner.isEmpty, isWrapped {
      isWrapped = false
      return
    }
    guard use.field.isRichText, kind.hasMarkup,
      bytes.count < Self.longest
    else { return }
    let name = names.localName(id)
    guard !HTMLElement(named: name).isVoid else { return }
    bytes += "</".utf8
    bytes += name
    bytes.append(UInt8(ascii: ">"))
  }

  static func escape(_ text: some Collection<UInt8>, into bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + text.count)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      default: bytes.append(byte)
      }
    }
  }
}
