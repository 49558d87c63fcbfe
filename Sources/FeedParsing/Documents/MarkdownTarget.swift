/// Where a Markdown link leads: "(address "title")" and what follows "[label]:".
enum MarkdownTarget {
  /// Addresses and titles beyond so many bytes are text, so that unclosed ones cost little.
  private static let longest = 2048
  private static let deepest = 32

  /// Reads a parenthesis from after its "(".
  ///
  /// - Returns: the address and the position after ")".
  static func parenthesis(in text: ArraySlice<UInt8>) -> (address: ArraySlice<UInt8>, end: Int)? {
    var rest = text.drop(while: \.isMarkdownBlank)
    guard let address = address(in: &rest) else { return nil }
    let afterAddress = rest
    rest = rest.drop(while: \.isMarkdownBlank)
    if rest.startIndex > afterAddress.startIndex, skipTitle(in: &rest) {
      rest = rest.drop(while: \.isMarkdownBlank)
    }
    guard rest.first == UInt8(ascii: ")") else { return nil }
    return (address, rest.startIndex + 1)
  }

  /// Reads the rest of a line after "[label]:"; `nil` if it is anything else than a target.
  static func definition(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text.drop(while: \.isMarkdownBlank)
    guard let address = address(in: &rest), !address.isEmpty else { return nil }
    rest = rest.drop(while: \.isMarkdownBlank)
    if skipTitle(in: &rest) { rest = rest.drop(while: \.isMarkdownBlank) }
    return rest.isEmpty ? address : nil
  }

  /// Reads an address, in angle brackets or without blanks and with balanced parentheses.
  private static func address(in text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let candidate = text.prefix(longest)
    if text.first == UInt8(ascii: "<") {
      let inside = candidate.dropFirst()
      guard let end = inside.firstIndex(where: { "<>\n".utf8.contains($0) }),
        inside[end] == UInt8(ascii: ">")
      else { return nil }
      text = text[(end + 1)...]
      return inside[..<end]
    }
    var depth = 0
    var end = candidate.startIndex
    scan: while end < candidate.endIndex, !candidate[end].isMarkdownBlank {
      switch candidate[end] {
      case UInt8(ascii: "("):
        depth += 1
        if depth > deepest { return nil }
      case UInt8(ascii: ")") where depth == 0: break scan
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\\") where end + 1 < candidate.endIndex && candidate[end + 1] != 0x0A:
        end += 1
      default: break
      }
      end += 1
    }
    guard depth == 0 else { return nil }
    text = text[end...]
    return candidate[..<end]
  }

  /// Passes over a title in quotation marks or parentheses; `false` if there is none.
  private static func skipTitle(in text: inout ArraySlice<UInt8>) -> Bool {
    let closing: UInt8
    switch text.first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): closing = text[text.startIndex]
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    default: return false
    }
    var isEscaped = false
    for index in text.indices.dropFirst().prefix(longest) {
      if text[index] == closing, !isEscaped {
        text = text[(index + 1)...]
        return true
      }
      isEscaped = text[index] == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }
}
