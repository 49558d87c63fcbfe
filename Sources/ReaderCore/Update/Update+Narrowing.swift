import Articles
import TUI

extension Model {
  /// "/" in the list: narrows the view while it is typed.
  mutating func narrowList() {
    // A word may go on, an order and its like do not.
    let last = list.query.split(separator: " ").last
    let text = last?.lowercased().hasPrefix("sort:") ?? false ? list.query + " " : list.query
    overlay = .search(
      SearchPrompt(purpose: .list(list.base, list, trail), line: LineEditor(text)))
  }

  /// The whole query of the view, to be changed.
  mutating func editQuery() {
    let base =
      list.saved?.query ?? Wording.query(of: list.base, title: sidebar.title(of: list.base))
    let text = [base, list.query].filter { !$0.isEmpty }.joined(separator: " ")
    var prompt = SearchPrompt(purpose: .list(.all, list, trail), line: LineEditor(text))
    prompt.focusBefore = focus
    focus = .list
    overlay = .search(prompt)
  }

  mutating func pressInNarrowing(
    _ prompt: SearchPrompt, _ base: ListScope, before: ListState, _ oldTrail: Trail, _ key: Key
  ) -> [Effect] {
    var prompt = prompt
    prompt.notice = nil
    switch key {
    case .escape, .control("c"), .control("g"):
      overlay = nil
      if let focusBefore = prompt.focusBefore { focus = focusBefore }
      return restore(before, oldTrail)
    case .enter where prompt.mistake == nil:
      overlay = nil
      queryHistory.add(prompt.line.text)
      return narrow(&prompt, base, before)
    case .enter: return []
    case .backspace where prompt.line.text.isEmpty:
      overlay = nil
      return narrow(&prompt, base, before)
    case .control("l"): return [.redraw]
    case .control("s") where prompt.mistake == nil: return name(prompt, base)
    case .control("x") where prompt.mistake == nil:
      askToMute(prompt, base)
      return []
    default:
      prompt.type(key, &queryHistory) { [sidebar] text in
        QueryCompletion(of: text, names: { sidebar.names(of: $0) })
      }
    }
    let effects = narrow(&prompt, base, before)
    overlay = .search(prompt)
    return effects
  }

  /// Asks for what is typed; what is no query leaves the list as it is.
  private mutating func narrow(
    _ prompt: inout SearchPrompt, _ base: ListScope, _ before: ListState
  ) -> [Effect] {
    do throws(QueryMistake) {
      let effects = try narrow(base, to: prompt.line.text)
      prompt.mistake = nil
      return effects
    } catch {
      prompt.mistake = error
      return []
    }
  }

  mutating func narrow(_ base: ListScope, to text: String) throws(QueryMistake) -> [Effect] {
    let query = try parsed(text)
    let scope = query.map { ListScope.query($0, in: base) } ?? base
    guard scope != list.scope else {
      // The same may be asked in other words.
      list.word(query, as: text)
      return []
    }
    list.narrow(base, to: query, text: text)
    return reloadListing()
  }

  /// `nil` for a text that asks for nothing.
  func parsed(_ text: String) throws(QueryMistake) -> ArticleQuery? {
    let clock = configuration.clock
    let query = try QueryParser.parse(text, now: now, utcOffset: { clock.offset(at: $0) })
    return query == ArticleQuery() ? nil : query
  }

  /// List and trail as they were before anything was typed.
  mutating func restore(_ before: ListState, _ oldTrail: Trail) -> [Effect] {
    let present = list
    // What was typed and taken away again has been asked for, too.
    guard present.scope != before.scope || present.request != before.request else { return [] }
    list = before
    // The numbers go on.
    list.request = present.request
    list.count(in: marks)
    trail = oldTrail
    if let page, !page.subject.isSame(as: trail.current?.subject) { self.page = nil }
    return before.isLoading ? reloadListing() : []
  }

  /// What comes while something is typed waits in the list that Escape restores, too.
  mutating func noteBehindPrompt(_ articles: Set<ArticleID>, _ added: Int) {
    guard case .search(var prompt) = overlay,
      case .list(let base, var before, let trail) = prompt.purpose
    else { return }
    before.rows.outdate()
    before.wait(for: articles, added)
    prompt.purpose = .list(base, before, trail)
    overlay = .search(prompt)
  }

  // MARK: Views of the person's own

  /// Ctrl-S: asks for a name for what is typed.
  private mutating func name(_ prompt: SearchPrompt, _ base: ListScope) -> [Effect] {
    let query = wholeQuery(prompt, base)
    guard !query.isEmpty else {
      var prompt = prompt
      prompt.notice = Wording.nothingToSave
      overlay = .search(prompt)
      return []
    }
    queryHistory.add(prompt.line.text)
    // What is typed beside a view is another one; its whole query is changed by itself.
    let known = configuration.views.first { $0.query == query } ?? (base == .all ? list.saved : nil)
    overlay = .search(
      SearchPrompt(purpose: .name(query), line: LineEditor(known?.name ?? "")))
    return []
  }

  /// What is typed, and what it is asked of.
  func wholeQuery(_ prompt: SearchPrompt, _ base: ListScope) -> String {
    var parts = [prompt.line.text]
    if base != .all {
      parts.insert(
        list.saved?.query ?? Wording.query(of: base, title: sidebar.title(of: base)), at: 0)
    }
    return parts.filter { $0.contains { !$0.isWhitespace } }.joined(separator: " ")
  }

  mutating func pressInNaming(_ prompt: SearchPrompt, _ query: String, _ key: Key) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape, .control("c"), .control("g"): overlay = nil
    case .control("l"): return [.redraw]
    case .enter:
      let name = prompt.line.text.split(separator: " ").joined(separator: " ")
      guard !name.isEmpty else { return [] }
      let old = configuration.views.first { $0.name == name }
      if let old, old.query != query {
        let question = Wording.replaces(old)
        guard prompt.notice == question else {
          prompt.notice = question
          overlay = .search(prompt)
          return []
        }
      }
      overlay = nil
      return [.save(SavedView(name: name, query: query, markRead: old?.markRead, key: old?.key))]
    default:
      prompt.notice = nil
      prompt.line.press(key)
      overlay = .search(prompt)
    }
    return []
  }

  /// Goes to the view that was saved.
  mutating func takeSaved(_ view: SavedView) -> [Effect] {
    let effects = show(view)
    say(Wording.viewSaved(view.name))
    return effects + [.loadSidebar]
  }

  /// Shows the whole view again, at the article that is selected.
  mutating func widen() -> [Effect] {
    let selected = list.selectedID
    let effects = list.saved.map { show($0) } ?? show(list.base)
    list.returnsTo = selected
    return effects
  }

  mutating func sort(by sort: QuerySort) -> [Effect] {
    var words = list.query.split(separator: " ", omittingEmptySubsequences: false)
    words.removeAll { $0.isEmpty || $0.lowercased().hasPrefix("sort:") }
    // Without a word of it, the order is that of the view.
    if sort != list.base.sort { words.append("sort:\(sort.rawValue)") }
    do throws(QueryMistake) {
      let effects = try narrow(list.base, to: words.joined(separator: " "))
      say(Wording.sorted(sort))
      return effects
    } catch {
      fail(error.description)
      return []
    }
  }
}

extension SidebarState {
  /// What the library has of a field that the sidebar lists.
  func names(of field: QueryField) -> [String] {
    entries.compactMap { entry in
      switch (field, entry.scope.kept) {
      case (.topic, .topic(let name)), (.tag, .tag(let name)), (.provider, .provider(let name)),
        (.label, .label(let name)):
        name
      // A feed is its own provider and stands among the sources alone.
      case (.source, .source), (.provider, .source): entry.title
      default: nil
      }
    }
  }
}
