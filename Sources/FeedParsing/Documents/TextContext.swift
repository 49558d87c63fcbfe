import Articles

/// What holds for the text at one place of a body. It is copied for every element and owns nothing: texts in it
/// are places in ``DocumentBuilder/names``.
struct TextContext {
  var emphasis: Document.Emphasis = []
  /// The absolute address of the link around it.
  var link: Int?
  var linkKind = Document.Link.Kind.page
  var headingLevel: Int?
  /// It is what is defined, and not the definition.
  var isTerm = false
  /// The language of code, as its author calls it.
  var language: Int?
  /// How many lists enclose it.
  var listDepth = 0
  /// How many quotations enclose it.
  var quoteDepth = 0
  /// Blanks and line breaks are kept.
  var isPreformatted = false
  /// What is preformatted is text and no code: its lines count, and addresses in it are links.
  var isPlain = false
  /// Nothing in it is read.
  var isHidden = false
  var position = Position.normal
  /// The footnote that the text is the sign of.
  var note: Int?

  var isCode: Bool { isPreformatted && !isPlain || emphasis.contains(.code) }

  /// Above or below the line.
  enum Position {
    case normal, superscript, `subscript`

    /// Small signs where all of the text has such twins; else "^(…)" or "_(…)", so that a power does
    /// not read as a factor. Ordinals and signs that only refer to something stay as they are.
    ///
    /// - Parameter previous: what the text follows; a lone letter is an ordinal only after a number
    ///   or "n", and a variable elsewhere.
    func applied(to text: String, after previous: Unicode.Scalar? = "0") -> String {
      guard self != .normal, let first = text.utf8.first, first != 0x20 else { return text }
      let twins = self == .superscript ? Self.raised : Self.lowered
      let small = text.unicodeScalars.compactMap { twins[$0] }
      if small.count == text.unicodeScalars.count {
        return String(String.UnicodeScalarView(small))
      }
      let isTerm =
        text.utf8.contains { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2F }
        || isDecimal(text.utf8)
      // "[citation needed]" is said above the line, and no power.
      guard isTerm, first != UInt8(ascii: "["), previous != "[",
        !Self.isOrdinal(text, after: previous)
      else {
        return text
      }
      return (self == .superscript ? "^" : "_") + "(\(text))"
    }

    /// "1.5" raises a number to a power; "1,2" and "1 2" are signs of two notes.
    private func isDecimal(_ text: String.UTF8View) -> Bool {
      text.contains(UInt8(ascii: "."))
        && text.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") || $0 == 0x2D }
        && text.first != UInt8(ascii: ".") && text.last != UInt8(ascii: ".")
    }

    private static func isOrdinal(_ text: String, after previous: Unicode.Scalar?) -> Bool {
      guard ordinals.contains(text.lowercased()) else { return false }
      guard text.utf8.count == 1, let previous else { return true }
      return ("0"..."9").contains(previous) || "IVXLCDM".unicodeScalars.contains(previous)
        || text == "o" && (previous == "n" || previous == "N")
        || text == "r" && (previous == "D" || previous == "M")
    }

    private static let raised = twins(of: "0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
    private static let lowered = twins(of: "0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ")
    private static let ordinals: Set<String> = [
      "st", "nd", "rd", "th", "er", "re", "e", "ère", "ème", "o", "os", "a", "tm", "sm", "r", "c",
    ]

    private static func twins(
      of plain: String, _ small: String
    ) -> [Unicode.Scalar: Unicode.Scalar] {
      Dictionary(uniqueKeysWithValues: zip(plain.unicodeScalars, small.unicodeScalars))
    }
  }
}

/// Which quotations and items the blocks of a document stand in, one after the other: a block says only
/// how many there are of each.
struct BlockNesting {
  enum Container: Hashable {
    case quote
    /// With the marker as shown.
    case item(String)
    /// An item without a marker: what a term means.
    case definition
    case term

    /// Whether it counts as a list around its blocks.
    var isItem: Bool {
      switch self {
      case .item, .definition: true
      case .quote, .term: false
      }
    }
  }

  /// From the outermost on.
  private(set) var open: [Container] = []

  /// Goes on to a block.
  /// - Returns: how many containers stay open, and which are opened after them.
  mutating func move(to block: Document.Block) -> (kept: Int, opened: [Container]) {
    var last: [Container] = []
    var items = block.listDepth
    switch block.kind {
    case .listItem(let marker?):
      items = max(items - 1, 0)
      last = [.item(marker)]
    case .term: last = [.term]
    default: break
    }
    let (kept, opened) = move(quotes: block.quoteDepth, items: items)
    open += last
    return (kept, opened + last)
  }

  private mutating func move(quotes: Int, items: Int) -> (kept: Int, opened: [Container]) {
    var isKept = (quotes: 0, items: 0)
    var kept = 0
    for container in open {
      let next = (
        quotes: isKept.quotes + (container == .quote ? 1 : 0),
        items: isKept.items + (container.isItem ? 1 : 0)
      )
      guard container != .term, next.quotes <= quotes, next.items <= items else { break }
      isKept = next
      kept += 1
    }
    let opened =
      Array(repeating: Container.quote, count: quotes - isKept.quotes)
      + Array(repeating: Container.definition, count: items - isKept.items)
    open.removeSubrange(kept...)
    open += opened
    return (kept, opened)
  }
}

/// The marker of an item as a list of HTML counts it.
struct ListMarker: Hashable {
  /// `nil` for a bullet.
  var number: Int?
  /// "a", "A", "i" or "I" where it does not count in digits.
  var numerals: String?

  init(_ marker: String) {
    guard marker.hasSuffix(".") else { return }
    let text = String(marker.dropLast())
    if let number = Int(text) {
      self.number = number
      return
    }
    guard text.utf8.count < 16, let first = text.first else { return }
    let isUpper = first.isUppercase
    let small = text.lowercased()
    for (numerals, number) in [("i", Self.roman(small)), ("a", Self.letters(small))] {
      guard let number else { continue }
      let numerals = isUpper ? numerals.uppercased() : numerals
      var list = HTMLList(isOrdered: true, start: number, numerals: numerals)
      guard list.nextMarker(numbered: nil) == marker else { continue }
      self.number = number
      self.numerals = numerals
      return
    }
  }

  private static func roman(_ text: String) -> Int? {
    let values: [Character: Int] = [
      "i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000,
    ]
    var sum = 0
    var last = 0
    for character in text.reversed() {
      guard let value = values[character] else { return nil }
      sum += value < last ? -value : value
      last = max(last, value)
    }
    return sum > 0 ? sum : nil
  }

  private static func letters(_ text: String) -> Int? {
    guard text.utf8.count < 5 else { return nil }
    var number = 0
    for byte in text.utf8 {
      guard byte.isASCIILowerLetter else { return nil }
      number = number * 26 + Int(byte - UInt8(ascii: "a")) + 1
    }
    return number
  }

  /// Whether a list that went on from the other one would come to this.
  func follows(_ other: ListMarker) -> Bool {
    guard let number, let before = other.number else { return self.number == other.number }
    return number == before &+ 1 && numerals == other.numerals
  }

  var tag: String {
    guard let number else { return "<ul>" }
    let type = numerals.map { " type=\"\($0)\"" } ?? ""
    return "<ol" + (number == 1 ? "" : " start=\"\(number)\"") + type + ">"
  }

  var endTag: String { number == nil ? "</ul>" : "</ol>" }
}

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
