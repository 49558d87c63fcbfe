/// Where the lines of a text may end: the line breaking algorithm of Unicode (UAX #14, Unicode 15), with the
/// numbers of its example 7, as Unicode's own tests have them.
///
/// For reading a few things are done as later versions do them, or as people write today: options, paths and
/// operators stay whole, scripts that are written without blanks break between the signs of their syllables
/// (a dictionary would know the words), and Chinese quotation marks hold to one side.
struct LineBreaks {
  enum Rules {
    /// The algorithm as it stands.
    case unicode
    case reading
  }

  enum Place: UInt8 {
    case none, allowed
    /// After a soft hyphen, which is shown then.
    case hyphen
  }

  /// For each byte what there is before it.
  private var places: [UInt8]

  /// - Parameter bytes: valid UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>, rules: Rules = .reading) {
    places = Array(repeating: 0, count: bytes.count + 1)
    var pass = LineBreakPass(bytes, rules)
    pass.units.withUnsafeBufferPointer { units in
      for next in units.indices.dropFirst() where pass.mayBreak(before: next, units) {
        let place: Place = units[next - 1].last == 0xAD ? .hyphen : .allowed
        places[Int(units[next].start)] = place.rawValue
      }
    }
  }

  subscript(offset: Int) -> Place { Place(rawValue: places[offset]) ?? .none }
}

/// A character with the marks on it; marks that have nothing to stand on are one of their own.
struct LineBreakUnit {
  var kind: LineBreakClass
  var scalar: UInt32
  /// The last mark, else the character.
  var last: UInt32
  var start: Int32
  /// Whether a mark makes it the end of a syllable, or silent.
  var isFinal = false

  var isJoined: Bool { last == 0x200D }
}

private struct LineBreakPass {
  private(set) var units: [LineBreakUnit] = []
  private let isReading: Bool
  /// The last unit that is no blank.
  private var solid = 0
  private var number = NumberState.none
  /// How many regional indicators end with the last unit.
  private var indicators = 0

  private enum NumberState { case none, digits, closed }

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: LineBreaks.Rules) {
    isReading = rules == .reading
    units.reserveCapacity(bytes.count)
    var known = LineBreakClass.Run()
    var index = 0
    while index < bytes.count {
      let start = index
      let scalar = Self.scalar(at: &index, in: bytes)
      var kind = LineBreakClass(scalar, &known)
      if kind == .complexContext, !isReading { kind = .alphabetic }
      let isMark = kind == .combiningMark || kind == .joiner
      if isMark, let last = units.last, !LineBreakClasses.unmarked.contains(last.kind) {
        units[units.count - 1].last = scalar
        if Self.ends(scalar) { units[units.count - 1].isFinal = true }
        continue
      }
      if isMark { kind = .alphabetic }
      units.append(
        LineBreakUnit(kind: kind, scalar: scalar, last: scalar, start: Int32(clamping: start)))
    }
    if let first = units.first { take(first.kind, at: 0) }
  }

  private static func scalar(at index: inout Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
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

  /// Whether there may be a break before a unit; to be asked of each in turn.
  mutating func mayBreak(before next: Int, _ units: UnsafeBufferPointer<LineBreakUnit>) -> Bool {
    let result = decide(next, units)
    take(units[next].kind, at: next)
    return result
  }

  private mutating func take(_ kind: LineBreakClass, at place: Int) {
    if kind != .space { solid = place }
    indicators = kind == .regionalIndicator ? indicators + 1 : 0
    switch kind {
    case .numeric: number = .digits
    case .infixSeparator, .slash: if number != .digits { number = .none }
    case .closing, .closingParenthesis, .wideParenthesis:
      number = number == .digits ? .closed : .none
    default: number = .none
    }
  }

  // The numbers are those of the rules.
  private func decide(_ next: Int, _ units: UnsafeBufferPointer<LineBreakUnit>) -> Bool {
    typealias Classes = LineBreakClasses
    let last = units[next - 1]
    let a = last.kind
    let b = units[next].kind
    let before = units[solid].kind
    let after = next + 1 < units.count ? units[next + 1].kind : nil
    // 4 to 6
    if Classes.mandatory.contains(a) { return !(a == .carriageReturn && b == .lineFeed) }
    if Classes.mandatory.contains(b) { return false }
    // 7, 8, 8a
    if b == .space || b == .zeroWidthSpace { return false }
    if before == .zeroWidthSpace { return true }
    if last.isJoined { return false }
    // 11, 12, 12a
    if a == .wordJoiner || b == .wordJoiner || a == .glue { return false }
    if b == .glue, a != .space, a != .breakAfter, a != .hyphen { return false }
    // 13
    if Classes.closers.contains(b) {
      guard isReading, a == .space, b == .infixSeparator || b == .slash,
        let after, Classes.wordly.contains(after)
      else { return false }
    }
    // 14
    if before == .opening || before == .wideOpening { return false }
    // 15
    if isReading {
      if before == .openingQuotation,
        solid == 0 || Classes.beforeQuotation.contains(units[solid - 1].kind)
      {
        return false
      }
      if b == .closingQuotation, after.map(Classes.afterQuotation.contains) ?? true { return false }
    } else if Classes.quotations.contains(before), b == .opening || b == .wideOpening {
      return false
    }
    // 16, 17
    if Classes.closings.contains(before), b == .nonstarter { return false }
    if before == .breakBoth, b == .breakBoth { return false }
    // 18
    if a == .space { return true }
    // 19
    if Classes.quotations.contains(a) || Classes.quotations.contains(b) {
      guard isReading, isBesideQuotation(next, units) else { return false }
    }
    // 20 to 22
    if a == .contingent || b == .contingent { return true }
    if b == .breakAfter || b == .hyphen || b == .nonstarter || a == .breakBefore { return false }
    if a == .hyphen || a == .breakAfter, next > 1, units[next - 2].kind == .hebrewLetter {
      return false
    }
    if a == .slash, b == .hebrewLetter { return false }
    if b == .inseparable { return false }
    if isReading, isInsideWord(next, units) { return false }
    return decidePairs(a, b, after)
      && !isInsideSyllable(last, units[next], next + 1 < units.count ? units[next + 1].scalar : 0)
  }

  private func decidePairs(
    _ a: LineBreakClass, _ b: LineBreakClass, _ after: LineBreakClass?
  ) -> Bool {
    typealias Classes = LineBreakClasses
    // 23 to 24
    if Classes.letters.contains(a), b == .numeric { return false }
    if a == .numeric, Classes.letters.contains(b) { return false }
    if a == .prefix, Classes.ideographs.contains(b) { return false }
    if Classes.ideographs.contains(a), b == .postfix { return false }
    let isAffix = a == .prefix || a == .postfix
    if isAffix, Classes.letters.contains(b) { return false }
    if Classes.letters.contains(a), b == .prefix || b == .postfix { return false }
    // 25
    if isAffix {
      if b == .numeric { return false }
      if b == .opening || b == .wideOpening || b == .hyphen, after == .numeric { return false }
    }
    if b == .numeric, a == .hyphen || a == .opening || a == .wideOpening { return false }
    if isReading, b == .numeric, a == .infixSeparator || a == .slash { return false }
    if number == .digits, Classes.goesOnNumber.contains(b) { return false }
    if number != .none, b == .prefix || b == .postfix { return false }
    // 26, 27
    switch (a, b) {
    case (.leadingJamo, .leadingJamo), (.leadingJamo, .vowelJamo), (.leadingJamo, .openSyllable),
      (.leadingJamo, .closedSyllable), (.vowelJamo, .vowelJamo), (.vowelJamo, .trailingJamo),
      (.openSyllable, .vowelJamo), (.openSyllable, .trailingJamo), (.trailingJamo, .trailingJamo),
      (.closedSyllable, .trailingJamo):
      return false
    default: break
    }
    if Classes.hangul.contains(a), b == .postfix { return false }
    if a == .prefix, Classes.hangul.contains(b) { return false }
    // 28 to 30
    if Classes.letters.contains(b), Classes.letters.contains(a) || a == .infixSeparator {
      return false
    }
    if b == .opening, Classes.wordly.contains(a) { return false }
    if a == .closingParenthesis, Classes.wordly.contains(b) { return false }
    // 30a, 30b
    if a == .regionalIndicator, b == .regionalIndicator { return indicators % 2 == 0 }
    if b == .emojiModifier, a == .emojiBase || a == .reservedPictograph { return false }
    return true
  }

  // MARK: For reading

  /// Whether a quotation mark belongs to the other side, among East Asian characters.
  private func isBesideQuotation(
    _ next: Int, _ units: UnsafeBufferPointer<LineBreakUnit>
  ) -> Bool {
    if units[next].kind == .openingQuotation {
      return Self.isEastAsian(units[next - 1].scalar)
        && (next + 1 == units.count || Self.isEastAsian(units[next + 1].scalar))
    }
    return units[next - 1].kind == .closingQuotation && Self.isEastAsian(units[next].scalar)
      && next > 1 && Self.isEastAsian(units[next - 2].scalar)
  }

  private static func isEastAsian(_ scalar: UInt32) -> Bool {
    (0x2E80..<0xFFE0).contains(scalar) || (0x1F300...0x3FFFF).contains(scalar)
  }

  /// Options as `--all` and `-x`, operators as `->`, `!=` and `++`, what stands as `(a)[0]` and `${a}`.
  private func isInsideWord(_ next: Int, _ units: UnsafeBufferPointer<LineBreakUnit>) -> Bool {
    // No line begins with a dash.
    if units[next].kind == .breakBoth { return true }
    let b = units[next].scalar
    let isLetter = b >= 0x80 || Self.isAlphanumeric(b)
    switch units[next - 1].kind {
    // Not behind the first of a path, nor between those of an address.
    case .slash: return next < 2 || LineBreakClasses.beforeOption.contains(units[next - 2].kind)
    case .prefix, .postfix:
      return LineBreakClasses.affixes.contains(units[next].kind)
    case .closingParenthesis: return units[next].kind == .opening
    case .exclamation: return !isLetter && units[next].kind != .opening
    case .hyphen:
      guard isLetter else { return true }
      var place = next - 2
      while place >= 0, units[place].kind == .hyphen { place -= 1 }
      return place < 0 || LineBreakClasses.beforeOption.contains(units[place].kind)
    default: return false
    }
  }

  private static func isAlphanumeric(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar | 0x20)
  }

  /// Thai and Lao vowels are written before or after their consonant; Khmer and Burmese consonants are joined by
  /// a sign between them.
  private func isInsideSyllable(
    _ a: LineBreakUnit, _ b: LineBreakUnit, _ after: UInt32
  ) -> Bool {
    guard a.kind == .complexContext, b.kind == .complexContext else { return false }
    if b.isFinal { return true }
    // Two of these are a vowel, which no syllable begins with.
    let ro: UInt32 = 0xE23
    if b.scalar == ro, a.scalar == ro || after == ro { return true }
    // The sign of a short vowel, which only ก็ ends with.
    if a.last == 0xE47, a.scalar != 0xE01 { return true }
    switch a.last {
    // Vowels before their consonant, and those that a consonant must follow.
    case 0xE31, 0xE40...0xE44, 0xEB1, 0xEC0...0xEC4, 0x17D2, 0x1039, 0x1A60: return true
    default: break
    }
    switch b.scalar {
    case 0xE2F, 0xE30, 0xE32, 0xE33, 0xE45, 0xE46, 0xEAF, 0xEB0, 0xEB2, 0xEB3, 0xEBD, 0xEC6, 0x17D7:
      return true
    default: return false
    }
  }

  private static func ends(_ mark: UInt32) -> Bool {
    switch mark {
    case 0xE3A, 0xE4C, 0xEBA, 0xECC, 0x103A, 0x17CD, 0x17D1, 0x1A7A: true
    default: false
    }
  }
}

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
