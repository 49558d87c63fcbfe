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
