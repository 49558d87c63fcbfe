/// Makes bytes a text that a YAML reader takes.
enum FrontMatterRepair {
  /// The text, with U+FFFD for what is not UTF-8 and for characters that YAML forbids, and the line
  /// of the first one, counted from 0.
  static func repair(_ bytes: UnsafeRawBufferPointer) -> (text: String, firstLine: Int?) {
    var text = String.UnicodeScalarView()
    var line = 0
    var firstLine: Int?
    var isAfterCarriageReturn = false
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .emptyInput:
        break decoding
      case .scalarValue(let scalar) where isAllowed(scalar):
        text.append(scalar)
        if scalar == "\r" || scalar == "\n" && !isAfterCarriageReturn {
          line += 1
        }
        isAfterCarriageReturn = scalar == "\r"
      case .scalarValue, .error:
        text.append("\u{FFFD}")
        firstLine = firstLine ?? line
        isAfterCarriageReturn = false
      }
    }
    return (String(text), firstLine)
  }

  /// The characters of YAML 1.1, section 5.1.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      true
    default:
      false
    }
  }
}
