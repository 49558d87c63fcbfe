import Articles
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

  /// Of a list beside what is chosen in it.
  private static let besideColumns = 28

  func paint(_ chooser: Chooser, into frame: inout Frame) {
    var width = model.overlayColumns
    if chooser.isBeside {
      width = min(width, width < 57 ? width : Self.besideColumns)
      let area = Rect(column: 0, row: body.row, columns: width + 3, rows: body.rows)
      frame.fill(area, style: theme[.text])
      paint(
        Rect(column: width + 3, row: body.row, columns: 1, rows: body.rows), glyphs.vertical,
        into: &frame)
    }
    var used = frame.draw(
      chooser.title + ": " + chooser.line.before, at: Point(column: 2, row: body.row), width: width,
      style: theme[.articleTitle])
    frame.cursor = Point(column: min(2 + used, width), row: body.row)
    used += frame.draw(
      chooser.line.after, at: Point(column: 2 + used, row: body.row), width: width - used,
      style: theme[.articleTitle])
    if let about = chooser.about {
      frame.draw(
        about, at: Point(column: 2, row: body.row + 1), width: width, style: theme[.meta])
    }
    let first = body.row + HelpPage.headRows
    if chooser.found.isEmpty {
      frame.draw(
        Wording.noSuchName, at: Point(column: 2, row: first), width: width, style: theme[.meta])
    }
    let words = TextLights(
      .all(chooser.line.text.split(separator: " ").map { .text(TextMatch(String($0), .phrase)) }))
    let columns = noteColumns(of: chooser, width: width)
    for (offset, place) in chooser.found.dropFirst(chooser.cursor.top).prefix(model.chooserRows)
      .enumerated()
    {
      let entry = chooser.entries[place]
      let row = first + offset
      let isSelected = chooser.cursor.top + offset == chooser.cursor.selected
      let bar = isSelected ? theme[.selection] : nil
      if let bar {
        frame.fill(Rect(column: 0, row: row, columns: width + 3, rows: 1), style: bar)
        frame.draw(
          glyphs.gutter, at: Point(column: 0, row: row), width: 1, style: style(.gutter, bar: bar))
        if isSpoken { frame.cursor = Point(column: 2, row: row) }
      }
      let title = entry.title.isEmpty ? Wording.unnamed : entry.title
      let titleColumns = DisplayWidth.columns(of: title, charset: model.charset)
      let noteColumns = DisplayWidth.columns(of: entry.note, charset: model.charset)
      var note = columns.lowerBound
      if entry.note.first?.isNumber == true { note = max(columns.upperBound - noteColumns, note) }
      // A name is more than what is said beside it, but leaves it some room.
      note = min(max(note, titleColumns + 2), max(width - min(noteColumns, 12, width / 3), 0))
      let room = max(note - 2, 8)
      let origin = Point(column: 2, row: row)
      frame.draw(title, at: origin, width: room, style: style(.text, bar: bar))
      light(words.ranges(in: title), of: title, at: origin, width: room, into: &frame)
      frame.draw(
        entry.note, at: Point(column: 2 + note, row: row), width: max(width - note, 0),
        style: style(.count, bar: bar))
    }
  }

  /// Where what is said beside the names begins and ends: near them, however wide the screen is.
  private func noteColumns(of chooser: Chooser, width: Int) -> Range<Int> {
    func widest(_ text: (Chooser.Entry) -> String) -> Int {
      chooser.entries.prefix(200).map { DisplayWidth.columns(of: text($0), charset: model.charset) }
        .max() ?? 0
    }
    let notes = widest(\.note)
    let start = max(min(widest(\.title) + 4, width - notes), 0)
    return start..<max(min(start + notes, width), start)
  }

  func paint(_ output: OutputState, into frame: inout Frame) {
    let width = model.overlayColumns
    frame.draw(
      Wording.outputTitle(output), at: Point(column: 2, row: body.row), width: width,
      style: theme[.articleTitle])
    let rows = max(body.rows - HelpPage.headRows, 0)
    if output.rows.isEmpty, !output.isRunning {
      frame.draw(
        Wording.noOutput, at: Point(column: 2, row: body.row + HelpPage.headRows), width: width,
        style: theme[.meta])
    }
    for (offset, line) in output.rows.dropFirst(output.scroll).prefix(rows).enumerated() {
      frame.draw(
        line, at: Point(column: 2, row: body.row + HelpPage.headRows + offset), width: width)
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
