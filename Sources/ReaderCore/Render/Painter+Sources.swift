import Articles
import TUI

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
