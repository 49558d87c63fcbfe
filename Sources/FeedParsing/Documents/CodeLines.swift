import Articles

/// The text of a code block, made fit to show.
enum CodeLines {
  /// Drops blank lines at both ends and blanks at the end, and sets tabs out to columns of eight.
  static func tidy(_ spans: inout [Document.Span]) {
    dropBlankStart(&spans)
    dropBlankEnd(&spans)
    guard spans.contains(where: { $0.text.utf8.contains(0x09) }) else { return }
    var column = 0
    for index in spans.indices {
      spans[index].text = withoutTabs(spans[index].text, column: &column)
    }
  }

  private static func dropBlankStart(_ spans: inout [Document.Span]) {
    while let text = spans.first?.text.unicodeScalars {
      if let start = text.firstIndex(where: { !isBlank($0) }) {
        guard let lineBreak = text[..<start].lastIndex(of: "\n") else { return }
        spans[0].text = String(text[text.index(after: lineBreak)...])
        return
      }
      spans.removeFirst()
    }
  }

  private static func dropBlankEnd(_ spans: inout [Document.Span]) {
    while let text = spans.last?.text.unicodeScalars {
      if let end = text.lastIndex(where: { !isBlank($0) }) {
        spans[spans.count - 1].text = String(text[...end])
        return
      }
      spans.removeLast()
    }
  }

  private static func withoutTabs(_ text: String, column: inout Int) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t":
        let width = 8 - column % 8
        result.append(contentsOf: repeatElement(" ", count: width))
        column += width
      case "\n":
        result.append(scalar)
        column = 0
      default:
        result.append(scalar)
        column += 1
      }
    }
    return String(result)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t"
  }
}
