public import Articles

/// Dates as feeds write them.
///
/// RFC 822 with every sin (swapped day and month, two-digit years, names in other languages, a lone
/// zone name), RFC 3339, W3CDTF, ISO 8601 in its shorter forms, asctime, numbers with dots and
/// slashes, East Asian signs, seconds since 1970, zones by their names. Without a zone it is UTC;
/// "1/2/2004" is a day of January, "1.2.2004" of February.
public enum FeedDate {
  /// A date, and the zone that it names where nobody knows it; the time was then read as UTC.
  public struct Reading: Hashable, Sendable {
    public var instant: Instant
    public var unknownZone: String?
  }

  /// `nil` for what is no date, or no day of any calendar, and outside the years 0002 to 9999. What
  /// programs write that have no date is none: year 1, and the first moment of 1970 in any zone.
  public static func read(_ text: String) -> Reading? {
    guard text.utf8.count <= 1000, let reading = anyDate(text),
      (-62_104_060_800_000..<253_402_300_800_000).contains(reading.instant.milliseconds),
      abs(reading.instant.milliseconds) > 14 * 3_600_000
    else { return nil }
    return reading
  }

  /// The date alone.
  public static func parse(_ text: String) -> Instant? { read(text)?.instant }

  private static func anyDate(_ text: String) -> Reading? {
    if let instant = Instant(iso8601: text) { return Reading(instant: instant) }
    var text = TextCleaning.clean(text)
    if let instant = text.withUTF8(MailDate.parse) { return Reading(instant: instant) }
    if let instant = compact(text) { return Reading(instant: instant) }
    let zone = ZoneName(in: text)
    if let zone { text = zone.rest }
    if let found = reading(of: text, zone) { return found }
    guard text.utf8.contains(UInt8(ascii: "(")) else { return nil }
    return reading(of: withoutComments(text), zone)
  }

  private static func reading(of text: String, _ zone: ZoneName?) -> Reading? {
    var reader = DateReader(DateScanner.parts(of: text), zone: zone?.rule)
    guard let instant = reader.instant() else { return nil }
    let isKnown = reader.hasZone || zone?.rule != nil
    return Reading(
      instant: instant, unknownZone: isKnown ? nil : zone?.name ?? ZoneName.unknown(in: text))
  }

  /// Comments stand in parentheses, anywhere (RFC 2822, 3.2.3).
  private static func withoutComments(_ text: String) -> String {
    var depth = 0
    return text.filter { character in
      if character == "(" { depth += 1 }
      defer { if character == ")" { depth = max(0, depth - 1) } }
      return depth == 0
    }
  }

  /// Digits without anything between them, and the short forms of ISO 8601.
  private static func compact(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    let digits = bytes.prefix { $0.isASCIIDigit }
    if digits.count == bytes.count { return allDigits(bytes) }
    // 20031231T101455Z, 2003-12-31T10:14:55 with a day or month of three digits is read elsewhere.
    if digits.count == 8, bytes[8] | 0x20 == UInt8(ascii: "t") || bytes[8] == 0x20 {
      guard let day = allDigits(Array(digits)) else { return nil }
      return time(bytes[9...], after: day)
    }
    if bytes.first == UInt8(ascii: "-") {
      // -0312 and -03-12: year and month of this century.
      let rest = bytes.dropFirst().filter { $0 != UInt8(ascii: "-") }
      guard rest.count == 4, let number = number(rest[...]) else { return nil }
      return instant(year: fullYear(number / 100), month: number % 100, day: 1)
    }
    if bytes.count == 7, bytes[4] == UInt8(ascii: "-") {
      guard let year = number(bytes[..<4]), let month = number(bytes[5...]) else { return nil }
      return instant(year: year, month: month, day: 1)
    }
    if bytes.count == 8, bytes[4] == UInt8(ascii: "-"), let year = number(bytes[..<4]) {
      return number(bytes[5...]).flatMap { ordinal(year: year, day: $0) }
    }
    return nil
  }

  private static func allDigits(_ bytes: [UInt8]) -> Instant? {
    guard let value = number(bytes[...]) else { return nil }
    switch bytes.count {
    case 4: return instant(year: value, month: 1, day: 1)
    case 5: return ordinal(year: fullYear(value / 1000), day: value % 1000)
    case 6:
      return instant(
        year: fullYear(value / 10_000), month: value / 100 % 100, day: value % 100)
    case 7: return ordinal(year: value / 1000, day: value % 1000)
    case 8: return instant(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    case 10: return Instant(milliseconds: Int64(value) * 1000)
    case 13: return Instant(milliseconds: Int64(value))
    case 14:
      let day = value / 1_000_000
      let time = value % 1_000_000
      return instant(
        year: day / 10_000, month: day / 100 % 100, day: day % 100, hour: time / 10_000,
        minute: time / 100 % 100, second: time % 100)
    default: return nil
    }
  }

  /// The time of day in `101455Z` or `10:14:55+02:00`.
  private static func time(_ bytes: ArraySlice<UInt8>, after day: Instant) -> Instant? {
    let digits = bytes.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ":") }
    let plain = digits.filter { $0 != UInt8(ascii: ":") }
    guard plain.count == 4 || plain.count == 6, let value = number(plain[...]) else { return nil }
    let time = plain.count == 4 ? value * 100 : value
    let zone = bytes.dropFirst(digits.count)
    let hour = time / 10_000
    let minute = time / 100 % 100
    guard hour < 24, minute < 60, time % 100 <= 60,
      let date = Instant(
        iso8601: "1970-01-01T00:00:00" + String(decoding: zone, as: UTF8.self))
    else { return nil }
    let seconds = Int64((hour * 60 + minute) * 60 + time % 100)
    return day.advanced(byMilliseconds: seconds * 1000 + date.milliseconds)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...15).contains(digits.count) else { return nil }
    var result = 0
    for byte in digits {
      guard byte.isASCIIDigit else { return nil }
      result = result * 10 + Int(byte - 0x30)
    }
    return result
  }

  private static func ordinal(year: Int, day: Int) -> Instant? {
    guard (1...366).contains(day), let first = instant(year: year, month: 1, day: 1)
    else { return nil }
    return first.advanced(byMilliseconds: Int64(day - 1) * 86_400_000)
  }

  /// Years of two digits lie between 1970 and 2069.
  static func fullYear(_ year: Int) -> Int {
    year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year
  }

  /// `nil` outside of the calendar and the clock; second 60 is the next minute.
  static func instant(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    offsetMinutes: Int = 0
  ) -> Instant? {
    guard (2...9999).contains(year), (1...12).contains(month),
      (1...CivilDate.dayCount(ofMonth: month, year: year)).contains(day),
      (0..<24).contains(hour) || hour == 24 && minute == 0 && second == 0,
      (0..<60).contains(minute), (0...60).contains(second), abs(offsetMinutes) < 24 * 60
    else { return nil }
    return Instant(
      year: year, month: month, day: day, hour: hour, minute: minute - offsetMinutes,
      second: second)
  }
}

/// A date as RFC 2822 wants it, `Mon, 02 Nov 2026 10:05:00 +0100`: most are so, and need no guessing.
enum MailDate {
  /// `nil` for everything else; then `DateReader` may know better.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
    var position = 0
    if bytes.count > 5, bytes[3] == UInt8(ascii: ","), bytes[4] == 0x20 { position = 5 }
    guard let day = number(bytes, &position, digits: 1...2, then: 0x20),
      let month = month(bytes, &position),
      let year = number(bytes, &position, digits: 4...4, then: 0x20),
      let hour = number(bytes, &position, digits: 2...2, then: UInt8(ascii: ":")),
      let minute = number(bytes, &position, digits: 2...2, then: UInt8(ascii: ":")),
      let second = number(bytes, &position, digits: 2...2, then: 0x20),
      let offset = offset(bytes[min(position, bytes.count)...])
    else { return nil }
    return FeedDate.instant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offsetMinutes: offset)
  }

  /// A number and the sign that must follow it.
  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, digits: ClosedRange<Int>,
    then end: UInt8
  ) -> Int? {
    var value = 0
    let start = position
    while position < bytes.count, bytes[position].isASCIIDigit, position - start < 4 {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    guard digits.contains(position - start), position < bytes.count, bytes[position] == end
    else { return nil }
    position += 1
    return value
  }

  private static func month(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int? {
    guard position + 3 < bytes.count, bytes[position + 3] == 0x20 else { return nil }
    let name = bytes[position..<position + 3]
    position += 4
    for index in 0..<12 {
      let start = index * 3
      if zip(name, names[start..<start + 3]).allSatisfy({ $0 | 0x20 == $1 }) { return index + 1 }
    }
    return nil
  }

  private static let names = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

  /// Minutes east of Greenwich.
  private static func offset(_ zone: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    if zone.elementsEqual("GMT".utf8) || zone.elementsEqual("UTC".utf8)
      || zone.elementsEqual("Z".utf8)
    {
      return 0
    }
    let digits = zone.dropFirst()
    guard zone.count == 5, let sign = zone.first,
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      digits.allSatisfy({ $0.isASCIIDigit })
    else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard value % 100 < 60 else { return nil }
    let minutes = value / 100 * 60 + value % 100
    return sign == UInt8(ascii: "+") ? minutes : -minutes
  }
}
