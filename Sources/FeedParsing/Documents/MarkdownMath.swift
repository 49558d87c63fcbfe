import Articles

/// Keeps formulas in Markdown as they are written. CommonMark knows none, and would take their signs for its own:
/// "$a_1 * b_2 * c$", "\(r\)", "$$" over several lines.
///
/// A formula stands between "$$", "\[" and "\]", "\(" and "\)", or between "$" where that is no price: without
/// blanks inside of the signs, no digit behind, and with a sign of TeX in it. All its punctuation is escaped, so
/// that what md4c gives is what was written.
struct MarkdownMath {
  private var result: [UInt8] = []
  private let bytes: [UInt8]

  /// The text for md4c; without formulas the same.
  static func escaped(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(where: { $0 == dollar || $0 == backslash }) else { return text }
    var math = MarkdownMath(bytes: text)
    math.read()
    return math.result
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    result.reserveCapacity(bytes.count + bytes.count / 8)
  }

  private static let dollar = UInt8(ascii: "$")
  private static let backslash = UInt8(ascii: "\\")
  private static let tick = UInt8(ascii: "`")

  /// Paragraph after paragraph; code is left alone.
  private mutating func read() {
    var fence: (mark: UInt8, count: Int)?
    var start = 0
    var paragraph: Int?
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      let line = bytes[start..<end]
      let content = line.drop { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
      let mark = content.first ?? 0
      let run = content.prefix { $0 == mark }.count
      let isFence = (mark == Self.tick || mark == UInt8(ascii: "~")) && run >= 3
      if let open = fence {
        if isFence, open.mark == mark, run >= open.count { fence = nil }
        result += line
      } else if isFence || content.isEmpty || paragraph == nil && line.starts(with: "    ".utf8) {
        if let first = paragraph { readParagraph(first..<start) }
        paragraph = nil
        if isFence { fence = (mark, run) }
        result += line
      } else {
        paragraph = paragraph ?? start
      }
      start = end
    }
    if let paragraph { readParagraph(paragraph..<bytes.count) }
  }

  private mutating func readParagraph(_ range: Range<Int>) {
    var place = range.lowerBound
    /// From where on there is no end of this kind any more.
    var unended: Set<[UInt8]> = []
    while place < range.upperBound {
      let byte = bytes[place]
      let next = place + 1 < range.upperBound ? bytes[place + 1] : 0
      var end: Int?
      switch byte {
      case Self.tick:
        place = copyCode(from: place, to: range.upperBound)
        continue
      case Self.backslash:
        if next == UInt8(ascii: "(") || next == UInt8(ascii: "[") {
          let sign = [
            Self.backslash, next == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]"),
          ]
          end = self.end(sign, from: place + 2, to: range.upperBound, &unended)
          if let found = end, !isTeX(place + 2..<found - 2) { end = nil }
        }
        if end == nil {
          result += bytes[place..<min(place + 2, range.upperBound)]
          place += 2
          continue
        }
      case Self.dollar where next == Self.dollar:
        end = self.end([Self.dollar, Self.dollar], from: place + 2, to: range.upperBound, &unended)
        if let found = end, found == place + 4 { end = nil }
      case Self.dollar where next > 0x20:
        end = endOfPlain(from: place + 1, to: range.upperBound, &unended)
      default: break
      }
      if let end, !holdsQuotation(place..<end) {
        escape(place..<end)
        place = end
      } else {
        let count =
          byte == Self.dollar ? bytes[place..<range.upperBound].prefix { $0 == byte }.count : 1
        result += bytes[place..<place + count]
        place += count
      }
    }
  }

  /// - Returns: where the code that begins there ends, or the marks that begin none.
  private mutating func copyCode(from start: Int, to limit: Int) -> Int {
    let run = bytes[start..<limit].prefix { $0 == Self.tick }.count
    var end = start + run
    var scan = end
    while scan < min(limit, start + Self.longest) {
      let other = bytes[scan..<limit].prefix { $0 == Self.tick }.count
      if other == run {
        end = scan + run
        break
      }
      scan += max(other, 1)
    }
    result += bytes[start..<end]
    return end
  }

  /// No formula is longer, in bytes.
  private static let longest = 4000

  /// The place behind the sign that ends a formula.
  private func end(_ sign: [UInt8], from start: Int, to limit: Int, _ unended: inout Set<[UInt8]>)
    -> Int?
  {
    guard !unended.contains(sign) else { return nil }
    let limit = min(limit, start + Self.longest)
    var place = start
    while place + sign.count <= limit {
      if bytes[place] == sign[0], bytes[place + 1] == sign[1] { return place + 2 }
      // None holds another: each is looked through once.
      if sign[0] == Self.backslash, bytes[place] == sign[0],
        bytes[place + 1] == UInt8(ascii: "(") || bytes[place + 1] == UInt8(ascii: "[")
      {
        return nil
      }
      place += bytes[place] == Self.backslash && sign[0] != Self.backslash ? 2 : 1
    }
    if limit < start + Self.longest { unended.insert(sign) }
    return nil
  }

  /// The place behind the "$" that ends a formula in a line of text.
  private func endOfPlain(from start: Int, to limit: Int, _ unended: inout Set<[UInt8]>) -> Int? {
    let sign = [Self.dollar]
    guard !unended.contains(sign) else { return nil }
    let limit = min(limit, start + Self.longest)
    var place = start
    while place < limit {
      if bytes[place] == Self.dollar {
        let after = place + 1 < bytes.count ? bytes[place + 1] : 0
        let isDigit = after.isASCIIDigit
        guard bytes[place - 1] > 0x20, !isDigit, after != Self.dollar,
          isTeX(start..<place) || bytes[start] == Self.tick && bytes[place - 1] == Self.tick
            || bytes[start..<place].contains(UInt8(ascii: "\\"))
        else {
          return nil
        }
        return place + 1
      }
      place += bytes[place] == Self.backslash ? 2 : 1
    }
    if limit < start + Self.longest { unended.insert(sign) }
    return nil
  }

  /// Whether it holds signs that formulas have, and escaped brackets of a text have not.
  private func isTeX(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      switch bytes[place] {
      case UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "{"): return true
      case Self.tick: return false
      case Self.backslash:
        if place + 1 < range.upperBound, bytes[place + 1].isASCIILetter {
          return true
        }
        place += 2
      default: place += 1
      }
    }
    return false
  }

  /// Whether the mark of a quotation stands before a line of it.
  private func holdsQuotation(_ range: Range<Int>) -> Bool {
    bytes[range].split(separator: 0x0A).dropFirst().contains { line in
      line.first { $0 > 0x20 } == UInt8(ascii: ">")
    }
  }

  private mutating func escape(_ range: Range<Int>) {
    for byte in bytes[range] {
      switch byte {
      case 0x0A:
        // Its lines stay lines.
        result += [Self.backslash, byte]
      case 0x0D: break
      case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: result += [Self.backslash, byte]
      default: result.append(byte)
      }
    }
  }
}
