/// Text in runs of one style each; neighbours differ in style and none is empty.
public struct StyledText: Hashable, Sendable {
  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style

    public init(_ text: String, style: Style) {
      self.text = text
      self.style = style
    }
  }

  public private(set) var runs: [Run] = []

  public init() {}

  public init(_ text: String, style: Style = .plain) {
    append(text, style)
  }

  public var isEmpty: Bool { runs.isEmpty }

  /// The text without its styles.
  public var text: String { runs.map(\.text).joined() }

  public mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    if runs.last?.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text, style: style))
    }
  }

  public mutating func append(_ other: StyledText) {
    for run in other.runs { append(run.text, run.style) }
  }

  /// The columns it takes when drawn in one line.
  public func columns(charset: Charset = .unicode) -> Int {
    runs.reduce(0) { $0 + DisplayWidth.columns(of: $1.text, charset: charset) }
  }
}

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
  ///   - breaksAnywhere: lines are cut where they are full, and no blank is lost.
  public func wrapped(
    to columns: Int, hangingIndent: Int = 0, breaksAnywhere: Bool = false,
    charset: Charset = .unicode
  ) -> [StyledText] {
    if !breaksAnywhere,
      let lines = NarrowWrapper.lines(
        of: self, columns: columns, hangingIndent: hangingIndent, charset: charset)
    {
      return lines
    }
    var wrapper = LineWrapper(
      columns: columns, hangingIndent: hangingIndent, breaksAnywhere: breaksAnywhere)
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
