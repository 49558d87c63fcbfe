import Articles

/// What of a text is markup: the one rule for titles, excerpts, descriptions and bodies.
///
/// A text is decoded once, as its format says. In it only *paired* elements (`<em>…</em>`) and void ones
/// (`<br>`, `<img …>`) are markup; a tag without its partner is a word of the text: "How to use the
/// <table> element", "List<String>". What only another decoding would show as a tag is text, unless the
/// whole of a body is an escaped document.
enum MarkupRule {
  /// A line of text, and whether it was too long to be kept whole.
  struct Line: Equatable {
    var text: String
    var isCut = false
  }

  /// In bytes of UTF-8.
  static let longestLine = 8192

  /// One clean line of a text in which HTML may stand: without its markup, references decoded once.
  ///
  /// Of a text that is only an image its alternative text is left; of one that is nothing but other tags,
  /// the text as it stands.
  /// - Parameter allTags: whether every tag is markup, as in XHTML.
  static func line(
    _ html: [UInt8], allTags: Bool = false, limit: Int = longestLine
  ) -> Line {
    let longestRead = max(longestRead, limit)
    let isTooLong = html.count > longestRead
    let bytes = isTooLong ? Array(html.prefix(longestRead)) : html
    let hasTags = bytes.withUnsafeBufferPointer {
      TextBytes.index(of: UInt8(ascii: "<"), in: $0) < $0.count
    }
    var text = ""
    if hasTags {
      let stripped = bytes.withUnsafeBufferPointer { bytes in
        var stripper = TagStripper(bytes, allTags: allTags)
        return stripper.stripped()
      }
      text = TextCleaning.clean(UTF8Text.string(stripped), decodings: 1)
    }
    // "<i></i>" is a title; an image that does not say what it shows is none.
    if !hasTags || text.isEmpty && !bytes.contains(UInt8(ascii: "=")) {
      text = TextCleaning.clean(UTF8Text.string(bytes), decodings: 1)
    }
    return cut(text, isCut: isTooLong, limit: limit)
  }

  static func line(_ html: String) -> Line { line(Array(html.utf8)) }

  /// One clean line of a field of an article file. References are decoded once, and those escaped
  /// twice that cannot be meant: all but the signs of markup.
  ///
  /// - Parameter limit: in bytes.
  static func line(ofField text: String, limit: Int = longestLine) -> Line {
    var text = text
    let signs = text.withUTF8 { bytes -> (hasTags: Bool, hasReferences: Bool) in
      (
        TextBytes.index(of: UInt8(ascii: "<"), in: bytes) < bytes.count,
        TextBytes.index(of: UInt8(ascii: "&"), in: bytes) < bytes.count
      )
    }
    if signs.hasReferences { text = text.withUTF8(mendedReferences) }
    guard signs.hasTags else {
      return cut(TextCleaning.clean(text, decodings: 1), isCut: false, limit: limit)
    }
    return line(Array(text.utf8), limit: limit)
  }

  /// `&amp;nbsp;` becomes `&nbsp;` and `&amp;amp; b` becomes `&amp; b`; `&amp;lt;` stays.
  private static func mendedReferences(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let sign = Array("amp;".utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      result.append(bytes[position])
      position += 1
      guard result.last == UInt8(ascii: "&") else { continue }
      var end = position
      while bytes[end...].starts(with: sign) { end += sign.count }
      guard end > position else { continue }
      switch CharacterReferences.reference(in: bytes[end...])?.scalar {
      case "<", ">", "&": break
      case nil:
        result += sign
        position = end
      default: position = end
      }
    }
    return UTF8Text.string(result)
  }

  /// One clean line of a text whose format knows no markup.
  ///
  /// - Parameter decodings: how often references are decoded: not at all where the format has done it.
  static func line(plain text: String, decodings: Int) -> Line {
    cut(TextCleaning.clean(text, decodings: decodings), isCut: false)
  }

  private static let longestRead = 65_536

  private static func cut(_ text: String, isCut: Bool, limit: Int = longestLine) -> Line {
    guard text.utf8.count > limit else { return Line(text: text, isCut: isCut) }
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return Line(text: String(text[..<end]), isCut: true)
  }

  // MARK: Bodies

  /// Whether the whole of it is HTML that was escaped once more than its format says: it has no tags,
  /// begins with an escaped element and holds the escaped end of that element.
  static func isEscapedDocument(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    guard let first = escapedName(bytes, at: position, isEnd: false),
      TextBytes.index(of: UInt8(ascii: "<"), in: bytes) == bytes.count
    else { return false }
    position = first.upperBound
    while true {
      position = TextBytes.index(of: UInt8(ascii: "&"), in: bytes, from: position)
      guard position < bytes.count else { return false }
      if let end = escapedName(bytes, at: position, isEnd: true),
        end.count == first.count,
        zip(bytes[end], bytes[first]).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        return true
      }
      position += 1
    }
  }

  /// The name of a known element in `&lt;name` or `&lt;/name`.
  private static func escapedName(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, isEnd: Bool
  ) -> Range<Int>? {
    let sign: StaticString = isEnd ? "&lt;/" : "&lt;"
    let start = position + sign.utf8CodeUnitCount
    guard start < bytes.count else { return nil }
    for offset in 0..<sign.utf8CodeUnitCount
    where bytes[position + offset] != sign.utf8Start[offset] {
      return nil
    }
    var end = start
    while end < min(bytes.count, start + 16), bytes[end].isASCIIAlphanumeric { end += 1 }
    return end > start && HTMLName.isKnown(bytes[start..<end]) ? start..<end : nil
  }

  /// Whether any tag in it is markup. A paragraph or an item of a list needs no end, unless it stands
  /// between blanks like a word.
  ///
  /// - Parameter pairedOnly: whether nothing but an element with its end counts.
  static func holdsMarkup(
    _ bytes: UnsafeBufferPointer<UInt8>, pairedOnly: Bool = false
  ) -> Bool {
    var scanner = MarkupScanner()
    // Each known name once: there are few, so that looking through them takes no longer with many tags.
    var open: [Range<Int>] = []
    // Those of one letter, a bit each.
    var openLetters: UInt32 = 0
    func isOpen(_ name: Range<Int>) -> Bool {
      if name.count == 1 {
        let letter = bytes[name.lowerBound] | 0x20
        return openLetters & (1 << UInt32(letter & 0x1F)) != 0 && HTMLName.isKnown(letter: letter)
      }
      return open.contains { known in
        guard known.count == name.count else { return false }
        for offset in 0..<name.count
        where bytes[known.lowerBound + offset] | 0x20 != bytes[name.lowerBound + offset] | 0x20 {
          return false
        }
        return true
      }
    }
    while let piece = scanner.nextMarkup(in: bytes) {
      switch piece.kind {
      case .text, .raw, .remark: break
      case .start:
        if isOpen(piece.name), pairedOnly { continue }
        // The tags that most bodies begin with need no look at the tables.
        if piece.name.count == 1 {
          let letter = bytes[piece.name.lowerBound] | 0x20
          guard HTMLName.isKnown(letter: letter) else { continue }
          let isParagraph = letter == UInt8(ascii: "p")
          if !pairedOnly, hasValue(piece, bytes) || isParagraph && !isWord(piece, bytes) {
            return true
          }
          openLetters |= 1 << UInt32(letter & 0x1F)
          continue
        }
        let name = HTMLName.lowercased(bytes[piece.name])
        guard HTMLName.isKnown(name) else { continue }
        if !pairedOnly, isMarkupAlone(name, piece, bytes) { return true }
        if !isOpen(piece.name) { open.append(piece.name) }
      case .end:
        if isOpen(piece.name) { return true }
      }
    }
    return false
  }

  private static func isMarkupAlone(
    _ name: String, _ piece: MarkupScanner.Piece, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if HTMLName.isVoid(name, isBare: isBare(piece, bytes)) { return true }
    // What is cut off in the middle, or closes itself, has more than its name.
    if hasValue(piece, bytes), !HTMLName.areWrittenAbout.contains(name) { return true }
    return HTMLName.needsNoEnd.contains(name) && !isWord(piece, bytes)
  }

  /// Whether a tag with nothing but its name stands in the text like a word.
  private static func isWord(
    _ piece: MarkupScanner.Piece, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let (start, end) = (piece.range.lowerBound, piece.range.upperBound)
    return start > 0 && bytes[start - 1] == 0x20
      && (end == bytes.count || bytes[end] == 0x20 || Self.punctuation.contains(bytes[end]))
      && isBare(piece, bytes)
  }

  private static let punctuation = Set(".,;:!?)\"'".utf8)

  /// Whether it has an attribute with a value; "a <b && c> d" has none.
  static func hasValue(_ piece: MarkupScanner.Piece, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes[piece.name.upperBound..<piece.range.upperBound].contains(UInt8(ascii: "="))
  }

  static func isBare(_ piece: MarkupScanner.Piece, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    piece.range.upperBound - piece.name.upperBound <= 3
      && bytes[piece.name.upperBound..<piece.range.upperBound].allSatisfy {
        $0 <= 0x20 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">")
      }
  }

  /// Whether a block or a line break of HTML stands in it; without one its own lines count.
  static func holdsLayout(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = MarkupScanner()
    while let piece = scanner.nextMarkup(in: bytes) {
      guard piece.kind == .start else { continue }
      let element = HTMLElement(named: bytes[piece.name])
      if element.isBlock || element == .br || element.isTablePart { return true }
    }
    return false
  }
}

/// Takes the markup out of a short text. References are left as they are.
private struct TagStripper {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let pieces: [MarkupScanner.Piece]
  private let names: [String]
  /// Of each piece, the one that it begins or ends.
  private let partners: [Int?]
  private let allTags: Bool
  private var result: [UInt8] = []
  private var alternative: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, allTags: Bool) {
    self.bytes = bytes
    self.allTags = allTags
    var scanner = MarkupScanner()
    var pieces: [MarkupScanner.Piece] = []
    var names: [String] = []
    var partners: [Int?] = []
    var open: [String: [Int]] = [:]
    while var piece = scanner.next(in: bytes) {
      // What a text writes about is no remark, and may hold tags.
      let isText = piece.kind == .remark && !piece.isComment
      if isText, !pieces.isEmpty || bytes[piece.range.lowerBound + 1] == UInt8(ascii: "/") {
        scanner.reread(piece)
        piece = .init(kind: .text, range: piece.range.prefix(1))
      }
      let name = HTMLName.lowercased(bytes[piece.name])
      var partner: Int?
      switch piece.kind {
      case .text, .raw, .remark: break
      case .start: open[name, default: []].append(pieces.count)
      case .end: partner = open[name]?.popLast()
      }
      if let partner { partners[partner] = pieces.count }
      pieces.append(piece)
      names.append(name)
      partners.append(partner)
    }
    self.pieces = pieces
    self.names = names
    self.partners = partners
  }

  mutating func stripped() -> [UInt8] {
    var index = 0
    var raised: [(end: Int, start: Int, position: TextContext.Position)] = []
    while index < pieces.count {
      let piece = pieces[index]
      if let last = raised.last, last.end == index {
        raised.removeLast()
        set(last.start, last.position)
      }
      switch piece.kind {
      case .text, .raw: result += bytes[piece.range]
      case .remark:
        if piece.isUnendedComment || !piece.isComment && pieces.count < 3 {
          result += bytes[piece.range]
        }
      case .start, .end:
        guard isMarkup(index) else {
          result += bytes[piece.range]
          break
        }
        let element = HTMLElement(named: bytes[piece.name])
        if piece.kind == .start, element.isHidden, let end = partners[index] {
          index = end
        } else if piece.kind == .start, let end = partners[index],
          element == .sup || element == .sub
        {
          raised.append((end, result.count, element == .sup ? .superscript : .subscript))
        } else if element == .img {
          keepAlternative(of: piece)
        } else if element.isBlock || element == .br || element.isCell {
          result.append(0x20)
        }
      }
      index += 1
    }
    let isEmpty = result.allSatisfy { $0 <= 0x20 }
    return isEmpty ? alternative : result
  }

  private func isMarkup(_ index: Int) -> Bool {
    let piece = pieces[index]
    if allTags { return true }
    guard HTMLName.isKnown(names[index]) else { return false }
    if partners[index] != nil { return true }
    let isBare = MarkupRule.isBare(piece, bytes)
    return piece.kind == .start
      && (HTMLName.isVoid(names[index], isBare: isBare)
        || MarkupRule.hasValue(piece, bytes) && !HTMLName.areWrittenAbout.contains(names[index]))
  }

  /// What stands above or below the line, as small digits where it is a number.
  private mutating func set(_ start: Int, _ position: TextContext.Position) {
    guard start < result.count else { return }
    let text = String(decoding: result[start...], as: UTF8.self)
    result.replaceSubrange(start..., with: position.applied(to: text).utf8)
  }

  /// The text of an image stands for the image where nothing else does; a character that is drawn as
  /// one stands in its place.
  private mutating func keepAlternative(of piece: MarkupScanner.Piece) {
    for attribute in MarkupAttributes(of: piece, in: bytes)
    where HTMLName.lowercased(bytes[attribute.name]) == "alt" {
      let text = bytes[attribute.value]
      let isSign = !text.isEmpty && text.count <= 32 && text.allSatisfy { $0 >= 0x80 }
      if isSign { result += text }
      if alternative.isEmpty { alternative += text }
    }
  }
}
