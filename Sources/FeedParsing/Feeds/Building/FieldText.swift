import Articles
import Foundation

/// Makes the values of fields from what was captured.
enum FieldText {
  /// Decodes Base64 and decides what an element holds that does not say it.
  static func settle(_ capture: inout FieldCapture, _ notes: inout [FeedNote]) -> [UInt8] {
    let mayHoldSequences = capture.mayHoldSequences
    var bytes = capture.takeBytes()
    if mayHoldSequences { bytes = XMLEntities.withoutSequences(bytes) }
    let isText = capture.kind == .plain || capture.kind == .untyped
    if isText, capture.use.field.isBody { trimLines(&bytes) } else { trim(&bytes) }
    switch capture.kind {
    case .base64:
      if let decoded = base64(bytes) {
        bytes = decoded
        trim(&bytes)
      } else if !bytes.isEmpty {
        notes.append(.notBase64)
      }
      capture.kind = holdsPairs(bytes) ? .html : .plain
    case .guessed:
      if holdsPairs(bytes) { capture.kind = .html }
    case .untyped:
      if isOneElement(bytes) {
        notes.append(.untypedHTML)
        capture.kind = .html
      }
    case .plain, .html, .inline: break
    }
    return bytes
  }

  /// One line without markup; `nil` if nothing is left.
  static func line(
    _ bytes: [UInt8], _ kind: TextKind, _ notes: inout [FeedNote]
  ) -> String? {
    let line =
      switch kind {
      case .html: MarkupRule.line(bytes)
      case .inline: MarkupRule.line(bytes, allTags: true)
      case .plain: MarkupRule.line(plain: UTF8Text.string(bytes), decodings: 0)
      case .untyped, .guessed, .base64:
        MarkupRule.line(plain: UTF8Text.string(bytes), decodings: 1)
      }
    if line.isCut { notes.append(.lineTooLong) }
    return line.text.isEmpty ? nil : line.text
  }

  /// One line of a text whose format knows no markup; `nil` if nothing is left.
  static func plainLine(_ bytes: [UInt8], decodings: Int = 1) -> String? {
    let line = MarkupRule.line(plain: UTF8Text.string(bytes), decodings: decodings)
    return line.text.isEmpty ? nil : line.text
  }

  /// HTML of a body; `nil` if nothing is left. A text without a block or a line break of HTML in it
  /// is one whose own lines count, whatever its kind.
  ///
  /// - Parameter links: the page that its addresses belong to.
  static func html(
    _ bytes: [UInt8], _ kind: TextKind, links: inout LinkBase, _ notes: inout [FeedNote]
  ) -> String? {
    var bytes = bytes
    switch kind {
    case .plain, .untyped, .guessed, .base64:
      var escaped: [UInt8] = []
      bytes.withUnsafeBufferPointer { FieldCapture.escape($0, into: &escaped) }
      bytes = escaped
    case .html, .inline:
      if kind == .html { decodeAgain(&bytes, &notes) }
      if let rewritten = HTMLRewriter.rewrite(bytes, links: &links) { bytes = rewritten }
    }
    return bytes.isEmpty ? nil : UTF8Text.string(bytes)
  }

  /// Puts right what as a whole was escaped once too often; shows tags that are words as such.
  private static func decodeAgain(_ bytes: inout [UInt8], _ notes: inout [FeedNote]) {
    let change = bytes.withUnsafeBufferPointer { bytes -> [UInt8]? in
      if MarkupRule.isEscapedDocument(bytes) {
        notes.append(.escapedTwice)
        return CharacterReferences.decode(bytes)
      }
      let hasSigns = TextBytes.index(of: UInt8(ascii: "<"), in: bytes) < bytes.count
      guard hasSigns, !MarkupRule.holdsMarkup(bytes) else { return nil }
      var escaped: [UInt8] = []
      for byte in bytes {
        if byte == UInt8(ascii: "<") { escaped += "&lt;".utf8 } else { escaped.append(byte) }
      }
      return escaped
    }
    if let change { bytes = change }
  }

  /// What stands in Base64 (RFC 4648, 4), lines broken anywhere; `nil` for everything else, and where
  /// that is no text.
  private static func base64(_ bytes: [UInt8]) -> [UInt8]? {
    let digits = bytes.filter { $0 > 0x20 }
    guard !digits.isEmpty, digits.count % 4 == 0, let data = Data(base64Encoded: Data(digits)),
      let text = String(validating: data, as: UTF8.self),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || (0x09...0x0D).contains($0.value) })
    else { return nil }
    return Array(text.utf8)
  }

  /// Drops blanks and controls at both ends.
  static func trim(_ bytes: inout [UInt8]) {
    let end = (bytes.lastIndex { $0 > 0x20 } ?? -1) + 1
    if end < bytes.count { bytes.removeLast(bytes.count - end) }
    let start = bytes.firstIndex { $0 > 0x20 } ?? 0
    if start > 0 { bytes.removeFirst(start) }
  }

  /// Drops blanks at the end and empty lines at the start, so that the first line keeps its columns.
  static func trimLines(_ bytes: inout [UInt8]) {
    let end = (bytes.lastIndex { $0 > 0x20 } ?? -1) + 1
    if end < bytes.count { bytes.removeLast(bytes.count - end) }
    let first = bytes.firstIndex { $0 > 0x20 } ?? 0
    let start = bytes[..<first].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? first
    if start > 0 { bytes.removeFirst(start) }
  }

  static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    trim(&bytes)
    return bytes
  }

  private static func holdsPairs(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { MarkupRule.holdsMarkup($0, pairedOnly: true) }
  }

  /// Whether it begins with an element of HTML and ends with the end of that element.
  private static func isOneElement(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else { return false }
    let name = bytes.dropFirst().prefix { $0.isASCIILetter }
    let end = bytes.dropLast().suffix(name.count)
    return !name.isEmpty && bytes.count > 2 * name.count + 4 && HTMLName.isKnown(name)
      && zip(name, end).allSatisfy { $0 | 0x20 == $1 | 0x20 }
      && bytes.dropLast(name.count + 1).suffix(2).elementsEqual("</".utf8)
  }
}

/// How the content of an element is to be read.
enum TextKind {
  /// Characters that stand for themselves.
  case plain
  /// Text by default: HTML only where one element of HTML holds the whole of it.
  case untyped
  /// Of a type that nobody knows: HTML where paired elements stand in it, else text.
  case guessed
  /// HTML, its markup escaped or in CDATA; bare tags belong to it.
  case html
  /// The elements themselves are the markup.
  case inline
  case base64

  /// Whether tags in it are markup.
  var hasMarkup: Bool {
    switch self {
    case .html, .inline: true
    case .plain, .untyped, .guessed, .base64: false
    }
  }

  /// By the attributes of an Atom text construct (RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1).
  static func atom(type: String?, mode: String?) -> TextKind {
    let type = TextCleaning.clean(type ?? "").lowercased()
    let essence = type.prefix { $0 != ";" && $0 != " " }
    let mode = mode?.lowercased()
    if mode == "base64" { return .base64 }
    switch essence {
    case "": return .untyped
    case "text", "text/plain", "plain": return .plain
    case "html", "text/html": return mode == "xml" ? .inline : .html
    case "xhtml": return mode == "escaped" ? .html : .inline
    default:
      if essence.contains("html") { return mode == "escaped" ? .html : .inline }
      if essence.hasSuffix("+xml") || essence.hasSuffix("/xml") { return .inline }
      if essence.hasPrefix("text/") { return .plain }
      return essence.contains("/") && mode == nil ? .base64 : .guessed
    }
  }
}

/// The name in "Name <mail>", "mail (Name)" and what else feeds write.
enum PersonText {
  /// `nil` for nothing.
  static func author(_ text: String) -> FeedAuthor? {
    let text = TextCleaning.clean(text, decodings: 0)
    guard text.utf8.contains(UInt8(ascii: "@")), text.utf8.count < 1000 else {
      if text.isEmpty { return nil }
      let isAddress = LinkResolver.isOfWeb(text) && text.utf8.contains(UInt8(ascii: "/"))
      return isAddress && !text.utf8.contains(0x20)
        ? FeedAuthor(url: text) : FeedAuthor(name: text)
    }
    let separators: Set<Character> = [" ", "<", ">", "(", ")", "[", "]", ",", "\"", ":"]
    let words = text.split { separators.contains($0) }
    guard let email = words.first(where: { $0.contains("@") && $0.first != "@" }) else {
      return FeedAuthor(name: text)
    }
    var rest = text
    rest.replaceSubrange(email.startIndex..<email.endIndex, with: "\u{0}")
    if let mailto = rest.firstRange(of: "mailto:\u{0}") {
      rest.replaceSubrange(mailto, with: "\u{0}")
    }
    let marks: Set<Character> = ["<", ">", "(", ")", "[", "]", "\"", ",", "\u{0}"]
    let name = TextCleaning.clean(
      String(rest.map { marks.contains($0) ? " " : $0 }), decodings: 0)
    return FeedAuthor(name: name.isEmpty ? nil : name, email: String(email))
  }
}

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
