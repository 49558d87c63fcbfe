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

  /// The rectangle without `columns` at either side and `rows` above and below; empty where nothing
  /// is left.
  public func inset(columns inColumns: Int, rows inRows: Int) -> Rect {
    Rect(
      column: column + inColumns, row: row + inRows,
      columns: max(0, columns - 2 * inColumns), rows: max(0, rows - 2 * inRows))
  }

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
