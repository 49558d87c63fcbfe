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
    var scalars = String.UnicodeScalarView()
    glyph.append(to: &scalars)
    return String(scalars)
  }

  /// 1, 2 in the first half of a wide character, 0 in its second half.
  public var width: Int { glyph.width }

  /// The spacing character; 0 in the second half of a wide character.
  public var scalar: UInt32 { glyph.scalar }

  /// The zero-width character at 0..<4, or 0 where there is none.
  public func mark(_ index: Int) -> UInt32 { glyph.mark(index) }
}
