/// What drawing does with a character.
enum ScalarClass: UInt8 {
  /// Drawn as it is, in one column.
  case narrow
  /// Drawn as it is, in two columns.
  case wide
  /// Belongs to the character before it and takes no column.
  case mark
  /// Never drawn: controls, formats, what is invisible by design, skin tones, keycaps.
  case dropped
  /// Drawn as a blank.
  case blank
  /// Drawn as a blank; a line ends here where lines can end.
  case lineBreak
  /// Half of a flag, drawn as its letter.
  case flagLetter
  /// Unassigned or for private use, drawn as U+FFFD.
  case replaced

  @inline(__always)
  init(_ scalar: UInt32) {
    switch scalar {
    // Most text is written in these.
    case 0x20..<0x7F, 0xC0...0x2FF, 0x400...0x482, 0x5D0...0x5EA, 0x620...0x64A, 0x2010...0x2027:
      self = .narrow
    case 0x3041...0x3096, 0x30A0...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: self = .wide
    default: self = Self.find(scalar)
    }
  }

  private static func find(_ scalar: UInt32) -> ScalarClass {
    let key = scalar << 4 | 0xF
    return ScalarTable.starts.withUnsafeBufferPointer { starts in
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= key { low = middle } else { high = middle }
      }
      return ScalarClass(rawValue: UInt8(truncatingIfNeeded: starts[low] & 0xF)) ?? .replaced
    }
  }
}
