import Articles

/// Stories: one row for the articles that tell the same.
extension Model {
  /// What a mark of the selected row concerns besides it: what is folded under it.
  func folded(under row: ArticleRow) -> ArraySlice<ArticleID> {
    guard row.id == list.selectedID else { return [] }
    return list.stories.hidden(at: list.cursor.selected)
  }

  /// What holds for a row: read only if all that it stands for is read, starred if anything is.
  func flags(at place: Int) -> MarkFlags {
    var flags = marks.flags(of: list.ids[place])
    for id in list.stories.hidden(at: place) {
      let other = marks.flags(of: id)
      if !other.contains(.read) { flags.remove(.read) }
      if other.contains(.starred) { flags.insert(.starred) }
    }
    return flags
  }

  /// Unfolds the story of the selected row, or folds it again.
  mutating func unfoldStory() -> [Effect] {
    let place = list.cursor.selected
    guard list.stories.hidden(at: place).isEmpty else {
      list.unfold(at: place)
      list.cursor.select(place, count: list.count, height: layout.listRows)
      return []
    }
    guard let head = storyHead, let headPlace = list.place(of: head) else { return [] }
    list.fold(at: headPlace)
    list.cursor.select(headPlace, count: list.count, height: layout.listRows)
    return []
  }

  /// The row that the selected one stands under, or itself, if its story is unfolded.
  private var storyHead: ArticleID? {
    guard let id = list.selectedID else { return nil }
    return list.stories.open[id] != nil ? id : list.stories.heads[id]
  }

  /// Lets the articles of a story stand for themselves, from now on and everywhere; one that has a row
  /// under the story's, only that.
  mutating func splitStory() -> [Effect] {
    guard let id = list.selectedID else { return [] }
    var articles = [id]
    let place = list.cursor.selected
    if !list.stories.hidden(at: place).isEmpty { list.unfold(at: place) }
    if let others = list.stories.open[id] { articles += others }
    list.stories.split(articles)
    let (step, forgotten) = beginStep([.split], count: articles.count)
    massRequests[step] = list.request
    return [.markAll(ArticleSet(articles), [.split], at: now, step: step)] + forgotten
  }

  func refusalOfStory(_ action: Action) -> String? {
    guard list.isComplete else { return Wording.stillLoading }
    guard list.selectedID != nil else { return Wording.noArticle }
    if storyHead != nil || !list.stories.hidden(at: list.cursor.selected).isEmpty { return nil }
    if !foldsStories { return Wording.storiesAreOff(key(of: .toggleStories)) }
    return Wording.noStory
  }

  mutating func toggleStories() -> [Effect] {
    foldsStories.toggle()
    say(Wording.storiesFolded(foldsStories))
    return [.foldStories(foldsStories)] + reloadListing() + reloadSidebarSoon()
  }

  /// States one fact about all articles of a row, as one step.
  mutating func mark(_ row: ArticleRow, with others: ArraySlice<ArticleID>, _ name: MarkName)
    -> [Effect]
  {
    let ids = ArticleSet(([row.id] + others).filter { !marks.flags(of: $0).holds(name) })
    guard !ids.isEmpty else { return [] }
    let unread = list.unreadCount
    marks.noteAhead(MassMark(name, ids, at: now))
    if name == .read || name == .unread {
      list.unreadCount = unread + (name == .read ? -ids.count : ids.count)
    }
    let (step, forgotten) = beginStep([name], count: ids.count)
    massRequests[step] = list.request
    return [.markAll(ids, [name], at: now, step: step)] + forgotten
  }
}
