/// HTML as text, for titles.
enum PlainText {
  /// The text without the tags of HTML; what only looks like a tag stays, as in "Array<Int>".
  /// References are left as they are.
  static func of(_ html: [UInt8]) -> String {
    html.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var result: [UInt8] = []
      var hidden: HTMLElement?
      while let piece = scanner.next() {
        let element = HTMLElement(named: bytes[piece.name])
        switch piece.kind {
        case .remark: break
        case .text:
          if hidden == nil { result += bytes[piece.range] }
        case .start, .end:
          if hidden != nil {
            if piece.kind == .end, element == hidden { hidden = nil }
          } else if piece.kind == .start, element.isHidden {
            hidden = element
          } else if element == .other, !isKnown(bytes[piece.name]) {
            result += bytes[piece.range]
          } else if element.isBlock || element == .br {
            result.append(0x20)
          }
        }
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// Elements of HTML that change nothing in how a body reads.
  private static let others: Set<String> = [
    "abbr", "acronym", "applet", "area", "bdi", "bdo", "big", "blink", "button", "canvas", "col",
    "colgroup", "data", "del", "dialog", "font", "frame", "frameset", "hgroup", "ins", "keygen",
    "label", "map", "mark", "marquee", "math", "meter", "nobr", "output", "picture", "plaintext",
    "progress", "rp", "rt", "ruby", "s", "small", "span", "strike", "time", "u", "xmp",
  ]

  private static func isKnown(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    others.contains(String(decoding: name, as: UTF8.self).lowercased())
  }
}
