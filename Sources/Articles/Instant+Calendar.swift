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
    printed(withDecimals: millisecondOfSecond != 0)
  }

  /// In UTC, always with three decimals, as marks are written: `2023-05-15T18:38:00.000Z`.
  public var iso8601Milliseconds: String {
    printed(withDecimals: true)
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

  private func printed(withDecimals: Bool) -> String {
    let date = civil(utcOffsetSeconds: 0)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    if date.year < 0 {
      text.append(UInt8(ascii: "-"))
    }
    append(abs(date.year), digits: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    append(date.month, digits: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    append(date.day, digits: 2, to: &text)
    text.append(UInt8(ascii: "T"))
    append(date.hour, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(date.minute, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(date.second, digits: 2, to: &text)
    if withDecimals {
      text.append(UInt8(ascii: "."))
      append(millisecondOfSecond, digits: 3, to: &text)
    }
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends a number that is not negative, with at least so many digits.
  private func append(_ number: Int, digits: Int, to text: inout [UInt8]) {
    if digits > 1 || number > 9 {
      append(number / 10, digits: digits - 1, to: &text)
    }
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
