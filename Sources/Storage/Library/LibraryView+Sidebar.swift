public import Articles
import GRDB

extension LibraryView {
  /// Views, topics, providers and sources with their counts; some 60 ms for 100,000 articles.
  ///
  /// Topics and providers with most articles first, then by name; those without any are left out.
  public func sidebar() throws(StorageError) -> Sidebar {
    try library.read { database in
      let listing = try listing(.all, database)
      let marks = try marks(database)
      var members = ArticleBytes()
      for id in listing.ids { members[id.rawValue] = 1 }
      let counts = try counts(members: members, marks: marks, database)
      let unread = listing.flags.count { !$0.contains(.read) }
      let starred = try self.listing(.starred, database)
      var sidebar = Sidebar(views: [
        .init(scope: .all, title: Wording.all, unread: unread, total: listing.count),
        .init(scope: .unread, title: Wording.unread, unread: unread, total: unread),
        .init(
          scope: .starred, title: Wording.starred,
          unread: starred.flags.count { !$0.contains(.read) }, total: starred.count),
      ])
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
      sidebar.topics.sort(by: comesFirst)
      sidebar.providers.sort(by: comesFirst)
      sidebar.sources = try sources.compactMap { source in
        try title(of: source, database).map {
          entry(.source(source), $0, counts[source.rawValue] ?? Count())
        }
      }
      return sidebar
    }
  }

  private struct Count {
    var total = 0
    var unread = 0
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
      guard members[id] != 0 else { return true }
      count.total += 1
      if marks[id] & MarkFlags.read.rawValue == 0 { count.unread += 1 }
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

  private func title(of source: SourceID, _ database: Database) throws -> String? {
    try Query(
      database,
      """
      SELECT name, source.title, feed.title FROM source JOIN list ON list.id = source.id
      LEFT JOIN feed ON feed.address = CAST(name AS TEXT) WHERE source.id = ?
      """
    ).first(source.rawValue) { row in
      row.optionalText(1) ?? SourcePlace(name: row.blob(0)).title(ofFeed: row.optionalText(2))
    }
  }
}
