public import Articles
import GRDB

extension LibraryView {
  /// Identities of a whole list in order, newest first, and what is marked.
  ///
  /// Cost grows with the library: some 10 ms for a million articles, as long as the marks are few.
  public func listing(_ scope: ListScope) throws(StorageError) -> Listing {
    try library.read { try folded(listing(scope, $0), $0) }
  }

  /// The same, given up soon after `isCancelled` says so.
  /// - Throws: `.cancelled` then.
  public func listing(
    _ scope: ListScope, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> Listing {
    try library.read { database in
      try Interruption.watch(database, isCancelled) {
        try folded(listing(scope, database), database)
      }
    }
  }

  func listing(_ scope: ListScope, _ database: Database) throws -> Listing {
    guard try !isEmpty(scope, database) else { return Listing() }
    var ids =
      try scope.query.isEmpty
      ? kept(scope.kept, database)
      : found(scope.query, in: scope.kept, database)
    if scope == .muted {
      try mutedSet(database).filter(&ids, keeping: true)
    } else if scope.query.isEmpty {
      // A query has left them out already, or asks for them.
      try hidden(database)?.filter(&ids, keeping: false)
    }
    let marks = try ids.count < Self.few ? marks(of: ids, database) : marks(database)
    if marks.isEmpty {
      if scope == .starred { ids = [] }
      return Listing(ids: ids, flags: Array(repeating: [], count: ids.count))
    }
    switch scope {
    case .unread: ids.removeAll { marks[$0.rawValue] & MarkFlags.read.rawValue != 0 }
    case .starred: ids.removeAll { marks[$0.rawValue] & MarkFlags.starred.rawValue == 0 }
    default: break
    }
    return Listing(ids: ids, flags: ids.map { MarkFlags(rawValue: marks[$0.rawValue]) })
  }

  private func kept(_ list: ListScope.Kept, _ database: Database) throws -> [ArticleID] {
    switch list {
    case .all, .unread, .muted: return try articles(in: sources, database)
    case .starred:
      return keepsStarred
        ? try ListOrder.articles(database) : try articles(in: sources, database)
    case .tag(let name): return try articles(in: tagged(name), database)
    case .source(let source): return try articles(of: source, database)
    case .topic(let name): return try visible(.topic, name, database)
    case .provider(let name): return try visible(.provider, name, database)
    case .label: return try found(ArticleQuery(), in: list, database)
    }
  }

  /// The articles that are in one of some sources, in order. Which is in which is read only where they
  /// are not all that there are.
  func articles(in sources: [SourceID], _ database: Database) throws -> [ArticleID] {
    let areAll =
      try ViewCounts(state, database).count(of: sources).total
      == ArticleCounts.number(in: ArticleCounts.Whole.every, database)
    return try areAll
      ? ListOrder.articles(database) : ListOrder.articles(in: sources, database)
  }

  /// Whether the counts say that nothing is there.
  private func isEmpty(_ scope: ListScope, _ database: Database) throws -> Bool {
    guard scope.query.isEmpty else { return false }
    return switch scope.kept {
    case .all, .unread, .starred:
      try count(scope, ViewCounts(state, database), database).total == 0
    case .muted: try mutedSet(database).isEmpty
    case .label, .tag, .source, .topic, .provider: false
    }
  }

  /// A source that has much of the library has its articles in the order of all sooner than out of its
  /// own list.
  private func articles(of source: SourceID, _ database: Database) throws -> [ArticleID] {
    guard sources.contains(source) else { return [] }
    let counted = try ViewCounts(state, database)
    let isLarge =
      try count(.source(source), counted, database).total
      > count(.all, counted, database).total / 8
    return isLarge
      ? try articles(in: [source], database) : try listed(source.rawValue, database)
  }

  /// Of fewer articles the flags are looked up one by one.
  private static let few = 1000

  private func marks(of ids: [ArticleID], _ database: Database) throws -> ArticleBytes {
    var marks = ArticleBytes()
    let query = try Query(database, "SELECT flags FROM mark WHERE state = ? AND article = ?")
    for id in ids {
      if let flags = try query.first(state.rawValue, id.rawValue, row: { $0.integer(0) }) {
        marks[id.rawValue] = UInt8(truncatingIfNeeded: flags)
      }
    }
    return marks
  }

  /// The flags of all articles that have any.
  func marks(_ database: Database) throws -> ArticleBytes {
    var marks = ArticleBytes()
    try Query(database, "SELECT article, flags FROM mark WHERE state = ?")
      .each(state.rawValue) { row in
        marks[row.integer(0)] = UInt8(truncatingIfNeeded: row.integer(1))
        return true
      }
    return marks
  }

  /// The sources of this view that have a tag.
  func tagged(_ name: String) -> [SourceID] {
    guard let tag = tags.first(where: { $0.name == name }) else { return [] }
    let known = Set(sources)
    return tag.sources.filter(known.contains)
  }

  private func listed(_ list: Int64, _ database: Database) throws -> [ArticleID] {
    try Query(
      database, "SELECT article FROM listed WHERE list = ? ORDER BY sort, title, article"
    ).all(list) { ArticleID($0.integer(0)) }
  }

  /// What stands under a topic or a provider, of the sources of this view alone.
  private func visible(_ kind: ListKind, _ name: String, _ database: Database) throws
    -> [ArticleID]
  {
    guard let list = try number(of: kind, name, database) else { return [] }
    let ids = try LargeLists.articles(of: list, database) ?? listed(list, database)
    let shown = try ViewCounts(state, database).list(list, of: sources).total
    if shown == ids.count { return ids }
    let members = ArticleSet(try articles(in: sources, database))
    return ids.filter { members.contains($0) }
  }

  private func number(of kind: ListKind, _ name: String, _ database: Database) throws -> Int64? {
    try Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
      .first(kind.rawValue, Array(name.utf8)) { $0.integer(0) }
  }
}

extension LibraryView {
  /// Views, tags, topics, providers and sources with their counts; at a cost that does not grow with
  /// the number of articles.
  ///
  /// Topics and providers with most articles first, then by name; those without any are left out,
  /// and so are feeds among the providers: they are sources.
  public func sidebar() throws(StorageError) -> Sidebar {
    try library.read { database in
      let counted = try shownCounts(database)
      let all = try counted.count(of: sources)
      let starred = try counted.starred(of: keepsStarred ? nil : sources)
      let counts = try counted.lists(of: sources)
      var sidebar = Sidebar(views: [
        entry(.all, Wording.all, all),
        entry(.unread, Wording.unread, ViewCounts.Count(total: all.unread)),
        entry(.starred, Wording.starred, starred),
      ])
      if frontPageWishes?.size ?? 0 > 0 {
        let front = try count(.frontPage, counted, database)
        sidebar.views.insert(entry(.frontPage, Wording.frontPage, front), at: 0)
      }
      if muting?.rules.isEmpty == false {
        sidebar.views.append(entry(.muted, Wording.muted, counted.muted(of: sources)))
      }
      let labels = LabelTable(database)
      for (id, count) in try counted.labels(of: keepsStarred ? nil : sources)
      where count.total > 0 {
        guard let name = try labels.label(id)?.name else { continue }
        sidebar.labels.append(entry(.label(name), name, count))
      }
      sidebar.tags = try tags.map { tag in
        entry(.tag(tag.name), tag.name, try counted.count(of: tagged(tag.name)))
      }
      for (list, count) in counts where count.total > 0 {
        try Query(database, "SELECT kind, name FROM list WHERE id = ?").each(list) { row in
          let name = row.withBlob(1) { String(decoding: $0, as: UTF8.self) }
          switch ListKind(rawValue: row.integer(0)) {
          case .topic: sidebar.topics.append(entry(.topic(name), name, count))
          case .provider: sidebar.providers.append(entry(.provider(name), name, count))
          case .source, nil: break
          }
          return false
        }
      }
      var feeds: [String: Int] = [:]
      for source in sources {
        guard let titles = try titles(of: source, database) else { continue }
        let count = counts[source.rawValue] ?? ViewCounts.Count()
        var line = entry(.source(source), titles.shown, count)
        line.isFailing = titles.isFailing
        sidebar.sources.append(line)
        if let own = titles.ofFeed { feeds[own, default: 0] += count.total }
      }
      sidebar.providers.removeAll { $0.total <= feeds[$0.title, default: 0] }
      sidebar.labels.sort(by: comesFirst)
      sidebar.topics.sort(by: comesFirst)
      sidebar.providers.sort(by: comesFirst)
      return sidebar
    }
  }

  /// How many articles stand in a list; for topics and providers as in ``sidebar()``.
  ///
  /// Costs as much as there are sources; of a query, as much as its list.
  public func count(_ scope: ListScope) throws(StorageError) -> (total: Int, unread: Int) {
    let found = try library.read { try count(scope, $0) }
    return (found.total, found.unread)
  }

  func count(_ scope: ListScope, _ database: Database) throws -> ViewCounts.Count {
    try count(scope, shownCounts(database), database)
  }

  /// The counts of what is shown.
  private func shownCounts(_ database: Database) throws -> ViewCounts {
    let muted = try muting.map { try $0.groups(under: state, database) } ?? []
    return try ViewCounts(state, hiding: muted, isHidden: hidesMuted, database)
  }

  func count(
    _ scope: ListScope, _ counted: ViewCounts, _ database: Database
  ) throws -> ViewCounts.Count {
    guard scope.query.isEmpty else {
      let listing = try listing(scope, database)
      return ViewCounts.Count(
        total: listing.count, read: listing.flags.count { $0.contains(.read) })
    }
    switch scope.kept {
    case .all: return try counted.count(of: sources)
    case .unread: return ViewCounts.Count(total: try counted.count(of: sources).unread)
    case .starred: return try counted.starred(of: keepsStarred ? nil : sources)
    case .muted: return counted.muted(of: sources)
    case .label(let name):
      guard let label = try label(name, database) else { return ViewCounts.Count() }
      return try counted.label(label, of: keepsStarred ? nil : sources)
    case .tag(let name): return try counted.count(of: tagged(name))
    case .source(let source): return try counted.count(of: sources.filter { $0 == source })
    case .topic(let name): return try count(.topic, name, counted, database)
    case .provider(let name): return try count(.provider, name, counted, database)
    }
  }

  private func count(
    _ kind: ListKind, _ name: String, _ counted: ViewCounts, _ database: Database
  ) throws -> ViewCounts.Count {
    try number(of: kind, name, database).map { try counted.list($0, of: sources) }
      ?? ViewCounts.Count()
  }

  private func entry(_ scope: ListScope, _ title: String, _ count: ViewCounts.Count)
    -> Sidebar.Entry
  {
    Sidebar.Entry(scope: scope, title: title, unread: count.unread, total: count.total)
  }

  private func comesFirst(_ a: Sidebar.Entry, _ b: Sidebar.Entry) -> Bool {
    a.total != b.total ? a.total > b.total : a.title < b.title
  }

  /// What the person, and a feed, call a source, and where it is.
  func descriptions(of source: SourceID, _ database: Database) throws -> [String] {
    let titles = try titles(of: source, database)
    let location = try Query(database, "SELECT name FROM list WHERE id = ?")
      .first(source.rawValue) { SourcePlace(name: $0.blob(0)).location }
    return [names[source], titles?.shown, titles?.ofFeed, location].compactMap { $0 }
  }

  private func titles(of source: SourceID, _ database: Database) throws
    -> (shown: String, ofFeed: String?, isFailing: Bool)?
  {
    try Query(
      database,
      """
      SELECT name, source.title, feed.title, problem FROM source JOIN list ON list.id = source.id
      LEFT JOIN feed ON feed.address = CAST(name AS TEXT) WHERE source.id = ?
      """
    ).first(source.rawValue) { row in
      let own = row.optionalText(2)
      return (
        row.optionalText(1) ?? SourcePlace(name: row.blob(0)).title(ofFeed: own), own,
        !row.isNull(3)
      )
    }
  }
}

/// A byte for each article, found by its number: faster than a dictionary, as numbers are dense.
struct ArticleBytes {
  private var bytes: [UInt8] = []

  /// Beyond this, numbers come from a damaged file; their articles count as unmarked.
  private static let limit: Int64 = 1 << 28

  /// Whether none was ever set.
  var isEmpty: Bool { bytes.isEmpty }

  subscript(id: Int64) -> UInt8 {
    get {
      id >= 0 && id < Int64(bytes.count) ? bytes[Int(id)] : 0
    }
    set {
      guard id >= 0, id < ArticleBytes.limit else { return }
      if id >= Int64(bytes.count) {
        let wanted = max(Int(id) + 1, bytes.count * 2)
        bytes.append(contentsOf: repeatElement(0, count: wanted - bytes.count))
      }
      bytes[Int(id)] = newValue
    }
  }
}
