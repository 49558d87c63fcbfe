/// How many columns text takes: always those of what is drawn.
///
/// Agrees with `wcwidth` of glibc 2.36 (Unicode 14), which curses asks; characters it does not know
/// are drawn as U+FFFD. Characters of ambiguous width count as one.
public enum DisplayWidth {
  /// The columns of the whole text drawn in one line, line breaks and tabs as one blank each.
  public static func columns(of text: String, charset: Charset = .unicode) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var reader = GlyphReader(bytes, charset: charset)
      var columns = 0
      while let glyph = reader.next()?.glyph { columns += glyph.width }
      return columns
    }
  }

  /// 0 for what is dropped or joins the character before it, else 1 or 2.
  public static func width(of scalar: Unicode.Scalar) -> Int {
    switch ScalarClass(scalar.value) {
    case .mark, .dropped: 0
    case .wide: 2
    case .narrow, .blank, .lineBreak, .flagLetter, .replaced: 1
    }
  }
}
