/// A screen as a value: cells and the place of the cursor.
///
/// `draw` is the only way for text to get in. Whatever the text, a cell holds only what a terminal
/// shows as counted: no control characters, nothing that changes the direction of writing, never
/// half a wide character.
public struct Frame: Equatable, Sendable {
  public let size: Size
  public let charset: Charset
  /// Where the hardware cursor stands; `nil` hides it.
  public var cursor: Point?
  /// What is drawn where nothing is drawn, and the style of text that has none of its own.
  public var ground = Style.plain
  /// The pictures that were drawn, by their numbers.
  var images: [UInt8: PixelImage] = [:]
  private var cells: [Cell]

  public init(size: Size, charset: Charset = .unicode) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    self.charset = charset
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// A place outside the frame reads as a blank.
  public subscript(column column: Int, row row: Int) -> Cell {
    guard (0..<size.columns).contains(column), (0..<size.rows).contains(row) else { return .blank }
    return cells[row * size.columns + column]
  }

  /// Blanks everything and hides the cursor. Keeps the storage.
  public mutating func clear() {
    cursor = nil
    images = [:]
    let blank = Cell(glyph: .blank, style: ground)
    cells.withUnsafeMutableBufferPointer { $0.update(repeating: blank) }
  }

  /// Blanks of that style.
  public mutating func fill(_ rect: Rect, style: Style) {
    let ground = ground
    let rect = rect.clipped(to: size)
    for row in rect.row..<rect.row + rect.rows {
      edit(row, from: rect.column, upTo: rect.column + rect.columns) { cells in
        cells.update(repeating: Cell(glyph: .blank, style: style == .plain ? ground : style))
        return cells.count
      }
    }
  }

  /// Changes the style of what is drawn already, e.g. for a selection bar.
  ///
  /// A wide character has the style of its first half: it changes when that lies inside.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let rect = rect.clipped(to: size)
    var last: (old: Style, new: Style)?
    for row in rect.row..<rect.row + rect.rows {
      for index in row * size.columns + rect.column..<row * size.columns + rect.column
        + rect.columns
      where !cells[index].glyph.isSecondHalf {
        let old = cells[index].style
        let new = last?.old == old ? last?.new ?? old : change(old)
        last = (old, new)
        cells[index].style = new
        if cells[index].glyph.isFirstHalf { cells[index + 1].style = new }
      }
    }
  }

  /// One row as text; blanks at its end are kept. Outside the frame: empty.
  public func line(_ row: Int) -> String {
    guard (0..<size.rows).contains(row) else { return "" }
    var text: [UInt8] = []
    text.reserveCapacity(size.columns + size.columns / 2)
    for cell in cells[row * size.columns..<(row + 1) * size.columns] {
      cell.glyph.append(to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The rows, joined by "\n"; blanks at their ends are kept.
  public var text: String {
    (0..<size.rows).map { line($0) }.joined(separator: "\n")
  }

  /// The cells of the rows one after another, for comparing and showing a frame without copies.
  public func withCells<Result>(_ body: (UnsafeBufferPointer<Cell>) -> Result) -> Result {
    cells.withUnsafeBufferPointer(body)
  }

  /// Lets `write` overwrite cells of one row, then blanks the halves it left of wide characters.
  ///
  /// The range lies inside the frame and is not empty; `write` says how many cells it filled.
  @discardableResult
  mutating func edit(
    _ row: Int, from start: Int, upTo end: Int,
    _ write: (UnsafeMutableBufferPointer<Cell>) -> Int
  ) -> Int {
    let columns = size.columns
    return cells.withUnsafeMutableBufferPointer { cells in
      let line = UnsafeMutableBufferPointer(rebasing: cells[row * columns..<(row + 1) * columns])
      let splitsFirst = line[start].glyph.isSecondHalf
      let used = write(UnsafeMutableBufferPointer(rebasing: line[start..<end]))
      guard used > 0 else { return 0 }
      if splitsFirst { line[start - 1].glyph = .blank }
      if start + used < columns, line[start + used].glyph.isSecondHalf {
        line[start + used].glyph = .blank
      }
      return used
    }
  }
}

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

/// A place on the screen; the upper left cell is 0, 0.
public struct Point: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// How large a screen is, in character cells.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A part of the screen, which may lie outside it or be empty.
public struct Rect: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = columns
    self.rows = rows
  }

  /// The whole of a screen.
  public init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  public var isEmpty: Bool { columns <= 0 || rows <= 0 }

  /// The upper left corner.
  public var origin: Point { Point(column: column, row: row) }

  /// The cells that lie on a screen of that size.
  func clipped(to size: Size) -> Rect {
    let columns = Self.overlap(start: column, length: columns, limit: size.columns)
    let rows = Self.overlap(start: row, length: rows, limit: size.rows)
    guard !columns.isEmpty, !rows.isEmpty else { return Rect(Size(columns: 0, rows: 0)) }
    return Rect(
      column: columns.lowerBound, row: rows.lowerBound, columns: columns.count, rows: rows.count)
  }

  private static func overlap(start: Int, length: Int, limit: Int) -> Range<Int> {
    let (sum, overflow) = start.addingReportingOverflow(max(0, length))
    let end = min(overflow ? limit : sum, limit)
    let start = max(0, start)
    return start < end ? start..<end : 0..<0
  }
}
