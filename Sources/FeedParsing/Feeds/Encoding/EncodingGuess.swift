/// What an encoding is by the look of its bytes.
enum EncodingGuess {
  /// Whether there are characters beyond ASCII and all of them are UTF-8; a last one may be cut.
  static func isUTF8BeyondASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var cleaner = UTF8Cleaner()
    var text: [UInt8] = []
    guard bytes.contains(where: { $0 >= 0x80 }) else { return false }
    return cleaner.clean(bytes, isLast: false, into: &text) == bytes.count
  }

  /// The most likely encoding of text that is not UTF-8.
  static func encoding(of bytes: UnsafeRawBufferPointer) -> String {
    let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 16))
    let high = sample.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    guard high > 0 else { return "utf-8" }
    var best = (name: "windows-1252", score: latinScore(sample, high))
    for (name, score) in [
      ("cp932", shiftJISScore(sample)), ("big5-hkscs", big5Score(sample)),
      ("windows-874", thaiScore(sample, high)), ("windows-1255", hebrewScore(sample, high)),
      ("windows-1251", cyrillicScore(sample, high, isKOI8: false)),
      ("koi8-r", cyrillicScore(sample, high, isKOI8: true)),
    ] + highPairScores(sample) where score > best.score {
      best = (name, score)
    }
    return best.name
  }

  /// Western text has few high bytes, each among letters.
  private static func latinScore(_ bytes: UnsafeRawBufferPointer, _ high: Int) -> Double {
    var lone = 0
    for index in bytes.indices where bytes[index] >= 0x80 {
      let before = index > 0 && bytes[index - 1] >= 0x80
      let after = index + 1 < bytes.count && bytes[index + 1] >= 0x80
      lone += before || after ? 0 : 1
    }
    return Double(lone) / Double(high)
  }

  /// Runs of Cyrillic letters, lower case for the most part.
  private static func cyrillicScore(
    _ bytes: UnsafeRawBufferPointer, _ high: Int, isKOI8: Bool
  ) -> Double {
    var small = 0
    var other = 0
    for byte in bytes where byte >= 0x80 {
      // Small letters are E0…FF in windows-1251, and C0…DF in KOI8-R.
      if isKOI8 ? (0xC0...0xDF).contains(byte) : byte >= 0xE0 { small += 1 } else { other += 1 }
    }
    guard high >= 6 else { return 0 }
    return Double(small - other) / Double(high)
  }

  /// Letters without case, E0 to FA. The Cyrillic ones after these are frequent, and so are capitals:
  /// where both are missing in forty letters it is not Cyrillic.
  private static func hebrewScore(_ bytes: UnsafeRawBufferPointer, _ high: Int) -> Double {
    let letters = bytes.reduce(0) { $0 + ((0xE0...0xFA).contains($1) ? 1 : 0) }
    let others = bytes.contains { $0 > 0xFA || (0xC0...0xDF).contains($0) }
    return !others && letters >= 40 ? 0.2 + Double(letters) / Double(high) : 0
  }

  /// Long runs of consonants (A1 to CE) and vowels (D0 to DA, E0 to EE), since Thai has no blanks
  /// between words.
  private static func thaiScore(_ bytes: UnsafeRawBufferPointer, _ high: Int) -> Double {
    var letters = 0
    var firstConsonants = 0
    var runs = 0
    var isInRun = false
    for byte in bytes {
      guard byte >= 0x80 else {
        isInRun = false
        continue
      }
      if !isInRun { runs += 1 }
      isInRun = true
      let isLetter = (0xA1...0xDA).contains(byte) || (0xE0...0xEE).contains(byte)
      letters += isLetter ? 1 : 0
      firstConsonants += (0xA1...0xBF).contains(byte) ? 1 : 0
    }
    guard high >= 20, high > runs * 6, letters * 100 > high * 97, firstConsonants * 6 > high
    else { return 0 }
    return 0.2 + Double(letters) / Double(high)
  }
}

/// Encodings whose characters beyond ASCII are pairs of bytes.
extension EncodingGuess {
  static func shiftJISScore(_ bytes: UnsafeRawBufferPointer) -> Double {
    var index = 0
    var kana = 0
    var pairs = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte >= 0x80 else {
        index += 1
        continue
      }
      if (0xA1...0xDF).contains(byte) {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { break }
      let trail = bytes[index + 1]
      guard (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte),
        (0x40...0x7E).contains(trail) || (0x80...0xFC).contains(trail)
      else { return 0 }
      pairs += 1
      // Hiragana and katakana begin with 82 and 83.
      if byte == 0x82 || byte == 0x83 || byte == 0x81 { kana += 1 }
      index += 2
    }
    return pairs >= 3 && kana * 4 > pairs ? 0.5 + Double(kana) / Double(pairs) : 0
  }

  /// The signs in use begin with A4 to C6, the punctuation with A1, and a good part of the second
  /// bytes is ASCII, which no other encoding of pairs with such first bytes has.
  static func big5Score(_ bytes: UnsafeRawBufferPointer) -> Double {
    var index = 0
    var typical = 0
    var low = 0
    var pairs = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { break }
      let trail = bytes[index + 1]
      guard (0xA1...0xF9).contains(bytes[index]),
        (0x40...0x7E).contains(trail) || (0xA1...0xFE).contains(trail)
      else { return 0 }
      pairs += 1
      typical += (0xA4...0xC6).contains(bytes[index]) || bytes[index] == 0xA1 ? 1 : 0
      low += trail < 0x7F ? 1 : 0
      index += 2
    }
    return pairs >= 6 && low * 6 > pairs && typical * 100 > pairs * 85 ? 1.1 : 0
  }

  /// Those of which both bytes are high: EUC-JP, EUC-KR and GB 2312.
  static func highPairScores(_ bytes: UnsafeRawBufferPointer) -> [(String, Double)] {
    var index = 0
    var pairs = 0
    var kana = 0
    var chinese = 0
    var hangul = 0
    var particles = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { break }
      let (lead, trail) = (bytes[index], bytes[index + 1])
      guard (0xA1...0xFE).contains(lead), (0xA1...0xFE).contains(trail) else { return [] }
      pairs += 1
      // Kana of EUC-JP begin with A4 and A5, hangul of EUC-KR with B0 to C8, the common signs of
      // GB 2312 with B0 to D7.
      kana += lead == 0xA4 || lead == 0xA5 ? 1 : 0
      chinese += (0xB0...0xD7).contains(lead) ? 1 : 0
      hangul += (0xB0...0xC8).contains(lead) ? 1 : 0
      particles += frequentHangul.contains(UInt16(lead) << 8 | UInt16(trail)) ? 1 : 0
      index += 2
    }
    guard pairs >= 3 else { return [] }
    let shareOfKana = Double(kana) / Double(pairs)
    let isKorean = pairs >= 8 && hangul * 10 > pairs * 9 && particles * 8 > pairs
    return [
      ("euc-jp", shareOfKana > 0.25 ? 0.9 + shareOfKana : 0),
      ("gb18030", 0.4 + Double(chinese) / Double(pairs) * 0.65),
      ("cp949", isKorean ? 1.2 : 0),
    ]
  }

  /// The syllables of which a third of every Korean text is made.
  private static let frequentHangul: Set<UInt16> = [
    0xC0CC, 0xB4D9, 0xB4C2, 0xC0C7, 0xBFA1, 0xC0BB, 0xB0ED, 0xB0A1, 0xB8A6, 0xC7CF, 0xC7D1, 0xC0BA,
    0xC1F6, 0xB7CE, 0xB5B5, 0xBBE7, 0xB1E2, 0xBCAD, 0xC0D6, 0xBEEE, 0xC0CE, 0xB3AA, 0xBDC3, 0xC0DA,
  ]
}
