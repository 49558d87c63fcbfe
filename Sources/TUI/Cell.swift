/// One character cell of the screen: a plain value of 24 bytes.
///
/// It holds what a cell of curses can hold: one spacing character and at most four zero-width ones,
/// or the right half of the wide character beside it.
public struct Cell: Hashable, Sendable {
  var glyph: Glyph
  public internal(set) var style: Style

  static let blank = Cell(glyph: .blank, style: .plain)

  /// The text shown; empty in the second half of a wide character.
  public var text: String {
    var bytes: [UInt8] = []
    glyph.append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// 1, 2 in the first half of a wide character, 0 in its second half.
  public var width: Int { glyph.width }

  /// The spacing character; 0 in the second half of a wide character.
  public var scalar: UInt32 { glyph.scalar }

  /// The zero-width character at 0..<4, or 0 where there is none.
  public func mark(_ index: Int) -> UInt32 { glyph.mark(index) }
}

/// The text of one cell: a spacing character and at most four zero-width ones, in 16 bytes.
struct Glyph: Hashable, Sendable {
  /// The spacing character and the first two marks, 21 bits each.
  private var low: UInt64
  /// The other two marks, 21 bits each, then the extent.
  private var high: UInt64

  enum Extent: UInt64 {
    case narrow, firstHalf, secondHalf
  }

  static let maximumMarks = 4
  static let blank = Glyph(0x20)
  /// The right half of a wide character; it has no text of its own.
  static let secondHalf = Glyph(0, extent: .secondHalf)

  init(_ scalar: UInt32, extent: Extent = .narrow) {
    low = UInt64(scalar)
    high = extent.rawValue << 42
  }

  var extent: Extent { Extent(rawValue: high >> 42) ?? .narrow }
  var isSecondHalf: Bool { high >> 42 == Extent.secondHalf.rawValue }
  var isFirstHalf: Bool { high >> 42 == Extent.firstHalf.rawValue }
  /// Columns the character takes; the second half of a wide one counts for none.
  var width: Int {
    switch extent {
    case .narrow: 1
    case .firstHalf: 2
    case .secondHalf: 0
    }
  }

  var scalar: UInt32 { UInt32(truncatingIfNeeded: low & 0x1F_FFFF) }

  /// The mark at 0..<4, or 0 where there is none.
  func mark(_ index: Int) -> UInt32 {
    let bits = index < 2 ? low >> (21 * (UInt64(index) + 1)) : high >> (21 * (UInt64(index) - 2))
    return UInt32(truncatingIfNeeded: bits & 0x1F_FFFF)
  }

  mutating func setMark(_ scalar: UInt32, at index: Int) {
    if index < 2 {
      low |= UInt64(scalar) << (21 * (UInt64(index) + 1))
    } else {
      high |= UInt64(scalar) << (21 * (UInt64(index) - 2))
    }
  }

  /// Appends the spacing character and its marks in UTF-8; nothing for a second half.
  func append(to text: inout [UInt8]) {
    guard !isSecondHalf else { return }
    if scalar < 0x80 {
      text.append(UInt8(truncatingIfNeeded: scalar))
    } else {
      Self.append(scalar, to: &text)
    }
    for index in 0..<Self.maximumMarks {
      let mark = mark(index)
      guard mark != 0 else { return }
      Self.append(mark, to: &text)
    }
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar), let code = UTF8.encode(scalar) else { return }
    text += code
  }
}
