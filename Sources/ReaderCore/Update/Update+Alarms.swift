import Articles
import TUI

/// What a wake-up is for; each runs at most once at a time.
public enum Alarm: Hashable, Sendable, CaseIterable {
  /// The selection has rested: show the article it is on.
  case preview
  /// An age on the screen is no longer true.
  case minute
  /// The article has been read long enough to count as read.
  case markRead
  /// Enough changed that the sidebar's counts are worth reading again.
  case sidebar
  /// There is time to lay out more of a long article.
  case layOut
  /// Feeds may be due.
  case refresh
}

/// Which wake-ups are on their way and what for.
struct PendingAlarms: Sendable {
  /// The article that is shown when the selection has rested on it.
  var preview: ArticleID?
  /// The article that is read when the detail pane has stayed on it.
  var reading: Address?
  /// The article whose stay was timed already; it is not timed twice.
  var timed: Address?
  /// When an age on the screen is next untrue, if a wake for that is on its way.
  var minute: Instant?
  /// The last article for which similar ones were looked for.
  var similar: ArticleID?
  /// Whether a wake for the rest of a page is on its way.
  var isLayingOut = false
}

extension Model {
  mutating func wake(_ alarm: Alarm) -> [Effect] {
    switch alarm {
    case .preview:
      let id = alarms.preview
      alarms.preview = nil
      if let row = selectedRow, row.id == id, focus != .detail {
        trail.begin(at: .article(row), isOpened: false)
      }
    case .markRead:
      let address = alarms.reading
      alarms.reading = nil
      if isReading, let subject = trail.current?.subject, subject.address == address {
        return mark(subject, .read)
      }
    case .minute: alarms.minute = nil
    case .sidebar:
      sidebar.isReloadDue = false
      return [.loadSidebar]
    case .layOut:
      alarms.isLayingOut = false
      layOutMore()
      searchOn()
      return performDeferred()
    case .refresh: return refreshByClock()
    }
    return []
  }

  /// `after` and `at_end` count only while the detail pane has the focus, once for each stay.
  mutating func watchReading() -> [Effect] {
    guard isReading, let stop = trail.current, stop.isOpened, let address = stop.subject.address
    else {
      alarms.timed = nil
      return cancelReading()
    }
    guard !markState(of: stop.subject).flags.contains(.read) else { return cancelReading() }
    guard alarms.timed != address else { return [] }
    switch markRead {
    case .after(let seconds):
      alarms.timed = address
      alarms.reading = address
      return [.wake(.markRead, afterMilliseconds: min(max(seconds, 0), 86_400) * 1000)]
    case .atEnd:
      let isHere = stop.subject.articleID == nil || currentDetail != nil
      guard isHere, page?.work == nil, stop.scroll >= scrollEnd else { return [] }
      alarms.timed = address
      return mark(stop.subject, .read)
    case .onOpen, .manual: return []
    }
  }

  private mutating func cancelReading() -> [Effect] {
    guard alarms.reading != nil else { return [] }
    alarms.reading = nil
    return [.cancelWake(.markRead)]
  }

  /// Wakes when an age on the screen is no longer true, at most once a minute.
  mutating func watchAges() -> [Effect] {
    var next: Int64?
    func note(_ published: Instant?) {
      guard let published, let wait = Age.millisecondsUntilChange(of: published, at: now)
      else { return }
      next = min(next ?? wait, wait)
    }
    if layout.list != nil, configuration.list.dates == .relative {
      for place in visibleRows { note(list.row(at: place)?.published) }
    }
    if layout.detail != nil, let page {
      let top = min(trail.current?.scroll ?? 0, page.lines.count)
      for line in page.lines[top...].prefix(layout.text.rows) where line.kind == .entryFacts {
        note(line.target.flatMap { page.targets[$0].published })
      }
    }
    guard let next else { return [] }
    let due = now.advanced(byMilliseconds: max(next, 60_000))
    if let minute = alarms.minute, minute <= due { return [] }
    alarms.minute = due
    return [.wake(.minute, afterMilliseconds: Int(due.milliseconds &- now.milliseconds))]
  }
}
