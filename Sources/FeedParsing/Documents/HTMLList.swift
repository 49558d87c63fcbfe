/// A list that is open, and the marker that its next item gets.
struct HTMLList {
  /// `nil` where items have bullets.
  private var next: Int?
  private let numerals: String
  private let step: Int

  /// - Parameter numerals: "a", "A", "i" or "I", as in the attribute `type`.
  init(isOrdered: Bool, start: Int?, numerals: String?, countsDown: Bool = false) {
    next = isOrdered ? start ?? 1 : nil
    self.numerals = numerals ?? "1"
    step = countsDown ? -1 : 1
  }

  /// - Parameter number: the item's own, which the following items count from.
  mutating func nextMarker(numbered number: Int?) -> String {
    guard let current = next.map({ number ?? $0 }) else { return "•" }
    next = current &+ step
    return "\(numeral(current))."
  }

  private func numeral(_ number: Int) -> String {
    guard number > 0, number < 4000 else { return String(number) }
    switch numerals {
    case "a": return Self.letters(number)
    case "A": return Self.letters(number).uppercased()
    case "i": return Self.roman(number)
    case "I": return Self.roman(number).uppercased()
    default: return String(number)
    }
  }

  /// a to z, then aa, ab …
  private static func letters(_ number: Int) -> String {
    var rest = number
    var result = ""
    while rest > 0 {
      rest -= 1
      result = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rest % 26))) + result
      rest /= 26
    }
    return result
  }

  private static func roman(_ number: Int) -> String {
    let signs = [
      (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
      (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]
    var rest = number
    return signs.reduce(into: "") { result, sign in
      result += String(repeating: sign.1, count: rest / sign.0)
      rest %= sign.0
    }
  }
}
