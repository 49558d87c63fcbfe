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
