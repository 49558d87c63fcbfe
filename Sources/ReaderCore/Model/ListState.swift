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
  /// The flags here are the truth for the list; those in rows may be older.
  private(set) var listing = Listing()
  private(set) var unreadCount = 0
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

  var count: Int { listing.ids.count }

  var selectedID: ArticleID? {
    count == 0 ? nil : listing.ids[cursor.selected]
  }

  func flags(at index: Int) -> MarkFlags { listing.flags[index] }

  func row(at index: Int) -> ArticleRow? { rows[listing.ids[index]] }

  /// Where an article stands. Looks at the selection first, then at all.
  func index(of id: ArticleID) -> Int? {
    id == selectedID ? cursor.selected : listing.ids.firstIndex(of: id)
  }

  mutating func setFlags(_ flags: MarkFlags, at index: Int) {
    let wasRead = listing.flags[index].contains(.read)
    listing.flags[index] = flags
    if wasRead != flags.contains(.read) { unreadCount += wasRead ? 1 : -1 }
  }

  /// The unread article nearest after (or before) a place; the place itself is not looked at.
  func nextUnread(from index: Int, backwards: Bool = false) -> Int? {
    listing.flags.withUnsafeBufferPointer { flags in
      backwards
        ? flags[..<max(min(index, flags.count), 0)].lastIndex { !$0.contains(.read) }
        : flags[min(max(index + 1, 0), flags.count)...].firstIndex { !$0.contains(.read) }
    }
  }

  /// Takes a listing in the place of the present one.
  mutating func replace(_ new: Listing, isComplete: Bool) {
    listing = new
    if isNarrowing {
      isNarrowing = false
      cursor = Cursor()
    }
    // Storage gives as many flags as ids; a listing that does not is cut to what is sure.
    let count = min(new.ids.count, new.flags.count)
    listing.ids.removeLast(new.ids.count - count)
    listing.flags.removeLast(new.flags.count - count)
    self.isComplete = isComplete
    unreadCount = listing.flags.reduce(0) { $0 + ($1.contains(.read) ? 0 : 1) }
    rows.forgetPlaces()
  }
}
