/// How the content of an element is to be read.
enum TextKind {
  /// Characters that stand for themselves.
  case plain
  /// HTML, its markup escaped or in CDATA; bare tags belong to it. Often it is escaped once too often.
  case html
  /// HTML of a feed that says so and means it: "&lt;" in it is no markup.
  case declaredHTML
  /// The elements themselves are the markup.
  case inline
  case base64

  /// Whether tags in it are markup.
  var hasMarkup: Bool {
    switch self {
    case .html, .declaredHTML, .inline: true
    case .plain, .base64: false
    }
  }

  /// By the attributes of an Atom text construct (RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1).
  ///
  /// Without a type it is plain, unless it looks like HTML: see `FieldText`.
  static func atom(type: String?, mode: String?) -> TextKind {
    let type = (type ?? "").lowercased()
    switch mode?.lowercased() {
    case "base64": return .base64
    case "escaped": return type.contains("html") ? .declaredHTML : .plain
    case "xml" where type.contains("html"): return .inline
    default: break
    }
    switch type {
    case "", "text", "text/plain", "plain": return .plain
    case "html", "text/html": return .declaredHTML
    case "xhtml": return .inline
    default:
      if type.hasSuffix("+xml") || type.hasSuffix("/xml") { return .inline }
      return type.hasPrefix("text/") ? .plain : .base64
    }
  }
}
