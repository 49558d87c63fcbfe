/// How the content of an element is to be read.
enum TextKind {
  /// Characters that stand for themselves.
  case plain
  /// HTML, its markup escaped or in CDATA; bare tags belong to it.
  case html
  /// The elements themselves are the markup.
  case inline
  case base64

  /// By the attributes of an Atom text construct (RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1).
  ///
  /// Without a type it is plain, unless it looks like HTML: see `FieldText`.
  static func atom(type: String?, mode: String?) -> TextKind {
    let type = (type ?? "").lowercased()
    switch mode?.lowercased() {
    case "base64": return .base64
    case "escaped": return type.contains("html") ? .html : .plain
    case "xml" where type.contains("html"): return .inline
    default: break
    }
    switch type {
    case "", "text", "text/plain", "plain": return .plain
    case "html", "text/html": return .html
    case "xhtml": return .inline
    default:
      if type.hasSuffix("+xml") || type.hasSuffix("/xml") { return .inline }
      return type.hasPrefix("text/") ? .plain : .base64
    }
  }
}
