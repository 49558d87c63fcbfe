@testable import TUI

/// What is wrong with a row, of all that must hold for every row of every frame; `nil` if nothing.
func unsoundness(of frame: Frame, row: Int = 0) -> String? {
  var previous: Cell?
  for column in 0..<frame.size.columns {
    let cell = frame[column: column, row: row]
    let follows = previous?.width == 2
    if (cell.width == 0) != follows { return "half a character at \(column)" }
    if follows, cell.style != previous?.style { return "two styles at \(column)" }
    let scalars = cell.text.unicodeScalars
    if scalars.count > 5 { return "too many marks at \(column)" }
    // The spelling of some scripts has them.
    let isJoined = scalars.first.map { (0x600..<0xE00).contains($0.value) } ?? false
    for scalar in scalars {
      if isJoined, scalar == "\u{200C}" || scalar == "\u{200D}" { continue }
      if !isHarmless(scalar) { return "scalar \(scalar.value) at \(column)" }
      if frame.charset == .ascii, !scalar.isASCII { return "\(scalar) at \(column)" }
    }
    previous = cell
  }
  return previous?.width == 2 ? "half a character at the edge" : nil
}

/// Judged by Unicode's own properties, not by the tables under test.
private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  // The signs of Nerd Fonts, which the window draws itself.
  case .privateUse: (0xF000..<0xF300).contains(scalar.value)
  case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
  // Number signs of Arabic, Syriac and Kaithi are formats that are seen.
  case .format:
    !scalar.properties.isDefaultIgnorableCodePoint && !(0xFFF9...0xFFFB).contains(scalar.value)
  default: !scalar.properties.isDefaultIgnorableCodePoint
  }
}
