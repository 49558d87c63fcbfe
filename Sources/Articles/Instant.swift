/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Used for publication dates and for marks alike, so that they compare and print one way.
public struct Instant: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (a: Instant, b: Instant) -> Bool {
    a.milliseconds < b.milliseconds
  }

  public func advanced(byMilliseconds distance: Int64) -> Instant {
    Instant(milliseconds: milliseconds &+ distance)
  }
}

extension Instant {
  /// The last one that the state file can hold: 9999-12-31T23:59:59.999Z.
  public static let last = Instant(milliseconds: 253_402_300_799_999)
}

/// The instant of a new mark: now, or one millisecond after the latest known for the article, so
/// that a clock that is fast elsewhere, or jumps back here, cannot make the mark ineffective.
///
/// After ``Instant/last`` there is none: a mark with that instant may not hold.
public func nextInstant(after latest: Instant?, now: Instant) -> Instant {
  guard let latest, latest >= now else { return min(now, .last) }
  return latest < .last ? latest.advanced(byMilliseconds: 1) : .last
}

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

extension Instant {
  /// A date and time in UTC. What exceeds its range carries over: the 32nd of a month is a day of
  /// the next one.
  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    millisecond: Int = 0
  ) {
    let days = CivilDate.days(year: year, month: month, day: day)
    let seconds = ((days &* 24 &+ hour) &* 60 &+ minute) &* 60 &+ second
    self.init(milliseconds: Int64(seconds &* 1000 &+ millisecond))
  }

  /// What a calendar and a clock show that are so many seconds ahead of UTC.
  ///
  /// An offset of more than a day is taken as a day.
  public func civil(utcOffsetSeconds offset: Int) -> CivilDate {
    let (days, second) = dayAndSecond(utcOffsetSeconds: offset)
    var date = CivilDate(days: days)
    date.hour = second / 3600
    date.minute = second / 60 % 60
    date.second = second % 60
    return date
  }

  /// In UTC with as many decimals as needed, none or three: `2023-05-15T18:38:00Z`.
  public var iso8601: String {
    printed(millisecondOfSecond == 0 ? .seconds : .milliseconds)
  }

  /// The day in UTC: `2023-05-15`.
  public var iso8601Date: String { printed(.days) }

  /// In UTC, always with three decimals, as marks are written: `2023-05-15T18:38:00.000Z`.
  public var iso8601Milliseconds: String {
    printed(.milliseconds)
  }

  private var millisecondOfSecond: Int {
    let rest = Int(milliseconds % 1000)
    return rest < 0 ? rest + 1000 : rest
  }

  private func dayAndSecond(utcOffsetSeconds offset: Int) -> (day: Int, second: Int) {
    let seconds = CivilDate.floorQuotient(Int(milliseconds), 1000)
    let local = seconds + min(max(offset, -86_400), 86_400)
    let day = CivilDate.floorQuotient(local, 86_400)
    return (day, local - day * 86_400)
  }

  private enum Precision { case days, seconds, milliseconds }

  private func printed(_ precision: Precision) -> String {
    let date = civil(utcOffsetSeconds: 0)
    return String(unsafeUninitializedCapacity: 40) { text in
      var end = 0
      func add(_ byte: UInt8) {
        text[end] = byte
        end += 1
      }
      /// A number that is not negative, with at least so many digits.
      func add(_ number: Int, digits: Int) {
        if digits > 1 || number > 9 { add(number / 10, digits: digits - 1) }
        add(UInt8(ascii: "0") + UInt8(number % 10))
      }
      if date.year < 0 { add(UInt8(ascii: "-")) }
      add(abs(date.year), digits: 4)
      add(UInt8(ascii: "-"))
      add(date.month, digits: 2)
      add(UInt8(ascii: "-"))
      add(date.day, digits: 2)
      if precision == .days { return end }
      add(UInt8(ascii: "T"))
      add(date.hour, digits: 2)
      add(UInt8(ascii: ":"))
      add(date.minute, digits: 2)
      add(UInt8(ascii: ":"))
      add(date.second, digits: 2)
      if precision == .milliseconds {
        add(UInt8(ascii: "."))
        add(millisecondOfSecond, digits: 3)
      }
      add(UInt8(ascii: "Z"))
      return end
    }
  }
}

/// A date and a time of day as a calendar and a clock show them (proleptic Gregorian).
public struct CivilDate: Hashable, Sendable {
  public var year: Int
  /// 1 to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int
  /// 1 is Monday, 7 is Sunday, as in ISO 8601.
  public var weekday: Int

  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, weekday: Int
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.weekday = weekday
  }
}

extension CivilDate {
  /// Days from 1970-01-01 to a date; a day or month beyond its range carries over.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let months = year &* 12 &+ month &- 1
    // Years begin in March, so that a leap day is the last of its year.
    let shifted = months &- 2
    let civilYear = floorQuotient(shifted, 12)
    let monthFromMarch = shifted &- civilYear &* 12
    let era = floorQuotient(civilYear, 400)
    let yearOfEra = civilYear &- era &* 400
    let dayOfYear = (153 * monthFromMarch + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468 &+ day &- 1
  }

  /// The date that many days from 1970-01-01, at midnight.
  init(days: Int) {
    let shifted = days + 719_468
    let era = CivilDate.floorQuotient(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
      weekday: (days + 3) - CivilDate.floorQuotient(days + 3, 7) * 7 + 1)
  }

  /// 28 to 31.
  public static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The quotient rounded towards minus infinity.
  static func floorQuotient(_ a: Int, _ b: Int) -> Int {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }
}
