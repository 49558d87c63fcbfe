/// The words of a text as far as they tell what it is about, and the numbers that tell it apart from
/// others of its series.
///
/// Words are folded, cut to their first letters instead of being stemmed, and hashed; those that stand
/// in every text are left out. Scripts without blanks give each two characters that stand together.
struct StoryWords {
  /// In order; without those that say nothing.
  private(set) var words: [UInt16] = []
  private(set) var numbers: [StoryNumber] = []
  /// Of everything that was read, the order and small words included.
  private(set) var hash: UInt64 = StoryHash.start
  /// How much the words say: a pair of characters is half a word.
  private(set) var weight = 0.0

  private let most: Int
  /// What a number belongs to.
  private var last = Before.nothing
  /// A number that is written at the end of the text, or before a colon, counts through a series.
  private var open: Int?

  /// - Parameters:
  ///   - scalars: as ``FoldedText`` folds them.
  ///   - most: how many words are kept.
  init(_ scalars: [UInt32], most: Int) {
    self.most = most
    scalars.withUnsafeBufferPointer { read($0) }
    endPart()
  }

  /// What stands before a number.
  private enum Before {
    case nothing
    case number
    /// # or 第.
    case sign
    /// As in v1.2.
    case version
    /// `isName`: whether a number after it may be that of a version: "Swift 6.3", but not "up 6.3".
    case word(isCounter: Bool, isMonth: Bool, isName: Bool)

    init(_ facts: SeriesWords.Facts?) {
      guard let facts else {
        self = .word(isCounter: false, isMonth: false, isName: true)
        return
      }
      self = .word(
        isCounter: facts.isCounter, isMonth: facts.month != 0,
        isName: !facts.isEmpty && !facts.isMeasured)
    }

    var isCounter: Bool {
      switch self {
      case .sign: true
      case .word(let isCounter, _, _): isCounter
      case .nothing, .number, .version: false
      }
    }

    var isMonth: Bool {
      if case .word(_, let isMonth, _) = self { isMonth } else { false }
    }

    var isName: Bool {
      if case .word(_, _, let isName) = self { isName } else { false }
    }
  }

  // MARK: Reading

  private mutating func read(_ scalars: UnsafeBufferPointer<UInt32>) {
    var index = 0
    while index < scalars.count, words.count < most {
      switch Self.kind(scalars[index]) {
      case .letter: readWord(scalars, &index)
      case .digit: readNumber(scalars, &index)
      case .unspaced: readUnspaced(scalars, &index)
      case .other:
        // A number before a colon or a bar ends a part of a title.
        switch scalars[index] {
        case 0x3A, 0x7C, 0xFF1A, 0x2D: endPart()
        case 0x23: last = .sign
        default: break
        }
        index += 1
      }
    }
  }

  private mutating func readWord(_ scalars: UnsafeBufferPointer<UInt32>, _ index: inout Int) {
    let start = index
    var hasDigit = false
    while index < scalars.count {
      let scalar = scalars[index]
      if !(0x61...0x7A).contains(scalar) {
        switch Self.kind(scalar) {
        case .letter: break
        case .digit: hasDigit = true
        case .unspaced, .other:
          // It's and don't are one word.
          guard scalar == 0x27, index + 1 < scalars.count, Self.kind(scalars[index + 1]) == .letter
          else { return endWord(scalars, start, &index, hasDigit) }
        }
      }
      index &+= 1
    }
    endWord(scalars, start, &index, hasDigit)
  }

  private mutating func endWord(
    _ scalars: UnsafeBufferPointer<UInt32>, _ start: Int, _ index: inout Int, _ hasDigit: Bool
  ) {
    var end = index
    if index - start > 2, scalars[index - 1] == 0x73, scalars[index - 2] == 0x27 { end -= 2 }
    let letters = scalars[start..<end]
    // v1.2 is a number.
    if hasDigit, letters.first == 0x76, letters.dropFirst().allSatisfy({ Self.value($0) != nil }) {
      index = start + 1
      last = .version
      return readNumber(scalars, &index)
    }
    // The plural of many languages.
    let isPlural = end - start > 4 && scalars[end - 1] == 0x73
    let stem = start + min(end - start - (isPlural ? 1 : 0), Self.longest)
    var word = StoryHash.start
    for place in start..<stem { word = StoryHash.mix(word, scalars[place]) }
    let stemHash = StoryHash.stirred(word)
    for place in stem..<end { word = StoryHash.mix(word, scalars[place]) }
    let wholeHash = stem == end ? stemHash : StoryHash.stirred(word)
    let facts = SeriesWords.facts(wholeHash)
    open = nil
    if let facts, facts.numeral != 0, last.isCounter {
      add(StoryNumber(.counted, facts.numeral))
    } else if let facts, facts.roman != 0 {
      last.isCounter ? add(StoryNumber(.counted, facts.roman)) : wait(facts.roman)
    } else if let facts, facts.month != 0 {
      add(StoryNumber(.month, facts.month))
      weight += 0.5
    } else if let facts, facts.weekday != 0 {
      add(StoryNumber(.weekday, facts.weekday))
      weight += 0.5
    } else if hasDigit {
      add(StoryNumber(.mixed, wholeHash))
      append(stemHash)
    } else if letters.count > 1, facts?.isEmpty != true {
      append(stemHash)
    }
    mix(letters)
    last = Before(facts)
  }

  private mutating func readNumber(_ scalars: UnsafeBufferPointer<UInt32>, _ index: inout Int) {
    var digits: [UInt32] = []
    var parts = 1
    var isGrouped = false
    while index < scalars.count {
      if let value = Self.value(scalars[index]) {
        digits.append(value)
        index += 1
        continue
      }
      guard index + 1 < scalars.count, Self.value(scalars[index + 1]) != nil else { break }
      let sign = scalars[index]
      if sign == 0x2C || sign == 0x27 {
        isGrouped = true
      } else if sign == 0x2E {
        digits.append(sign)
        parts += 1
      } else {
        break
      }
      index += 1
    }
    let end = index
    // 3rd, 50m, 2nd: the letters belong to it, and are no word.
    while index < scalars.count, Self.kind(scalars[index]) == .letter { index += 1 }
    let suffix = scalars[end..<index]
    let hash = StoryHash.of(digits)
    let count = digits.count
    mix(digits[...])
    let isPercent = index < scalars.count && scalars[index] == 0x25
    let follows = index < scalars.count ? scalars[index] : 0
    let before = last
    var isVersion = false
    if case .version = before { isVersion = true }
    open = nil
    if !suffix.isEmpty, !Self.isOrdinal(suffix) {
      // 2026b, 5g, 50m.
      add(StoryNumber(.amount, hash))
    } else if parts > 2 || isVersion
      || parts == 2 && !isPercent && !isGrouped && before.isName
    {
      add(StoryNumber(.version, hash))
    } else if parts == 2 {
      add(StoryNumber(.amount, hash))
    } else if before.isCounter || SeriesWords.counterSigns.contains(follows) {
      add(StoryNumber(.counted, hash))
    } else if count == 4,
      digits[0] == 0x31 && digits[1] == 0x39 || digits[0] == 0x32 && digits[1] == 0x30,
      !isGrouped
    {
      add(StoryNumber(.year, hash))
    } else if before.isMonth {
      add(StoryNumber(.day, hash))
    } else {
      wait(hash)
    }
    last = .number
  }

  /// 1st, 2nd, 3rd, 4th.
  private static func isOrdinal(_ suffix: some RandomAccessCollection<UInt32>) -> Bool {
    guard suffix.count == 2, let first = suffix.first, let last = suffix.last else { return false }
    switch (first, last) {
    case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): return true
    default: return false
    }
  }

  private mutating func readUnspaced(_ scalars: UnsafeBufferPointer<UInt32>, _ index: inout Int) {
    open = nil
    let start = index
    while index < scalars.count, Self.kind(scalars[index]) == .unspaced {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : 0
      let before = index > start ? scalars[index - 1] : 0
      if let value = SeriesWords.unspacedNumerals[scalar],
        before == 0x7B2C || SeriesWords.counterSigns.contains(next)
      {
        add(StoryNumber(.counted, value))
      }
      if let value = SeriesWords.weekdaySigns[scalar],
        next == 0x66DC || before == 0x5468 || before == 0x671F
      {
        add(StoryNumber(.weekday, value))
      }
      appendUnit(scalars[start...index])
      hash = StoryHash.mix(hash, scalar)
      index += 1
      if words.count >= most { return }
    }
    // 第12話: the sign before a number says that it counts.
    last = scalars[index - 1] == 0x7B2C ? .sign : .nothing
    // （上）, （下）: the parts of two.
    if index - start == 1, start > 0, scalars[start - 1] == 0x28, index < scalars.count,
      scalars[index] == 0x29, [0x4E0A, 0x4E2D, 0x4E0B, 0x524D, 0x5F8C].contains(scalars[start])
    {
      add(StoryNumber(.counted, UInt64(scalars[start])))
    }
  }

  /// The last two characters of a run; three of a script that spells its words out.
  private mutating func appendUnit(_ run: Slice<UnsafeBufferPointer<UInt32>>) {
    let isSpelt = run[run.endIndex - 1] < 0x1800
    guard run.count >= (isSpelt ? 3 : 2) else { return }
    let unit = run.suffix(isSpelt ? 3 : 2)
    guard !unit.contains(where: SeriesWords.emptySigns.contains),
      !unit.allSatisfy({ (0x3041...0x3096).contains($0) })
    else { return }
    words.append(UInt16(truncatingIfNeeded: StoryHash.of(unit)))
    weight += isSpelt ? 0.25 : 0.5
  }

  private mutating func append(_ stem: UInt64) {
    guard words.count < most else { return }
    words.append(UInt16(truncatingIfNeeded: stem))
    weight += 1
  }

  /// So many letters of a word are its stem.
  private static let longest = 7

  private mutating func add(_ number: StoryNumber) {
    if !numbers.contains(number), numbers.count < 12 { numbers.append(number) }
  }

  /// A number whose kind what follows decides.
  private mutating func wait(_ value: UInt64) {
    add(StoryNumber(.amount, value))
    open = numbers.firstIndex(of: StoryNumber(.amount, value))
  }

  /// "Weekly digest 12", "Fedora 43: …": what a part of a title ends in counts.
  private mutating func endPart() {
    if let open, words.count > 0 { numbers[open].kind = .last }
    open = nil
  }

  private mutating func mix(_ letters: some RandomAccessCollection<UInt32>) {
    for letter in letters { hash = StoryHash.mix(hash, letter) }
    hash = StoryHash.mix(hash, 0x20)
  }

  // MARK: Characters

  private enum Kind { case letter, digit, unspaced, other }

  @inline(__always)
  private static func kind(_ scalar: UInt32) -> Kind {
    switch scalar {
    case 0x61...0x7A: .letter
    case 0x30...0x39: .digit
    case ..<0xAA: .other
    default: kindBeyondASCII(scalar)
    }
  }

  private static func kindBeyondASCII(_ scalar: UInt32) -> Kind {
    switch scalar {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3005...0x3007, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x0E01...0x0E4E, 0x1780...0x17D3,
      0x1000...0x103F, 0x0E81...0x0ECE, 0x20000...0x3FFFF:
      return .unspaced
    default:
      guard let properties = Unicode.Scalar(scalar)?.properties else { return .other }
      if properties.isAlphabetic { return .letter }
      switch properties.generalCategory {
      case .decimalNumber: return .digit
      case .nonspacingMark, .spacingMark: return .letter
      default: return .other
      }
    }
  }

  private static func value(_ scalar: UInt32) -> UInt32? {
    if (0x30...0x39).contains(scalar) { return scalar }
    guard scalar > 0x7F, let properties = Unicode.Scalar(scalar)?.properties,
      properties.generalCategory == .decimalNumber, let value = properties.numericValue
    else { return nil }
    return 0x30 + UInt32(value)
  }
}

/// A number of a title, and what it says.
struct StoryNumber: Hashable, Sendable {
  enum Kind: UInt8, Sendable {
    /// Of a thing that has versions: 1.2.3.
    case version
    /// Of a series: Part 3, #12, 第3回.
    case counted
    /// At the end of a title or of a part of it: Fedora 43.
    case last
    case year
    case month
    case day
    case weekday
    /// Letters and digits: q3, a19.
    case mixed
    /// Everything else: 12 people, 50 million.
    case amount
  }

  var kind: Kind
  var value: UInt16

  init(_ kind: Kind, _ value: UInt64) {
    self.kind = kind
    self.value = UInt16(truncatingIfNeeded: value ^ value >> 16)
  }

  init(kind: Kind, value: UInt16) {
    self.kind = kind
    self.value = value
  }
}

/// FNV-1a over scalars, with a last stir.
enum StoryHash {
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func mix(_ hash: UInt64, _ value: UInt32) -> UInt64 {
    (hash ^ UInt64(value)) &* 0x100_0000_01B3
  }

  @inline(__always)
  static func stirred(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }

  @inline(__always)
  static func of(_ scalars: some Sequence<UInt32>) -> UInt64 {
    var hash = start
    for scalar in scalars { hash = mix(hash, scalar) }
    return stirred(hash)
  }

  static func of(_ text: some Sequence<UInt8>) -> UInt64 {
    var hash = start
    for byte in text { hash = mix(hash, UInt32(byte)) }
    return stirred(hash)
  }
}
