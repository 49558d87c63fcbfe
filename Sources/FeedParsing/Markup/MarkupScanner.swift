import Articles

/// Cuts HTML into text, tags and what is neither, as the standard's tokenizer does (HTML, 13.2.5),
/// without a look at what they mean; no byte is lost.
///
/// All who read markup read these pieces, so that who makes a page safe sees the tags that others show.
/// Only what browsers lose is kept: after a tag, a comment, a quotation mark or a script that never
/// ends, the rest is read as if that had not begun; and an element that closes itself (`<script/>`) has
/// no text, as XHTML means it.
///
/// The time is linear in the length: what was searched to the end in vain is not searched again.
/// Nothing but the place is kept, and the bytes, always the same ones, are lent with every call: a copy
/// that looks ahead costs nothing.
struct MarkupScanner {
  enum Kind {
    case text, start, end
    /// A comment, a declaration, an instruction, what begins like an end tag and is none.
    case remark
    /// The text of an element in which nothing is a tag.
    case raw
  }

  struct Piece {
    let kind: Kind
    let range: Range<Int>
    /// The name of a tag.
    var name = 0..<0
    var isSelfClosing = false
    /// A bit for each length that the name of an attribute has: most tags lack most attributes.
    var lengths: UInt32 = 0

    /// Of a remark.
    var isComment = false
    /// Whether it is no more than the "<!--" of a comment that never ends.
    var isUnendedComment: Bool { isComment && range.count == 4 }
  }

  /// After the piece that was read last.
  private(set) var position = 0
  private var held: Piece?
  /// The text of the element that was begun last.
  private var raw: Range<Int>?

  private var hasTags = true
  private var hasCommentEnds = true
  /// In tags that begin before this, a quotation mark is nothing special: one never ends.
  private var quotesFrom = 0
  /// Whether what a script writes in comments, other scripts, may hide its end.
  private var honoursScriptsInScripts = true
  /// Elements of raw text whose end tag is known to be missing, a bit each.
  private var unclosed: UInt8 = 0
  private var nextClosing = Finding()
  private var nextArrow = Finding()

  mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Piece? {
    if let piece = held {
      held = nil
      return piece
    }
    let start = position
    let piece = nextMarkup(in: bytes)
    let end = piece?.range.lowerBound ?? bytes.count
    guard start < end else { return piece }
    held = piece
    return Piece(kind: .text, range: start..<end)
  }

  /// As `next`, without the text between tags.
  mutating func nextMarkup(in bytes: UnsafeBufferPointer<UInt8>) -> Piece? {
    if let text = takeRawText(), !text.isEmpty { return Piece(kind: .raw, range: text) }
    var scan = position
    while hasTags {
      let opening = TextBytes.index(of: UInt8(ascii: "<"), in: bytes, from: scan)
      guard opening < bytes.count else { break }
      if let piece = markup(at: opening, in: bytes) {
        position = piece.range.upperBound
        return piece
      }
      scan = opening + 1
    }
    position = bytes.count
    return nil
  }

  /// The text of the element whose start tag was read last, if that may hold nothing else, up to its end
  /// tag; what is not taken is the next piece. `nil` for other elements, and without an end.
  mutating func takeRawText() -> Range<Int>? {
    guard held == nil, let text = raw else { return nil }
    raw = nil
    position = text.upperBound
    return text
  }

  /// Goes on behind the "<" of a piece that is to be text.
  mutating func reread(_ piece: Piece) {
    held = nil
    raw = nil
    position = piece.range.lowerBound + 1
  }

  private mutating func markup(at opening: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Piece? {
    let next = opening + 1
    guard next < bytes.count else { return nil }
    switch bytes[next] {
    case let byte where byte.isASCIILetter:
      return tag(.start, from: opening, nameAt: next, in: bytes)
    case UInt8(ascii: "/"):
      guard next + 1 < bytes.count else { return nil }
      if bytes[next + 1].isASCIILetter {
        return tag(.end, from: opening, nameAt: next + 1, in: bytes)
      }
    case UInt8(ascii: "!"):
      if let comment = comment(from: opening, in: bytes) { return comment }
    case UInt8(ascii: "?"):
      break
    default:
      return nil
    }
    return closing(from: next, in: bytes).map { Piece(kind: .remark, range: opening..<$0) }
  }

  // MARK: Tags

  private mutating func tag(
    _ kind: Kind, from opening: Int, nameAt start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Piece? {
    let nameEnd = Self.endOfName(from: start, in: bytes)
    var tag = MarkupAttributes.Survey()
    var end: Int?
    if opening >= quotesFrom {
      tag = MarkupAttributes.survey(from: nameEnd, in: bytes)
      end = tag.end
      if end == nil { quotesFrom = tag.failure }
    }
    if end == nil, let closing = closing(from: nameEnd, in: bytes) {
      end = closing
      tag.lengths = .max
      tag.isSelfClosing = bytes[closing - 2] == UInt8(ascii: "/")
    }
    guard let end else { return nil }
    let piece = Piece(
      kind: kind, range: opening..<end, name: start..<nameEnd, isSelfClosing: tag.isSelfClosing,
      lengths: tag.lengths)
    raw = nil
    if kind == .start, !tag.isSelfClosing, let element = RawElement(named: piece.name, in: bytes) {
      raw = text(of: element, named: piece.name, from: end, in: bytes)
    }
    return piece
  }

  /// The position after the name of a tag.
  static func endOfName(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = start
    while position < bytes.count, !endsName(bytes[position]) { position += 1 }
    return position
  }

  /// Blanks, "/" and ">"; a bit each, as this is asked of every byte of a name.
  @inline(__always)
  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x3E && UInt64(0x4000_8001_0000_3600) >> UInt64(byte) & 1 != 0
  }

  static func isNamed(
    _ name: Range<Int>, _ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard name.count == text.utf8CodeUnitCount else { return false }
    for offset in 0..<name.count
    where bytes[name.lowerBound + offset].asciiLowercased != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The position after the next ">".
  private mutating func closing(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let end = nextClosing.place(from: start) {
      TextBytes.index(of: UInt8(ascii: ">"), in: bytes, from: start)
    }
    if end == bytes.count { hasTags = false }
    return end < bytes.count ? end + 1 : nil
  }

  /// Where the next of something is, as far as that was searched.
  private struct Finding {
    private var start = 0
    private var place = -1

    mutating func place(from start: Int, _ search: () -> Int) -> Int {
      if start >= self.start, start <= place { return place }
      self.start = start
      place = search()
      return place
    }
  }

  // MARK: Comments

  private mutating func comment(
    from opening: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Piece? {
    let start = opening + 4
    guard start <= bytes.count, bytes[start - 1] == UInt8(ascii: "-"),
      bytes[start - 2] == UInt8(ascii: "-")
    else { return nil }
    var piece = Piece(
      kind: .remark, range: opening..<(endOfComment(from: start, in: bytes) ?? start))
    piece.isComment = true
    return piece
  }

  /// After "-->" or "--!>"; a comment without text ends with ">" and "->", too.
  private mutating func endOfComment(
    from start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let dash = UInt8(ascii: "-")
    var scan = start
    while hasCommentEnds {
      let end = TextBytes.index(of: UInt8(ascii: ">"), in: bytes, from: scan)
      guard end < bytes.count else { break }
      // The dashes of the beginning count, but before "!".
      if bytes[end - 1] == dash, bytes[end - 2] == dash { return end + 1 }
      if end >= start + 3, bytes[end - 1] == UInt8(ascii: "!"), bytes[end - 2] == dash,
        bytes[end - 3] == dash
      {
        return end + 1
      }
      scan = end + 1
    }
    hasCommentEnds = false
    return nil
  }

  // MARK: Raw text

  private enum RawElement: UInt8 {
    case script, style, title, textarea, iframe, noembed, noframes, xmp

    init?(named name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
      func isNamed(_ text: StaticString) -> Bool { MarkupScanner.isNamed(name, text, in: bytes) }
      switch name.count {
      case 3 where isNamed("xmp"): self = .xmp
      case 5 where isNamed("style"): self = .style
      case 5 where isNamed("title"): self = .title
      case 6 where isNamed("script"): self = .script
      case 6 where isNamed("iframe"): self = .iframe
      case 7 where isNamed("noembed"): self = .noembed
      case 8 where isNamed("textarea"): self = .textarea
      case 8 where isNamed("noframes"): self = .noframes
      default: return nil
      }
    }
  }

  private mutating func text(
    of element: RawElement, named name: Range<Int>, from start: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    guard unclosed & 1 << element.rawValue == 0 else { return nil }
    let end =
      element == .script
      ? endOfScript(named: name, from: start, in: bytes)
      : Self.endTag(named: name, from: start, in: bytes)
    if end == nil { unclosed |= 1 << element.rawValue }
    return end.map { start..<$0 }
  }

  /// Where the end tag of an element begins.
  private static func endTag(
    named name: Range<Int>, from start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var scan = start
    while true {
      let opening = TextBytes.index(of: UInt8(ascii: "<"), in: bytes, from: scan)
      guard opening < bytes.count else { return nil }
      scan = opening + 1
      if scan < bytes.count, bytes[scan] == UInt8(ascii: "/"), has(name, at: scan + 1, in: bytes) {
        return opening
      }
    }
  }

  /// Whether a name that stands elsewhere stands here, too, as that of a tag.
  private static func has(
    _ name: Range<Int>, at start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard start + name.count < bytes.count, endsName(bytes[start + name.count]) else {
      return false
    }
    for offset in 0..<name.count
    where bytes[start + offset].asciiLowercased != bytes[name.lowerBound + offset].asciiLowercased {
      return false
    }
    return true
  }

  /// Where the end tag of a script begins: in a comment it writes, `<script>` takes an end tag for itself
  /// ("script data double escaped state").
  private mutating func endOfScript(
    named name: Range<Int>, from start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard honoursScriptsInScripts else { return Self.endTag(named: name, from: start, in: bytes) }
    var first: Int?
    var scan = start
    var commentEnd = start
    var isInner = false
    while true {
      let opening = TextBytes.index(of: UInt8(ascii: "<"), in: bytes, from: scan)
      guard opening < bytes.count else { break }
      scan = opening + 1
      if opening >= commentEnd { isInner = false }
      if scan < bytes.count, bytes[scan] == UInt8(ascii: "/"),
        Self.has(name, at: scan + 1, in: bytes)
      {
        guard isInner else { return opening }
        first = first ?? opening
        isInner = false
      } else if opening >= commentEnd {
        if bytes[opening...].starts(with: "<!--".utf8) {
          commentEnd = arrow(from: opening + 2, in: bytes)
        }
      } else if Self.has(name, at: scan, in: bytes) {
        isInner = true
      }
    }
    if first != nil { honoursScriptsInScripts = false }
    return first
  }

  /// The next "-->", or the end.
  private mutating func arrow(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    nextArrow.place(from: start) {
      var scan = start + 2
      while true {
        let end = TextBytes.index(of: UInt8(ascii: ">"), in: bytes, from: scan)
        guard end < bytes.count else { return bytes.count }
        if bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2] == UInt8(ascii: "-") {
          return end
        }
        scan = end + 1
      }
    }
  }
}
