import Articles
import TUI

extension Painter {
  /// Where the parts of a row stand, from the left edge of the list.
  private struct Columns {
    static let mark = 1
    static let star = 2
    static let age = 4

    let ageColumns: Int
    /// 0 where there is no room for providers.
    let providerColumns: Int
    let relatedColumns: Int
    let title: Int
    let titleColumns: Int

    init(_ columns: Int) {
      ageColumns = columns >= 60 ? 8 : 6
      providerColumns = columns >= 64 ? min(columns / 5, 22) : 0
      relatedColumns = columns >= 34 ? 4 : 0
      title =
        Self.age + ageColumns + 2 + (providerColumns == 0 ? 0 : providerColumns + 2)
      titleColumns = max(columns - title - relatedColumns - 1, 0)
    }

    var provider: Int { Self.age + ageColumns + 2 }
  }

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
    let columns = Columns(rect.columns)
    let visible = model.visibleRows
    for place in visible {
      let origin = Point(column: rect.column, row: rect.row + place - visible.lowerBound)
      guard origin.row < rect.row + rect.rows else { break }
      let isSelected = place == list.cursor.selected
      let bar = isSelected ? bar(in: .list) : nil
      if let bar {
        frame.fill(
          Rect(column: origin.column, row: origin.row, columns: rect.columns, rows: 1),
          style: bar)
        frame.draw(glyphs.gutter, at: origin, width: 1, style: style(.gutter, bar: bar))
        if model.focus == .list { frame.cursor = origin }
      }
      let id = list.ids[place]
      if let row = list.rows[id] {
        paint(
          row, model.flags(at: place), story(at: place), columns, at: origin, bar: bar,
          into: &frame)
      } else {
        frame.draw(
          list.rows.isGone(id) ? Wording.gone : glyphs.loading,
          at: Point(column: origin.column + columns.title, row: origin.row),
          width: columns.titleColumns, style: style(.read, bar: bar))
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
    _ row: ArticleRow, _ flags: MarkFlags, _ story: String?, _ columns: Columns, at origin: Point,
    bar: Style?,
    into frame: inout Frame
  ) {
    func draw(_ text: String, _ column: Int, _ width: Int, _ role: Role) {
      frame.draw(
        text, at: Point(column: origin.column + column, row: origin.row), width: width,
        style: style(role, bar: bar))
    }
    let isRead = flags.contains(.read)
    if !isRead { draw(glyphs.unread, Columns.mark, 1, .unread) }
    if flags.contains(.starred) { draw(glyphs.star, Columns.star, 1, .star) }
    if let published = row.published {
      let age = Age.label(
        published, at: model.now, clock: model.configuration.clock,
        isNarrow: columns.ageColumns < 8)
      let blanks = max(columns.ageColumns - age.utf8.count, 0)
      draw(age, Columns.age + blanks, columns.ageColumns - blanks, isRead ? .read : .age)
    }
    if columns.providerColumns > 0 {
      draw(
        row.provider, columns.provider, columns.providerColumns, isRead ? .read : .provider)
    }
    let hasRelated = columns.relatedColumns > 0 && row.relatedCount > 0
    var room = columns.titleColumns + (hasRelated ? 0 : columns.relatedColumns)
    room -= paintLabels(
      of: row, end: origin.column + columns.title + room, room: room, at: origin.row, bar: bar,
      into: &frame)
    let indent = model.list.stories.heads[row.id] == nil ? 0 : 2
    if indent > 0 { draw(glyphs.under, columns.title, indent, .count) }
    let storyColumns = story.map { $0.utf8.count > 3 ? 5 : 4 } ?? 0
    let title = Point(column: origin.column + columns.title + indent, row: origin.row)
    let titleColumns = max(room - indent - storyColumns, 0)
    if let place = row.highlight, model.configuration.highlights.indices.contains(place) {
      // Bold is unread with any look.
      let look = style(model.configuration.highlights[place], bar: bar)
      frame.draw(
        row.title, at: title, width: titleColumns, style: isRead ? look : look.adding(.bold))
    } else {
      draw(row.title, columns.title + indent, titleColumns, isRead ? .read : .unreadTitle)
    }
    light(
      model.list.lights.ranges(in: row.title), of: row.title,
      at: title, width: titleColumns, into: &frame)
    if let story {
      draw(story, columns.title + indent + titleColumns + 1, storyColumns - 1, .count)
    }
    if hasRelated {
      let count = row.relatedCount > 99 ? "99" : "\(row.relatedCount)"
      draw(
        glyphs.related + count, columns.title + columns.titleColumns + 1,
        columns.relatedColumns, .count)
    }
  }
  /// Below this a title has no room for labels beside it.
  private static let leastTitle = 24

  /// Labels, and what was downloaded, at the end of a row, in a third of the title's room or what the title leaves of it.
  /// - Returns: the columns that they take, with the blank before them.
  private func paintLabels(
    of row: ArticleRow, end: Int, room: Int, at line: Int, bar: Style?, into frame: inout Frame
  ) -> Int {
    guard room >= Self.leastTitle else { return 0 }
    let labels = model.marks.labels(of: row)
    let file = model.downloads[row.address].map { mark in
      if case .partly(let have, let total) = mark {
        glyphs.down + Wording.share(have, of: total)
      } else {
        glyphs.down
      }
    }
    guard !labels.isEmpty || file != nil else { return 0 }
    let text = [file, labels.isEmpty ? nil : Wording.labels(labels)].compactMap(\.self)
      .joined(separator: " ")
    let title = DisplayWidth.columns(of: row.title, charset: model.charset)
    let width = min(
      DisplayWidth.columns(of: text, charset: model.charset), max(room / 3, room - title - 1))
    frame.draw(
      text, at: Point(column: end - width, row: line), width: width,
      style: style(.label, bar: bar))
    return width + 1
  }
}
