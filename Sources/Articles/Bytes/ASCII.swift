/// The classes of ASCII bytes, by the names that the web's standards give them (Infra, 4.6).
///
/// What a format takes for a blank differs: HTML counts the form feed, JSON (RFC 8259) does not, and
/// neither counts the vertical tab.
extension UInt8 {
  /// Tab, line feed, form feed, carriage return and space: the blanks of HTML.
  @inlinable @inline(__always)
  public var isASCIIWhitespace: Bool {
    self <= 0x20 && UInt64(0x1_0000_3600) >> UInt64(self) & 1 != 0
  }

  /// The blanks inside of a line: of YAML, Markdown and mail.
  @inlinable @inline(__always)
  public var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }

  @inlinable @inline(__always)
  public var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inlinable @inline(__always)
  public var isASCIIUpperLetter: Bool { self &- 0x41 < 26 }

  @inlinable @inline(__always)
  public var isASCIILowerLetter: Bool { self &- 0x61 < 26 }

  @inlinable @inline(__always)
  public var isASCIIDigit: Bool { self &- 0x30 < 10 }

  @inlinable @inline(__always)
  public var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  @inlinable @inline(__always)
  public var asciiLowercased: UInt8 { isASCIIUpperLetter ? self | 0x20 : self }

  /// The value of a hexadecimal digit, capital or small; `nil` for other bytes.
  @inlinable @inline(__always)
  public var hexadecimalValue: UInt8? {
    if isASCIIDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
