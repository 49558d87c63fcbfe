/// Text in runs of one style and one tag each; neighbours differ and none is empty.
public struct StyledText: Hashable, Sendable {
  /// A part of the text, in bytes of its UTF-8.
  public struct Run: Hashable, Sendable {
    public var range: Range<Int>
    public var style: Style
    /// What the run belongs to, for who wrote it; 0 is nothing. It is not drawn, and stays with the
    /// text when that is wrapped.
    public var tag: Int
  }

  /// UTF-8 without its styles.
  public private(set) var bytes: [UInt8] = []
  /// All runs but the last one, which ends with the text: most lines have one.
  private var earlier: [End] = []
  private var style = Style.plain
  private var tag: Int32 = 0

  /// Where a run ends, in 16 bytes.
  fileprivate struct End: Hashable {
    var place: UInt32
    var tag: Int32
    var style: Style
  }

  public init() {}

  public init(_ text: String, style: Style = .plain, tag: Int = 0) {
    append(text, style, tag: tag)
  }

  public var isEmpty: Bool { bytes.isEmpty }

  public var text: String { bytes.withUnsafeBufferPointer(PlainBytes.string) }

  /// Makes room, for who appends many pieces.
  public mutating func reserve(bytes count: Int, runs: Int) {
    bytes.reserveCapacity(count)
    if runs > 1 { earlier.reserveCapacity(runs - 1) }
  }

  public mutating func append(_ text: String, _ style: Style = .plain, tag: Int = 0) {
    guard !text.isEmpty else { return }
    adopt(style, Int32(clamping: tag))
    // As all texts are that are Swift's own.
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isDone == nil { bytes.append(contentsOf: text.utf8) }
  }

  public mutating func append(blanks count: Int) {
    guard count > 0 else { return }
    adopt(.plain, 0)
    bytes.append(contentsOf: repeatElement(0x20, count: count))
  }

  public mutating func append(_ other: StyledText) {
    guard !isEmpty else {
      self = other
      return
    }
    guard !other.isEmpty else { return }
    let offset = UInt32(bytes.count)
    for run in other.runs {
      adopt(run.style, Int32(run.tag), at: offset + UInt32(run.range.lowerBound))
    }
    bytes.append(contentsOf: other.bytes)
  }

  /// A part of it.
  /// - Parameter range: bytes of its UTF-8, between characters.
  public func part(_ range: Range<Int>) -> StyledText {
    guard range.count < bytes.count else { return self }
    var run = 0
    return part(range, from: &run)
  }

  /// - Parameter run: one that the part does not begin before; afterwards that in which it ends.
  func part(_ range: Range<Int>, from run: inout Int) -> StyledText {
    var part = StyledText()
    guard !range.isEmpty else { return part }
    part.bytes = Array(bytes[range])
    while run < earlier.count, earlier[run].place <= range.lowerBound { run += 1 }
    let first = run
    while run < earlier.count, earlier[run].place < range.upperBound { run += 1 }
    if run > first {
      part.earlier = earlier[first..<run].map {
        End(place: $0.place - UInt32(range.lowerBound), tag: $0.tag, style: $0.style)
      }
    }
    let last = run < earlier.count ? (earlier[run].style, earlier[run].tag) : (style, tag)
    (part.style, part.tag) = last
    return part
  }

  /// Begins another run if what comes next is not of the last one's kind.
  private mutating func adopt(_ style: Style, _ tag: Int32, at place: UInt32? = nil) {
    guard style != self.style || tag != self.tag else { return }
    let place = place ?? UInt32(bytes.count)
    if place > 0 { earlier.append(End(place: place, tag: self.tag, style: self.style)) }
    (self.style, self.tag) = (style, tag)
  }

  /// Where the runs with a tag stand, in bytes of the text's UTF-8.
  public func ranges(of tag: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for run in runs where run.tag == tag {
      if ranges.last?.upperBound == run.range.lowerBound {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<run.range.upperBound
      } else {
        ranges.append(run.range)
      }
    }
    return ranges
  }

  /// Whether it is drawn as it is, each character in one column.
  public func isPlain(charset: Charset) -> Bool {
    bytes.withUnsafeBufferPointer { DisplayWidth.plainColumns(of: $0, charset: charset) != nil }
  }

  /// The columns it takes when drawn in one line.
  public func columns(charset: Charset = .unicode) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      if let columns = DisplayWidth.plainColumns(of: bytes, charset: charset) { return columns }
      // As it is drawn, a run after the other.
      return runs.reduce(0) { columns, run in
        columns
          + DisplayWidth.columns(
            of: UnsafeBufferPointer(rebasing: bytes[run.range]), charset: charset)
      }
    }
  }
}

extension StyledText {
  public func text(of run: Run) -> String { String(decoding: bytes[run.range], as: UTF8.self) }

  public var runs: Runs {
    Runs(earlier: earlier, last: End(place: UInt32(bytes.count), tag: tag, style: style))
  }

  public struct Runs: RandomAccessCollection, Sendable {
    fileprivate let earlier: [End]
    fileprivate let last: End

    public var startIndex: Int { 0 }
    public var endIndex: Int { last.place > 0 ? earlier.count + 1 : 0 }

    public subscript(index: Int) -> Run {
      let start = index > 0 ? Int(earlier[index - 1].place) : 0
      let end = index < earlier.count ? earlier[index] : last
      return Run(range: start..<Int(end.place), style: end.style, tag: Int(end.tag))
    }
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
    if breaksAnywhere, isPrintableASCII, columns >= bytes.count || hangingIndent == 0 {
      return cut(into: max(columns, 1))
    }
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

  private func cut(into columns: Int) -> [StyledText] {
    guard bytes.count > columns else { return [self] }
    var run = 0
    return stride(from: 0, to: bytes.count, by: columns).map {
      part($0..<min($0 + columns, bytes.count), from: &run)
    }
  }

  private var isPrintableASCII: Bool {
    bytes.withUnsafeBufferPointer { PlainBytes.endOfPrintable(from: 0, in: $0) == $0.count }
  }

  /// What is seen of it through a window, where it lies in one line.
  /// - Returns: the text, a blank in the place of half a wide character at its edges; and whether there is
  ///   more to the right.
  public func visible(
    from first: Int, columns: Int, charset: Charset = .unicode
  ) -> (text: StyledText, hasMore: Bool) {
    var result = StyledText()
    var column = 0
    let hasMore = bytes.withUnsafeBufferPointer { bytes in
      for run in runs {
        var seen: [UInt8] = []
        var hasMore = false
        var reader = GlyphReader(
          UnsafeBufferPointer(rebasing: bytes[run.range]), charset: charset)
        while !hasMore, let item = reader.next() {
          guard item.kind != .lineBreak else { continue }
          let end = column + item.glyph.width
          guard end <= first + columns else {
            hasMore = true
            continue
          }
          if column >= first {
            item.glyph.append(to: &seen)
          } else if end > first {
            seen.append(0x20)
          }
          column = end
        }
        result.append(String(decoding: seen, as: UTF8.self), run.style, tag: run.tag)
        if hasMore { return true }
      }
      return false
    }
    return (result, hasMore)
  }
}
