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

extension Painter {
  func paint(_ adding: AddState, into frame: inout Frame) {
    var row = body.row
    let end = body.row + body.rows
    func draw(_ text: String, _ role: Role, gap: Int = 0, into frame: inout Frame) {
      row += gap
      let lines = StyledText(text, style: theme[role])
        .wrapped(to: model.overlayColumns, hangingIndent: 0, charset: model.charset)
      for line in lines where row < end {
        frame.draw(line, at: Point(column: 2, row: row), width: model.overlayColumns)
        row += 1
      }
    }
    draw(Wording.addTitle, .articleTitle, into: &frame)
    draw(Wording.addPrompt, .meta, into: &frame)
    paint(adding.line, isTyping: adding.step == .typing, row: row, into: &frame)
    row += 1
    switch adding.step {
    case .typing: if let problem = adding.problem { draw(problem, .error, gap: 1, into: &frame) }
    case .searching: draw(Wording.searching, .meta, gap: 1, into: &frame)
    case .adding: draw(Wording.adding, .meta, gap: 1, into: &frame)
    case .choosing(let offers, let selected):
      draw(Wording.offers(offers.count), .text, gap: 1, into: &frame)
      paint(
        offers, selected, Rect(column: 2, row: row, columns: model.overlayColumns, rows: end - row),
        into: &frame)
    case .confirming(let preview):
      draw(preview.title, .articleTitle, gap: 1, into: &frame)
      if preview.location != preview.title { draw(preview.location, .meta, into: &frame) }
      draw(preview.count.map(Wording.total) ?? Wording.folder, .meta, into: &frame)
      row += 1
      for headline in preview.headlines where row < end {
        paint(headline, row: row, into: &frame)
        row += 1
      }
    }
  }

  /// The end of a line that is too long is what is typed.
  private func paint(_ line: LineEditor, isTyping: Bool, row: Int, into frame: inout Frame) {
    let room = model.overlayColumns - 1
    var before = ""
    var columns = 0
    for character in line.before.reversed() {
      columns += DisplayWidth.columns(of: String(character), charset: model.charset)
      guard columns <= room else { break }
      before = String(character) + before
    }
    let used = frame.draw(
      before, at: Point(column: 2, row: row), width: room, style: theme[.text])
    frame.draw(
      line.after, at: Point(column: 2 + used, row: row), width: room - used, style: theme[.text])
    if isTyping { frame.cursor = Point(column: 2 + used, row: row) }
  }

  private func paint(
    _ offers: [SourceOffer], _ selected: Int, _ rect: Rect, into frame: inout Frame
  ) {
    let top = max(selected - rect.rows + 1, 0)
    for (offset, place) in (top..<offers.count).prefix(max(rect.rows, 0)).enumerated() {
      let origin = Point(column: rect.column, row: rect.row + offset)
      let bar = place == selected ? theme[.selection] : nil
      if let bar {
        frame.fill(
          Rect(column: origin.column, row: origin.row, columns: rect.columns, rows: 1), style: bar)
        frame.cursor = origin
      }
      let offer = offers[place]
      let name = [offer.title, offer.address].compactMap(\.self).joined(separator: "  ")
      frame.draw(
        "\(place + 1)  \(name)", at: origin, width: rect.columns, style: style(.text, bar: bar))
    }
  }

  private func paint(_ headline: SourcePreview.Headline, row: Int, into frame: inout Frame) {
    let age = headline.published.map {
      Age.label($0, at: model.now, clock: model.configuration.clock)
    }
    frame.draw(age ?? "", at: Point(column: 2, row: row), width: 8, style: theme[.age])
    frame.draw(
      headline.title, at: Point(column: 12, row: row), width: max(model.overlayColumns - 10, 0),
      style: theme[.text])
  }

  func paint(_ faults: FaultsState, into frame: inout Frame) {
    guard faults.reports != nil else {
      frame.draw(
        Wording.loading, at: Point(column: 2, row: body.row), width: model.overlayColumns,
        style: theme[.meta])
      return
    }
    for (offset, line) in faults.lines.dropFirst(faults.scroll).prefix(body.rows).enumerated() {
      frame.draw(
        line.text, at: Point(column: 2, row: body.row + offset), width: model.overlayColumns)
    }
  }
}
