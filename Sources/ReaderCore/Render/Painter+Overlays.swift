import TUI

extension Painter {
  /// The rows between title and status line.
  var body: Rect {
    let title = model.layout.title
    return Rect(
      column: 0, row: title.row + 1, columns: title.columns, rows: model.overlayRows)
  }

  func paint(_ help: HelpState, into frame: inout Frame) {
    let head = Rect(column: 2, row: body.row, columns: model.overlayColumns, rows: 1)
    if help.query.isEmpty && !help.isTyping {
      frame.draw(
        Wording.helpTitle, at: head.origin, width: head.columns, style: theme[.articleTitle])
    } else {
      let used = frame.draw(
        Wording.helpPrompt + help.query, at: head.origin, width: head.columns,
        style: theme[.articleTitle])
      frame.cursor = Point(column: head.column + used, row: head.row)
    }
    let lines = model.helpLines(of: help)
    if lines.isEmpty {
      frame.draw(
        Wording.nothingFound, at: Point(column: 2, row: body.row + 2), width: head.columns,
        style: theme[.meta])
    }
    let rows = max(body.rows - HelpPage.headRows, 0)
    for (offset, line) in lines.dropFirst(help.scroll).prefix(rows).enumerated() {
      paint(line, row: body.row + HelpPage.headRows + offset, into: &frame)
    }
  }

  private func paint(_ line: HelpPage.Line, row: Int, into frame: inout Frame) {
    let width = model.overlayColumns
    let keyColumns = HelpPage.keyColumns(of: width)
    switch line {
    case .blank: break
    case .heading(let title):
      frame.draw(
        title, at: Point(column: 2, row: row), width: width, style: theme[.heading])
    case .entry(let keys, let help):
      frame.draw(
        keys, at: Point(column: 2, row: row), width: keyColumns, style: theme[.hintKey])
      frame.draw(
        help, at: Point(column: 2 + keyColumns + HelpPage.gap, row: row),
        width: width - keyColumns - HelpPage.gap,
        style: theme[.text])
    }
  }

  func paint(_ info: InfoState, into frame: inout Frame) {
    guard let page = info.page else { return }
    for (offset, line) in page.lines.dropFirst(info.scroll).prefix(body.rows).enumerated() {
      frame.draw(
        line.text, at: Point(column: 2, row: body.row + offset),
        width: model.overlayColumns)
    }
  }
}
