/// What Markdown asks of bytes. Bytes beyond ASCII count as letters.
extension UInt8 {
  var isMarkdownBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  var isMarkdownPunctuation: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  var isMarkdownDigit: Bool { (0x30...0x39).contains(self) }

  var isMarkdownLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}

extension [UInt8] {
  /// Appends text that is to be shown as it is.
  mutating func appendEscaped(_ text: some Sequence<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): self += "&amp;".utf8
      case UInt8(ascii: "<"): self += "&lt;".utf8
      case UInt8(ascii: ">"): self += "&gt;".utf8
      case UInt8(ascii: "\""): self += "&quot;".utf8
      default: append(byte)
      }
    }
  }
}
