import Foundation

/// A text as a search sees it: without case, diacritics, kinds of quotes and dashes, each run of white
/// space one blank; and the way back to where it stood in the text.
public struct FoldedText: Sendable {
  /// Unicode scalars.
  private(set) var scalars: [UInt32] = []
  /// For each scalar, where in the UTF-8 of the text the scalar began that it was made of.
  private var starts: [Int32] = []
  /// How much was appended, in bytes of UTF-8.
  private var end: Int32 = 0

  public init() {}

  public init(_ text: String) { append(text) }

  public var isEmpty: Bool { scalars.isEmpty }

  /// The scalars of a text alone: a tenth of the work where it is ASCII, as most are.
  static func scalars(of text: String) -> [UInt32] {
    var text = text
    let quick = text.withUTF8 { bytes -> [UInt32]? in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return [UInt32](unsafeUninitializedCapacity: bytes.count) { scalars, count in
        var isBlank = true
        for byte in bytes {
          let scalar: UInt32
          switch byte {
          case 0x41...0x5A: scalar = UInt32(byte | 0x20)
          case 0x21...0x7E: scalar = UInt32(byte)
          case 0x00...0x20:
            if isBlank { continue }
            scalar = blank
          default: continue
          }
          isBlank = scalar == blank
          scalars.initializeElement(at: count, to: scalar)
          count += 1
        }
        if count > 0, isBlank { count -= 1 }
      }
    }
    return quick ?? FoldedText(text).trimmed.scalars
  }

  /// Goes on with the text; as if there were nothing between the parts.
  public mutating func append(_ text: String) {
    for scalar in text.unicodeScalars {
      let start = end
      end += Int32(UTF8.width(scalar))
      switch scalar.value {
      case 0x41...0x5A: add(scalar.value | 0x20, start)
      case 0x21...0x7E: add(scalar.value, start)
      case 0x00...0x20, 0x85, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x3000: addBlank(start)
      // Combining marks, and what is not seen.
      case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF: break
      case let value:
        if let folded = Self.table[value] {
          for value in folded { add(value, start) }
        } else if Self.hasCase(value) {
          for lower in scalar.properties.lowercaseMapping.unicodeScalars { add(lower.value, start) }
        } else {
          add(value, start)
        }
      }
    }
  }

  /// Ends a line of a text that goes on in the next: a blank, as far as a search is concerned.
  public mutating func endLine() { addBlank(end) }

  /// Without blanks at its ends.
  public var trimmed: FoldedText {
    var result = self
    while result.scalars.last == Self.blank {
      result.scalars.removeLast()
      result.starts.removeLast()
    }
    let blanks = result.scalars.prefix { $0 == Self.blank }.count
    result.scalars.removeFirst(blanks)
    result.starts.removeFirst(blanks)
    return result
  }

  /// What is compared.
  public var text: String {
    String(String.UnicodeScalarView(scalars.lazy.compactMap(Unicode.Scalar.init)))
  }

  /// Where a text stands in this one, from left to right without overlaps, in bytes of the UTF-8 that was
  /// appended. Takes time linear in both.
  public func ranges(of pattern: FoldedText) -> [Range<Int>] {
    let pattern = pattern.scalars
    guard let first = pattern.first, pattern.count <= scalars.count else { return [] }
    // After how many scalars of the pattern it may go on where the next one differs.
    var falls = [Int](repeating: 0, count: pattern.count)
    var length = 0
    for index in pattern.indices.dropFirst() {
      while length > 0, pattern[index] != pattern[length] { length = falls[length - 1] }
      if pattern[index] == pattern[length] { length += 1 }
      falls[index] = length
    }
    var found: [Range<Int>] = []
    var matched = 0
    for (index, scalar) in scalars.enumerated() {
      if matched == 0, scalar != first { continue }
      while matched > 0, scalar != pattern[matched] { matched = falls[matched - 1] }
      if scalar == pattern[matched] { matched += 1 }
      if matched == pattern.count {
        found.append(range(index + 1 - matched..<index + 1))
        matched = 0
      }
    }
    return found
  }

  /// Where words stand that begin so, or with `whole`, that are so.
  public func ranges(ofWord word: FoldedText, whole: Bool) -> [Range<Int>] {
    places(of: word).filter { place in
      let isStart = place.lowerBound == 0 || isBoundary(place.lowerBound - 1, place.lowerBound)
      let isEnd =
        !whole || place.upperBound == scalars.count
        || isBoundary(place.upperBound - 1, place.upperBound)
      return isStart && isEnd
    }.map(range)
  }

  private func places(of pattern: FoldedText) -> [Range<Int>] {
    guard let first = pattern.scalars.first, pattern.scalars.count <= 256 else { return [] }
    return scalars.indices.compactMap { index in
      scalars[index] == first && scalars[index...].starts(with: pattern.scalars)
        ? index..<index + pattern.scalars.count : nil
    }
  }

  /// Scripts without blanks have a boundary everywhere.
  private func isBoundary(_ left: Int, _ right: Int) -> Bool {
    func isLetter(_ value: UInt32) -> Bool {
      guard let properties = Unicode.Scalar(value)?.properties else { return false }
      return properties.isAlphabetic || properties.numericType != nil
    }
    return !isLetter(scalars[left]) || !isLetter(scalars[right])
      || scalars[left] >= 0x2E80 || scalars[right] >= 0x2E80
  }

  private func range(_ places: Range<Int>) -> Range<Int> {
    // The marks after a character belong to it.
    let end = places.upperBound < starts.count ? starts[places.upperBound] : end
    return Int(starts[places.lowerBound])..<Int(end)
  }

  // MARK: Folding

  private static let blank: UInt32 = 0x20

  private mutating func add(_ value: UInt32, _ start: Int32) {
    scalars.append(value)
    starts.append(start)
  }

  private mutating func addBlank(_ start: Int32) {
    if scalars.last != Self.blank { add(Self.blank, start) }
  }

  private static func hasCase(_ value: UInt32) -> Bool {
    // Between Latin extensions and the end of Georgian, letters of other alphabets after it.
    value < 0x2E80 || (0xA640...0xABFF).contains(value) || (0x10400...0x1E9FF).contains(value)
  }

  /// What letters with diacritics, compatibility forms and signs that look alike become.
  private static let table: [UInt32: [UInt32]] = {
    var table: [UInt32: [UInt32]] = [
      0x2018: [0x27], 0x2019: [0x27], 0x201A: [0x27], 0x2032: [0x27], 0x201C: [0x22],
      0x201D: [0x22], 0x201E: [0x22], 0xAB: [0x22], 0xBB: [0x22], 0xDF: [0x73, 0x73],
      0x1E9E: [0x73, 0x73], 0xE6: [0x61, 0x65], 0xC6: [0x61, 0x65], 0x153: [0x6F, 0x65],
      0x152: [0x6F, 0x65], 0xF8: [0x6F], 0xD8: [0x6F], 0x142: [0x6C], 0x141: [0x6C],
      0x111: [0x64], 0x110: [0x64], 0x131: [0x69], 0x3C2: [0x3C3],
    ]
    for dash: UInt32 in 0x2010...0x2015 { table[dash] = [0x2D] }
    let ranges: [ClosedRange<UInt32>] = [
      0xA1...0x24F, 0x370...0x52F, 0x1E00...0x1FFF, 0x2070...0x214F, 0xFB00...0xFB06,
      0xFF01...0xFF5E,
    ]
    for value in ranges.joined() where table[value] == nil {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        .filter { !(0x300...0x36F).contains($0.value) }
        .flatMap { $0.properties.lowercaseMapping.unicodeScalars.map(\.value) }
      if !folded.isEmpty, folded != [value] { table[value] = folded }
    }
    return table
  }()
}
