/// The classes of ASCII bytes, by the names that the web's standards give them (Infra, 4.6).
///
/// What a format takes for a blank differs: HTML counts the form feed, JSON and XML do not, and none of
/// them counts the vertical tab.
extension UInt8 {
  /// Tab, line feed, form feed, carriage return and space: the blanks of HTML.
  @inlinable @inline(__always)
  public var isASCIIWhitespace: Bool {
    self <= 0x20 && UInt64(0x1_0000_3600) >> UInt64(self) & 1 != 0
  }

  /// Tab, line feed, carriage return and space: the blanks of JSON (RFC 8259) and of XML.
  @inlinable @inline(__always)
  public var isXMLWhitespace: Bool {
    self <= 0x20 && UInt64(0x1_0000_2600) >> UInt64(self) & 1 != 0
  }

  @inlinable @inline(__always)
  public var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inlinable @inline(__always)
  public var isASCIIUpperLetter: Bool { self &- 0x41 < 26 }

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
