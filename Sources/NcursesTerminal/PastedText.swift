/// Text between the marks of a paste (mode 2004 of xterm).
struct PastedText {
  private var scalars: [Unicode.Scalar] = []
  /// How many characters of the end have come.
  private var matched = 0
  /// When anything came, in seconds.
  var last: Int

  /// More than any line takes; the rest is read and dropped.
  private static let longest = 1 << 16
  private static let end: [UInt32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  init(last: Int) { self.last = last }

  var text: String { String(String.UnicodeScalarView(scalars)) }

  /// - Returns: whether that was the end.
  mutating func take(_ scalar: UInt32) -> Bool {
    if scalar == Self.end[matched] {
      matched += 1
      return matched == Self.end.count
    }
    for other in Self.end.prefix(matched) { append(other) }
    matched = scalar == Self.end[0] ? 1 : 0
    if matched == 0 { append(scalar) }
    return false
  }

  private mutating func append(_ scalar: UInt32) {
    guard scalars.count < Self.longest, let scalar = Unicode.Scalar(scalar) else { return }
    scalars.append(scalar)
  }
}
