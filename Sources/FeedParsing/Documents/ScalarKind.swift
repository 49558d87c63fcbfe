/// What text cleaning does with a character.
enum ScalarKind {
  case text
  /// White space of any kind.
  case blank
  /// Joins its neighbours (ZWJ, ZWNJ, CGJ); means nothing beside white space.
  case joiner
  /// Controls, bidi controls, zero-width marks: never kept. Soft hyphens and zero-width blanks: kept only inside the
  /// words of a body (``DocumentBuilder``), where they say where a line may end.
  case dropped

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0: self = .blank
    case ..<0x20, 0x7F...0x9F, 0xAD: self = .dropped
    case 0x034F: self = .joiner
    case ..<0x061C: self = .text
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: self = .blank
    case 0x200C, 0x200D: self = .joiner
    case 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB:
      self = .dropped
    default: self = .text
    }
  }
}
