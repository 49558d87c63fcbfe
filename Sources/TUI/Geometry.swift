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
