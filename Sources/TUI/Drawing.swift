extension Frame {
  /// What becomes of text that is too wide.
  public enum Truncation: Sendable {
    case clip
    /// Ends in "…" ("..." in ASCII).
    case ellipsis
  }

  /// Draws one line of text; the gate for every text from outside.
  ///
  /// Tabs and line breaks become one blank; control and format characters are dropped; what the
  /// terminal could not show as counted is replaced (see ``DisplayWidth``).
  /// - Returns: the columns used: at most `width`, and never past the frame's edge. Text that was
  ///   too wide uses all of them.
  @discardableResult
  public mutating func draw(
    _ text: String, at point: Point, width: Int, style: Style = .plain,
    truncation: Truncation = .ellipsis
  ) -> Int {
    draw(at: point, width: width, truncation: truncation) { pen in
      pen.write(text, style: style)
    }
  }

  /// Draws one line of styled text, as ``draw(_:at:width:style:truncation:)`` does.
  @discardableResult
  public mutating func draw(
    _ text: StyledText, at point: Point, width: Int, truncation: Truncation = .ellipsis
  ) -> Int {
    text.bytes.withUnsafeBufferPointer { bytes in
      draw(at: point, width: width, truncation: truncation) { pen in
        for run in text.runs {
          pen.write(UnsafeBufferPointer(rebasing: bytes[run.range]), style: run.style)
        }
      }
    }
  }

  private mutating func draw(
    at point: Point, width: Int, truncation: Truncation, _ write: (inout Pen) -> Void
  ) -> Int {
    guard width > 0, (0..<size.rows).contains(point.row),
      (0..<size.columns).contains(point.column)
    else { return 0 }
    let end = point.column + min(width, size.columns - point.column)
    let charset = charset
    let ground = ground
    return edit(point.row, from: point.column, upTo: end) { cells in
      var pen = Pen(cells, charset: charset, truncation: truncation, ground: ground)
      write(&pen)
      return pen.finish()
    }
  }
}

/// Writes text into the cells of one row, from the first, until they are full.
struct Pen {
  private let cells: UnsafeMutableBufferPointer<Cell>
  private let charset: Charset
  /// The style of text that has none.
  private let ground: Style
  private let ellipsis: Glyph
  /// How many cells the ellipsis takes; 0 when text is simply cut.
  private let reserve: Int
  private var column = 0
  /// The last end of a character that leaves room for the ellipsis.
  private var cut = 0
  /// The style of the text that did not fit.
  private var overflow: Style?

  init(
    _ cells: UnsafeMutableBufferPointer<Cell>, charset: Charset, truncation: Frame.Truncation,
    ground: Style
  ) {
    self.cells = cells
    self.ground = ground
    self.charset = charset
    switch (truncation, charset) {
    case (.clip, _): (ellipsis, reserve) = (.blank, 0)
    case (.ellipsis, .unicode): (ellipsis, reserve) = (Glyph(0x2026), 1)
    case (.ellipsis, .ascii): (ellipsis, reserve) = (Glyph(0x2E), min(3, cells.count))
    }
  }

  mutating func write(_ text: String, style: Style) {
    var text = text
    text.withUTF8 { write($0, style: style) }
  }

  /// - Parameter text: valid UTF-8.
  mutating func write(_ text: UnsafeBufferPointer<UInt8>, style: Style) {
    guard overflow == nil else { return }
    write(GlyphReader(text, charset: charset), style: style == .plain ? ground : style)
  }

  private mutating func write(_ glyphs: consuming GlyphReader, style: Style) {
    let room = cells.count - reserve
    while let glyph = glyphs.next()?.glyph {
      if column <= room { cut = column }
      guard column + glyph.width <= cells.count else {
        overflow = style
        return
      }
      cells[column] = Cell(glyph: glyph, style: style)
      column += 1
      if glyph.isFirstHalf {
        cells[column] = Cell(glyph: .secondHalf, style: style)
        column += 1
      }
    }
  }

  /// Puts the ellipsis where the text was too wide.
  /// - Returns: how many cells were filled, from the first.
  mutating func finish() -> Int {
    guard let style = overflow else { return column }
    let end = reserve > 0 ? cut : column
    for index in end..<cells.count {
      cells[index] = Cell(glyph: index < end + reserve ? ellipsis : .blank, style: style)
    }
    return cells.count
  }
}
