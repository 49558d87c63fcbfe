extension StyledText {
  /// The text in lines of at most `columns` columns: always one at least, the empty text too.
  ///
  /// Breaks at blanks, which then are not drawn, and beside wide characters but not before closing
  /// or after opening punctuation. "\n" always ends a line. A word wider than a line is cut. A wide
  /// character where only one column can be had becomes "?". The lines hold the text as it will be
  /// drawn.
  /// - Parameters:
  ///   - columns: less than one counts as one.
  ///   - hangingIndent: blanks before every line but the first, as many as leave two columns.
  public func wrapped(
    to columns: Int, hangingIndent: Int = 0, charset: Charset = .unicode
  ) -> [StyledText] {
    var wrapper = LineWrapper(columns: columns, hangingIndent: hangingIndent)
    for run in runs {
      var text = run.text
      text.withUTF8 { bytes in
        var reader = GlyphReader(bytes, charset: charset)
        while let item = reader.next() { wrapper.add(item, style: run.style) }
      }
    }
    return wrapper.finish()
  }
}
