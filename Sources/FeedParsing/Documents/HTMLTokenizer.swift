/// Cuts HTML into tags and text, as browsers do, in time linear in its length.
///
/// What browsers lose is kept: after a tag, a comment or a quotation mark that never ends, the rest
/// is read as if that had not begun. libxml2's HTML parser is not used here: end tags that match
/// nothing cost it the square of the depth (21 s for 800 KB of `<b>` and `</i>`), and it knows no
/// name of HTML 5.
struct HTMLTokenizer {
  enum Token {
    /// Character references not yet decoded.
    case text(Range<Int>)
    case start(HTMLTag)
    case end(HTMLElement)
  }

  let bytes: [UInt8]
  /// After the last tag that was read; what stands before it is read then too.
  private(set) var position = 0
  /// Read together with the text before it, and handed out next.
  private var held: Token?
  private var hasTags = true
  private var hasCommentEnds = true
  private var honoursQuotes = true
  private var unclosed: Set<HTMLElement> = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next token; `nil` at the end.
  mutating func next() -> Token? {
    if let token = held {
      held = nil
      return token
    }
    var textStart = position
    var scan = position
    while hasTags, let opening = index(of: UInt8(ascii: "<"), from: scan) {
      guard let (token, end) = markup(at: opening) else {
        scan = opening + 1
        continue
      }
      position = end
      if textStart < opening {
        held = token
        return .text(textStart..<opening)
      }
      if let token { return token }
      textStart = end
      scan = end
    }
    position = bytes.count
    return textStart < position ? .text(textStart..<position) : nil
  }

  /// Reads what "<" begins; `nil` if that is no markup. Comments have no token.
  private mutating func markup(at opening: Int) -> (token: Token?, end: Int)? {
    let next = opening + 1
    guard next < bytes.count else { return nil }
    switch bytes[next] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      return startTag(nameAt: next)
    case UInt8(ascii: "/"):
      return endTag(nameAt: next + 1)
    case UInt8(ascii: "!"):
      return comment(at: next + 1) ?? closing(from: next).map { (nil, $0) }
    case UInt8(ascii: "?"):
      return closing(from: next).map { (nil, $0) }
    default:
      return nil
    }
  }

  // MARK: Tags

  private mutating func startTag(nameAt start: Int) -> (token: Token?, end: Int)? {
    let nameEnd = endOfName(from: start)
    var tag = HTMLTag(element(named: start..<nameEnd))
    guard var end = attributes(from: nameEnd, of: &tag) else { return nil }
    if tag.element.isRawText, !tag.isSelfClosing,
      let contentEnd = endOfRawText(of: tag.element, from: end)
    {
      tag.rawText = end..<contentEnd
      end = contentEnd
    }
    return (.start(tag), end)
  }

  private mutating func endTag(nameAt start: Int) -> (token: Token?, end: Int)? {
    guard let end = closing(from: start) else { return nil }
    let name = start..<endOfName(from: start)
    guard !name.isEmpty, isLetter(bytes[start]) else { return (nil, end) }
    return (.end(element(named: name)), end)
  }

  private func element(named name: Range<Int>) -> HTMLElement {
    bytes.withUnsafeBufferPointer { HTMLElement(named: UnsafeBufferPointer(rebasing: $0[name])) }
  }

  /// Reads attributes up to the position after ">".
  private mutating func attributes(from start: Int, of tag: inout HTMLTag) -> Int? {
    // As most tags are.
    if start < bytes.count, bytes[start] == UInt8(ascii: ">") { return start + 1 }
    if honoursQuotes {
      let bare = tag
      if let end = scanAttributes(from: start, of: &tag) { return end }
      honoursQuotes = false
      tag = bare
    }
    guard let end = scanAttributes(from: start, of: &tag) else {
      hasTags = false
      return nil
    }
    return end
  }

  private func scanAttributes(from start: Int, of tag: inout HTMLTag) -> Int? {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ">"):
        return index + 1
      case UInt8(ascii: "/"):
        tag.isSelfClosing = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ">")
        index += 1
      case let byte where isBlank(byte):
        index += 1
      default:
        guard let end = scanAttribute(from: index, of: &tag) else { return nil }
        index = end
      }
    }
    return nil
  }

  private func scanAttribute(from start: Int, of tag: inout HTMLTag) -> Int? {
    var nameEnd = start + 1
    while nameEnd < bytes.count, !isBlank(bytes[nameEnd]), !isAttributeEnd(bytes[nameEnd]) {
      nameEnd += 1
    }
    var index = skipBlanks(from: nameEnd)
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      tag.append(.init(name: start..<nameEnd, value: nameEnd..<nameEnd))
      return nameEnd
    }
    index = skipBlanks(from: index + 1)
    guard index < bytes.count else { return nil }
    let quote = bytes[index]
    if honoursQuotes, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = self.index(of: quote, from: index + 1) else { return nil }
      tag.append(.init(name: start..<nameEnd, value: index + 1..<end))
      return end + 1
    }
    let end = bytes[index...].firstIndex { isBlank($0) || $0 == UInt8(ascii: ">") } ?? bytes.count
    tag.append(.init(name: start..<nameEnd, value: index..<end))
    return end
  }

  /// The position of the end tag of an element that holds nothing but text.
  private mutating func endOfRawText(of element: HTMLElement, from start: Int) -> Int? {
    guard !unclosed.contains(element) else { return nil }
    var scan = start
    while let opening = index(of: UInt8(ascii: "<"), from: scan) {
      scan = opening + 1
      guard scan < bytes.count, bytes[scan] == UInt8(ascii: "/") else { continue }
      let nameEnd = endOfName(from: scan + 1)
      if self.element(named: scan + 1..<nameEnd) == element { return opening }
      scan = nameEnd
    }
    unclosed.insert(element)
    return nil
  }

  // MARK: Comments

  private mutating func comment(at start: Int) -> (token: Token?, end: Int)? {
    let dash = UInt8(ascii: "-")
    guard hasCommentEnds, bytes[start...].starts(with: [dash, dash]) else { return nil }
    var scan = start
    while let closing = index(of: UInt8(ascii: ">"), from: scan) {
      let closesAtOnce = closing == start + 2 || closing == start + 3 && bytes[start + 2] == dash
      let endsInDashes = bytes[(start + 2)..<closing].suffix(2).elementsEqual([dash, dash])
      if closesAtOnce || endsInDashes { return (nil, closing + 1) }
      scan = closing + 1
    }
    hasCommentEnds = false
    return nil
  }

  /// The position after the next ">".
  private mutating func closing(from start: Int) -> Int? {
    guard let index = index(of: UInt8(ascii: ">"), from: start) else {
      hasTags = false
      return nil
    }
    return index + 1
  }

  // MARK: Bytes

  private func index(of byte: UInt8, from start: Int) -> Int? {
    let index = bytes.withUnsafeBufferPointer { TextBytes.index(of: byte, in: $0, from: start) }
    return index < bytes.count ? index : nil
  }

  private func endOfName(from start: Int) -> Int {
    var end = start
    while end < bytes.count, !isBlank(bytes[end]), bytes[end] != UInt8(ascii: "/"),
      bytes[end] != UInt8(ascii: ">")
    {
      end += 1
    }
    return end
  }

  private func skipBlanks(from start: Int) -> Int {
    bytes[start...].firstIndex { !isBlank($0) } ?? bytes.count
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private func isAttributeEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }
}
