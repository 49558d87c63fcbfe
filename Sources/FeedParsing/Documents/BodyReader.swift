public import Articles

/// Reads the body of an article, which may be HTML or Markdown, whatever its file is called.
public enum BodyReader {
  /// Never fails. What lies beyond 16 MB is not read.
  ///
  /// - Parameter base: the address of the article, against which links are resolved.
  public static func read(_ body: String, base: String?) -> Document {
    let body = readable(body)
    return isHTML(body) ? HTMLReader.read(body, base: base) : MarkdownReader.read(body, base: base)
  }

  /// As much of it as is read.
  static func readable(_ body: String) -> String {
    body.utf8.count <= largest ? body : String(decoding: body.utf8.prefix(largest), as: UTF8.self)
  }

  /// The beginning of a body says which it is.
  static func isHTML(_ body: String) -> Bool { BodyKind(body.utf8.prefix(sampleSize)).isHTML }

  private static let largest = 16 << 20
  private static let sampleSize = 64 << 10
}

/// Tells HTML from Markdown by how its lines divide it, as CommonMark sees them.
///
/// Markdown may hold HTML, and HTML no Markdown. So tags say little where text stands beside them by itself: lines
/// that no tag of a block begins, apart from others by blank lines or with signs of Markdown. Tags in code are
/// none.
struct BodyKind {
  /// Marks of Markdown in lines of text.
  private var signs = 0
  /// Whether there are tags.
  private var hasTags = false
  /// Paragraphs that no tag of a block begins.
  private var paragraphs = 0
  /// Lines of HTML that are set in so far that Markdown would take them for code.
  private var indentedTags = 0
  /// How many elements are open that the tags of blocks have opened.
  private var depth = 0
  private var isPage = false

  private enum Place { case apart, paragraph, block }

  private var place = Place.apart
  /// What ends a block of HTML that goes on over blank lines.
  private var end: [UInt8]?
  private var fence: (mark: UInt8, count: Int)?

  init(_ text: some Sequence<UInt8>) {
    let bytes = Array(text)
    for line in bytes.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }) {
      read(line.last == 0x0D ? line.dropLast() : line)
    }
  }

  var isHTML: Bool {
    if isPage { return true }
    guard hasTags else { return false }
    if indentedTags > signs { return true }
    return signs == 0 && paragraphs < 2
  }

  private mutating func read(_ line: ArraySlice<UInt8>) {
    let content = line.drop { $0.isSpaceOrTab }
    let indent = line[..<content.startIndex].reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
    if let end {
      look(at: content)
      if Self.holds(end, content) { (self.end, place) = (nil, .block) }
      return
    }
    if isFence(content) { return }
    guard !content.isEmpty else {
      place = .apart
      return
    }
    switch place {
    case .block: look(at: content)
    case .apart where indent >= 4:
      if content.first == UInt8(ascii: "<"), depth > 0 {
        indentedTags += 1
        hasTags = true
      }
    case .apart, .paragraph:
      if beginsBlock(content) {
        place = .block
        look(at: content)
      } else {
        if place == .apart { paragraphs += 1 }
        place = .paragraph
        readText(content)
      }
    }
  }

  private mutating func readText(_ line: ArraySlice<UInt8>) {
    let (text, spans) = Self.withoutCode(line)
    // Where blocks begin inside of lines, signs in the text are no more than that.
    guard !look(at: text[...]) else { return }
    signs += spans + MarkdownSigns.count(in: text[...]) + (Self.hasEmphasis(text) ? 1 : 0)
  }

  /// Takes note of the tags of a line.
  /// - Returns: whether a block begins in it.
  @discardableResult
  private mutating func look(at line: ArraySlice<UInt8>) -> Bool {
    var hasBlock = false
    var tokenizer = HTMLTokenizer(Array(line))
    while let token = tokenizer.next() {
      switch token {
      case .text: break
      case .start(let tag):
        let element = tag.element
        guard element != .other else { break }
        if [.html, .head, .body].contains(element), paragraphs == 0 { isPage = true }
        hasTags = true
        hasBlock = hasBlock || element.isBlock
        if Self.isClosed(element) { depth += 1 }
      case .end(let element):
        if element != .other { hasTags = true }
        if Self.isClosed(element) { depth -= 1 }
      }
    }
    return hasBlock
  }

  /// Whether a line begins a block of HTML.
  private mutating func beginsBlock(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "<") else { return false }
    if line.starts(with: "<!--".utf8) {
      if !Self.holds(Array("-->".utf8), line) { end = Array("-->".utf8) }
      return true
    }
    if line.dropFirst().first == UInt8(ascii: "!") {
      let name = line.dropFirst(2).prefix(12)
      isPage = isPage || paragraphs == 0 && Self.holds(Array("doctype html".utf8), name)
      return true
    }
    var tokenizer = HTMLTokenizer(Array(line))
    let (element, isStart): (HTMLElement, Bool)
    switch tokenizer.next() {
    case .start(let tag): (element, isStart) = (tag.element, true)
    case .end(let ended): (element, isStart) = (ended, false)
    // A tag may go on in the next lines.
    case .text, nil:
      let name = line.dropFirst().prefix { $0.isASCIILetter }
      return HTMLElement(named: name).isBlock
    }
    if isStart, Self.isVerbatim(element) {
      let close = Array("</\(element.rawValue)".utf8)
      if !Self.holds(close, line) { end = close }
      return true
    }
    if element.isBlock || element.isTablePart || element.isStructure { return true }
    // Any other tag that has a line for itself; after text it belongs to that.
    let rest = tokenizer.bytes[tokenizer.position...]
    return place == .apart && rest.allSatisfy { $0 <= 0x20 }
  }

  /// Whether a line is a part of code between fences; the fences are.
  private mutating func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    guard place != .block, let mark = line.first,
      mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return fence != nil }
    let rest = line.drop { $0 == mark }
    let count = line.count - rest.count
    if let open = fence {
      if open.mark == mark, count >= open.count, rest.allSatisfy({ $0 <= 0x20 }) { fence = nil }
      return true
    }
    guard count >= 3, mark != UInt8(ascii: "`") || !rest.contains(mark) else { return false }
    fence = (mark, count)
    signs += 1
    place = .apart
    return true
  }

  private static func isVerbatim(_ element: HTMLElement) -> Bool {
    element == .pre || element == .script || element == .style || element == .textarea
  }

  /// Whether an element has an end tag wherever authors are careful.
  private static func isClosed(_ element: HTMLElement) -> Bool {
    switch element {
    case .p, .li, .dt, .dd, .td, .th, .tr, .html, .head, .body, .hr: false
    default: element.isBlock
    }
  }

  private static func holds(_ end: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains { place in
      line.endIndex - place >= end.count
        && zip(line[place...], end).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
    }
  }

  /// A line without its spans of code, and how many there were.
  private static func withoutCode(_ line: ArraySlice<UInt8>) -> (text: [UInt8], spans: Int) {
    let tick = UInt8(ascii: "`")
    guard line.contains(tick) else { return (Array(line), 0) }
    var text: [UInt8] = []
    var spans = 0
    var place = line.startIndex
    while place < line.endIndex {
      guard line[place] == tick else {
        text.append(line[place])
        place += 1
        continue
      }
      let run = line[place...].prefix { $0 == tick }.count
      var scan = place + run
      var close: Int?
      while scan < line.endIndex, close == nil {
        let other = line[scan...].prefix { $0 == tick }.count
        if other == run { close = scan + run } else { scan += max(other, 1) }
      }
      if let close {
        spans += 1
        place = close
      } else {
        text += line[place..<place + run]
        place += run
      }
    }
    return (text, spans)
  }

  /// Whether words are emphasized: "*so*", "_so_".
  private static func hasEmphasis(_ line: [UInt8]) -> Bool {
    var open: UInt8?
    for (place, byte) in line.enumerated()
    where byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") {
      let before = place > 0 ? line[place - 1] : 0x20
      let after = place + 1 < line.count ? line[place + 1] : 0x20
      if open == byte, before > 0x20, !isWord(after) { return true }
      if !isWord(before), after > 0x20, after != byte { open = byte }
    }
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isASCIIAlphanumeric
  }
}

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
