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
      ("cp932", shiftJISScore(sample)), ("euc-jp", eastScore(sample, isJapanese: true)),
      ("gb18030", eastScore(sample, isJapanese: false)),
      ("windows-1251", cyrillicScore(sample, high, isKOI8: false)),
      ("koi8-r", cyrillicScore(sample, high, isKOI8: true)),
    ] where score > best.score {
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

  private static func shiftJISScore(_ bytes: UnsafeRawBufferPointer) -> Double {
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

  /// Pairs of high bytes: kana of EUC-JP begin with A4 and A5, the common signs of GB2312 with B0 to
  /// D7.
  private static func eastScore(_ bytes: UnsafeRawBufferPointer, isJapanese: Bool) -> Double {
    var index = 0
    var typical = 0
    var pairs = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80 else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { break }
      guard (0xA1...0xFE).contains(bytes[index]), (0xA1...0xFE).contains(bytes[index + 1])
      else { return 0 }
      pairs += 1
      let lead = bytes[index]
      let isTypical = isJapanese ? lead == 0xA4 || lead == 0xA5 : (0xB0...0xD7).contains(lead)
      typical += isTypical ? 1 : 0
      index += 2
    }
    guard pairs >= 3 else { return 0 }
    let share = Double(typical) / Double(pairs)
    return isJapanese ? (share > 0.25 ? 0.9 + share : 0) : 0.4 + share * 0.65
  }
}
