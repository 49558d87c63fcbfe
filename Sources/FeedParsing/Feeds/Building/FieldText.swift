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
