import CText

/// Looks at text eight bytes at a time.
enum TextBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Whether some bytes, of which there are any, stand in others.
  static func holds(_ part: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    index(of: part, in: bytes) != nil
  }

  /// The index behind a word, where that stands at a position or after it.
  static func end(
    of word: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    word.withUTF8Buffer { word in index(of: word, in: bytes, from: start).map { $0 + word.count } }
  }

  private static func index(
    of part: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    var place = index(of: part[0], in: bytes, from: start)
    while place + part.count <= bytes.count {
      if UnsafeBufferPointer(rebasing: bytes[place..<place + part.count]).elementsEqual(part) {
        return place
      }
      place = index(of: part[0], in: bytes, from: place + 1)
    }
    return nil
  }

  /// The index after the line break (LF, CR or both) that ends the line, or the end of the bytes.
  static func endOfLine(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var position = start
    while position < bytes.count {
      if position + 8 <= bytes.count, !hasControl(word(at: position, in: bytes)) {
        position += 8
        continue
      }
      switch bytes[position] {
      case UInt8(ascii: "\n"): return position + 1
      case UInt8(ascii: "\r"):
        let isPair = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
        return position + (isPair ? 2 : 1)
      default: position += 1
      }
    }
    return position
  }

  /// The index of the first `"`, `\` or byte below blank; the end if there is none.
  static func endOfQuotedRun(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var position = start
    while position + 8 <= bytes.count {
      let word = word(at: position, in: bytes)
      if hasControl(word) || has(UInt8(ascii: "\""), in: word) || has(UInt8(ascii: "\\"), in: word)
      {
        break
      }
      position += 8
    }
    while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
      bytes[position] != UInt8(ascii: "\\")
    {
      position += 1
    }
    return position
  }

  /// Whether the bytes are UTF-8 without controls, tabs, lone CR, line breaks beyond ASCII,
  /// byte-order marks and noncharacters: text on which all YAML readers agree.
  static func areOrdinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    while position < bytes.count {
      if position + 8 <= bytes.count {
        let word = word(at: position, in: bytes)
        // Adding one makes a high bit of DEL; a high bit is there already beyond ASCII.
        if !hasControl(word), (word | (word &+ ones)) & highs == 0 {
          position += 8
          continue
        }
      }
      let length = ordinaryLength(at: position, in: bytes)
      guard length > 0 else { return false }
      position += length
    }
    return true
  }

  /// Where the next eight bytes end, if they are printable ASCII without an ampersand, and no two blanks
  /// follow each other there or where they begin.
  static func endOfCleanWord(at position: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard position + 8 <= bytes.count else { return nil }
    let word = UInt64(littleEndian: word(at: position, in: bytes))
    let blanks = blanks(in: word)
    let suspects =
      (word | (word &+ ones)) & highs | blanks & (blanks >> 8) | zeros(word ^ ampersands) & highs
    guard suspects == 0, !hasControl(word) else { return nil }
    let followsBlank = position > 0 && bytes[position - 1] == 0x20
    return followsBlank && blanks & 0x80 != 0 ? nil : position + 8
  }

  /// The high bits of the bytes that are blanks: exactly those, in a word of ASCII.
  private static func blanks(in word: UInt64) -> UInt64 {
    let others = word ^ (ones &* 0x20)
    return ~((others & ~highs) &+ ~highs) & ~others & highs
  }

  private static let ampersands = ones &* UInt64(UInt8(ascii: "&"))

  /// The length of the ordinary character at `position`, 0 if there is none.
  private static func ordinaryLength(at position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    let lead = bytes[position]
    switch lead {
    case UInt8(ascii: "\n"), 0x20...0x7E:
      return 1
    case UInt8(ascii: "\r"):
      return position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n") ? 2 : 0
    case 0xC2...0xDF:
      guard let second = continuation(position + 1, in: bytes) else { return 0 }
      return lead == 0xC2 && second < 0xA0 ? 0 : 2
    case 0xE0...0xEF:
      guard let second = continuation(position + 1, in: bytes),
        let third = continuation(position + 2, in: bytes)
      else { return 0 }
      return isOrdinary(lead, second, third) ? 3 : 0
    case 0xF0...0xF4:
      guard let second = continuation(position + 1, in: bytes),
        continuation(position + 2, in: bytes) != nil,
        continuation(position + 3, in: bytes) != nil,
        lead > 0xF0 || second >= 0x90, lead < 0xF4 || second < 0x90
      else { return 0 }
      return 4
    default:
      return 0
    }
  }

  /// Whether three bytes are no overlong form, no surrogate, no U+2028, U+2029, U+FEFF, U+FFFE or
  /// U+FFFF.
  private static func isOrdinary(_ lead: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch lead {
    case 0xE0: second >= 0xA0
    case 0xE2: second != 0x80 || third != 0xA8 && third != 0xA9
    case 0xED: second < 0xA0
    case 0xEF: !(second == 0xBB && third == 0xBF) && !(second == 0xBF && third >= 0xBE)
    default: true
    }
  }

  private static func continuation(_ position: Int, in bytes: UnsafeRawBufferPointer) -> UInt8? {
    guard position < bytes.count, bytes[position] & 0xC0 == 0x80 else { return nil }
    return bytes[position]
  }

  /// The index of the first such byte at a position or after it; the end if there is none.
  static func index(
    of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int {
    guard start < bytes.count, let base = bytes.baseAddress else { return bytes.count }
    return start + text_index(base + start, byte, bytes.count - start)
  }

  /// The index of the first byte that is no printable ASCII and no blank of it; the end if there is none.
  static func endOfPlainRun(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = start
    let raw = UnsafeRawBufferPointer(bytes)
    while position < bytes.count {
      if position + 8 <= bytes.count {
        let word = word(at: position, in: raw)
        if !hasControl(word), (word | (word &+ ones)) & highs == 0 {
          position += 8
          continue
        }
      }
      let byte = bytes[position]
      guard byte >= 0x20 && byte < 0x7F || (0x09...0x0D).contains(byte) else { break }
      position += 1
    }
    return position
  }

  /// The index of the first byte that is no printable ASCII; the end if there is none.
  static func endOfPrintable(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = start
    let raw = UnsafeRawBufferPointer(bytes)
    while position + 8 <= bytes.count {
      let word = word(at: position, in: raw)
      if hasControl(word) || (word | (word &+ ones)) & highs != 0 { break }
      position += 8
    }
    while position < bytes.count, bytes[position] >= 0x20, bytes[position] < 0x7F { position += 1 }
    return position
  }

  /// How many line feeds there are.
  static func lineFeeds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var result = 0
    var position = index(of: UInt8(ascii: "\n"), in: bytes)
    while position < bytes.count {
      result += 1
      position = index(of: UInt8(ascii: "\n"), in: bytes, from: position + 1)
    }
    return result
  }

  /// Whether all are printable ASCII without blanks.
  static func areVisibleASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var others: UInt8 = 0
    for byte in bytes { others |= byte &- 0x21 < 0x5E ? 0 : 1 }
    return others == 0
  }

  /// A word whose high bits show that some byte is zero.
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

  private static func word(at position: Int, in bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  private static func hasControl(_ word: UInt64) -> Bool {
    (word &- 0x20 &* ones) & ~word & highs != 0
  }

  private static func has(_ byte: UInt8, in word: UInt64) -> Bool {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highs != 0
  }
}
