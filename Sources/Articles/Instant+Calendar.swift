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
