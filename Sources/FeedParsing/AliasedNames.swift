import Articles

/// Finds aliases in names of fields, before Yams does.
///
/// Yams hashes every name to find duplicates, and hashing walks what an alias stands for: a few
/// lines would take hours. Front matter has no use for such names.
enum AliasedNames {
  /// The line, counted from 0, of a name that may hold an alias; `nil` if there surely is none.
  static func line(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "*")), bytes.contains(UInt8(ascii: "&")) else { return nil }
    let anchors = Set(words(after: UInt8(ascii: "&"), in: bytes[...]).map(\.text))
    guard !anchors.isEmpty else { return nil }
    var longName: Int?
    var hasAlias = false
    let lines = bytes.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    for (number, line) in lines.enumerated() {
      let aliases = words(after: UInt8(ascii: "*"), in: line).filter { anchors.contains($0.text) }
      if let first = aliases.first {
        hasAlias = true
        if aliases.contains(where: { isColon(after: $0.end, in: line) })
          || hasBracketedName(in: line[first.end...])
        {
          return number
        }
      }
      if longName == nil, beginsLongName(line) {
        longName = number
      }
    }
    return hasAlias ? longName : nil
  }

  /// The words of an anchor's letters that follow a mark, and where each ends.
  private static func words(
    after mark: UInt8, in line: ArraySlice<UInt8>
  ) -> [(text: ArraySlice<UInt8>, end: Int)] {
    var result: [(ArraySlice<UInt8>, Int)] = []
    var position = line.startIndex
    while let found = line[position...].firstIndex(of: mark) {
      let word = line[(found + 1)...].prefix(while: isWordByte)
      if !word.isEmpty {
        result.append((word, word.endIndex))
      }
      position = word.endIndex
    }
    return result
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isColon(after index: Int, in line: ArraySlice<UInt8>) -> Bool {
    line[index...].first { !$0.isSpaceOrTab } == UInt8(ascii: ":")
  }

  /// Whether a list or map in brackets ends here and is a name: a name ends on its line.
  private static func hasBracketedName(in line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains {
      (line[$0] == UInt8(ascii: "]") || line[$0] == UInt8(ascii: "}"))
        && isColon(after: $0 + 1, in: line)
    }
  }

  /// Whether a `?` stands where it could begin a name of several lines.
  private static func beginsLongName(_ line: ArraySlice<UInt8>) -> Bool {
    var before = UInt8(ascii: "-")
    for (index, byte) in zip(line.indices, line) {
      let isAtEnd = index + 1 == line.endIndex
      if byte == UInt8(ascii: "?"), "-?:,[{".utf8.contains(before),
        isAtEnd || line[index + 1].isSpaceOrTab
      {
        return true
      }
      if !byte.isSpaceOrTab {
        before = byte
      }
    }
    return false
  }
}
