import Articles
import Foundation

/// Makes of a text what the index of words takes, and of what a person types what finds it there.
///
/// SQLite's tokenizer folds case and diacritics and parts words at blanks and signs. It knows nothing
/// of scripts that are written without blanks: those are entered as overlapping pairs of characters,
/// so that any two characters that stand together are found. Vowel signs that are usually not written
/// are left out.
enum SearchText {
  static let tokenizer = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"

  /// Stands between texts of one column, so that no phrase reaches from one to the next, and behind
  /// the end of a domain. Of a private area, which tokens may consist of.
  static let border = "\u{F8FF}"

  /// How a text is entered.
  static func entered(_ text: String) -> String {
    var text = text
    let isUsual = text.withUTF8 { bytes in
      var last: UInt8 = 0
      for byte in bytes where byte >= 0x80 {
        // Letters such as Ё and ł lie among others that are entered as they stand.
        if isUnusual(byte) || isUnusual(byte, after: last) { return false }
        last = byte
      }
      return true
    }
    return isUsual ? text : paired(text, isWhole: true).text
  }

  /// How a text is asked for, as one string of FTS5: its words one after the other; `nil` where it has
  /// no word.
  ///
  /// - Parameter isBeginning: whether the last word may go on.
  static func phrase(_ text: String, isBeginning: Bool = false) -> String? {
    guard text.unicodeScalars.contains(where: isOfWord) else { return nil }
    let (paired, endsInPair, endsAlone) = paired(text, isWhole: false)
    var quoted = "\""
    for scalar in paired.unicodeScalars {
      quoted.unicodeScalars.append(isOfWord(scalar) ? scalar : " ")
    }
    return quoted + (endsAlone || isBeginning && !endsInPair ? "\" *" : "\"")
  }

  /// How many letters of a word are entered as its beginnings.
  static let longestBeginning = 3

  /// The letters of the one word of a text, if it is so short that words which begin so are entered as
  /// such.
  static func beginning(_ text: String) -> String? {
    let letters = paired(text, isWhole: false).text.unicodeScalars.filter { $0 != " " }
    guard !letters.isEmpty, letters.count <= longestBeginning, letters.allSatisfy(isOfWord),
      !isUnspaced(letters[letters.startIndex]) || letters.count == 1
    else { return nil }
    return String(String.UnicodeScalarView(letters.map(folded)))
  }

  /// A letter without case and accent, of a text as it is entered.
  @inline(__always)
  static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.value < 0x80 || scalar.value >= 0x3000 ? scalar : bases[Int(scalar.value)]
  }

  /// To ask Unicode for each letter costs more than all else.
  private static let bases: [Unicode.Scalar] = (0..<0x3000).map { value in
    Unicode.Scalar(UInt32(value)).map(folded) ?? " "
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value < 0x3000 else { return scalar }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    return baseLetter(of: narrowed(lower))
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: true
    case ..<0x80: false
    // To ask Unicode for each sign of Chinese or Korean costs more than all else.
    default: isIdeograph(scalar) || isOfWord(scalar)
    }
  }

  /// Of valid UTF-8; capital letters of ASCII as small ones.
  @inline(__always)
  static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> Unicode.Scalar {
    let first = bytes[index]
    index += 1
    if first < 0x80 {
      return Unicode.Scalar((0x41...0x5A).contains(first) ? first | 0x20 : first)
    }
    let more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
    var value = UInt32(first) & (more == 3 ? 0x07 : more == 2 ? 0x0F : 0x1F)
    for _ in 0..<more where index < bytes.count {
      value = value << 6 | UInt32(bytes[index] & 0x3F)
      index += 1
    }
    return Unicode.Scalar(value) ?? " "
  }

  /// Whether a byte of UTF-8 begins a character that is not entered as it stands.
  private static func isUnusual(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xCC...0xCF, 0xD6...0xDB, 0xE0, 0xE1, 0xE3...0xED, 0xEF...: true
    default: false
    }
  }

  /// Whether there is a combining mark, a sign of Korean that is part of one, or one of Japanese that stands
  /// behind another.
  private static func holdsMarks(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.contains { place in
      func byte(_ offset: Int) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }
      return switch bytes[place] {
      case 0xCC, 0xCD: true
      case 0xE1: (0x84...0x87).contains(byte(1))
      case 0xE3: byte(1) == 0x82 && (0x99...0x9A).contains(byte(2))
      default: false
      }
    }
  }

  /// Whether two bytes are such a character: Ё, and Latin letters with a stroke.
  @inline(__always)
  private static func isUnusual(_ byte: UInt8, after last: UInt8) -> Bool {
    switch last {
    case 0xC3: byte == 0x98 || byte == 0xB8
    case 0xC4: byte == 0x90 || byte == 0x91 || byte == 0xA6 || byte == 0xA7
    case 0xC5: byte == 0x81 || byte == 0x82 || byte == 0xA6 || byte == 0xA7
    case 0xD0: byte == 0x81
    case 0xD1: byte == 0x91
    default: false
    }
  }

  static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark,
      .privateUse:
      return true
    default: return false
    }
  }

  /// - Parameter isWhole: whether the text ends where it ends, so that its last character stands
  ///   alone, too; a part of one may go on.
  private static func paired(_ text: String, isWhole: Bool) -> (
    text: String, endsInPair: Bool, endsAlone: Bool
  ) {
    // Letters and the marks written behind them are the letters with these marks.
    var text = text
    if text.withUTF8(holdsMarks) { text = text.precomposedStringWithCanonicalMapping }
    var pairs = PairedText(isWhole: isWhole)
    text.withUTF8 { bytes in
      pairs.result.reserveCapacity(bytes.count * 2)
      var index = 0
      while index < bytes.count {
        let start = index
        let scalar = scalar(in: bytes, &index)
        if isOmitted(scalar) { continue }
        if isUnspaced(scalar) {
          pairs.addUnspaced(bytes, start..<index, isMark: isMark(scalar))
          continue
        }
        pairs.endRun(isEnd: false)
        let narrow = narrowed(scalar)
        if narrow == scalar || scalar.isASCII {
          for place in start..<index { pairs.result.append(bytes[place]) }
        } else {
          pairs.result += UTF8.encode(narrow)!
        }
      }
    }
    let count = pairs.count
    pairs.endRun(isEnd: true)
    return (
      String(decoding: pairs.result, as: UTF8.self), endsInPair: count > 1,
      endsAlone: count == 1 && !isWhole
    )
  }

  static func isUnspaced(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isUnspaced) }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if isIdeograph(scalar) { return false }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Written without blanks, or, as Korean, with endings that nobody types.
  @inline(__always)
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x0E00 && (isIdeograph(scalar) || isUnspacedSign(scalar))
  }

  /// Of Chinese or Korean, most of what is written in these.
  @inline(__always)
  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    0x4E00...0x9FFF ~= scalar.value || 0xAC00...0xD7A3 ~= scalar.value
      || 0x3400...0x4DBF ~= scalar.value
  }

  private static func isUnspacedSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0E4F, 0x0E80...0x0ECF, 0x0EDC...0x0EFF, 0x0F40...0x0FBC, 0x1000...0x103F,
      0x1050...0x108F, 0x1100...0x11FF, 0x1780...0x17D3, 0x1950...0x19DF, 0x1A20...0x1A7F,
      0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x303B, 0x3041...0x3096, 0x3099...0x309F,
      0x30A1...0x30FA, 0x30FC...0x318F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF,
      0x4E00...0xA4CF, 0xA960...0xA97F, 0xA980...0xA9C0, 0xAA00...0xAA7F, 0xAC00...0xD7FF,
      0xF900...0xFAFF, 0xFF66...0xFFDC, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Accents written apart from their letter, points of Hebrew and Arabic, and what only changes the
  /// looks of a character.
  @inline(__always)
  private static func isOmitted(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x0300 && !isIdeograph(scalar) && isOmittedSign(scalar)
  }

  private static func isOmittedSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2,
      0x05C4...0x05C5, 0x05C7, 0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC,
      0x06DF...0x06E4, 0x06E7...0x06E8, 0x06EA...0x06ED, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
      0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F:
      true
    default: false
    }
  }

  /// The usual letter for one as wide as a Chinese character, and the bare one for those with an accent
  /// that SQLite leaves alone.
  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x00D8, 0x00F8: "o"
    case 0x0110, 0x0111: "d"
    case 0x0126, 0x0127: "h"
    case 0x0141, 0x0142: "l"
    case 0x0166, 0x0167: "t"
    case 0x0386, 0x03AC: "α"
    case 0x0388, 0x03AD: "ε"
    case 0x0389, 0x03AE: "η"
    case 0x038A, 0x0390, 0x03AA, 0x03AF, 0x03CA: "ι"
    case 0x038C, 0x03CC: "ο"
    case 0x038E, 0x03AB, 0x03B0, 0x03CB, 0x03CD: "υ"
    case 0x038F, 0x03CE: "ω"
    case 0x03C2: "σ"
    case 0x0401, 0x0451: "е"
    case 0x0622, 0x0623, 0x0625, 0x0671: "ا"
    default: scalar
    }
  }

  /// A name without case and diacritics, for comparing what is not in the index.
  static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars where !isOmitted(scalar) {
      result.append(baseLetter(of: narrowed(scalar)))
    }
    return String(result)
  }

  private static func baseLetter(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    let start = "LATIN SMALL LETTER "
    guard (0xC0...0x24F).contains(scalar.value) || (0x1E00...0x1EFF).contains(scalar.value),
      let name = scalar.properties.name, name.hasPrefix(start)
    else { return scalar }
    let letter = name.dropFirst(start.count)
    guard letter.dropFirst().hasPrefix(" WITH "),
      let base = letter.lowercased().unicodeScalars.first
    else { return scalar }
    return base
  }

  /// Whether a name has the words that are asked for, one after the other.
  static func matches(_ name: String, _ match: TextMatch) -> Bool {
    let (name, wanted) = (folded(name), folded(match.text))
    func parts(_ text: String) -> [Substring.UnicodeScalarView] {
      text.unicodeScalars.split { !isOfWord($0) }
    }
    let (words, sought) = (parts(name), parts(wanted))
    // What has no word of its own is compared as it stands.
    guard !sought.isEmpty else { return !wanted.isEmpty && name.contains(wanted) }
    if sought.count == 1, sought[0].contains(where: isUnspaced) { return name.contains(wanted) }
    guard words.count >= sought.count else { return false }
    return (0...words.count - sought.count).contains { start in
      sought.indices.allSatisfy { index in
        let (word, part) = (String(words[start + index]), String(sought[index]))
        guard index == sought.count - 1 else { return word == part }
        switch match.style {
        case .word, .phrase: return word == part
        case .prefix, .phrasePrefix: return word.hasPrefix(part)
        case .near(let errors):
          return TypingErrors.distance(Array(part.unicodeScalars), Array(word.unicodeScalars))
            <= errors
        }
      }
    }
  }
}

/// A text in which characters that stand together without blanks become pairs, in bytes of UTF-8: to add
/// a piece to a string of scalars copies all of it.
private struct PairedText {
  let isWhole: Bool
  var result: [UInt8] = []
  /// Characters that stand together, and where each begins.
  private var run: [UInt8] = []
  private var starts: [Int] = []

  init(isWhole: Bool) {
    self.isWhole = isWhole
  }

  /// How many characters stand together here.
  var count: Int { starts.count }

  /// - Parameter isMark: whether it belongs to the character before it.
  mutating func addUnspaced(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isMark: Bool
  ) {
    if starts.isEmpty || !isMark { starts.append(run.count) }
    for place in range { run.append(bytes[place]) }
  }

  /// - Parameter isEnd: whether the text ends here.
  mutating func endRun(isEnd: Bool) {
    guard let last = starts.last else { return }
    for index in starts.indices.dropLast() {
      append(starts[index]..<(index + 2 < starts.count ? starts[index + 2] : run.count))
    }
    if isWhole || !isEnd || starts.count == 1 { append(last..<run.count) }
    result.append(0x20)
    run.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ range: Range<Int>) {
    result.append(0x20)
    for place in range { result.append(run[place]) }
  }
}
