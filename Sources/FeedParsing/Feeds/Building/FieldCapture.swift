/// The content of an element while it is read.
struct FieldCapture {
  let use: FieldUse
  var kind: TextKind
  private(set) var bytes: [UInt8]
  private(set) var isTooLong = false
  /// Whether a reference may have begun a sequence for terminals.
  private(set) var mayHoldSequences = false
  /// Where the tags of the elements that are open inside have their names; `nil` where none is kept.
  private var inner: [Range<Int>?] = []
  /// How many elements were open where the innermost one began whose text is not read.
  private var passedOver: Int?
  /// An inline `div` that only wraps.
  private var isWrapped = false

  /// What is longer is cut: no article is, and nothing may fill the memory.
  static let longest = 8 << 20

  /// - Parameter buffer: empty; what is read goes there.
  init(_ use: FieldUse, kind: TextKind, buffer: consuming [UInt8] = []) {
    self.use = use
    self.kind = kind
    bytes = buffer
  }

  var isOutermost: Bool { inner.isEmpty }
  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if passedOver != nil { return }
    guard bytes.count < Self.longest else {
      isTooLong = true
      return
    }
    if text.count <= 2, let first = text.first, first == 0x07 || first == 0x1B || first == 0xC2 {
      mayHoldSequences = true
    }
    if kind == .inline { Self.escape(text, into: &bytes) } else { bytes.append(contentsOf: text) }
  }

  mutating func begin(_ name: XMLName, _ tag: XMLTag) {
    inner.append(nil)
    if passedOver == nil, !use.field.isRichText, use.field.isAddress || name.element != .other {
      passedOver = inner.count
    }
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
    let start = bytes.count
    bytes.append(contentsOf: tag.localName)
    inner[inner.count - 1] = start..<bytes.count
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
  mutating func end() {
    guard let nameRange = inner.popLast() else { return }
    if let passedOver, inner.count < passedOver { self.passedOver = nil }
    if inner.isEmpty, isWrapped {
      isWrapped = false
      return
    }
    guard let nameRange, bytes.count < Self.longest else { return }
    let name = Array(bytes[nameRange])
    guard !HTMLElement(named: name).isVoid else { return }
    bytes += "</".utf8
    bytes += name
    bytes.append(UInt8(ascii: ">"))
  }

  /// Hands over what was read, and its buffer.
  mutating func takeBytes() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
  }

  static func escape(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    var start = 0
    for index in 0..<text.count {
      let reference: StaticString
      switch text[index] {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      default: continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      reference.withUTF8Buffer { bytes.append(contentsOf: $0) }
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }
}
