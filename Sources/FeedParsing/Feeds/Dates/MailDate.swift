import Articles

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
