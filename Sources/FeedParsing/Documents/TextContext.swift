import Articles

/// What holds for the text at one place of a body.
struct TextContext {
  var emphasis: Document.Emphasis = []
  /// The absolute address of the link around it.
  var link: String?
  var linkKind = Document.Link.Kind.page
  var headingLevel: Int?
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

  var isCode: Bool { isPreformatted && !isPlain || emphasis.contains(.code) }

  /// Above or below the line.
  enum Position {
    case normal, superscript, `subscript`

    /// Small digits where the text is a number; other text as it is, since few letters have twins.
    func applied(to text: String) -> String {
      guard self != .normal, let first = text.utf8.first, first != 0x20 else { return text }
      let digits = Array((self == .superscript ? "⁰¹²³⁴⁵⁶⁷⁸⁹" : "₀₁₂₃₄₅₆₇₈₉").unicodeScalars)
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        switch scalar {
        case "0"..."9": result.append(digits[Int(scalar.value - 0x30)])
        case "-", "−": result.append(self == .superscript ? "⁻" : "₋")
        default: return text
        }
      }
      return String(result)
    }
  }
}
