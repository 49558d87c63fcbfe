import TUI

extension Model {
  // MARK: In the article

  mutating func findInText() {
    guard let stop = trail.current else { return }
    overlay = .search(SearchPrompt(purpose: .text(scroll: stop.scroll, textSearch)))
  }

  /// As if it were typed and kept.
  mutating func findInText(_ pattern: String) {
    guard let stop = trail.current else { return }
    find(pattern, from: stop.scroll)
    textHistory.add(pattern)
    guard let search = textSearch, search.count == 0 else { return }
    if !search.pattern.isEmpty { say(Wording.notInText) }
    textSearch = nil
  }

  mutating func pressInSearch(_ prompt: SearchPrompt, _ key: Key) -> [Effect] {
    switch prompt.purpose {
    case .text(let scroll, let before):
      return pressInFinding(prompt, from: scroll, before: before, key)
    case .list(let base, let before, let trail):
      return pressInNarrowing(prompt, base, before: before, trail, key)
    case .sidebar: return pressInSidebarFilter(prompt, key)
    case .name(let query): return pressInNaming(prompt, query, key)
    case .pipe(let article, let form): return pressInPiping(prompt, article, form, key)
    case .save(let id): return pressInSaving(prompt, id, key)
    case .labels, .labelsOfAll: return pressInLabelling(prompt, key)
    case .command: return pressInCommand(prompt, key)
    }
  }

  private mutating func pressInFinding(
    _ prompt: SearchPrompt, from scroll: Int, before: TextSearch?, _ key: Key
  ) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      textSearch = before
      self.scroll(to: scroll)
      return []
    case .backspace where prompt.line.text.isEmpty:
      overlay = nil
      return []
    case .enter:
      overlay = nil
      textHistory.add(prompt.line.text)
      endVainSearch()
      return []
    case .control("l"): return [.redraw]
    case .up, .down:
      let line = textHistory.step(forward: key == .down, from: prompt.line.text)
      if let line { prompt.line = LineEditor(line) }
    default: prompt.line.press(key)
    }
    overlay = .search(prompt)
    find(prompt.line.text, from: scroll)
    return []
  }

  /// Shows where a text stands, first on the screen where it began or below.
  private mutating func find(_ pattern: String, from line: Int) {
    guard let page, pattern != textSearch?.pattern || pattern.isEmpty else { return }
    textSearch = TextSearch(pattern, in: page, from: line)
    scroll(to: line)
    searchOn()
  }

  /// Looks through more of the page, and shows the first match there is.
  mutating func searchOn() {
    guard let page, var search = textSearch, !search.isDone, search.subject.isSame(as: page.subject)
    else { return }
    let isFirst = search.current == nil
    textSearch = nil
    search.goOn(page, bytes: PageWork.slice)
    textSearch = search
    if isFirst { showMatch() }
    if case .search = overlay { return }
    endVainSearch()
  }

  /// Ends one that has found nothing anywhere.
  private mutating func endVainSearch() {
    guard let search = textSearch, search.isDone, search.count == 0 else { return }
    if !search.pattern.isEmpty { say(Wording.notInText) }
    textSearch = nil
  }

  /// After the page was laid out anew: the match stays, if all before it had been found.
  mutating func searchPageAgain(from line: Int) {
    guard let old = textSearch, let page else { return }
    guard old.subject.isSame(as: page.subject) else {
      textSearch = nil
      return
    }
    var search = TextSearch(old.pattern, in: page, from: old.isDone ? 0 : line)
    search.goOn(page, bytes: PageWork.slice)
    if old.isDone, let current = old.current, current < search.count {
      search.current = current
    }
    textSearch = search
  }

  /// While a text is looked for in the article, the keys for unread articles go through its matches.
  func matchStep(of action: Action) -> Int? {
    guard isReading, textSearch != nil else { return nil }
    return switch action {
    case .nextUnread: 1
    case .previousUnread, .previousMatch: -1
    default: nil
    }
  }

  mutating func goToMatch(_ step: Int) {
    while let page, let search = textSearch, !search.isDone, page.work == nil,
      !(0..<search.count).contains((search.current ?? 0) + step)
    {
      textSearch?.goOn(page, bytes: PageWork.slice)
    }
    guard let search = textSearch, let current = search.current else { return }
    let count = search.count
    let next = current + step
    if next >= count { say(Wording.matchesFromTop) }
    if next < 0 { say(Wording.matchesFromEnd) }
    textSearch?.current = (next + count) % count
    showMatch()
  }

  /// Scrolls only if the match is not on the screen.
  private mutating func showMatch() {
    guard let search = textSearch, let current = search.current, let stop = trail.current else {
      return
    }
    let line = search[current].line
    let rows = layout.text.rows
    if line < stop.scroll || line >= stop.scroll + rows { scroll(to: line - rows / 3) }
  }
}
