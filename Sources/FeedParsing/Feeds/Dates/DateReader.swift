import Articles

/// Reads a date from its parts, whatever their order.
struct DateReader {
  private let parts: [DateScanner.Part]
  private var index = 0
  /// Numbers that may be day, month or year, and the sign that follows each.
  private var numbers: [(value: Int, digits: Int, sign: Unicode.Scalar?)] = []
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var hour: Int?
  private var minute = 0
  private var second = 0
  private var millisecond = 0
  private var isAfternoon: Bool?
  private var offset: Int?
  private var defaultOffset = 0
  private var isBroken = false
  /// Counts where no offset is given.
  private let zone: TimeZoneRule?

  /// Whether it was told how far the time is from that of Greenwich.
  var hasZone: Bool { offset != nil || defaultOffset != 0 }

  init(_ parts: [DateScanner.Part], zone: TimeZoneRule? = nil) {
    self.parts = parts
    self.zone = zone
  }

  mutating func instant() -> Instant? {
    while index < parts.count, !isBroken { read() }
    guard !isBroken, settleDay(), let year, let month, let day else { return nil }
    var hour = hour ?? 0
    if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    let local = zone.flatMap { zone -> Int? in
      guard offset == nil, (2...9999).contains(year), (1...12).contains(month) else { return nil }
      let shown = Instant(year: year, month: month, day: day, hour: hour, minute: minute)
      return zone.offset(year: year, localMinute: Int(shown.milliseconds / 60_000))
    }
    return FeedDate.instant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offsetMinutes: offset ?? local ?? defaultOffset)?
      .advanced(byMilliseconds: Int64(millisecond))
  }

  // MARK: Parts

  private mutating func read() {
    switch parts[index] {
    case .blank:
      index += 1
    case .word(let word):
      index += 1
      read(word)
    case .sign(let sign):
      index += 1
      if sign == "+" || sign == "-" || sign == "\u{2212}", hour != nil,
        offset == nil || offset == 0,
        let next = number(at: index)
      {
        readOffset(next, isAhead: sign == "+")
      }
    case .number(let value, let digits):
      index += 1
      if hour == nil, readTime(value, digits) { return }
      if let word = word(at: index), let unit = DateWords.unit(of: word) {
        index += 1
        take(value, unit)
      } else {
        numbers.append((value, digits, sign(at: index)))
      }
    }
  }

  private mutating func read(_ word: String) {
    if let found = DateWords.month(named: word) {
      month = found
    } else if let afternoon = DateWords.isAfternoon(word) {
      isAfternoon = afternoon
      if DateWords.isKorean(word) { defaultOffset = 9 * 60 }
    } else if let zone = DateWords.offset(named: word), hour != nil {
      offset = offset ?? zone
    }
  }

  private mutating func take(_ value: Int, _ unit: DateWords.Unit) {
    switch unit {
    case .year(let isKorean):
      year = value
      if isKorean { defaultOffset = 9 * 60 }
    case .month: month = value
    case .day: day = value
    case .hour: hour = value
    case .minute: minute = value
    case .second: second = value
    }
  }

  /// "10:14", "10:14:55", "10:14:55.25".
  private mutating func readTime(_ value: Int, _ digits: Int) -> Bool {
    guard digits <= 2, sign(at: index) == ":", let minutes = number(at: index + 1),
      minutes.digits <= 2
    else { return false }
    hour = value
    minute = minutes.value
    index += 2
    guard sign(at: index) == ":" else { return true }
    guard let seconds = number(at: index + 1), seconds.digits <= 2 else {
      index += 1
      return true
    }
    second = seconds.value
    index += 2
    if let point = sign(at: index), point == "." || point == ",", let rest = number(at: index + 1) {
      var value = rest.value
      var digits = rest.digits
      while digits > 3 { (value, digits) = (value / 10, digits - 1) }
      while digits < 3 { (value, digits) = (value * 10, digits + 1) }
      millisecond = min(value, 999)
      index += 2
    } else if sign(at: index) == ":" {
      isBroken = true
    }
    return true
  }

  /// "+02", "+2", "+0200", "+02:00".
  private mutating func readOffset(_ number: (value: Int, digits: Int), isAhead: Bool) {
    // "2004-07-08 …": a dash after the time that joins a date is none of a zone.
    index += 1
    var minutes = number.value * 60
    if number.digits >= 3 {
      minutes = number.value / 100 * 60 + number.value % 100
      guard number.digits <= 4, number.value % 100 < 60 else {
        isBroken = true
        return
      }
    } else if sign(at: index) == ":", let rest = self.number(at: index + 1) {
      minutes += rest.value
      index += 2
      guard rest.value < 60 else {
        isBroken = true
        return
      }
    }
    offset = isAhead ? minutes : -minutes
  }

  private func number(at index: Int) -> (value: Int, digits: Int)? {
    guard index < parts.count, case .number(let value, let digits) = parts[index] else {
      return nil
    }
    return (value, digits)
  }

  private func sign(at index: Int) -> Unicode.Scalar? {
    guard index < parts.count, case .sign(let sign) = parts[index] else { return nil }
    return sign
  }

  private func word(at index: Int) -> String? {
    guard index < parts.count, case .word(let word) = parts[index] else { return nil }
    return word
  }

  // MARK: Day, month and year

  /// Finds out which number is which.
  private mutating func settleDay() -> Bool {
    if year != nil, month != nil { return settleRest() }
    if month != nil { return settleAroundName() }
    guard numbers.count == 3 else { return false }
    let (a, b, c) = (numbers[0], numbers[1], numbers[2])
    if a.digits >= 3 {
      (year, month, day) = b.value > 12 ? (a.value, c.value, b.value) : (a.value, b.value, c.value)
    } else if c.digits >= 3 || a.sign != "-" {
      let isDayFirst = a.sign != "/" || a.value > 12
      year = FeedDate.fullYear(c.value)
      (month, day) = isDayFirst && b.value <= 12 ? (b.value, a.value) : (a.value, b.value)
    } else {
      (year, month, day) = (FeedDate.fullYear(a.value), b.value, c.value)
    }
    return true
  }

  private mutating func settleRest() -> Bool {
    day = day ?? numbers.first?.value ?? 1
    return true
  }

  /// With the month as a word, the year is the number that can be no day, or the last one.
  private mutating func settleAroundName() -> Bool {
    if let day {
      year = year ?? numbers.first.map { FeedDate.fullYear($0.value) }
      self.day = day
      return year != nil
    }
    guard let first = numbers.first else { return false }
    guard numbers.count > 1 else {
      guard first.digits == 4 else { return false }
      (year, day) = (first.value, 1)
      return true
    }
    let second = numbers[1]
    if first.digits >= 3 || first.value > 31 {
      (year, day) = (FeedDate.fullYear(first.value), second.value)
    } else {
      (day, year) = (
        first.value, second.digits >= 3 ? second.value : FeedDate.fullYear(second.value)
      )
    }
    return true
  }
}

/// Cuts a date into numbers, words and signs.
enum DateScanner {
  enum Part: Equatable {
    case number(Int, digits: Int)
    /// In lower case.
    case word(String)
    case sign(Unicode.Scalar)
    case blank
  }

  /// At most a hundred parts; numbers of more than nine digits are cut.
  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var word = String.UnicodeScalarView()
    var number: (value: Int, digits: Int)?
    func finish() {
      if let found = number { parts.append(.number(found.value, digits: found.digits)) }
      if !word.isEmpty { parts.append(.word(String(word).lowercased())) }
      number = nil
      word.removeAll()
    }
    for scalar in text.unicodeScalars {
      guard parts.count < 100 else { break }
      switch scalar {
      case "0"..."9":
        if !word.isEmpty { finish() }
        let digit = Int(scalar.value - 0x30)
        let known = number ?? (0, 0)
        number =
          known.digits < 9 ? (known.value * 10 + digit, known.digits + 1) : (known.value, 10)
      case "\u{FF10}"..."\u{FF19}":
        if !word.isEmpty { finish() }
        let known = number ?? (0, 0)
        let digit = Int(scalar.value - 0xFF10)
        number =
          known.digits < 9 ? (known.value * 10 + digit, known.digits + 1) : (known.value, 10)
      case " ":
        finish()
        if parts.last != .blank, parts.last != .sign(":") { parts.append(.blank) }
      case "a"..."z", "A"..."Z":
        if number != nil { finish() }
        word.append(scalar)
      case ..<"\u{80}":
        finish()
        if scalar == ":", parts.last == .blank { parts.removeLast() }
        parts.append(.sign(scalar))
      case _
      where scalar.properties.isAlphabetic
        || scalar.properties.canonicalCombiningClass != .notReordered:
        if number != nil { finish() }
        // Signs of East Asia are words of their own: "10月5日".
        if scalar.value >= 0x2E80, DateWords.unit(of: String(scalar)) != nil {
          finish()
          parts.append(.word(String(scalar)))
        } else {
          word.append(scalar)
        }
      default:
        finish()
        parts.append(.sign(scalar))
      }
    }
    finish()
    return parts
  }
}
