/// Sequences that command a terminal (ECMA-48, sections 5.3 to 5.6), found in text from outside.
///
/// A whole sequence is dropped as one, so that "]0;name" and "[31m" do not stay as words. No text is
/// lost for it: a string that does not end within its line and bound loses its introducer and the
/// numbers after it, nothing else. Finding the end takes time linear in the text, since a string also
/// ends where the next sequence begins.
public enum TerminalSequence {
  /// The index after the sequence that begins at `start`; `nil` if none begins there.
  ///
  /// Begin with ESC, or with its C1 form in UTF-8: control sequences (CSI), strings (OSC, DCS, SOS,
  /// PM, APC) up to BEL or ST, and the escapes of two, three and four bytes.
  public static func end(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Int? {
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case escape:
      return endOfEscape(bytes, start + 1)
    case 0xC2 where start + 1 < bytes.count:
      let control = bytes[start + 1]
      // NEL is a line end.
      guard (0x80...0x9F).contains(control), control != 0x85 else { return nil }
      return end(of: control - 0x40, in: bytes, from: start + 2)
    default:
      return nil
    }
  }

  /// Whether the sequence that ESC begins at `start` may go on beyond the end of the bytes. What is
  /// not ASCII, or has become too long, does not.
  public static func isOpen(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard bytes.count - start < longest else { return false }
    guard start + 1 < bytes.count else { return true }
    let rest = bytes[(start + 1)...]
    switch bytes[start + 1] {
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      let isText = rest.dropLast().allSatisfy { (0x20...0x7E).contains($0) }
      return isText
        && (rest.last == escape || rest.last.map { (0x20...0x7E).contains($0) } ?? false)
    case UInt8(ascii: "["): return rest.dropFirst().allSatisfy { (0x20...0x3F).contains($0) }
    default: return rest.allSatisfy { (0x20...0x2F).contains($0) }
    }
  }

  /// The text without its sequences, as it is where it has none.
  public static func removed(from text: String) -> String {
    var text = text
    let clean = text.withUTF8 { bytes -> String? in
      mayHold(bytes) ? String(decoding: removed(from: bytes), as: UTF8.self) : nil
    }
    return clean ?? text
  }

  /// As ``removed(from:)-(String)``, of bytes that are UTF-8 or ought to be.
  public static func removed(from bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { mayHold($0) ? removed(from: $0) : nil } ?? bytes
  }

  /// Whether ESC or a C1 control stands in the bytes: no for nearly every text, and cheap.
  public static func mayHold(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position < raw.count {
      if position + 8 <= raw.count {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if !hasZero(word ^ (ones &* UInt64(escape))), !hasZero(word ^ (ones &* 0xC2)) {
          position += 8
          continue
        }
      }
      let byte = raw[position]
      if byte == escape { return true }
      if byte == 0xC2, position + 1 < raw.count, (0x80...0x9F).contains(raw[position + 1]) {
        return true
      }
      position += 1
    }
    return false
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  private static func hasZero(_ word: UInt64) -> Bool {
    (word &- ones) & ~word & 0x8080_8080_8080_8080 != 0
  }

  private static func removed(from bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var copied = 0
    var position = 0
    while position < bytes.count {
      guard bytes[position] == escape || bytes[position] == 0xC2,
        let end = end(in: bytes, at: position)
      else {
        position += 1
        continue
      }
      result += bytes[copied..<position]
      position = end
      copied = end
    }
    result += bytes[copied...]
    return result
  }

  // MARK: Grammar

  private static let escape: UInt8 = 0x1B
  /// What terminals do at one letter or sign after ESC. After a stray ESC another letter is text.
  private static let commands = Set("6789=>DEHMNOVWZclmno|}~\\".utf8)
  /// What is dropped of one sequence at the most, in bytes.
  public static let longest = 4096
  /// Numbers and signs between an introducer and what it introduces.
  private static let longestParameters = 64

  private static func endOfEscape(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start < bytes.count else { return start }
    switch bytes[start] {
    case 0x20:
      // Of those with a blank only the defined ones: ESC may stand alone before a word.
      let isDefined = start + 1 < bytes.count && "FGLMN".utf8.contains(bytes[start + 1])
      return isDefined ? start + 2 : start
    case 0x21...0x2F:
      var position = start + 1
      while position < bytes.count, position < start + 3, (0x21...0x2F).contains(bytes[position]) {
        position += 1
      }
      let isFinal = position < bytes.count && (0x30...0x7E).contains(bytes[position])
      return isFinal ? position + 1 : start
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"),
      UInt8(ascii: "^"), UInt8(ascii: "_"):
      return end(of: bytes[start], in: bytes, from: start + 1)
    case 0x30...0x7E:
      return commands.contains(bytes[start]) ? start + 1 : start
    default:
      return start
    }
  }

  /// - Parameter letter: what follows ESC, also where the two are one C1 control.
  private static func end(
    of letter: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    switch letter {
    case UInt8(ascii: "["): endOfControl(bytes, start)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      endOfString(bytes, start) ?? endOfParameters(bytes, start)
    default: start
    }
  }

  private static func endOfControl(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let parameters = endOfParameters(bytes, start)
    var position = parameters
    while position < bytes.count, position < parameters + 4,
      (0x20...0x2F).contains(bytes[position])
    {
      position += 1
    }
    let isFinal = position < bytes.count && (0x40...0x7E).contains(bytes[position])
    return isFinal ? position + 1 : parameters
  }

  private static func endOfParameters(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    let limit = min(bytes.count, start + longestParameters)
    while position < limit, (0x30...0x3F).contains(bytes[position]) { position += 1 }
    return position
  }

  /// `nil` where the line, the bound or another sequence comes before BEL or ST.
  private static func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var position = start
    let limit = min(bytes.count, start + longest)
    while position < limit {
      switch bytes[position] {
      case 0x07: return position + 1
      case 0x0A, 0x0D: return nil
      case escape:
        let isEnd = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\\")
        return isEnd ? position + 2 : nil
      case 0xC2 where position + 1 < bytes.count && (0x80...0x9F).contains(bytes[position + 1]):
        return bytes[position + 1] == 0x9C ? position + 2 : nil
      default: position += 1
      }
    }
    return nil
  }
}
