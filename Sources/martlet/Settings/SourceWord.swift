/// A word of a line of the sources file.
///
/// Words are split at blanks. A double quote at the beginning of one groups up to the next one;
/// inside, a backslash escapes whatever follows; a word that begins with `#` begins a comment.
/// (Newsboat's rules for its `urls` file.)
struct SourceWord: Equatable {
  let text: String
  let isQuoted: Bool
  /// Where it stands in the line, quotes included.
  let range: Range<Int>

  /// The words of a line without its line end.
  static func words(of line: ArraySlice<UInt8>) throws(SourceFault) -> [SourceWord] {
    var words: [SourceWord] = []
    var position = line.startIndex
    while position < line.endIndex {
      if isBlank(line[position]) {
        position += 1
      } else if line[position] == UInt8(ascii: "#") {
        break
      } else {
        let word = try SourceWord(in: line, at: position)
        position = word.range.upperBound
        words.append(word)
      }
    }
    return words
  }

  /// The word that `text` is when it is written down, in quotes where it has to be.
  ///
  /// Control characters become blanks: whatever the text, it is one word of one line.
  static func written(_ text: String) -> String {
    let text = String(
      decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    let isPlain =
      !text.isEmpty && !text.hasPrefix("\"") && !text.hasPrefix("#") && !text.hasPrefix("~/")
      && !text.utf8.contains(where: isBlank)
    guard !isPlain else { return text }
    let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
    return "\"" + escaped.joined() + "\""
  }

  private init(in line: ArraySlice<UInt8>, at start: Int) throws(SourceFault) {
    var bytes: [UInt8] = []
    var position = start
    isQuoted = line[start] == UInt8(ascii: "\"")
    if isQuoted {
      position += 1
      while true {
        guard position < line.endIndex else { throw .openQuote }
        var byte = line[position]
        position += 1
        if byte == UInt8(ascii: "\"") { break }
        if byte == UInt8(ascii: "\\") {
          guard position < line.endIndex else { throw .openQuote }
          byte = line[position]
          position += 1
        }
        bytes.append(byte)
      }
    } else {
      while position < line.endIndex, !Self.isBlank(line[position]) {
        bytes.append(line[position])
        position += 1
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    self.text = text
    range = start..<position
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
