import Articles

/// The list pane: a view as it stood when it was read.
struct ListState: Sendable {
  private(set) var scope: ListScope
  /// The view without what narrows it.
  private(set) var base: ListScope
  /// Where the view is one of the person's own.
  private(set) var saved: SavedView?
  /// What was typed to narrow the view, as it was typed; empty without.
  private(set) var query = ""
  /// What of the query can be lit in the rows and the article.
  private(set) var lights = TextLights()
  /// Whether the rows are still those from before the query.
  private(set) var isNarrowing = false
  /// In order; what is marked of them stands in ``Model/marks``.
  private(set) var ids: [ArticleID] = []
  private(set) var members = ArticleSet()
  var unreadCount = 0
  /// False while only the first page is known.
  private(set) var isComplete = false
  /// The number of the last listing asked for, and whether it is still to come.
  var request = 0
  var isLoading = true
  var cursor = Cursor()
  var rows = RowCache()
  /// Articles that came or changed since, and how many more came; none is in this view as it is now.
  var news: Set<ArticleID> = []
  var added = 0
  var waiting: Int { news.count + added }
  /// Whether the library changed after the listing on its way was asked for.
  var isStale = false
  /// Whether the person has done anything in this view: from then on it holds still.
  var isTouched = false

  init(scope: ListScope, saved: SavedView? = nil) {
    self.scope = scope
    self.saved = saved
    base = scope
    if case .query(let query, in: _) = scope { lights = TextLights(query.condition) }
  }

  /// Takes note of articles that came or changed, and of how many more came.
  mutating func wait(for articles: Set<ArticleID>, _ added: Int) {
    news.formUnion(articles)
    self.added += max(added, 0)
  }

  /// Asks for a part of a view; the rows stay what they were until the answer is here.
  mutating func narrow(_ base: ListScope, to query: ArticleQuery?, text: String) {
    self.query = query == nil ? "" : text
    lights = query.map { TextLights($0.condition) } ?? TextLights()
    if base != self.base { saved = nil }
    self.base = base
    scope = query.map { .query($0, in: base) } ?? base
    isNarrowing = true
    isComplete = false
    isTouched = false
  }

  var count: Int { ids.count }

  /// The group of the sidebar that the view stands in.
  var sidebarGroup: SidebarGroup? {
    if saved != nil { return .saved }
    return switch base {
    case .tag: .tags
    case .topic: .topics
    case .provider: .providers
    case .source: .sources
    case .all, .unread, .starred, .muted, .query: nil
    }
  }

  var selectedID: ArticleID? {
    count == 0 ? nil : ids[cursor.selected]
  }

  func row(at index: Int) -> ArticleRow? { rows[ids[index]] }

  /// The unread article nearest after (or before) a place; the place itself is not looked at.
  func nextUnread(from index: Int, backwards: Bool = false, in marks: MarkBook) -> Int? {
    backwards
      ? ids[..<max(min(index, count), 0)].lastIndex(where: marks.isUnread)
      : ids[min(max(index + 1, 0), count)...].firstIndex(where: marks.isUnread)
  }

  /// Takes a listing in the place of the present one.
  mutating func replace(_ new: Listing, isComplete: Bool, _ marks: inout MarkBook) {
    if isNarrowing {
      isNarrowing = false
      cursor = Cursor()
    }
    // Storage gives as many flags as ids; a listing that does not is cut to what is sure.
    ids = new.flags.count < new.ids.count ? Array(new.ids.prefix(new.flags.count)) : new.ids
    members = ArticleSet(ids)
    self.isComplete = isComplete
    marks.learn(new)
    unreadCount = marks.unreadCount(of: ids)
    rows.forgetPlaces()
  }
}
