import Articles
import TUI

extension Painter {
  func paintList(in rect: Rect, into frame: inout Frame) {
    let list = model.list
    guard list.count > 0 else {
      let text = model.emptyText
      let width = max(rect.columns - 3, 1)
      let lines = StyledText(text, style: theme[.meta]).wrapped(to: width, charset: model.charset)
      for (offset, line) in lines.prefix(rect.rows).enumerated() {
        frame.draw(
          line, at: Point(column: rect.column + 2, row: rect.row + offset), width: width)
      }
      return
    }
    if isSpoken { return paintSpokenList(in: rect, into: &frame) }
    let style = model.configuration.list
    let columns = ListColumns(rect.columns, style)
    let visible = model.visibleRows
    for place in visible {
      let origin = Point(
        column: rect.column, row: rect.row + (place - visible.lowerBound) * style.height)
      guard origin.row + style.height <= rect.row + rect.rows else { break }
      let isSelected = place == list.cursor.selected
      let bar = isSelected ? bar(in: .list) : nil
      if let bar {
        frame.fill(
          Rect(
            column: origin.column, row: origin.row, columns: rect.columns, rows: style.height),
          style: bar)
        frame.draw(glyphs.gutter, at: origin, width: 1, style: self.style(.gutter, bar: bar))
        if model.focus == .list { frame.cursor = origin }
      }
      let id = list.ids[place]
      if let row = list.rows[id] {
        paint(
          row, model.flags(at: place), story(at: place), columns, at: origin, bar: bar,
          into: &frame)
        if style.hasTwoLines {
          paintBeginning(of: row, columns, rect.columns, at: origin, bar: bar, into: &frame)
        }
      } else {
        frame.draw(
          list.rows.isGone(id) ? Wording.gone : glyphs.loading,
          at: Point(column: origin.column + columns.title.start, row: origin.row),
          width: columns.title.width, style: self.style(.read, bar: bar))
      }
    }
  }

  /// What a row says of its story: how many it stands for besides itself, or how many stand below it.
  private func story(at place: Int) -> String? {
    let stories = model.list.stories
    let hidden = stories.hidden(at: place).count
    if hidden > 0 { return "+\(hidden)" }
    return stories.open[model.list.ids[place]].map { glyphs.unfolded + "\($0.count)" }
  }

  private func paint(
    _ row: ArticleRow, _ flags: MarkFlags, _ story: String?, _ columns: ListColumns,
    at origin: Point,
    bar: Style?,
    into frame: inout Frame
  ) {
    func draw(_ text: String, _ column: Int, _ width: Int, _ role: Role) {
      frame.draw(
        text, at: Point(column: origin.column + column, row: origin.row), width: width,
        style: style(role, bar: bar))
    }
    let isRead = flags.contains(.read)
    if !isRead { draw(glyphs.unread, ListColumns.mark, 1, .unread) }
    if flags.contains(.starred) { draw(glyphs.star, ListColumns.star, 1, .star) }
    for place in columns.places {
      paint(place, of: row, isRead: isRead, columns, at: origin, bar: bar, into: &frame)
    }
    var room = columns.title.width + (row.relatedCount > 0 ? 0 : columns.spareOfTitle)
    room -= paintLabels(
      of: row, end: origin.column + columns.title.start + room, room: room, at: origin.row,
      bar: bar, into: &frame)
    let indent = model.list.stories.heads[row.id] == nil ? 0 : 2
    if indent > 0 { draw(glyphs.under, columns.title.start, indent, .count) }
    let storyColumns = story.map { $0.utf8.count > 3 ? 5 : 4 } ?? 0
    let start = columns.title.start + indent
    let titleColumns = max(room - indent - storyColumns, 0)
    // What is written from the right to the left begins at the right.
    let free =
      row.title.isRightToLeft
      ? max(titleColumns - DisplayWidth.columns(of: row.title, charset: model.charset), 0) : 0
    let title = Point(column: origin.column + start + free, row: origin.row)
    if let place = row.highlight, model.configuration.highlights.indices.contains(place) {
      // Bold is unread with any look.
      let look = style(model.configuration.highlights[place], bar: bar)
      frame.draw(
        row.title, at: title, width: titleColumns - free,
        style: isRead ? look : look.adding(.bold))
    } else {
      draw(row.title, start + free, titleColumns - free, isRead ? .read : .unreadTitle)
    }
    light(
      model.list.lights.ranges(in: row.title), of: row.title,
      at: title, width: titleColumns - free, into: &frame)
    if let story { draw(story, start + titleColumns + 1, storyColumns - 1, .count) }
  }

  private func paint(
    _ place: ListColumns.Place, of row: ArticleRow, isRead: Bool, _ columns: ListColumns,
    at origin: Point, bar: Style?, into frame: inout Frame
  ) {
    func draw(_ text: String, _ role: Role, isNumber: Bool = false) {
      let blanks = isNumber ? max(place.width - text.utf8.count, 0) : 0
      frame.draw(
        text, at: Point(column: origin.column + place.start + blanks, row: origin.row),
        width: place.width - blanks, style: style(role, bar: bar))
    }
    switch place.column {
    case .title: break
    case .age:
      guard let published = row.published else { return }
      let age = model.configuration.list.dates.label(
        published, at: model.now, clock: model.configuration.clock, isNarrow: columns.isNarrow)
      draw(age, isRead ? .read : .age, isNumber: true)
    case .provider: draw(row.provider, isRead ? .read : .provider)
    case .related:
      guard row.relatedCount > 0 else { return }
      draw(glyphs.related + (row.relatedCount > 99 ? "99" : "\(row.relatedCount)"), .count)
    case .heat: draw(row.heat.map(Wording.short) ?? "", .count, isNumber: true)
    case .quality: draw(row.quality.map(Wording.short) ?? "", .count, isNumber: true)
    case .topics: draw(row.topics.joined(separator: ", "), isRead ? .read : .meta)
    case .source:
      let title = row.sources.first.flatMap { model.sidebar.title(of: .source($0)) }
      draw(title ?? "", isRead ? .read : .provider)
    case .author:
      draw(model.list.digests[row.id]?.author ?? "", isRead ? .read : .provider)
    case .readingTime:
      let minutes = model.list.digests[row.id]?.minutes
      draw(minutes.map(Wording.minutes) ?? "", .count, isNumber: true)
    }
  }

  /// The beginning of the text, on the second line of a row.
  private func paintBeginning(
    of row: ArticleRow, _ columns: ListColumns, _ width: Int, at origin: Point, bar: Style?,
    into frame: inout Frame
  ) {
    guard let text = model.list.digests[row.id]?.excerpt else { return }
    let start = columns.title.start
    let room = max(width - start - 1, 0)
    let free =
      text.isRightToLeft
      ? max(room - DisplayWidth.columns(of: text, charset: model.charset), 0) : 0
    frame.draw(
      text, at: Point(column: origin.column + start + free, row: origin.row + 1),
      width: room - free, style: style(.meta, bar: bar))
  }

  /// Below this a title has no room for labels beside it.
  private static let leastTitle = 24

  /// Labels, what is to be heard or seen, and what of it is here, at the end of a row: in a third of the
  /// title's room, or in what the title leaves of it.
  /// - Returns: the columns that they take, with the blank before them.
  private func paintLabels(
    of row: ArticleRow, end: Int, room: Int, at line: Int, bar: Style?, into frame: inout Frame
  ) -> Int {
    guard room >= Self.leastTitle else { return 0 }
    var state: [String] = []
    switch model.downloads[row.address] {
    case .partly(let have, let total): state.append(glyphs.down + Wording.share(have, of: total))
    case .whole: state.append(glyphs.down)
    case nil: break
    }
    if row.flags.contains(.played) || model.downloads.played.contains(row.address) {
      state.append(glyphs.played)
    }
    let labels = model.marks.labels(of: row)
    guard row.medium != nil || !state.isEmpty || !labels.isEmpty else { return 0 }
    let sign = row.medium.map { $0.kind == .film ? glyphs.film : glyphs.sound }
    let names = labels.isEmpty ? nil : Wording.labels(labels)
    func text(_ facts: [String]) -> String {
      (state + [sign].compactMap(\.self) + facts + [names].compactMap(\.self))
        .joined(separator: " ")
    }
    let title = DisplayWidth.columns(of: row.title, charset: model.charset)
    let most = max(room / 3, room - title - 1)
    let facts = row.medium.map(Wording.facts) ?? []
    func width(_ text: String) -> Int { DisplayWidth.columns(of: text, charset: model.charset) }
    // The size gives way to the title, how long it runs only where there is too little room for both.
    var shown = text(facts)
    if facts.count > 1, width(shown) > room - title - 1 { shown = text([facts[0]]) }
    if !facts.isEmpty, width(shown) > most { shown = text([]) }
    let columns = min(width(shown), most)
    frame.draw(
      shown, at: Point(column: end - columns, row: line), width: columns,
      style: style(labels.isEmpty && state.isEmpty ? .count : .label, bar: bar))
    return columns + 1
  }
}
