import Articles
import TUI

extension Model {
  mutating func wake(_ alarm: Alarm) -> [Effect] {
    switch alarm {
    case .preview:
      let id = timers.preview
      timers.preview = nil
      if let row = selectedRow, row.id == id, focus != .detail {
        trail.begin(at: .article(row), isOpened: false)
      }
    case .markRead:
      let address = timers.reading
      timers.reading = nil
      if isReading, let subject = trail.current?.subject, subject.address == address {
        return mark(subject, .read)
      }
    case .minute: timers.minute = nil
    case .sidebar:
      sidebar.isReloadDue = false
      return [.loadSidebar]
    case .layOut:
      timers.isLayingOut = false
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
      timers.timed = nil
      return cancelReading()
    }
    guard !markState(of: stop.subject).flags.contains(.read) else { return cancelReading() }
    guard timers.timed != address else { return [] }
    switch markRead {
    case .after(let seconds):
      timers.timed = address
      timers.reading = address
      return [.wake(.markRead, afterMilliseconds: min(max(seconds, 0), 86_400) * 1000)]
    case .atEnd:
      let isHere = stop.subject.articleID == nil || currentDetail != nil
      guard isHere, page?.work == nil, stop.scroll >= scrollEnd else { return [] }
      timers.timed = address
      return mark(stop.subject, .read)
    case .onOpen, .manual: return []
    }
  }

  private mutating func cancelReading() -> [Effect] {
    guard timers.reading != nil else { return [] }
    timers.reading = nil
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
    if let minute = timers.minute, minute <= due { return [] }
    timers.minute = due
    return [.wake(.minute, afterMilliseconds: Int(due.milliseconds &- now.milliseconds))]
  }
}
