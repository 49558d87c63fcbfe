import Foundation

/// Makes the values of fields from what was captured.
enum FieldText {
  /// Decodes Base64 and decides what an element without a type holds.
  static func settle(_ capture: inout FieldCapture) -> [UInt8] {
    var bytes = trimmed(capture.bytes[...])
    switch capture.kind {
    case .base64:
      guard let data = Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters)
      else { break }
      bytes = trimmed(Array(String(decoding: data, as: UTF8.self).utf8)[...])
      capture.kind = looksLikeHTML(bytes) ? .html : .plain
    case .plain:
      if !capture.isTyped, looksLikeHTML(bytes) { capture.kind = .html }
    case .html, .inline: break
    }
    return bytes
  }

  /// One line without markup; `nil` if nothing is left.
  static func line(_ bytes: ArraySlice<UInt8>, _ kind: TextKind) -> String? {
    let text: String
    if kind == .plain || !bytes.contains(UInt8(ascii: "<")) && !hasEscapedMarkup(bytes) {
      text = TextCleaning.clean(String(decoding: bytes, as: UTF8.self))
    } else {
      text = TextCleaning.clean(PlainText.of(Array(bytes)))
    }
    guard text.utf8.count > longestLine else { return text.isEmpty ? nil : text }
    return String(decoding: text.utf8.prefix(longestLine), as: UTF8.self)
  }

  /// HTML of a body; `nil` if nothing is left.
  static func html(_ bytes: [UInt8], _ kind: TextKind, base: String?) -> String? {
    var bytes = bytes
    if kind == .plain {
      var escaped: [UInt8] = []
      FieldCapture.escape(bytes, into: &escaped)
      bytes = escaped
    } else if hasEscapedMarkup(bytes[...]), !bytes.contains(UInt8(ascii: "<")) {
      // Escaped once more than it should be.
      bytes = bytes.withUnsafeBufferPointer { CharacterReferences.decode($0) } ?? bytes
    }
    if kind != .plain, let rewritten = HTMLRewriter.rewrite(bytes, base: base) { bytes = rewritten }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private static let longestLine = 8192

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var slice = bytes
    while let first = slice.first, first <= 0x20 { slice.removeFirst() }
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    return Array(slice)
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
  private static func hasEscapedMarkup(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
      rest = rest[(ampersand + 1)...]
      guard rest.starts(with: "lt;".utf8) else { continue }
      var name = rest.dropFirst(3).prefix(16)
      if name.first == UInt8(ascii: "/") { name = name.dropFirst() }
      name = name.prefix { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
      if HTMLElement(named: name) != .other, !name.isEmpty { return true }
    }
    return false
  }
}
