/// Text in runs of one style and one tag each; neighbours differ and none is empty.
public struct StyledText: Hashable, Sendable {
  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style
    /// What the run belongs to, for who wrote it; 0 is nothing. It is not drawn, and stays with the
    /// text when that is wrapped.
    public var tag: Int

    public init(_ text: String, style: Style, tag: Int = 0) {
      self.text = text
      self.style = style
      self.tag = tag
    }
  }

  public private(set) var runs: [Run] = []

  public init() {}

  public init(_ text: String, style: Style = .plain) {
    append(text, style)
  }

  /// - Parameter runs: none is empty, and neighbours differ.
  init(ofDistinct runs: [Run]) {
    self.runs = runs
  }

  public var isEmpty: Bool { runs.isEmpty }

  /// The text without its styles.
  public var text: String {
    guard runs.count != 1 else { return runs[0].text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(runs.reduce(0) { $0 + $1.text.utf8.count })
    for run in runs {
      var text = run.text
      text.withUTF8 { bytes.append(contentsOf: $0) }
    }
    return bytes.withUnsafeBufferPointer(PlainBytes.string)
  }

  public mutating func append(_ text: String, _ style: Style = .plain, tag: Int = 0) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.style == style, last.tag == tag {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text, style: style, tag: tag))
    }
  }

  public mutating func append(blanks count: Int) {
    guard count > 0 else { return }
    append(String(decoding: repeatElement(0x20 as UInt8, count: count), as: UTF8.self))
  }

  public mutating func append(_ other: StyledText) {
    for run in other.runs { append(run.text, run.style, tag: run.tag) }
  }

  /// Where the runs with a tag stand, in bytes of the text's UTF-8.
  public func ranges(of tag: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var end = 0
    for run in runs {
      let start = end
      end += run.text.utf8.count
      guard run.tag == tag else { continue }
      if ranges.last?.upperBound == start {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<end
      } else {
        ranges.append(start..<end)
      }
    }
    return ranges
  }

  /// The columns it takes when drawn in one line.
  public func columns(charset: Charset = .unicode) -> Int {
    runs.reduce(0) { $0 + DisplayWidth.columns(of: $1.text, charset: charset) }
  }
}

/// Styled text that is put together of many pieces: what ``StyledText/append(_:_:tag:)`` makes, with one text
/// for a run however many pieces it has.
public struct StyledTextWriter {
  private var runs: [StyledText.Run] = []
  private var bytes: [UInt8] = []
  private var style = Style.plain
  private var tag = 0

  public init() {}

  public mutating func append(_ text: String, _ style: Style = .plain, tag: Int = 0) {
    guard !text.isEmpty else { return }
    adopt(style, tag)
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  public mutating func append(blanks count: Int) {
    guard count > 0 else { return }
    adopt(.plain, 0)
    bytes.append(contentsOf: repeatElement(0x20, count: count))
  }

  public mutating func append(_ text: StyledText) {
    for run in text.runs { append(run.text, run.style, tag: run.tag) }
  }

  /// What was written; the writer is empty then.
  public mutating func finish() -> StyledText {
    endRun()
    let text = StyledText(ofDistinct: runs)
    runs = []
    return text
  }

  private mutating func adopt(_ style: Style, _ tag: Int) {
    guard style != self.style || tag != self.tag else { return }
    endRun()
    (self.style, self.tag) = (style, tag)
  }

  private mutating func endRun() {
    guard !bytes.isEmpty else { return }
    runs.append(
      StyledText.Run(bytes.withUnsafeBufferPointer(PlainBytes.string), style: style, tag: tag))
    bytes.removeAll(keepingCapacity: true)
  }
}

extension StyledText {
  /// The text in lines of at most `columns` columns: always one at least, the empty text too.
  ///
  /// Breaks where Unicode's rules allow it (``LineBreaks``), mostly at blanks, which then are not drawn; at a soft
  /// hyphen, which then is. "\n" always ends a line. A word wider than a line is cut. A wide character where only
  /// one column can be had becomes "?". The lines hold the text as it will be drawn.
  /// - Parameters:
  ///   - columns: less than one counts as one.
  ///   - hangingIndent: blanks before every line but the first, as many as leave two columns.
  ///   - breaksAnywhere: lines are cut where they are full, and no blank is lost.
  public func wrapped(
    to columns: Int, hangingIndent: Int = 0, breaksAnywhere: Bool = false,
    charset: Charset = .unicode
  ) -> [StyledText] {
    if breaksAnywhere, isPrintableASCII, columns >= bytes { return [self] }
    if !breaksAnywhere,
      let lines = NarrowWrapper.lines(
        of: self, columns: columns, hangingIndent: hangingIndent, charset: charset)
    {
      return lines
    }
    return LineWrapper.lines(
      of: self, columns: columns, hangingIndent: hangingIndent, breaksAnywhere: breaksAnywhere,
      charset: charset)
  }

  private var isPrintableASCII: Bool {
    runs.allSatisfy { run in
      var text = run.text
      return text.withUTF8 { PlainBytes.endOfPrintable(from: 0, in: $0) == $0.count }
    }
  }

  private var bytes: Int { runs.reduce(0) { $0 + $1.text.utf8.count } }

  /// What is seen of it through a window, where it lies in one line.
  /// - Returns: the text, a blank in the place of half a wide character at its edges; and whether there is
  ///   more to the right.
  public func visible(
    from first: Int, columns: Int, charset: Charset = .unicode
  ) -> (text: StyledText, hasMore: Bool) {
    var result = StyledText()
    var column = 0
    for run in runs {
      var text = run.text
      var seen: [UInt8] = []
      let hasMore = text.withUTF8 { bytes in
        var reader = GlyphReader(bytes, charset: charset)
        while let item = reader.next() {
          guard item.kind != .lineBreak else { continue }
          let end = column + item.glyph.width
          if end > first + columns { return true }
          if column >= first {
            item.glyph.append(to: &seen)
          } else if end > first {
            seen.append(0x20)
          }
          column = end
        }
        return false
      }
      result.append(String(decoding: seen, as: UTF8.self), run.style, tag: run.tag)
      if hasMore { return (result, true) }
    }
    return (result, false)
  }
}
