import Articles

/// Which articles of a list stand under others: those of a story under its best, folded or unfolded.
///
/// Everything counts articles, whether they have a row of their own or not. What concerns one row takes
/// as many steps as it takes to find one among all stories; folding and unfolding, as many as there are
/// stories.
struct StoryFolds: Sendable {
  /// Rows with something folded under them, and where that ends among ``folded``.
  private(set) var folds: [Listing.Fold] = []
  private(set) var folded: [ArticleID] = []
  /// What was unfolded: the articles that have rows below that of the story.
  private(set) var open: [ArticleID: [ArticleID]] = [:]
  /// The story's row of each of those.
  private(set) var heads: [ArticleID: ArticleID] = [:]

  init() {}

  init(_ listing: Listing) {
    folds = listing.folds
    folded = listing.folded
  }

  /// What is folded under a row.
  func hidden(at place: Int) -> ArraySlice<ArticleID> {
    guard let index = index(at: place) else { return [] }
    return folded[range(index)]
  }

  /// What is folded under some rows.
  func hidden(in places: Range<Int>) -> ArraySlice<ArticleID> {
    folded[hiddenCount(before: places.lowerBound)..<hiddenCount(before: places.upperBound)]
  }

  func hiddenCount(before place: Int) -> Int {
    let index = firstIndex(from: place)
    return index == 0 ? 0 : folds[index - 1].end
  }

  /// The row that an article stands under.
  func place(ofHidden id: ArticleID) -> Int? {
    guard let position = folded.firstIndex(of: id) else { return nil }
    return folds.first { $0.end > position }?.place
  }

  /// The row nearest to a place that hides an article of which something holds.
  func nextPlace(
    from place: Int, backwards: Bool, where holds: (ArticleID) -> Bool
  ) -> Int? {
    if backwards {
      let end = hiddenCount(before: place)
      guard let position = folded[..<end].lastIndex(where: holds) else { return nil }
      return folds.first { $0.end > position }?.place
    }
    let start = hiddenCount(before: place + 1)
    guard let position = folded[start...].firstIndex(where: holds) else { return nil }
    return folds.first { $0.end > position }?.place
  }

  // MARK: Folding

  /// Gives what is folded under a row rows of its own.
  mutating func unfold(at place: Int, in ids: inout [ArticleID]) {
    guard let index = index(at: place) else { return }
    let range = range(index)
    let others = Array(folded[range])
    ids.insert(contentsOf: others, at: place + 1)
    folded.removeSubrange(range)
    folds.remove(at: index)
    for later in index..<folds.count {
      folds[later].place += others.count
      folds[later].end -= others.count
    }
    open[ids[place]] = others
    for other in others { heads[other] = ids[place] }
  }

  /// - Parameter place: of the row of an unfolded story.
  mutating func fold(at place: Int, in ids: inout [ArticleID]) {
    guard let others = open.removeValue(forKey: ids[place]) else { return }
    for other in others { heads[other] = nil }
    ids.removeSubrange(place + 1..<place + 1 + others.count)
    let index = firstIndex(from: place)
    let start = index == 0 ? 0 : folds[index - 1].end
    folded.insert(contentsOf: others, at: start)
    for later in index..<folds.count {
      folds[later].place -= others.count
      folds[later].end += others.count
    }
    folds.insert(Listing.Fold(place: place, end: start + others.count), at: index)
  }

  /// Lets articles whose rows are all there stand for themselves.
  mutating func split(_ articles: [ArticleID]) {
    for id in articles {
      for other in open.removeValue(forKey: id) ?? [] { heads[other] = nil }
      if let head = heads.removeValue(forKey: id) {
        open[head]?.removeAll { $0 == id }
        if open[head]?.isEmpty == true { open[head] = nil }
      }
    }
  }

  // MARK: Finding

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : folds[index - 1].end)..<folds[index].end
  }

  private func index(at place: Int) -> Int? {
    let index = firstIndex(from: place)
    return index < folds.count && folds[index].place == place ? index : nil
  }

  /// The first fold at a place or below it.
  private func firstIndex(from place: Int) -> Int {
    var range = 0..<folds.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if folds[middle].place < place {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }
}

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
