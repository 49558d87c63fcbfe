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
