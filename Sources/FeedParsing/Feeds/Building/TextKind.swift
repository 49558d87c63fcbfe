/// How the content of an element is to be read.
enum TextKind {
  /// Characters that stand for themselves.
  case plain
  /// Text by default: HTML only where one element of HTML holds the whole of it.
  case untyped
  /// Of a type that nobody knows: HTML where paired elements stand in it, else text.
  case guessed
  /// HTML, its markup escaped or in CDATA; bare tags belong to it.
  case html
  /// The elements themselves are the markup.
  case inline
  case base64

  /// Whether tags in it are markup.
  var hasMarkup: Bool {
    switch self {
    case .html, .inline: true
    case .plain, .untyped, .guessed, .base64: false
    }
  }

  /// By the attributes of an Atom text construct (RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1).
  static func atom(type: String?, mode: String?) -> TextKind {
    let type = TextCleaning.clean(type ?? "").lowercased()
    let essence = type.prefix { $0 != ";" && $0 != " " }
    let mode = mode?.lowercased()
    if mode == "base64" { return .base64 }
    switch essence {
    case "": return .untyped
    case "text", "text/plain", "plain": return .plain
    case "html", "text/html": return mode == "xml" ? .inline : .html
    case "xhtml": return mode == "escaped" ? .html : .inline
    default:
      if essence.contains("html") { return mode == "escaped" ? .html : .inline }
      if essence.hasSuffix("+xml") || essence.hasSuffix("/xml") { return .inline }
      if essence.hasPrefix("text/") { return .plain }
      return essence.contains("/") && mode == nil ? .base64 : .guessed
    }
  }
}
