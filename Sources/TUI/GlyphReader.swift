/// Makes of any text what cells may hold: the one place that decides what is drawn.
///
/// Joined emoji give their first, without skin tone; flags give their two letters, keycaps their
/// digit: terminals disagree on the widths of the real ones.
struct GlyphReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let charset: Charset
  private var index = 0
  /// Where the last item begins, without what is dropped before it; `nil` inside what is spelled.
  private(set) var start: Int?
  /// ASCII that spells the last character and was not given out yet, low byte first.
  private var spelling: UInt64 = 0
  /// The class of the character at `index` where it was looked at already.
  private var classAhead: ScalarClass?

  enum Kind: UInt8 {
    case text, blank, lineBreak
  }

  struct Item {
    var glyph: Glyph
    /// Whether a line may end here; a no-break space is `text`.
    var kind: Kind
  }

  /// - Parameter bytes: valid UTF-8, as that of a `String` is.
  init(_ bytes: UnsafeBufferPointer<UInt8>, charset: Charset) {
    self.bytes = bytes
    self.charset = charset
  }

  @inline(__always)
  mutating func next() -> Item? {
    if spelling != 0 { return nextOfSpelling() }
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    let isAlone = index + 1 == bytes.count || bytes[index + 1] < 0x80
    guard isAlone, byte >= 0x20, byte < 0x7F else { return nextOfAnyKind() }
    start = index
    index += 1
    return Item(glyph: Glyph(UInt32(byte)), kind: byte == 0x20 ? .blank : .text)
  }

  private mutating func nextOfSpelling() -> Item {
    start = nil
    return spelled()
  }

  private mutating func spelled() -> Item {
    let byte = UInt32(spelling & 0xFF)
    spelling >>= 8
    return Item(glyph: Glyph(byte), kind: byte == 0x20 ? .blank : .text)
  }

  private mutating func nextOfAnyKind() -> Item? {
    while index < bytes.count {
      start = index
      let scalar = nextScalar()
      let known = classAhead
      classAhead = nil
      switch known ?? ScalarClass(scalar) {
      case .dropped, .mark: continue
      case .lineBreak:
        if scalar == 0x0D, index < bytes.count, bytes[index] == 0x0A { continue }
        return Item(glyph: .blank, kind: .lineBreak)
      case .blank: return item(0x20, .narrow, Self.mayBreak(scalar) ? .blank : .text)
      case .narrow: return item(scalar, .narrow, scalar == 0x20 ? .blank : .text)
      case .wide: return item(scalar, .firstHalf, .text)
      case .flagLetter: return item(scalar - 0x1F1E6 + 0x41, .narrow, .text)
      case .replaced: return item(0xFFFD, .narrow, .text)
      }
    }
    return nil
  }

  /// The character with the zero-width ones that follow it.
  private mutating func item(_ scalar: UInt32, _ extent: Glyph.Extent, _ kind: Kind) -> Item {
    var glyph = Glyph(scalar, extent: extent)
    var marks = 0
    while index < bytes.count, bytes[index] >= 0x80 {
      let start = index
      let follower = nextScalar()
      let kind = ScalarClass(follower)
      if kind == .mark {
        if marks < Glyph.maximumMarks { glyph.setMark(follower, at: marks) }
        marks += 1
      } else if kind == .dropped {
        if Self.isShaped(scalar), follower == Self.joiner || follower == Self.nonJoiner {
          if marks < Glyph.maximumMarks { glyph.setMark(follower, at: marks) }
          marks += 1
        } else if follower == Self.joiner, Self.isPictograph(scalar) {
          skipPictograph()
        }
      } else {
        index = start
        classAhead = kind
        break
      }
    }
    guard charset == .ascii else {
      return Item(glyph: glyph, kind: marks == 0 ? kind : .text)
    }
    spelling = ASCIISpelling.of(scalar)
    var first = spelled()
    if kind == .text { first.kind = .text }
    return first
  }

  /// After a joiner: the emoji that it joins.
  private mutating func skipPictograph() {
    guard index < bytes.count else { return }
    let start = index
    if !Self.isPictograph(nextScalar()) { index = start }
  }

  /// Decodes one scalar; there is one, and it is whole.
  private mutating func nextScalar() -> UInt32 {
    let lead = UInt32(bytes[index])
    index += 1
    if lead < 0x80 { return lead }
    let length = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    var scalar = lead & (0x3F >> UInt32(length))
    for _ in 0..<length where index < bytes.count {
      scalar = scalar << 6 | UInt32(bytes[index] & 0x3F)
      index += 1
    }
    return scalar
  }

  private static let joiner: UInt32 = 0x200D
  private static let nonJoiner: UInt32 = 0x200C

  /// Arabic and the scripts of India, in which joiners are a part of the spelling.
  private static func isShaped(_ scalar: UInt32) -> Bool { (0x600..<0xE00).contains(scalar) }

  /// No-break space, figure space and narrow no-break space hold a line together.
  private static func mayBreak(_ scalar: UInt32) -> Bool {
    scalar != 0xA0 && scalar != 0x2007 && scalar != 0x202F
  }

  /// Characters that take part in joined emoji.
  private static func isPictograph(_ scalar: UInt32) -> Bool {
    (0x1F000...0x1FAFF).contains(scalar) || (0x2190...0x2BFF).contains(scalar)
  }
}

/// How many columns text takes: always those of what is drawn.
///
/// Agrees with `wcwidth` of glibc 2.36 (Unicode 14), which curses asks; characters it does not know
/// are drawn as U+FFFD. Characters of ambiguous width count as one.
public enum DisplayWidth {
  /// The columns of the whole text drawn in one line, line breaks and tabs as one blank each.
  public static func columns(of text: String, charset: Charset = .unicode) -> Int {
    var text = text
    return text.withUTF8 { columns(of: $0, charset: charset) }
  }

  static func columns(of bytes: UnsafeBufferPointer<UInt8>, charset: Charset) -> Int {
    if let columns = plainColumns(of: bytes, charset: charset) { return columns }
    var reader = GlyphReader(bytes, charset: charset)
    var columns = 0
    while let glyph = reader.next()?.glyph { columns += glyph.width }
    return columns
  }

  /// The columns of a text of which every character is drawn as it is in one column, as those of most
  /// European texts are; `nil` for others.
  public static func plainColumns(of text: String, charset: Charset = .unicode) -> Int? {
    var text = text
    return text.withUTF8 { plainColumns(of: $0, charset: charset) }
  }

  static func plainColumns(
    of bytes: UnsafeBufferPointer<UInt8>, charset: Charset
  ) -> Int? {
    var continuations = 0
    var index = 0
    while index < bytes.count {
      index = PlainBytes.endOfPrintable(from: index, in: bytes)
      guard index < bytes.count else { break }
      let length = plainLength(at: index, in: bytes, charset)
      guard length > 0 else { return nil }
      continuations += length - 1
      index += length
    }
    return bytes.count - continuations
  }

  /// How many bytes of UTF-8 the character there has, if it is drawn as it is in one column; 0 for others,
  /// which may well be narrow too.
  @inlinable
  public static func plainLength(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>, _ charset: Charset = .unicode
  ) -> Int {
    switch bytes[index] {
    case 0x20..<0x7F: 1
    // U+00A1 to U+02BF but the soft hyphen.
    case 0xC3...0xCA where charset == .unicode: 2
    case 0xC2 where charset == .unicode && bytes[index + 1] > 0xA0 && bytes[index + 1] != 0xAD: 2
    // U+2010 to U+2027: dashes, quotation marks, the ellipsis. U+2500 to U+257F: lines and their joints.
    case 0xE2
    where charset == .unicode
      && (bytes[index + 1] == 0x80 && (0x90...0xA7).contains(bytes[index + 2])
        || bytes[index + 1] | 1 == 0x95):
      3
    default: 0
    }
  }

  /// 0 for what is dropped or joins the character before it, else 1 or 2.
  public static func width(of scalar: Unicode.Scalar) -> Int {
    switch ScalarClass(scalar.value) {
    case .mark, .dropped: 0
    case .wide: 2
    case .narrow, .blank, .lineBreak, .flagLetter, .replaced: 1
    }
  }
}
