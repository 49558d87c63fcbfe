import Foundation

/// Makes the values of fields from what was captured.
enum FieldText {
  /// Decodes Base64 and decides what an element without a type holds.
  static func settle(_ capture: inout FieldCapture) -> [UInt8] {
    var bytes = capture.takeBytes()
    trim(&bytes)
    switch capture.kind {
    case .base64:
      guard let data = Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters)
      else { break }
      bytes = Array(String(decoding: data, as: UTF8.self).utf8)
      trim(&bytes)
      capture.kind = looksLikeHTML(bytes) ? .html : .plain
    case .plain:
      if !capture.isTyped, looksLikeHTML(bytes) { capture.kind = .html }
    case .html, .declaredHTML, .inline: break
    }
    return bytes
  }

  /// One line without markup; `nil` if nothing is left.
  static func line(_ bytes: [UInt8], _ kind: TextKind) -> String? {
    let text: String
    let markup = kind == .plain ? (isThere: false, isEscaped: false) : markup(in: bytes)
    if kind == .html, markup.isEscaped {
      let decoded = bytes.withUnsafeBufferPointer { CharacterReferences.decode($0) } ?? bytes
      text = TextCleaning.clean(PlainText.of(decoded))
    } else if markup.isThere {
      text = TextCleaning.clean(PlainText.of(bytes))
    } else {
      text = TextCleaning.clean(UTF8Text.string(bytes))
    }
    guard text.utf8.count > longestLine else { return text.isEmpty ? nil : text }
    return String(decoding: text.utf8.prefix(longestLine), as: UTF8.self)
  }

  /// HTML of a body; `nil` if nothing is left.
  ///
  /// - Parameter links: the page that its addresses belong to.
  static func html(_ bytes: [UInt8], _ kind: TextKind, links: inout LinkBase) -> String? {
    var bytes = bytes
    if kind == .plain {
      var escaped: [UInt8] = []
      bytes.withUnsafeBufferPointer { FieldCapture.escape($0, into: &escaped) }
      bytes = escaped
    } else if kind == .html, markup(in: bytes).isEscaped {
      bytes = bytes.withUnsafeBufferPointer { CharacterReferences.decode($0) } ?? bytes
    }
    if kind != .plain, let rewritten = HTMLRewriter.rewrite(bytes, links: &links) {
      bytes = rewritten
    }
    return bytes.isEmpty ? nil : UTF8Text.string(bytes)
  }

  private static let longestLine = 8192

  /// Drops blanks and controls at both ends.
  static func trim(_ bytes: inout [UInt8]) {
    let end = (bytes.lastIndex { $0 > 0x20 } ?? -1) + 1
    if end < bytes.count { bytes.removeLast(bytes.count - end) }
    let start = bytes.firstIndex { $0 > 0x20 } ?? 0
    if start > 0 { bytes.removeFirst(start) }
  }

  static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    trim(&bytes)
    return bytes
  }

  /// Whether an end tag of HTML is in it.
  private static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      rest = rest[(slash + 1)...]
      let name = rest.prefix(16).prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
      if slash > 0, bytes[slash - 1] == UInt8(ascii: "<"), HTMLElement(named: name) != .other {
        return true
      }
    }
    return false
  }

  /// Whether it holds `&lt;p` or the like: markup that was escaped once too often.
  private static func hasEscapedMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while true {
      position = TextBytes.index(of: UInt8(ascii: "&"), in: bytes, from: position) + 1
      guard position < bytes.count else { return false }
      guard bytes[position...].starts(with: "lt;".utf8) else { continue }
      var name = bytes[position...].dropFirst(3).prefix(16)
      if name.first == UInt8(ascii: "/") { name = name.dropFirst() }
      name = name.prefix { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
      if HTMLElement(named: name) != .other, !name.isEmpty { return true }
    }
  }

  /// Whether there is markup, and whether some was escaped once too often.
  private static func markup(in bytes: [UInt8]) -> (isThere: Bool, isEscaped: Bool) {
    bytes.withUnsafeBufferPointer { bytes in
      let isThere = TextBytes.index(of: UInt8(ascii: "<"), in: bytes) < bytes.count
      return (isThere, !isThere && hasEscapedMarkup(bytes))
    }
  }
}
