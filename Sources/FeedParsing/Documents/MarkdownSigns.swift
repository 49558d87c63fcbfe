/// What shows that a text is Markdown.
enum MarkdownSigns {
  /// Counts headings, list items, quotations, fences and rules at the start of lines, and links and
  /// strong words in them.
  static func count(in text: ArraySlice<UInt8>) -> Int {
    var count = 0
    for line in MarkdownLines(Array(text)) where !line.isBlank {
      let isMarked =
        line.heading != nil || line.fence != nil || line.isRule
        || line.listMarker.map { !$0.isEmpty } ?? false || line.text.starts(with: "> ".utf8)
      count += isMarked ? 1 : 0
      count += occurrences(of: "](", in: line.bytes) + occurrences(of: "**", in: line.bytes) / 2
    }
    return count
  }

  private static func occurrences(of sign: StaticString, in line: ArraySlice<UInt8>) -> Int {
    zip(line, line.dropFirst()).reduce(0) { count, pair in
      count + (pair.0 == sign.utf8Start[0] && pair.1 == sign.utf8Start[1] ? 1 : 0)
    }
  }
}
