import Articles

/// A table of which some cells are read.
struct OpenTable {
  /// Where it began: lists in its cells are no lists around it.
  let context: TextContext
  private(set) var cells: [Document.Table.Cell] = []
  private var row = -1
  /// Where the next cell may stand.
  private var column = 0
  /// The row before which each column is free again, below cells that take several.
  private var free: [Int] = []
  private var next = Cell()
  private var nextColumn = 0
  /// Where the text of the open cell begins, once there is any.
  private(set) var start: Int?
  private var lastRow: Int?

  /// A cell that is to come, as its tag has it.
  struct Cell {
    var isHeader = false
    var rowSpan = 1
    var columnSpan = 1
    var alignment = Document.Table.Alignment.natural
  }

  /// Cells that take several rows count in so many columns: the others cost the square of the size.
  private static let widest = 256

  init(in context: TextContext) {
    self.context = context
  }

  mutating func beginRow() {
    row += 1
    column = 0
  }

  mutating func begin(_ cell: Cell) {
    if row < 0 { beginRow() }
    while column < free.count, free[column] > row { column += 1 }
    next = cell
    next.columnSpan = min(max(cell.columnSpan, 1), 100)
    next.rowSpan = min(max(cell.rowSpan, 1), 65_534)
    nextColumn = column
    column += next.columnSpan
    if next.rowSpan > 1, column <= Self.widest {
      if free.count < column { free += repeatElement(0, count: column - free.count) }
      for place in nextColumn..<column { free[place] = row + next.rowSpan }
    }
  }

  /// - Returns: what stands between the cell before and the first text of this one.
  mutating func beginText() -> String? {
    if row < 0 { begin(Cell()) }
    defer { lastRow = row }
    return lastRow.map { $0 == row ? " │ " : "\n" }
  }

  mutating func start(at place: Int) { start = place }

  mutating func endText(at place: Int) {
    guard let first = start else { return }
    start = nil
    cells.append(
      Document.Table.Cell(
        row: row, column: nextColumn, rowSpan: next.rowSpan, columnSpan: next.columnSpan,
        isHeader: next.isHeader, alignment: next.alignment, spans: first..<place))
  }
}

extension DocumentBuilder {
  /// Begins a row, and the table with the first.
  mutating func beginRow(in context: TextContext) {
    if !isInTable {
      flush()
      table = OpenTable(in: context)
    }
    endCell()
    table?.beginRow()
  }

  mutating func begin(_ cell: OpenTable.Cell, in context: TextContext) {
    if !isInTable { beginRow(in: context) }
    endCell()
    table?.begin(cell)
  }

  /// Ends the table: what follows is a block of its own.
  mutating func endTable() {
    guard isInTable else { return }
    endCell()
    if let cells = table?.cells { open?.kind = .table(Document.Table(cells: cells)) }
    table = nil
    flush()
  }

  private mutating func endCell() {
    endRun()
    separator = .none
    pendingMarker = nil
    if let place = open?.spans.count { table?.endText(at: place) }
  }

  /// Sees to what stands before the first text of a cell, and before that of an item in it.
  mutating func beginCellText(in context: TextContext) {
    guard let outer = table?.context else { return }
    if !isOpen {
      open = block(.paragraph, in: outer)
    }
    if table?.start == nil {
      endRun()
      separator = .none
      if let between = table?.beginText() { open?.spans.append(Document.Span(between)) }
      table?.start(at: open?.spans.count ?? 0)
    }
    guard context.listDepth > outer.listDepth, let marker = takeMarker() else { return }
    let isFirst = text.isEmpty && table?.start == open?.spans.count
    endRun()
    separator = .none
    run = Document.Span("")
    text += ((isFirst ? "" : "\n") + marker + " ").utf8
  }
}
