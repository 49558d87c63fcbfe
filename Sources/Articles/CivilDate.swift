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
