/// What a character does to the lines of a text: the property Line_Break of Unicode, where the algorithm asks for
/// more with that.
enum LineBreakClass: UInt8 {
  case alphabetic, hebrewLetter, numeric, complexContext, ideographic, reservedPictograph,
    emojiBase, emojiModifier, leadingJamo, vowelJamo, trailingJamo, openSyllable, closedSyllable,
    regionalIndicator, combiningMark, joiner, mandatory, carriageReturn, lineFeed, nextLine,
    space, zeroWidthSpace, wordJoiner, glue, contingent, breakBefore, breakBoth, breakAfter,
    hyphen, nonstarter, inseparable, exclamation, infixSeparator, slash, prefix, postfix, opening,
    wideOpening, closing, closingParenthesis, wideParenthesis, quotation, openingQuotation,
    closingQuotation

  /// The run of characters that was looked at last: most text goes on in it.
  struct Run {
    var first: UInt32 = 1
    var last: UInt32 = 0
    var kind = LineBreakClass.alphabetic
  }

  @inline(__always)
  init(_ scalar: UInt32, _ known: inout Run) {
    if scalar < known.first || scalar > known.last { known = Self.run(of: scalar) }
    self = known.kind
  }

  private static func run(of scalar: UInt32) -> Run {
    let key = scalar << 8 | 0xFF
    return LineBreakTable.starts.withUnsafeBufferPointer { starts in
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= key { low = middle } else { high = middle }
      }
      return Run(
        first: starts[low] >> 8, last: low + 1 < starts.count ? starts[low + 1] >> 8 - 1 : 0x10FFFF,
        kind: LineBreakClass(rawValue: UInt8(truncatingIfNeeded: starts[low])) ?? .alphabetic)
    }
  }
}

/// Several of them.
struct LineBreakClasses {
  private let bits: UInt64

  init(_ classes: LineBreakClass...) {
    bits = classes.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  @inline(__always)
  func contains(_ kind: LineBreakClass) -> Bool { bits >> UInt64(kind.rawValue) & 1 != 0 }

  static let mandatory = LineBreakClasses(.mandatory, .carriageReturn, .lineFeed, .nextLine)
  static let unmarked = LineBreakClasses(
    .mandatory, .carriageReturn, .lineFeed, .nextLine, .space, .zeroWidthSpace)
  static let closings = LineBreakClasses(.closing, .closingParenthesis, .wideParenthesis)
  static let closers = LineBreakClasses(
    .closing, .closingParenthesis, .wideParenthesis, .exclamation, .infixSeparator, .slash)
  static let goesOnNumber = LineBreakClasses(
    .numeric, .infixSeparator, .slash, .closing, .closingParenthesis, .wideParenthesis)
  static let quotations = LineBreakClasses(.quotation, .openingQuotation, .closingQuotation)
  static let letters = LineBreakClasses(.alphabetic, .hebrewLetter)
  static let wordly = LineBreakClasses(.alphabetic, .hebrewLetter, .numeric)
  static let ideographs = LineBreakClasses(
    .ideographic, .reservedPictograph, .emojiBase, .emojiModifier)
  static let hangul = LineBreakClasses(
    .leadingJamo, .vowelJamo, .trailingJamo, .openSyllable, .closedSyllable)
  static let affixes = LineBreakClasses(.prefix, .postfix, .opening)
  /// What an opening quotation mark stands behind.
  static let beforeQuotation = LineBreakClasses(
    .space, .opening, .wideOpening, .quotation, .openingQuotation, .closingQuotation, .glue,
    .zeroWidthSpace, .mandatory, .carriageReturn, .lineFeed, .nextLine)
  /// What a closing quotation mark stands before.
  static let afterQuotation = LineBreakClasses(
    .space, .glue, .wordJoiner, .closing, .closingParenthesis, .wideParenthesis, .quotation,
    .openingQuotation, .closingQuotation, .exclamation, .infixSeparator, .slash, .mandatory,
    .carriageReturn, .lineFeed, .nextLine, .zeroWidthSpace)
  /// What a hyphen stands behind that begins a word.
  static let beforeOption = LineBreakClasses(
    .space, .opening, .wideOpening, .quotation, .openingQuotation, .glue, .zeroWidthSpace, .slash,
    .contingent, .mandatory, .carriageReturn, .lineFeed, .nextLine)
}
