import Articles

extension XMLTokenizer {
  /// Reads a start tag and says where it ends; `nil` if the window ends before.
  mutating func startTag(
    _ window: UnsafeBufferPointer<UInt8>, _ opening: Int, _ isLast: Bool
  ) -> Int? {
    let nameEnd = endOfName(window, opening + 1)
    var isEmpty = false
    guard
      let end = readAttributes(window, nameEnd, isEmpty: &isEmpty, honoursQuotes: true)
        ?? unquotedEnd(window, opening, nameEnd, isLast, isEmpty: &isEmpty)
    else {
      if !isLast, window.count - opening < Self.longestTag { return nil }
      note(.strayBracket, window, opening)
      if handler.wantsText {
        handler.text(UnsafeBufferPointer(rebasing: window[opening...opening]))
      }
      return opening + 1
    }
    begin(opening + 1..<nameEnd, window, at: opening)
    if isEmpty { endInnermost() }
    placeNotes(window, opening)
    return end
  }

  /// Where a tag ends whose quotation marks do not.
  private mutating func unquotedEnd(
    _ window: UnsafeBufferPointer<UInt8>, _ opening: Int, _ nameEnd: Int, _ isLast: Bool,
    isEmpty: inout Bool
  ) -> Int? {
    guard isLast || window.count - opening >= Self.longestTag else { return nil }
    return readAttributes(window, nameEnd, isEmpty: &isEmpty, honoursQuotes: false)
  }

  /// Opens an element with the attributes just read.
  private mutating func begin(
    _ nameRange: Range<Int>, _ window: UnsafeBufferPointer<UInt8>, at position: Int
  ) {
    guard open.count < Self.deepest else {
      note(.tooDeep, window, position)
      depthBeyond += 1
      return
    }
    let id = names.id(of: UnsafeBufferPointer(rebasing: window[nameRange]))
    let bound = Int32(bindings.count)
    if !attributes.isEmpty { bindPrefixes(window) }
    let name = names.resolved(id)
    if name.element == .item || name.element == .entry,
      let ended = open.lastIndex(where: { handler.isEnded($0.element, by: name) })
    {
      note(.unclosed, window, position)
      let own = Array(bindings[Int(bound)...])
      close(downTo: ended)
      for binding in own { bindings.append(binding) }
    }
    open.append(OpenElement(id: id, element: name.element, bindings: bound))
    handler.start(
      name,
      XMLTag(bytes: window, nameRange: nameRange, attributes: attributes, entities: entities))
  }

  private mutating func bindPrefixes(_ window: UnsafeBufferPointer<UInt8>) {
    for attribute in attributes where begins(window, attribute.name.lowerBound, "xmlns") {
      let isDefault = attribute.name.count == 5
      guard isDefault || window[attribute.name.lowerBound + 5] == UInt8(ascii: ":") else {
        continue
      }
      let prefixStart = min(attribute.name.lowerBound + 6, attribute.name.upperBound)
      let prefix = UnsafeBufferPointer(rebasing: window[prefixStart..<attribute.name.upperBound])
      let address = UnsafeBufferPointer(rebasing: window[attribute.value])
      guard bindings.count < 4096,
        let old = names.bind(prefix: prefix, to: meaning(of: address, prefix: prefix))
      else { continue }
      bindings.append(old)
    }
  }

  /// An address that nobody knows means what its prefix usually does; without a prefix, on the root
  /// element, that of the feed.
  private func meaning(
    of address: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>
  ) -> XMLNamespace {
    if let known = XMLNamespace(address: address) { return known }
    if prefix.isEmpty { return open.isEmpty ? .core : .other }
    return XMLNamespace(conventionalPrefix: prefix)
  }

  // MARK: Ends

  /// Reads an end tag and says where it ends; `nil` if the window ends before.
  mutating func endTag(
    _ window: UnsafeBufferPointer<UInt8>, _ opening: Int, _ isLast: Bool
  ) -> Int? {
    let nameEnd = endOfName(window, opening + 2)
    let name = UnsafeBufferPointer(rebasing: window[opening + 2..<nameEnd])
    if nameEnd < window.count, window[nameEnd] == UInt8(ascii: ">"), depthBeyond == 0,
      let innermost = open.last, names.isNamed(innermost.id, name)
    {
      endInnermost()
      placeNotes(window, opening)
      return nameEnd + 1
    }
    var end = index(of: ">", window, nameEnd)
    let nested = index(
      of: "<", UnsafeBufferPointer(rebasing: window[..<min(end, window.count)]), nameEnd)
    if nested < end {
      // "</title <link>": the bracket is missing, the next tag is whole.
      end = nested - 1
    } else if end == window.count {
      guard isLast || window.count - opening >= 4096 else { return nil }
      end = isLast ? window.count - 1 : nameEnd - 1
    }
    endElement(names.id(of: name), window, at: opening)
    placeNotes(window, opening)
    return max(end + 1, nameEnd)
  }

  /// Gives what the handler found here its line.
  private mutating func placeNotes(_ window: UnsafeBufferPointer<UInt8>, _ position: Int) {
    while let found = handler.takeNote() { note(found, window, position) }
  }

  private mutating func endElement(
    _ id: Int32, _ window: UnsafeBufferPointer<UInt8>, at position: Int
  ) {
    if depthBeyond > 0 {
      depthBeyond -= 1
      return
    }
    if open.last?.id == id { return endInnermost() }
    guard let match = open.lastIndex(where: { $0.id == id }) ?? sameElement(id) else {
      return note(.strayEndTag, window, position)
    }
    if match < open.count - 1 { note(.unclosed, window, position) }
    close(downTo: match)
  }

  /// The innermost open element that is that one by another prefix or in another case.
  private func sameElement(_ id: Int32) -> Int? {
    let name = names.resolved(id)
    guard name.element != .other else { return nil }
    return open.lastIndex { $0.element == name.element }
  }

  private mutating func endInnermost() {
    if depthBeyond > 0 {
      depthBeyond -= 1
    } else {
      close(downTo: open.count - 1)
    }
  }

  mutating func close(downTo count: Int) {
    depthBeyond = 0
    while open.count > max(count, 0), let element = open.popLast() {
      handler.end()
      while bindings.count > Int(element.bindings), let old = bindings.popLast() {
        names.rebind(old.prefix, to: old.was)
      }
    }
  }

  // MARK: Attributes

  private func endOfName(_ window: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < window.count {
      switch window[position] {
      case ...0x20, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"): return position
      default: position += 1
      }
    }
    return position
  }

  /// Reads attributes up to the position after ">".
  private mutating func readAttributes(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, isEmpty: inout Bool, honoursQuotes: Bool
  ) -> Int? {
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    isEmpty = false
    var position = start
    while position < window.count {
      switch window[position] {
      case UInt8(ascii: ">"):
        return position + 1
      case UInt8(ascii: "<"):
        // "<title <link>": the bracket is missing, the next tag is whole.
        return position
      case UInt8(ascii: "/"):
        isEmpty = position + 1 < window.count && window[position + 1] == UInt8(ascii: ">")
        position += 1
      case ...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="):
        position += 1
      default:
        guard let end = readAttribute(window, position, honoursQuotes) else { return nil }
        position = end
      }
    }
    return nil
  }

  private mutating func readAttribute(
    _ window: UnsafeBufferPointer<UInt8>, _ start: Int, _ honoursQuotes: Bool
  ) -> Int? {
    var nameEnd = start
    while nameEnd < window.count, window[nameEnd] != UInt8(ascii: "="),
      window[nameEnd] > 0x20, window[nameEnd] != UInt8(ascii: ">"),
      window[nameEnd] != UInt8(ascii: "/"), window[nameEnd] != UInt8(ascii: "<")
    {
      nameEnd += 1
    }
    var position = skipBlanks(window, nameEnd)
    guard position < window.count else { return nil }
    guard window[position] == UInt8(ascii: "=") else {
      keep(start..<nameEnd, nameEnd..<nameEnd)
      return nameEnd
    }
    position = skipBlanks(window, position + 1)
    guard position < window.count else { return nil }
    let quote = window[position]
    if honoursQuotes, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = index(of: Unicode.Scalar(quote), window, position + 1)
      guard end < window.count else { return nil }
      keep(start..<nameEnd, position + 1..<end)
      return end + 1
    }
    let valueStart = position
    while position < window.count, window[position] > 0x20, window[position] != UInt8(ascii: ">") {
      if window[position] == UInt8(ascii: "/"), position + 1 < window.count,
        window[position + 1] == UInt8(ascii: ">")
      {
        break
      }
      position += 1
    }
    guard position < window.count else { return nil }
    keep(start..<nameEnd, valueStart..<position)
    return position
  }

  /// Attributes beyond the first hundred are forgotten.
  private mutating func keep(_ name: Range<Int>, _ value: Range<Int>) {
    if attributes.count < 100 { attributes.append(.init(name: name, value: value)) }
  }

  private func skipBlanks(_ window: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < window.count, window[position] <= 0x20 { position += 1 }
    return position
  }
}

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
