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
