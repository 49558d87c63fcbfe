/// The text of one Markdown block, turned into HTML.
struct MarkdownInlines {
  private let text: [UInt8]
  private let references: MarkdownReferences
  private var position = 0
  private var pieces: [Piece] = []
  private var delimiters: [MarkdownDelimiter] = []
  private var brackets: [Bracket] = []
  private let lastTagEnd: Int
  /// Where the last run of so many backticks begins.
  private var lastBackticks: [Int: Int] = [:]

  private enum Piece {
    case html([UInt8])
    /// Position among the delimiters.
    case delimiter(Int)
  }

  /// A "[" or "![" that may begin a link.
  private struct Bracket {
    let isImage: Bool
    /// Of its own piece, which holds the mark itself.
    let piece: Int
    let delimiter: Int
    /// Of the text after it.
    let start: Int
    var isActive = true
  }

  init(_ text: [UInt8], references: MarkdownReferences) {
    self.text = text
    self.references = references
    lastTagEnd = text.lastIndex(of: UInt8(ascii: ">")) ?? 0
    findBackticks()
  }

  mutating func html() -> [UInt8] {
    while position < text.count { readNext() }
    return rendered(fromPiece: 0, delimiter: 0)
  }

  private mutating func readNext() {
    switch text[position] {
    case UInt8(ascii: "\\"): readEscape()
    case UInt8(ascii: "`"): readCode()
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): readDelimiter()
    case UInt8(ascii: "["): openBracket(isImage: false)
    case UInt8(ascii: "!") where byte(at: position + 1) == UInt8(ascii: "["):
      openBracket(isImage: true)
    case UInt8(ascii: "]"): closeBracket()
    case UInt8(ascii: "<"): readTag()
    case 0x0A: readLineEnd()
    case UInt8(ascii: "h"), UInt8(ascii: "w"): readAddress()
    default: readPlain()
    }
  }

  private func byte(at index: Int) -> UInt8? {
    text.indices.contains(index) ? text[index] : nil
  }

  private mutating func append(_ html: some Sequence<UInt8>) {
    if case .html(var last) = pieces.last, brackets.last?.piece != pieces.count - 1 {
      pieces[pieces.count - 1] = .html([])
      last += html
      pieces[pieces.count - 1] = .html(last)
    } else {
      pieces.append(.html(Array(html)))
    }
  }

  // MARK: Plain text

  private mutating func readPlain() {
    let start = position
    repeat { position += 1 } while position < text.count && !Self.isSpecial(text[position])
    append(text[start..<position])
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    "\\`*_~[]!<\nhw".utf8.contains(byte)
  }

  private mutating func readEscape() {
    guard let next = byte(at: position + 1) else {
      append(text[position...])
      position = text.count
      return
    }
    if next == 0x0A {
      append("<br>".utf8)
    } else if next.isMarkdownPunctuation {
      var escaped: [UInt8] = []
      escaped.appendEscaped(CollectionOfOne(next))
      append(escaped)
    } else {
      append([UInt8(ascii: "\\")])
      position += 1
      return
    }
    position += 2
  }

  private mutating func readLineEnd() {
    let isBreak = text[..<position].suffix(2).elementsEqual([0x20, 0x20])
    append((isBreak ? "<br>" : "\n").utf8)
    position += 1
  }

  // MARK: Code

  private mutating func findBackticks() {
    var index = text.startIndex
    while let start = text[index...].firstIndex(of: UInt8(ascii: "`")) {
      index = text[start...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count
      lastBackticks[index - start] = start
    }
  }

  private mutating func readCode() {
    let start = position
    let count = text[start...].prefix { $0 == UInt8(ascii: "`") }.count
    position += count
    guard lastBackticks[count] ?? 0 > start else { return append(text[start..<position]) }
    var index = position
    while let run = text[index...].firstIndex(of: UInt8(ascii: "`")) {
      index = text[run...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count
      guard index - run == count else { continue }
      var html = Array("<code>".utf8)
      html.appendEscaped(text[position..<run])
      append(html + Array("</code>".utf8))
      position = index
      return
    }
  }

  // MARK: Emphasis

  private mutating func readDelimiter() {
    let mark = text[position]
    let count = text[position...].prefix { $0 == mark }.count
    let delimiter = MarkdownDelimiter(
      mark: mark, count: count, before: byte(at: position - 1) ?? 0x20,
      after: byte(at: position + count) ?? 0x20)
    pieces.append(.delimiter(delimiters.count))
    delimiters.append(delimiter)
    position += count
  }

  /// The pieces from here to the end as one, emphasis applied; they are dropped.
  private mutating func rendered(fromPiece piece: Int, delimiter: Int) -> [UInt8] {
    MarkdownEmphasis.apply(to: &delimiters[delimiter...])
    var result: [UInt8] = []
    for piece in pieces[piece...] {
      switch piece {
      case .html(let html): result += html
      case .delimiter(let index): result += delimiters[index].html
      }
    }
    pieces.removeSubrange(piece...)
    delimiters.removeSubrange(delimiter...)
    return result
  }

  // MARK: Links and images

  private mutating func openBracket(isImage: Bool) {
    let mark = isImage ? "![" : "["
    position += mark.utf8.count
    pieces.append(.html(Array(mark.utf8)))
    brackets.append(
      Bracket(
        isImage: isImage, piece: pieces.count - 1, delimiter: delimiters.count, start: position))
  }

  private mutating func closeBracket() {
    position += 1
    guard let bracket = brackets.popLast(), bracket.isActive,
      let (address, end) = target(of: bracket)
    else { return append([UInt8(ascii: "]")]) }
    let label = text[bracket.start..<position - 1]
    position = end
    let content = rendered(fromPiece: bracket.piece + 1, delimiter: bracket.delimiter)
    pieces.removeLast()
    var html = Array((bracket.isImage ? "<img src=\"" : "<a href=\"").utf8)
    html.appendEscaped(unescaped(address))
    if bracket.isImage {
      html += "\" alt=\"".utf8
      html.appendEscaped(unescaped(label))
      html += "\">".utf8
    } else {
      html += "\">".utf8
      html += content
      html += "</a>".utf8
      deactivateBrackets()
    }
    pieces.append(.html(html))
  }

  /// Where a bracket that closes right before the current position leads.
  private func target(of bracket: Bracket) -> (address: ArraySlice<UInt8>, end: Int)? {
    let label = text[bracket.start..<position - 1]
    if byte(at: position) == UInt8(ascii: "("),
      let found = MarkdownTarget.parenthesis(in: text[(position + 1)...])
    {
      return found
    }
    if byte(at: position) == UInt8(ascii: "["),
      let end = text[position...].prefix(1001).firstIndex(of: UInt8(ascii: "]"))
    {
      let reference = text[(position + 1)..<end]
      let address = references.address(labelled: reference.isEmpty ? label : reference)
      return address.map { ($0, end + 1) }
    }
    return references.address(labelled: label).map { ($0, position) }
  }

  /// A link holds no other link.
  private mutating func deactivateBrackets() {
    for index in brackets.indices.reversed() where !brackets[index].isImage {
      guard brackets[index].isActive else { return }
      brackets[index].isActive = false
    }
  }

  private func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = rest.first, next.isMarkdownPunctuation { continue }
      result.append(byte)
    }
    return result
  }

  // MARK: Tags and addresses

  private mutating func readTag() {
    let rest = text[position...].prefix(Self.longestTag)
    guard position < lastTagEnd, let next = rest.dropFirst().first,
      next.isMarkdownLetter || "/!?".utf8.contains(next),
      let end = rest.firstIndex(of: UInt8(ascii: ">"))
    else {
      append("&lt;".utf8)
      position += 1
      return
    }
    let inside = rest[(position + 1)..<end]
    position = end + 1
    let isAddress = !inside.contains(where: \.isMarkdownBlank)
    if isAddress, inside.contains(UInt8(ascii: ":")), next.isMarkdownLetter {
      appendLink(to: "", inside)
    } else if isAddress, inside.contains(UInt8(ascii: "@")) {
      appendLink(to: "mailto:", inside)
    } else {
      append(text[(end - inside.count - 1)...end])
    }
  }

  private static let longestTag = 8192
  private static let longestAddress = 2048

  /// A bare address, as on GitHub.
  private mutating func readAddress() {
    let before = byte(at: position - 1) ?? 0x20
    let prefixes = ["https://", "http://", "www."]
    let rest = text[position...]
    guard before.isMarkdownBlank || "*_~([\"'".utf8.contains(before),
      let prefix = prefixes.first(where: { rest.starts(with: $0.utf8) })
    else { return readPlain() }
    var address = rest.prefix(Self.longestAddress).prefix {
      !$0.isMarkdownBlank && $0 != UInt8(ascii: "<")
    }
    while let last = address.last {
      let isUnbalanced =
        last == UInt8(ascii: ")") && !address.contains(UInt8(ascii: "("))
        || last == UInt8(ascii: "]")
      guard isUnbalanced || "?!.,:;*_~'\"".utf8.contains(last) else { break }
      address.removeLast()
    }
    guard address.count > prefix.utf8.count else { return readPlain() }
    position += address.count
    appendLink(to: prefix == "www." ? "https://" : "", address)
  }

  private mutating func appendLink(to prefix: String, _ address: ArraySlice<UInt8>) {
    var html = Array("<a href=\"\(prefix)".utf8)
    html.appendEscaped(address)
    html += "\">".utf8
    html.appendEscaped(address)
    append(html + Array("</a>".utf8))
  }
}
