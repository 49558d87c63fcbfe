/// What the dates and lengths of time of a query are, seen from a moment and a place.
struct QueryDates {
  let now: Instant
  let utcOffset: (Instant) -> Int

  private static let day: Int64 = 86_400_000
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  private static let units: [(names: [String], milliseconds: Int64)] = [
    (["min", "minute", "minutes"], 60_000),
    (["h", "hour", "hours"], 3_600_000),
    (["d", "day", "days"], day),
    (["w", "week", "weeks"], 7 * day),
    (["mo", "month", "months"], 30 * day),
    (["y", "year", "years"], 365 * day),
  ]

  /// From when on and up to when an article must be published; `nil` for what is no date.
  func range(_ time: QueryTime, _ text: String) -> (from: Instant?, to: Instant?)? {
    let isMoment: Bool
    let period: Range<Instant>
    if let days = days(text) {
      (isMoment, period) = (false, midnight(days.lowerBound)..<midnight(days.upperBound))
    } else if time == .on, let instant = text == "now" ? now : before(text) {
      let civil = instant.civil(utcOffsetSeconds: utcOffset(instant))
      let day = CivilDate.days(year: civil.year, month: civil.month, day: civil.day)
      (isMoment, period) = (false, midnight(day)..<midnight(day + 1))
    } else if let instant = text == "now" ? now : before(text) ?? Instant(iso8601: text) {
      (isMoment, period) = (true, instant..<instant.advanced(byMilliseconds: 1))
    } else {
      return nil
    }
    switch time {
    case .since: return (period.lowerBound, nil)
    case .after: return (period.upperBound, nil)
    case .before: return (nil, period.lowerBound)
    case .until: return (nil, period.upperBound)
    case .on: return isMoment ? nil : (period.lowerBound, period.upperBound)
    }
  }

  /// The instant that a length of time such as `3d` lies before now.
  func before(_ text: String) -> Instant? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let number = Int64(digits), number <= 100_000 else { return nil }
    let name = text.dropFirst(digits.count)
    guard let unit = Self.units.first(where: { $0.names.contains(String(name)) }) else {
      return nil
    }
    return now.advanced(byMilliseconds: -number * unit.milliseconds)
  }

  /// Days of the calendar, counted from 1970-01-01.
  private func days(_ text: String) -> Range<Int>? {
    let civil = now.civil(utcOffsetSeconds: utcOffset(now))
    let today = CivilDate.days(year: civil.year, month: civil.month, day: civil.day)
    switch text {
    case "today": return today..<today + 1
    case "yesterday": return today - 1..<today
    case "tomorrow": return today + 1..<today + 2
    case "week":
      let monday = today - civil.weekday + 1
      return monday..<monday + 7
    case "month": return month(civil.month, of: civil.year)
    case "year": return year(civil.year)
    default: break
    }
    if text.count >= 3, let index = Self.weekdays.firstIndex(where: { $0.hasPrefix(text) }) {
      // The latest day of that name, and that may be today.
      let back = (civil.weekday - 1 - index + 7) % 7
      return today - back..<today - back + 1
    }
    return written(text)
  }

  /// `2026`, `2026-11` or `2026-11-30`.
  private func written(_ text: String) -> Range<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 3, parts[0].count == 4,
      parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers[0] > 0 else { return nil }
    if numbers.count == 1 { return year(numbers[0]) }
    guard (1...12).contains(numbers[1]) else { return nil }
    if numbers.count == 2 { return month(numbers[1], of: numbers[0]) }
    let length = CivilDate.dayCount(ofMonth: numbers[1], year: numbers[0])
    guard (1...length).contains(numbers[2]) else { return nil }
    let day = CivilDate.days(year: numbers[0], month: numbers[1], day: numbers[2])
    return day..<day + 1
  }

  private func month(_ month: Int, of year: Int) -> Range<Int> {
    CivilDate.days(
      year: year, month: month, day: 1)..<CivilDate.days(year: year, month: month + 1, day: 1)
  }

  private func year(_ year: Int) -> Range<Int> {
    CivilDate.days(year: year, month: 1, day: 1)..<CivilDate.days(year: year + 1, month: 1, day: 1)
  }

  /// When a day begins at the person's place.
  private func midnight(_ day: Int) -> Instant {
    let utc = Instant(milliseconds: Int64(day) * Self.day)
    let guess = utc.advanced(byMilliseconds: Int64(-utcOffset(utc)) * 1_000)
    return utc.advanced(byMilliseconds: Int64(-utcOffset(guess)) * 1_000)
  }
}
