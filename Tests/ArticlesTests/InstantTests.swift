import Testing

@testable import Articles

@Suite struct InstantTests {
  @Test(arguments: [
    ("2023-05-15T18:38:00Z", "2023-05-15T18:38:00Z"),
    ("2023-05-15", "2023-05-15T00:00:00Z"),
    ("2023-5-5", "2023-05-05T00:00:00Z"),
    ("  2023-05-15\t", "2023-05-15T00:00:00Z"),
    ("2023-05-15T18:38Z", "2023-05-15T18:38:00Z"),
    ("2023-05-15t18:38:00z", "2023-05-15T18:38:00Z"),
    ("2023-05-15 18:38:00", "2023-05-15T18:38:00Z"),
    ("2023-05-15 \t 18:38:00 Z", "2023-05-15T18:38:00Z"),
    ("2001-12-14 21:59:43.10 -5", "2001-12-15T02:59:43.100Z"),
    ("2001-12-15 2:59:43.10", "2001-12-15T02:59:43.100Z"),
    ("2023-05-15T18:38:00+02:00", "2023-05-15T16:38:00Z"),
    ("2023-05-15T18:38:00 +0230", "2023-05-15T16:08:00Z"),
    ("2023-05-15T00:38:00+2", "2023-05-14T22:38:00Z"),
    ("2023-12-31T23:38:00-01:00", "2024-01-01T00:38:00Z"),
    ("2023-05-15T18:38:00.1239999999999999999999999Z", "2023-05-15T18:38:00.123Z"),
    ("2023-05-15T18:38:00,5Z", "2023-05-15T18:38:00.500Z"),
    ("2023-05-15T18:38:00.Z", "2023-05-15T18:38:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"),
    ("2000-02-29", "2000-02-29T00:00:00Z"),
    ("0001-01-01", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
  ])
  func reads(text: String, iso8601: String) {
    #expect(Instant(iso8601: text)?.iso8601 == iso8601)
  }

  @Test(arguments: [
    "", " ", "2023", "2023-05", "2023-05-", "23-05-15", "12023-05-15", "2023-13-01", "2023-00-01",
    "2023-02-29", "1900-02-29", "2023-04-31", "2023-05-00", "2023-05-32", "0000-01-01",
    "31.2.2026", "2023/05/15", "2023-05-15T", "2023-05-15T24:00:00Z", "2023-05-15T18:60:00Z",
    "2023-05-15T18:38:61Z", "2023-05-15T18:38:00+24:00", "2023-05-15T18:38:00+02:60",
    "2023-05-15T18:38:00+02:0", "2023-05-15T18:38:00+", "2023-05-15T18:38:00ZZ",
    "2023-05-15T18:38:00Z x", "2023-05-15T18:38:00 UTC+1", "2023-05-15Z", "2023-05-15T1838",
    "2023-05-15T18:38:0", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:60Z",
    "9999-12-31T23:59:59-00:01", "2023-05-15T18:38:00\u{0}", "２０２３-05-15", "+2023-05-15",
    "-2023-05-15", "tomorrow",
  ])
  func refuses(text: String) {
    #expect(Instant(iso8601: text)?.iso8601 == nil)
  }

  @Test func printsMarksWithThreeDecimals() {
    let instant = Instant(year: 2026, month: 11, day: 23, hour: 10, minute: 5, millisecond: 7)
    #expect(instant.iso8601Milliseconds == "2026-11-23T10:05:00.007Z")
    #expect(instant.iso8601 == "2026-11-23T10:05:00.007Z")
    #expect(Instant(milliseconds: 0).iso8601Milliseconds == "1970-01-01T00:00:00.000Z")
    #expect(Instant(milliseconds: -1).iso8601Milliseconds == "1969-12-31T23:59:59.999Z")
  }

  /// Every day of 800 years, against counting them one by one.
  @Test func calendarAgreesWithCounting() {
    var days = CivilDate.days(year: 1600, month: 1, day: 1)
    #expect(days == -135_140)
    var weekday = 6
    for year in 1600..<2400 {
      for month in 1...12 {
        for day in 1...CivilDate.dayCount(ofMonth: month, year: year) {
          let date = CivilDate(days: days)
          let expected = CivilDate(year: year, month: month, day: day, weekday: weekday)
          if date != expected || CivilDate.days(year: year, month: month, day: day) != days {
            Issue.record("\(expected) is \(date)")
            return
          }
          days += 1
          weekday = weekday % 7 + 1
        }
      }
    }
  }

  @Test func whatExceedsItsRangeCarriesOver() {
    #expect(Instant(year: 2023, month: 14, day: 1) == Instant(year: 2024, month: 2, day: 1))
    #expect(Instant(year: 2023, month: 0, day: 1) == Instant(year: 2022, month: 12, day: 1))
    #expect(Instant(year: 2023, month: 3, day: 0) == Instant(year: 2023, month: 2, day: 28))
    #expect(Instant(year: 2023, month: 1, day: 1, hour: -1).iso8601 == "2022-12-31T23:00:00Z")
  }

  @Test func civilDateOfAZone() {
    let instant = Instant(year: 2026, month: 3, day: 1, hour: 23, minute: 30, second: 5)
    #expect(
      instant.civil(utcOffsetSeconds: 5400)
        == CivilDate(year: 2026, month: 3, day: 2, hour: 1, minute: 0, second: 5, weekday: 1))
    #expect(
      instant.civil(utcOffsetSeconds: 0)
        == CivilDate(year: 2026, month: 3, day: 1, hour: 23, minute: 30, second: 5, weekday: 7))
  }

  @Test(arguments: [Int64.min, .max, 0, -1])
  func extremesDoNotTrap(milliseconds: Int64) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(instant.iso8601Milliseconds.hasSuffix("Z"))
    #expect((1...7).contains(instant.civil(utcOffsetSeconds: .max).weekday))
    #expect((1...12).contains(instant.civil(utcOffsetSeconds: .min).month))
    #expect(Instant(year: .max, month: .max, day: .max, hour: .max) != instant)
  }
}
