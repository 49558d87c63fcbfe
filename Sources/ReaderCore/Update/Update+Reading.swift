import Articles
import TUI

extension Model {
  /// Enter: the view, the article, the selected link or related article.
  mutating func open() -> [Effect] {
    switch focus {
    case .sidebar:
      return sidebar.selected.map { open($0) } ?? []
    case .list:
      return openSelected(focusing: true)
    case .detail:
      guard let target = selectedTarget else { return [] }
      if target.isOfNote {
        followNote(target)
        return []
      }
      if case .link(let link) = target.kind {
        return follow(link)
      }
      guard let subject = subject(of: target.kind) else { return [] }
      trail.follow(subject)
      return markOpened(subject)
    }
  }

  /// Shows the selected article because the person asked for it.
  mutating func openSelected(focusing: Bool) -> [Effect] {
    guard let row = selectedRow else { return [] }
    let subject = Subject.article(row)
    if subject.isSame(as: trail.current?.subject) {
      trail.current?.isOpened = true
    } else {
      trail.begin(at: subject, isOpened: true)
    }
    if trail.stops.count == 1, oldTrail.count > 1, subject.isSame(as: oldTrail.first) {
      trail.begin(again: [subject] + oldTrail.dropFirst())
      oldTrail = []
    }
    if focusing || layout.detail == nil { focus = .detail }
    return markOpened(subject)
  }

  mutating func openUnread(backwards: Bool) -> [Effect] {
    guard
      let place = list.nextUnread(
        from: list.cursor.selected, backwards: backwards, in: marks)
    else { return [] }
    return open(place: place)
  }

  /// Opens the row below or above, read or not.
  mutating func openNext(backwards: Bool) -> [Effect] {
    open(place: list.cursor.selected + (backwards ? -1 : 1))
  }

  private mutating func open(place: Int) -> [Effect] {
    list.cursor.select(place, count: list.count, height: layout.listRows)
    if selectedRow == nil {
      opensWhenLoaded = list.selectedID
      return []
    }
    return openSelected(focusing: focus == .detail)
  }

  /// Opens the article that was chosen before its row was here.
  mutating func openLoaded() -> [Effect] {
    guard let id = opensWhenLoaded, id != list.selectedID || list.rows[id] != nil else { return [] }
    opensWhenLoaded = nil
    return id == list.selectedID ? openSelected(focusing: focus == .detail) : []
  }

  /// Space: opens what is only previewed, pages down, and at the end goes on to the next unread.
  mutating func readOn() -> [Effect] {
    let isShown =
      focus == .detail || selectedRow.map { Subject.article($0).isSame(as: trail.root) } == true
    guard isShown, layout.detail != nil, trail.current?.isOpened == true else {
      return openSelected(focusing: false)
    }
    if let stop = trail.current, stop.scroll < scrollEnd {
      scroll(to: stop.scroll + max(layout.text.rows - 1, 1))
      return []
    }
    if let reason = refusal(of: .nextUnread) {
      say(reason)
      return []
    }
    return openUnread(backwards: false)
  }

  /// The article a related entry, an item of a collection or a pointing article stands for.
  func subject(of kind: Page.Target.Kind) -> Subject? {
    switch kind {
    case .related(let entry):
      return entry.row.map(Subject.article) ?? .related(entry)
    case .article(let row): return .article(row)
    case .link, .sign, .note: return nil
    }
  }

  mutating func take(_ detail: ArticleDetail) {
    details.insert(detail)
    if trail.current?.subject.articleID == detail.row.id { page = nil }
    if case .info(var info) = overlay, info.subject.articleID == detail.row.id {
      info.page = nil
      overlay = .info(info)
    }
  }
}
