import Articles

/// What shows that a text is Markdown.
enum MarkdownSigns {
  /// Counts headings, list items, quotations, fences and rules at the start of lines, and links and
  /// strong words in them.
  static func count(in text: ArraySlice<UInt8>) -> Int {
    text.split { $0 == 0x0A || $0 == 0x0D }.reduce(0) { count, line in
      let content = line.drop { $0.isASCIIWhitespace }
      return count + (isMarked(content) ? 1 : 0)
        + occurrences(of: "](", in: content) + occurrences(of: "**", in: content) / 2
    }
  }

  /// Whether a line begins with a mark and, where that asks for one, a blank.
  private static func isMarked(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first else { return false }
    let run = line.prefix { $0 == mark }.count
    let rest = line.dropFirst(run)
    let isApart = rest.first?.isASCIIWhitespace ?? false
    switch mark {
    case UInt8(ascii: "#"): return run <= 6 && (isApart || rest.isEmpty)
    case UInt8(ascii: ">"): return line.dropFirst().first == 0x20
    case UInt8(ascii: "`"): return run >= 3 && !rest.contains(mark)
    case UInt8(ascii: "~"): return run >= 3
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "+"):
      let marks = line.filter { !$0.isASCIIWhitespace }
      if mark != UInt8(ascii: "+"), marks.count >= 3, marks.allSatisfy({ $0 == mark }) {
        return true
      }
      return mark != UInt8(ascii: "_") && run == 1 && isApart && marks.count > 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let end = line.prefix(9).drop { $0.isASCIIDigit }
      guard let sign = end.first, sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")") else {
        return false
      }
      let item = line[(end.startIndex + 1)...]
      return (item.first?.isASCIIWhitespace ?? false) && !item.allSatisfy(\.isASCIIWhitespace)
    default: return false
    }
  }

  private static func occurrences(of sign: StaticString, in line: ArraySlice<UInt8>) -> Int {
    zip(line, line.dropFirst()).reduce(0) { count, pair in
      count + (pair.0 == sign.utf8Start[0] && pair.1 == sign.utf8Start[1] ? 1 : 0)
    }
  }
}
