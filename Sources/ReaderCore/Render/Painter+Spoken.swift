import Articles
import TUI

/// For people who are read the screen to: words for signs, no lines and bars, and the cursor on what is
/// selected, so that a move changes nothing else.
extension Painter {
  var isSpoken: Bool { model.configuration.isForScreenReader }

  /// Where the selected link leads.
  var selectedAddress: String? {
    isSpoken ? nil : model.selectedTarget.flatMap { model.addressText(of: $0) }
  }

  /// The styles and signs without what says only where the selection is.
  static func spoken(_ theme: Theme) -> Theme {
    var theme = theme
    theme[.selection] = theme[.text]
    theme[.restingSelection] = theme[.text]
    theme[.gutter] = theme[.text]
    return theme
  }

  func paintSpokenList(in rect: Rect, into frame: inout Frame) {
    let visible = model.visibleRows
    let height = model.configuration.list.height
    for place in visible {
      let origin = Point(
        column: rect.column, row: rect.row + (place - visible.lowerBound) * height)
      guard origin.row + height <= rect.row + rect.rows else { break }
      if place == model.list.cursor.selected, model.focus == .list { frame.cursor = origin }
      let id = model.list.ids[place]
      guard let row = model.list.rows[id] else {
        frame.draw(
          model.list.rows.isGone(id) ? Wording.gone : Wording.loading, at: origin,
          width: rect.columns, style: theme[.read])
        continue
      }
      let flags = model.flags(at: place)
      let age = row.published.map {
        model.configuration.list.dates.label(
          $0, at: model.now, clock: model.configuration.clock)
      }
      let hidden = model.list.stories.hidden(at: place).count
      let text = Wording.spokenRow(
        row, flags, labels: model.marks.labels(of: row), others: hidden, age: age,
        file: model.downloads[row.address],
        isPlayed: row.flags.contains(.played) || model.downloads.played.contains(row.address))
      let style = theme[flags.contains(.read) ? .read : .unreadTitle]
      frame.draw(text, at: origin, width: rect.columns, style: style)
      if height > 1, let beginning = model.list.digests[id]?.excerpt {
        frame.draw(
          beginning, at: Point(column: origin.column, row: origin.row + 1), width: rect.columns,
          style: theme[.meta])
      }
    }
  }
}

extension Wording {
  /// "unread, starred, 3 related: Title, Provider, 2d".
  static func spokenRow(
    _ row: ArticleRow, _ flags: MarkFlags, labels: [Label], others: Int, age: String?,
    file: DownloadMark? = nil, isPlayed: Bool = false
  ) -> String {
    var states = [flags.contains(.read) ? read : unreadWord]
    if flags.contains(.starred) { states.append(starredWord) }
    if row.relatedCount > 0 { states.append(relatedWord(row.relatedCount)) }
    if others > 0 { states.append(othersWord(others)) }
    if let medium = row.medium {
      states.append(([medium.kind == .film ? film : sound] + facts(medium)).joined(separator: " "))
    }
    if let file { states.append(downloaded(file)) }
    if isPlayed { states.append(played) }
    states += labels.map(\.name)
    let facts = [row.title, row.provider, age ?? ""].filter { !$0.isEmpty }
    return states.joined(separator: ", ") + ": " + facts.joined(separator: ", ")
  }

  static let read = "read"
  static let sound = "audio"
  static let film = "film"
  static let played = "played"
  static let unreadWord = "unread"
  static let starredWord = "starred"
  static func relatedWord(_ count: Int) -> String { "\(count) related" }
  static func othersWord(_ count: Int) -> String { "\(count) more tell it" }
}
