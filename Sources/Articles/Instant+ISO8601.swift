extension Instant {
  /// Reads a date, or a date and a time, as ISO 8601 and YAML 1.1 write them.
  ///
  /// `2023-05-15`, `2023-05-15T18:38Z`, `2023-05-15 18:38:00.25 +02:00`, `2023-5-15t9:38:00-5`.
  /// Without a zone it is UTC; a fraction is cut to milliseconds; second 60 is the next minute.
  /// `nil` for anything else, for days that no month has, and outside the years 0001 to 9999.
  public init?(iso8601 text: String) {
    var text = text
    guard let instant = text.withUTF8({ Instant(iso8601: $0) }) else { return nil }
    self = instant
  }

  /// The same over bytes.
  public init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
    var reader = TimestampReader(bytes)
    guard let milliseconds = reader.milliseconds() else { return nil }
    self.init(milliseconds: milliseconds)
  }
}

/// Reads one timestamp from left to right.
private struct TimestampReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func milliseconds() -> Int64? {
    skipBlanks()
    guard let year = number(4...4), year >= 1, take("-"),
      let month = number(1...2), (1...12).contains(month), take("-"),
      let day = number(1...2), day >= 1,
      day <= CivilDate.dayCount(ofMonth: month, year: year)
    else { return nil }
    var time = 0
    if takesTime() {
      guard let read = timeOfDay() else { return nil }
      time = read
    }
    skipBlanks()
    guard position == bytes.count else { return nil }
    let result = CivilDate.days(year: year, month: month, day: day) * 86_400_000 + time
    return (-62_135_596_800_000..<253_402_300_800_000).contains(result) ? Int64(result) : nil
  }

  /// Steps over the `T`, or the blanks, that a time must follow.
  private mutating func takesTime() -> Bool {
    if take("T") || take("t") {
      return true
    }
    skipBlanks()
    return position < bytes.count
  }

  /// Milliseconds from midnight UTC.
  private mutating func timeOfDay() -> Int? {
    guard let hour = number(1...2), hour < 24, take(":"), let minute = number(2...2), minute < 60
    else { return nil }
    var result = (hour * 60 + minute) * 60_000
    if take(":") {
      guard let second = number(2...2), second <= 60 else { return nil }
      result += second * 1000 + fraction()
    }
    skipBlanks()
    guard let offset = zoneMinutes() else { return nil }
    return result - offset * 60_000
  }

  /// The milliseconds of a fraction of any length; 0 without one.
  private mutating func fraction() -> Int {
    guard take(".") || take(",") else { return 0 }
    var result = 0
    var weight = 100
    while let digit = digit() {
      result += digit * weight
      weight /= 10
    }
    return result
  }

  private mutating func zoneMinutes() -> Int? {
    if position == bytes.count || take("Z") || take("z") {
      return 0
    }
    let isAhead = take("+")
    guard isAhead || take("-"), let hours = number(1...2), hours < 24 else { return nil }
    var minutes = 0
    if take(":") || position < bytes.count && bytes[position] != UInt8(ascii: " ") {
      guard let read = number(2...2), read < 60 else { return nil }
      minutes = read
    }
    return (hours * 60 + minutes) * (isAhead ? 1 : -1)
  }

  private mutating func number(_ length: ClosedRange<Int>) -> Int? {
    var result = 0
    var count = 0
    while count < length.upperBound, let digit = digit() {
      result = result * 10 + digit
      count += 1
    }
    return count >= length.lowerBound ? result : nil
  }

  private mutating func digit() -> Int? {
    guard position < bytes.count else { return nil }
    let digit = bytes[position] &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    position += 1
    return Int(digit)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position].isSpaceOrTab { position += 1 }
  }
}
