public import Articles
import GRDB

extension LibraryView {
  /// Views, tags, topics, providers and sources with their counts; some 60 ms for 100,000 articles.
  ///
  /// Topics and providers with most articles first, then by name; those without any are left out,
  /// and so are feeds among the providers: they are sources.
  public func sidebar() throws(StorageError) -> Sidebar {
    try library.read { database in
      let marks = try marks(database)
      let (members, all) = try members(of: sources, marks: marks, database)
      let counts = try counts(members: members, marks: marks, database)
      let starred = try starred(members: members, database)
      var sidebar = Sidebar(views: [
        entry(.all, Wording.all, all),
        entry(.unread, Wording.unread, Count(total: all.unread, unread: all.unread)),
        entry(.starred, Wording.starred, starred),
      ])
      sidebar.tags = try tags.map { tag in
        let count = try self.members(of: tagged(tag.name), marks: marks, database).count
        return entry(.tag(tag.name), tag.name, count)
      }
      for (list, count) in counts {
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
        let count = counts[source.rawValue] ?? Count()
        sidebar.sources.append(entry(.source(source), titles.shown, count))
        if let own = titles.ofFeed { feeds[own, default: 0] += count.total }
      }
      sidebar.providers.removeAll { feeds[$0.title] == $0.total }
      sidebar.topics.sort(by: comesFirst)
      sidebar.providers.sort(by: comesFirst)
      return sidebar
    }
  }

  private struct Count {
    var total = 0
    var unread = 0

    mutating func add(_ flags: UInt8) {
      total += 1
      if flags & MarkFlags.read.rawValue == 0 { unread += 1 }
    }
  }

  /// The articles of some sources, and how many there are, each counted once.
  private func members(of sources: [SourceID], marks: ArticleBytes, _ database: Database) throws
    -> (members: ArticleBytes, count: Count)
  {
    var members = ArticleBytes()
    var count = Count()
    let query = try Query(database, "SELECT article FROM listed WHERE list = ?")
    for source in sources {
      try query.each(source.rawValue) { row in
        let id = row.integer(0)
        if members[id] == 0 {
          members[id] = 1
          count.add(marks[id])
        }
        return true
      }
    }
    return (members, count)
  }

  /// How many articles stand under "Starred".
  private func starred(members: ArticleBytes, _ database: Database) throws -> Count {
    var count = Count()
    let query = try Query(
      database,
      "SELECT article, flags FROM mark JOIN article ON id = article WHERE state = ? AND flags & ?")
    try query.each(state.rawValue, Int(MarkFlags.starred.rawValue)) { row in
      if keepsStarred || members[row.integer(0)] != 0 {
        count.add(UInt8(truncatingIfNeeded: row.integer(1)))
      }
      return true
    }
    return count
  }

  /// How many articles of this view stand in each list, and how many of these are unread.
  private func counts(members: ArticleBytes, marks: ArticleBytes, _ database: Database) throws
    -> [Int64: Count]
  {
    var counts: [Int64: Count] = [:]
    var list: Int64 = 0
    var count = Count()
    func close() {
      if count.total > 0 { counts[list] = count }
    }
    try Query(database, "SELECT list, article FROM listed ORDER BY list").each { row in
      let (next, id) = (row.integer(0), row.integer(1))
      if next != list {
        close()
        list = next
        count = Count()
      }
      if members[id] != 0 { count.add(marks[id]) }
      return true
    }
    close()
    return counts
  }

  private func entry(_ scope: ListScope, _ title: String, _ count: Count) -> Sidebar.Entry {
    Sidebar.Entry(scope: scope, title: title, unread: count.unread, total: count.total)
  }

  private func comesFirst(_ a: Sidebar.Entry, _ b: Sidebar.Entry) -> Bool {
    a.total != b.total ? a.total > b.total : a.title < b.title
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
