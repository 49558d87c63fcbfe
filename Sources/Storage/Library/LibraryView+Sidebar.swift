public import Articles
import GRDB

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
        sidebar.sources.append(entry(.source(source), titles.shown, count))
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
    switch scope {
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
    case .query:
      let listing = try listing(scope, database)
      return ViewCounts.Count(
        total: listing.count, read: listing.flags.count { $0.contains(.read) })
    }
  }

  private func count(
    _ kind: ListKind, _ name: String, _ counted: ViewCounts, _ database: Database
  ) throws -> ViewCounts.Count {
    let list = try Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
      .first(kind.rawValue, Array(name.utf8)) { $0.integer(0) }
    let counts = try counted.lists(of: sources)
    return list.flatMap { counts[$0] } ?? ViewCounts.Count()
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
    -> (shown: String, ofFeed: String?)?
  {
    try Query(
      database,
      """
      SELECT name, source.title, feed.title FROM source JOIN list ON list.id = source.id
      LEFT JOIN feed ON feed.address = CAST(name AS TEXT) WHERE source.id = ?
      """
    ).first(source.rawValue) { row in
      let own = row.optionalText(2)
      return (row.optionalText(1) ?? SourcePlace(name: row.blob(0)).title(ofFeed: own), own)
    }
  }
}
