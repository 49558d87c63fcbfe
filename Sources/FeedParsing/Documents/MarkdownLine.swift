/// A line of Markdown without its end, or what is left of it inside its containers.
struct MarkdownLine {
  private(set) var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Sets tabs before the text of a line out to columns of four.
  static func withoutLeadingTabs(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isMarker: (UInt8) -> Bool = { $0.isMarkdownDigit || " \t>-+*.)".utf8.contains($0) }
    let prefix = line.prefix(while: isMarker)
    guard prefix.contains(0x09) else { return line }
    var result: [UInt8] = []
    for byte in prefix {
      if byte == 0x09 {
        result += repeatElement(0x20, count: 4 - result.count % 4)
      } else {
        result.append(byte)
      }
    }
    return (result + line[prefix.endIndex...])[...]
  }

  var isBlank: Bool { bytes.allSatisfy(\.isMarkdownBlank) }

  /// Leading blanks.
  var indent: Int { bytes.prefix { $0 == 0x20 }.count }

  /// Without blanks before it; those at its end may mean a line break.
  var content: ArraySlice<UInt8> { bytes.drop(while: \.isMarkdownBlank) }

  /// Without blanks at both ends.
  var text: ArraySlice<UInt8> {
    let content = content
    guard let end = content.lastIndex(where: { !$0.isMarkdownBlank }) else { return [] }
    return content[...end]
  }

  /// Drops leading blanks, at most so many.
  mutating func dropIndent(_ count: Int) {
    bytes = bytes.dropFirst(min(count, indent))
  }

  mutating func drop(_ count: Int) {
    bytes = bytes.dropFirst(count)
  }

  /// Drops the mark of a quotation; `false` if there is none.
  mutating func dropQuoteMark() -> Bool {
    let rest = bytes.dropFirst(indent)
    guard indent < 4, rest.first == UInt8(ascii: ">") else { return false }
    bytes = rest.dropFirst(rest.dropFirst().first == 0x20 ? 2 : 1)
    return true
  }

  // MARK: Block starts

  /// "## Title" with its level and text.
  var heading: (level: Int, text: ArraySlice<UInt8>)? {
    let text = text
    let level = text.prefix { $0 == UInt8(ascii: "#") }.count
    let rest = text.dropFirst(level)
    guard (1...6).contains(level), rest.first?.isMarkdownBlank ?? true else { return nil }
    var title = MarkdownLine(rest).text
    let closing = title.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    if closing == title.count || title.dropLast(closing).last?.isMarkdownBlank ?? false {
      title = MarkdownLine(title.dropLast(closing)).text
    }
    return (level, title)
  }

  /// 1 for "===", 2 for "---".
  var underlineLevel: Int? {
    let text = text
    guard let first = text.first, text.allSatisfy({ $0 == first }) else { return nil }
    return first == UInt8(ascii: "=") ? 1 : first == UInt8(ascii: "-") ? 2 : nil
  }

  var isRule: Bool {
    let marks = text.filter { !$0.isMarkdownBlank }
    guard marks.count >= 3, let first = marks.first, "-_*".utf8.contains(first) else {
      return false
    }
    return marks.allSatisfy { $0 == first }
  }

  /// The mark and length of a line that opens fenced code, or closes it if nothing follows.
  var fence: (mark: UInt8, count: Int, isBare: Bool)? {
    let text = text
    guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return nil
    }
    let count = text.prefix { $0 == mark }.count
    let rest = text.dropFirst(count)
    guard count >= 3, mark != UInt8(ascii: "`") || !rest.contains(mark) else { return nil }
    return (mark, count, rest.isEmpty)
  }

  /// "- ", "3. " and kin.
  struct ListMarker {
    /// The bullet, or what follows the number.
    let mark: UInt8
    let number: Int?
    /// Of the marker itself.
    let width: Int
    /// Blanks after it that belong to it.
    let gap: Int
    let isEmpty: Bool
  }

  var listMarker: ListMarker? {
    let text = bytes.drop { $0 == 0x20 }
    let digits = text.prefix(9).prefix(while: \.isMarkdownDigit)
    guard let mark = text.dropFirst(digits.count).first else { return nil }
    guard (digits.isEmpty ? "-+*" : ".)").utf8.contains(mark) else { return nil }
    let width = digits.count + 1
    let rest = MarkdownLine(text.dropFirst(width))
    guard rest.isBlank || rest.indent > 0 else { return nil }
    return ListMarker(
      mark: mark, number: Int(String(decoding: digits, as: UTF8.self)), width: width,
      gap: rest.isBlank || rest.indent > 4 ? 1 : rest.indent, isEmpty: rest.isBlank)
  }

  // MARK: Tables

  /// The cells of a table's row; `nil` for a line without "|".
  var cells: [ArraySlice<UInt8>]? {
    var rest = text
    guard rest.contains(UInt8(ascii: "|")) else { return nil }
    if rest.first == UInt8(ascii: "|") { rest = rest.dropFirst() }
    var result: [ArraySlice<UInt8>] = []
    var isEscaped = false
    var start = rest.startIndex
    for index in rest.indices {
      if rest[index] == UInt8(ascii: "|"), !isEscaped {
        result.append(MarkdownLine(rest[start..<index]).text)
        start = index + 1
      }
      isEscaped = rest[index] == UInt8(ascii: "\\") && !isEscaped
    }
    if start < rest.endIndex { result.append(MarkdownLine(rest[start...]).text) }
    return result
  }

  /// The number of columns of a line like "| :--- | ---: |".
  var delimiterColumns: Int? {
    guard let cells, !cells.isEmpty else { return nil }
    let isDelimiter = cells.allSatisfy { cell in
      cell.contains(UInt8(ascii: "-"))
        && cell.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
    }
    return isDelimiter ? cells.count : nil
  }
}
