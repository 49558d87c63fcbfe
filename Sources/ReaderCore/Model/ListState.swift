import Articles

/// The list pane: a view as it stood when it was read.
struct ListState: Sendable {
  private(set) var scope: ListScope
  /// The view without what narrows it.
  private(set) var base: ListScope
  /// Where the view is one of the person's own.
  var saved: SavedView?
  /// What was typed to narrow the view, as it was typed; empty without.
  private(set) var query = ""
  /// What of the query can be lit in the rows and the article.
  private(set) var lights = TextLights()
  /// Whether the rows are still those from before the query.
  private(set) var isNarrowing = false
  /// In order; what is marked of them stands in ``Model/marks``.
  private(set) var ids: [ArticleID] = []
  private(set) var members = ArticleSet()
  /// What stands under the rows.
  var stories = StoryFolds()
  var unreadCount = 0
  /// False while only the first page is known.
  private(set) var isComplete = false
  /// The number of the last listing asked for, and whether it is still to come.
  var request = 0
  var isLoading = true
  var cursor = Cursor()
  var rows = RowCache()
  var digests = DigestCache()
  /// Articles that came or changed since, and how many more came; none stands in this view as it is now.
  var news: Set<ArticleID> = []
  var added = 0
  var waiting: Int { news.count + added }
  /// How many the listing on its way was asked for.
  private var expected = 0
  /// Whether the library changed after the listing on its way was asked for.
  var isStale = false
  /// Whether the person has done anything in this view: from then on it holds still.
  var isTouched = false
  /// Where the cursor goes when the list is there, read or not: a part of it was left there.
  var returnsTo: ArticleID?

  init(scope: ListScope, saved: SavedView? = nil) {
    self.scope = scope
    self.saved = saved
    base = scope
    lights = TextLights(scope.query.condition)
  }

  /// Takes note of articles that came or changed, and of how many more came.
  mutating func wait(for articles: Set<ArticleID>, _ added: Int) {
    news.formUnion(articles)
    self.added += max(added, 0)
  }

  /// What waits is brought in by the next listing.
  mutating func expectNews() {
    expected += waiting
    news = []
    added = 0
  }

  /// What came while this listing was read and stands here waits no longer. What is new has a greater
  /// number than all that was here; what the listing was asked for is among it.
  private mutating func stopWaiting(forAllBut before: ArticleSet) {
    guard waiting > 0 else { return }
    var others = 0
    for id in ids + stories.folded where !before.contains(id) {
      if news.remove(id) == nil, before.last.map({ id.rawValue > $0.rawValue }) ?? true {
        others += 1
      }
    }
    added = max(added - max(others - expected, 0), 0)
  }

  /// Asks for a part of a view; the rows stay what they were until the answer is here.
  mutating func narrow(_ base: ListScope, to query: ArticleQuery?, text: String) {
    word(query, as: text)
    lights = query.map { TextLights($0.condition) } ?? TextLights()
    if base != self.base { saved = nil }
    self.base = base
    scope = query.map { .query($0, in: base) } ?? base
    isNarrowing = true
    isComplete = false
    isTouched = false
  }

  /// What is asked, as it was typed.
  mutating func word(_ query: ArticleQuery?, as text: String) {
    self.query = query == nil ? "" : text
  }

  /// How many rows there are.
  var count: Int { ids.count }

  /// The group of the sidebar that the view stands in.
  var sidebarGroup: SidebarGroup? {
    if saved != nil { return .saved }
    return switch base.kept {
    case .label: .labels
    case .tag: .tags
    case .topic: .topics
    case .provider: .providers
    case .source: .sources
    case .all, .unread, .starred, .muted: nil
    }
  }

  /// How many articles, those without a row of their own included.
  var total: Int { ids.count + stories.folded.count }

  /// Which of the articles a row is the first of, counted from 1.
  func position(at place: Int) -> Int { place + stories.hiddenCount(before: place) + 1 }

  /// The row that an article has, or stands under.
  func place(of id: ArticleID) -> Int? {
    ids.firstIndex(of: id) ?? (stories.folded.isEmpty ? nil : stories.place(ofHidden: id))
  }

  /// The articles of some rows.
  func articles(in places: Range<Int>) -> [ArticleID] {
    Array(ids[places]) + stories.hidden(in: places)
  }

  mutating func unfold(at place: Int) {
    stories.unfold(at: place, in: &ids)
    rows.forgetPlaces()
  }

  mutating func fold(at place: Int) {
    stories.fold(at: place, in: &ids)
    rows.forgetPlaces()
  }

  var selectedID: ArticleID? {
    count == 0 ? nil : ids[cursor.selected]
  }

  func row(at index: Int) -> ArticleRow? { rows[ids[index]] }

  /// The unread article nearest after (or before) a place; the place itself is not looked at.
  func nextUnread(from index: Int, backwards: Bool = false, in marks: MarkBook) -> Int? {
    let own =
      backwards
      ? ids[..<max(min(index, count), 0)].lastIndex(where: marks.isUnread)
      : ids[min(max(index + 1, 0), count)...].firstIndex(where: marks.isUnread)
    guard !stories.folded.isEmpty else { return own }
    let hidden = stories.nextPlace(from: index, backwards: backwards, where: marks.isUnread)
    return [own, hidden].compactMap { $0 }.reduce(nil as Int?) { nearest, place in
      nearest.map { backwards ? max($0, place) : min($0, place) } ?? place
    }
  }

  /// Takes a listing in the place of the present one.
  mutating func replace(_ new: Listing, isComplete: Bool, _ marks: inout MarkBook) {
    if isNarrowing {
      isNarrowing = false
      cursor = Cursor()
    }
    // Storage gives as many flags as ids; a listing that does not is cut to what is sure.
    let isWhole = new.flags.count >= new.ids.count && new.foldedFlags.count >= new.folded.count
    ids = isWhole ? new.ids : Array(new.ids.prefix(new.flags.count))
    let unfolded = stories.open.keys
    stories = isWhole ? StoryFolds(new) : StoryFolds()
    let before = members
    members = ArticleSet(ids)
    for id in stories.folded { members.insert(id) }
    if self.isComplete { stopWaiting(forAllBut: before) }
    expected = 0
    self.isComplete = isComplete
    marks.learn(new)
    count(in: marks)
    rows.forgetPlaces()
    for id in unfolded {
      if let place = ids.firstIndex(of: id) { stories.unfold(at: place, in: &ids) }
    }
  }

  /// Counts what is unread anew.
  mutating func count(in marks: MarkBook) {
    unreadCount = marks.unreadCount(of: ids) + marks.unreadCount(of: stories.folded)
  }
}

/// Which row is selected and which one is the first on the screen.
///
/// A selection that leaves the window brings its row to the middle, so that most moves repaint two
/// rows and not the whole list.
struct Cursor: Hashable, Sendable {
  private(set) var selected = 0
  private(set) var top = 0

  /// Selects the row nearest to `index`, scrolling only if it is not on the screen.
  mutating func select(_ index: Int, count: Int, height: Int) {
    selected = min(max(index, 0), max(count - 1, 0))
    show(count: count, height: height)
  }

  mutating func move(by distance: Int, count: Int, height: Int) {
    let (index, isPast) = selected.addingReportingOverflow(distance)
    select(isPast ? (distance > 0 ? count : 0) : index, count: count, height: height)
  }

  /// Moves the window by `pages` screens (1, -1) and the selection with it.
  mutating func turn(pages: Int, count: Int, height: Int) {
    let rows = max(height, 1)
    top = min(max(top + pages * rows, 0), max(count - rows, 0))
    move(by: pages * rows, count: count, height: height)
  }

  /// Moves the window alone; the selection stays where it is as long as that is on the screen.
  mutating func scroll(by distance: Int, count: Int, height: Int) {
    let rows = max(height, 1)
    top = min(max(top + distance, 0), max(count - rows, 0))
    selected = min(max(selected, top), max(min(top + rows, count) - 1, 0))
  }

  /// The same row on the screen for a list that begins elsewhere: keeps the distance to the top.
  mutating func carry(to index: Int, count: Int, height: Int) {
    top = index - (selected - top)
    select(index, count: count, height: height)
  }

  /// The beginning of the list, as long as the selection is on the screen with it.
  mutating func showBeginning(height: Int) {
    if selected < max(height, 1) { top = 0 }
  }

  private mutating func show(count: Int, height: Int) {
    let rows = max(height, 1)
    if selected < top || selected >= top + rows { top = selected - rows / 2 }
    top = min(max(top, 0), max(count - rows, 0))
  }
}

/// The words of a query that are lit where they stand.
struct TextLights: Hashable, Sendable {
  private enum Word: Hashable, Sendable {
    case whole(String)
    case beginning(String)
    case anywhere(String)
  }

  private var words: [Word] = []

  init() {}

  init(_ condition: QueryCondition) { add(condition) }

  var isEmpty: Bool { words.isEmpty }

  /// Where the words stand, in bytes of the text's UTF-8.
  func ranges(in text: String) -> [Range<Int>] {
    guard !isEmpty else { return [] }
    let folded = FoldedText(text)
    return words.flatMap { word in
      switch word {
      case .whole(let text): folded.ranges(ofWord: FoldedText(text), whole: true)
      case .beginning(let text): folded.ranges(ofWord: FoldedText(text), whole: false)
      case .anywhere(let text): folded.ranges(of: FoldedText(text).trimmed)
      }
    }
  }

  /// Only what must be there, not what must not.
  private mutating func add(_ condition: QueryCondition) {
    switch condition {
    case .all(let conditions), .any(let conditions): for condition in conditions { add(condition) }
    case .text(let match), .field(.title, let match), .field(.excerpt, let match),
      .field(.body, let match):
      guard words.count < 32 else { return }
      switch match.style {
      case .word: words.append(.whole(match.text))
      case .prefix: words.append(.beginning(match.text))
      case .phrase, .phrasePrefix: words.append(.anywhere(match.text))
      // What it was mistyped for is not known here.
      case .near: break
      }
    default: break
    }
  }
}
