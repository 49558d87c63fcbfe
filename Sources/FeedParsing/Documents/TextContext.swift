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
