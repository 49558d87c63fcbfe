import Articles
import TUI

extension Painter {
  func paintDetail(in rect: Rect, into frame: inout Frame) {
    guard let page = model.page, let stop = model.trail.current else { return }
    let text = model.layout.text
    let selected = model.focus == .detail ? stop.target : nil
    if model.focus == .detail {
      let line = isSpoken ? min(stop.line, max(text.rows - 1, 0)) : 0
      frame.cursor = Point(column: text.column, row: text.row + line)
    }
    for offset in 0..<min(text.rows, max(page.lines.count - stop.scroll, 0)) {
      let line = page.lines[stop.scroll + offset]
      let origin = Point(column: text.column, row: text.row + offset)
      let place = stop.scroll + offset
      let chosen = selected.map { line.text.ranges(of: $0 + 1) } ?? []
      let isSelected =
        line.target != nil && line.target == selected || !chosen.isEmpty
        || selected.map { page.isNote($0, on: place) } ?? false
      var bar: Style?
      if isSelected, line.kind == .entry || line.kind == .entryMore {
        bar = theme[.selection]
        frame.fill(
          Rect(column: origin.column, row: origin.row, columns: text.columns, rows: 1),
          style: theme[.selection])
      }
      if isSelected {
        let gutter = Point(column: origin.column - 1, row: origin.row)
        frame.draw(glyphs.gutter, at: gutter, width: 1, style: theme[.gutter])
        if line.kind == .entry { frame.cursor = origin }
      }
      paint(line, of: page, at: origin, width: text.columns, bar: bar, into: &frame)
      light(
        line, model.textSearch?.parts(on: place) ?? [], at: origin, width: text.columns,
        into: &frame)
      for range in chosen {
        let part = light(
          range, of: line.text.text, at: origin, width: text.columns, role: .selection,
          into: &frame)
        // Readers of the screen follow the cursor: to the link where it begins.
        if page.targets[selected ?? 0].lines.lowerBound == place, range == chosen.first {
          frame.cursor = part.origin
        }
      }
    }
    if case .hints(let hints) = model.overlay { paint(hints, on: page, stop, into: &frame) }
    paintScrollBar(page, stop, in: rect, into: &frame)
  }

  /// How much of a page that is longer than the pane is seen, at its right edge.
  private func paintScrollBar(
    _ page: Page, _ stop: Trail.Stop, in rect: Rect, into frame: inout Frame
  ) {
    let count = page.lines.count
    let column = rect.column + rect.columns - 1
    let text = model.layout.text
    guard count > rect.rows, rect.rows > 2, text.column + text.columns <= column else { return }
    let height = page.isWindow ? 1 : max(rect.rows * rect.rows / count, 1)
    let room = rect.rows - height
    let end = max(model.scrollEnd, 1)
    // At an end only where the text ends.
    var top = min(stop.scroll * room / end, room)
    if page.isWindow { top = Int(page.share(ofLine: stop.scroll) * Double(room)) }
    if top == 0, stop.scroll > 0 { top = min(1, room) }
    if top == room, stop.scroll < model.scrollEnd || page.work != nil { top = max(room - 1, 0) }
    for row in top..<top + height {
      frame.draw(
        glyphs.scrollBar, at: Point(column: column, row: rect.row + row), width: 1,
        style: theme[.separator])
    }
  }

  /// Letters at everything that can be chosen on the screen.
  private func paint(
    _ hints: LinkHints, on page: Page, _ stop: Trail.Stop, into frame: inout Frame
  ) {
    let text = model.layout.text
    for (label, target) in hints.shown {
      let lines = page.targets[target].lines
      let place = max(lines.lowerBound, stop.scroll)
      guard lines.contains(place), place < stop.scroll + text.rows else { continue }
      let line = page.lines[place]
      var column = 0
      if let start = line.text.ranges(of: target + 1).first?.lowerBound {
        let index = line.text.text.utf8.index(line.text.text.startIndex, offsetBy: start)
        column = DisplayWidth.columns(
          of: String(line.text.text[..<index]), charset: model.charset)
      }
      frame.draw(
        label, at: Point(column: text.column + column, row: text.row + place - stop.scroll),
        width: max(text.columns - column, 0), style: theme[.currentMatch])
    }
  }

  /// Code that is wider than the pane, moved sideways.
  private func paintCode(
    _ line: Page.Line, lead: Int, at origin: Point, width: Int, into frame: inout Frame
  ) {
    let offset = model.trail.current?.sideways ?? 0
    let head = line.text.visible(from: 0, columns: lead, charset: model.charset)
    frame.draw(head.text, at: origin, width: min(lead, width))
    let room = max(width - lead, 0)
    let code = line.text.visible(from: lead + offset, columns: room, charset: model.charset)
    frame.draw(
      code.text, at: Point(column: origin.column + lead, row: origin.row), width: room)
    if offset > 0, head.hasMore, lead > 0 {
      frame.draw(
        glyphs.moreLeft, at: Point(column: origin.column + lead - 1, row: origin.row), width: 1,
        style: theme[.meta])
    }
    if code.hasMore {
      frame.draw(
        glyphs.moreRight, at: Point(column: origin.column + width - 1, row: origin.row), width: 1,
        style: theme[.meta])
    }
  }

  private func paint(
    _ line: Page.Line, of page: Page, at origin: Point, width: Int, bar: Style?,
    into frame: inout Frame
  ) {
    let indent = Page.entryIndent
    let inner = Point(column: origin.column + indent, row: origin.row)
    switch line.kind {
    case .text: frame.draw(line.text, at: origin, width: width)
    case .picture(let image, let number, let row):
      frame.draw(image, row: row, number: number, at: origin, width: width)
    case .code(let lead): paintCode(line, lead: lead, at: origin, width: width, into: &frame)
    case .kicker: paintKicker(line, of: page, at: origin, width: width, into: &frame)
    case .entry:
      let state = line.target.flatMap { markState(of: page.targets[$0]) }
      paintNumber(of: line, page, state, at: origin, bar: bar, into: &frame)
      paintTitle(
        line.text, state, isFirst: true, at: inner, width: width - indent, bar: bar, into: &frame)
    case .entryMore:
      let state = line.target.flatMap { markState(of: page.targets[$0]) }
      paintTitle(
        line.text, state, isFirst: false, at: inner, width: width - indent, bar: bar, into: &frame)
    case .entryText: frame.draw(line.text, at: inner, width: width - indent)
    case .entryFacts:
      var text = StyledText()
      if let published = line.target.flatMap({ page.targets[$0].published }) {
        let age = Age.label(published, at: model.now, clock: model.configuration.clock)
        text.append(age, theme[.age])
        if !line.text.isEmpty { text.append(glyphs.dot, theme[.meta]) }
      }
      text.append(line.text)
      frame.draw(text, at: inner, width: width - indent)
    }
  }

  /// Lights what was looked for.
  private func light(
    _ line: Page.Line, _ parts: [(range: Range<Int>, isCurrent: Bool)], at origin: Point,
    width: Int,
    into frame: inout Frame
  ) {
    let indent: Int
    switch line.kind {
    case .text: indent = 0
    // What is moved sideways is lit where it is then; what is not seen is not.
    case .code(let lead):
      let offset = model.trail.current?.sideways ?? 0
      guard offset == 0 else {
        let seen = line.text.visible(
          from: lead + offset, columns: width - lead, charset: model.charset)
        let place = Point(column: origin.column + lead, row: origin.row)
        let pattern = model.textSearch.map { FoldedText($0.pattern).trimmed }
        let ranges =
          pattern.map { FoldedText(seen.text.text).ranges(of: $0) }
          ?? model.list.lights.ranges(in: seen.text.text)
        return light(ranges, of: seen.text.text, at: place, width: width - lead, into: &frame)
      }
      indent = 0
    case .entry, .entryMore, .entryText: indent = Page.entryIndent
    case .kicker, .entryFacts, .picture: return
    }
    let text = line.text.text
    let place = Point(column: origin.column + indent, row: origin.row)
    if model.textSearch == nil {
      let ranges = model.list.lights.ranges(in: text)
      light(ranges, of: text, at: place, width: width - indent, into: &frame)
    }
    for (range, isCurrent) in parts {
      light(
        range, of: text, at: place, width: width - indent,
        role: isCurrent ? .currentMatch : .match, into: &frame)
    }
  }

  func light(
    _ ranges: [Range<Int>], of text: String, at origin: Point, width: Int, into frame: inout Frame
  ) {
    for range in ranges {
      light(range, of: text, at: origin, width: width, role: .match, into: &frame)
    }
  }

  /// Gives a part of a text that was drawn at a place the colours of a role.
  /// - Parameter range: in bytes of the text's UTF-8.
  @discardableResult
  func light(
    _ range: Range<Int>, of text: String, at origin: Point, width: Int, role: Role,
    into frame: inout Frame
  ) -> Rect {
    func columns(_ end: Int) -> Int {
      let index = text.utf8.index(text.startIndex, offsetBy: end, limitedBy: text.endIndex)
      return DisplayWidth.columns(
        of: String(text[..<(index ?? text.endIndex)]), charset: model.charset)
    }
    let start = min(columns(range.lowerBound), width)
    let end = min(columns(range.upperBound), width)
    let rect = Rect(column: origin.column + start, row: origin.row, columns: end - start, rows: 1)
    frame.restyle(rect) { theme[role].adding($0.attributes.subtracting(.dim)) }
    return rect
  }

  /// The article's marks, its provider and its place on the trail.
  private func paintKicker(
    _ line: Page.Line, of page: Page, at origin: Point, width: Int, into frame: inout Frame
  ) {
    var text = StyledText()
    let state = model.markState(of: page.subject)
    let flags = state.flags
    if !flags.contains(.read) {
      text.append(isSpoken ? Wording.unreadWord + ", " : glyphs.unread + " ", theme[.unread])
    }
    if flags.contains(.starred) {
      text.append(isSpoken ? Wording.starredWord + ", " : glyphs.star + " ", theme[.star])
    }
    text.append(line.text)
    if !state.labels.isEmpty {
      if !text.isEmpty { text.append(" ", theme[.text]) }
      text.append(Wording.labels(state.labels), theme[.label])
    }
    var columns = 0
    if model.trail.stops.count > 1 {
      let place = Wording.trail(model.trail.position + 1, of: model.trail.stops.count)
      columns = min(DisplayWidth.columns(of: place, charset: model.charset), width)
      let end = Point(column: origin.column + width - columns, row: origin.row)
      frame.draw(place, at: end, width: columns, style: theme[.meta])
      columns += 2
    }
    frame.draw(text, at: origin, width: max(width - columns, 0))
  }

  private func paintNumber(
    of line: Page.Line, _ page: Page, _ state: MarkBook.State?, at origin: Point, bar: Style?,
    into frame: inout Frame
  ) {
    guard let target = line.target else { return }
    if let number = page.targets[target].number {
      let text = "\(number)"
      let blanks = max(3 - text.utf8.count, 0)
      frame.draw(
        text, at: Point(column: origin.column + blanks, row: origin.row),
        // Long numbers take the place of a mark, where there can be none.
        width: state == nil ? Page.entryIndent - 1 : 4,
        style: style(.count, bar: bar))
    }
    if let state, !state.flags.contains(.read), !isSpoken {
      frame.draw(
        glyphs.unread, at: Point(column: origin.column + 4, row: origin.row), width: 1,
        style: style(.unread, bar: bar))
    }
  }

  private func paintTitle(
    _ text: StyledText, _ state: MarkBook.State?, isFirst: Bool, at origin: Point, width: Int,
    bar: Style?, into frame: inout Frame
  ) {
    guard let state else {
      guard let bar else {
        frame.draw(text, at: origin, width: width)
        return
      }
      frame.draw(text.text, at: origin, width: width, style: bar)
      return
    }
    let role: Role = state.flags.contains(.read) ? .read : .unreadTitle
    if isSpoken, isFirst, !state.flags.contains(.read) {
      let words = Wording.unreadWord + ", " + text.text
      frame.draw(words, at: origin, width: width, style: theme[role])
      return
    }
    frame.draw(text.text, at: origin, width: width, style: style(role, bar: bar))
  }

  private func markState(of target: Page.Target) -> MarkBook.State? {
    switch target.kind {
    case .related(let entry): model.marks.state(of: entry)
    case .article(let row): model.markState(of: row)
    case .link, .sign, .note: nil
    }
  }
}
