import FeedParsing

/// One line of the sources file: its bytes as they stand there, and what they say.
struct SourceLine {
  /// With the line end, if it has one.
  let bytes: [UInt8]
  let content: Content

  enum Content: Equatable {
    /// Blank, or a comment.
    case nothing
    case source(SourceEntry)
    /// Something that this program leaves where it is and does nothing with.
    case kept(Reason)
    /// No source that can be read: it stays as it is, and is told of as a source that failed.
    case wrong(SourceFault)
  }

  enum Reason: Equatable {
    /// `exec:` and `filter:` lines of newsboat: no source ever names a program.
    case program
    /// `query:` lines of newsboat.
    case query
    case scheme(String)
  }

  /// - Parameter home: what a leading unquoted `~/` stands for.
  init(_ bytes: [UInt8], home: String) {
    self.bytes = bytes
    let line = Self.withoutEnd(bytes)
    if line.first == UInt8(ascii: "#") {
      content = .nothing
    } else if let reason = Self.foreign(line) {
      content = .kept(reason)
    } else {
      do throws(SourceFault) {
        content = try Self.content(SourceWord.words(of: line), home: home)
      } catch {
        content = .wrong(error)
      }
    }
  }

  /// The line without its end.
  var text: ArraySlice<UInt8> { Self.withoutEnd(bytes) }

  private static func withoutEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var line = bytes[...]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }

  /// What newsboat means by a line that is not ours to judge.
  private static func foreign(_ line: ArraySlice<UInt8>) -> Reason? {
    let start = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let bare = start.first == UInt8(ascii: "\"") ? start.dropFirst() : start
    if bare.starts(with: "exec:".utf8) || bare.starts(with: "filter:".utf8) { return .program }
    return bare.starts(with: "query:".utf8) ? .query : nil
  }

  private static func content(
    _ words: [SourceWord], home: String
  ) throws(SourceFault) -> Content {
    guard let first = words.first else { return .nothing }
    let isHome = !first.isQuoted && first.text.hasPrefix("~/")
    let location =
      isHome ? home + first.text.dropFirst() : FeedLink.withoutFeedScheme(first.text)
    guard location.hasPrefix("/") && !location.utf8.contains(0) || FeedLocation.isFeed(location)
    else {
      if let scheme = FeedLocation.scheme(of: location), !FeedLocation.isKnown(scheme) {
        return .kept(.scheme(scheme))
      }
      throw .noLocation(location)
    }
    let others = words.dropFirst().map(\.text).filter { !$0.isEmpty }
    return .source(
      SourceEntry(
        location: location,
        title: others.first { $0.hasPrefix("~") && $0 != "~" }.map { String($0.dropFirst()) },
        tags: others.filter { !$0.hasPrefix("~") && !$0.hasPrefix("!") },
        isHidden: others.contains { $0.hasPrefix("!") }))
  }
}

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

/// What can be wrong with a line of the sources file that is ours to judge.
enum SourceFault: Error, Equatable {
  case openQuote
  case notUTF8
  /// Neither an absolute path nor an address.
  case noLocation(String)
}
