@_spi(ArticleKeys) public import Articles
public import Articles
import GRDB

/// What one run sees of the library: some sources, under the marks of one state file.
///
/// A value that any thread may use. Every call is one read transaction and sees what had been
/// stored when it began.
public struct LibraryView: Sendable {
  let library: Library
  private(set) var sources: [SourceID] { didSet { places = Self.places(of: sources) } }
  /// Where each source stands: an article is looked up by its few lists, not among all sources.
  private var places: [Int64: Int]
  let state: StateID
  let keepsStarred: Bool
  /// What the person has put the sources under, in the order of the first source of each.
  public private(set) var tags: [SourceTag] = []
  /// What the person calls feeds.
  private(set) var names: [SourceID: String] = [:]
  /// Whether lists have one row for the articles that tell the same story.
  public var foldsStories = false
  /// What the person wants of the front page; `nil` where it is no view.
  public var frontPageWishes: FrontPage.Wishes?
  /// The time at which a front page is made.
  public var now: @Sendable () -> Instant = { Clock.now }
  /// What the person's rules hide.
  public var muting: Muting?
  /// Whether it is hidden here.
  private(set) var hidesMuted = true
  /// Rules that give rows a look of their own, the first that an article meets before others.
  public var highlighting: Highlighting?
  /// Which articles are to be had whole unasked, whatever their sources.
  public var wholeTexts: Highlighting?

  init(library: Library, sources: [SourceID], state: StateID, keepsStarred: Bool) {
    self.library = library
    self.sources = sources
    places = Self.places(of: sources)
    self.state = state
    self.keepsStarred = keepsStarred
  }

  private static func places(of sources: [SourceID]) -> [Int64: Int] {
    Dictionary(
      zip(sources.map(\.rawValue), sources.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The same over other sources.
  public func over(_ sources: [SourceID]) -> LibraryView {
    var view = self
    view.sources = sources
    return view
  }

  /// The same over other sources, with what the person calls them and has put them under.
  public func over(_ sources: [Source]) -> LibraryView {
    var view = over(sources.map(\.id))
    view.tags = SourceTag.all(of: sources)
    view.names = Dictionary(
      sources.compactMap { source in
        source.isFeed ? source.name.map { (source.id, $0) } : nil
      }, uniquingKeysWith: { first, _ in first })
    return view
  }

  /// The same with what rules hide.
  public var seeingMuted: LibraryView {
    var view = self
    view.hidesMuted = false
    return view
  }

  /// The rows of a list, in the order asked; those that are gone are left out.
  public func rows(_ ids: [ArticleID]) throws(StorageError) -> [ArticleRow] {
    try library.read { try rows(ids, $0) }
  }

  /// The article that has this address as its key or, if only one claims it, as an alias.
  public func article(at address: Address) throws(StorageError) -> ArticleID? {
    try library.read { try article(library.hashing(address), $0) }
  }

  /// The row of the article that has this address, from whichever source: a mark belongs to the
  /// article also where no source of this view shows it.
  public func row(at address: Address) throws(StorageError) -> ArticleRow? {
    try library.read { database in
      try AddressClaims.owner(of: library.hashing(address), database).flatMap {
        try rows([ArticleID($0)], database).first
      }
    }
  }

  func rows(_ ids: [ArticleID], _ database: Database) throws -> [ArticleRow] {
    let query = try Query(
      database,
      """
      SELECT address, title, provider, published, quality, heat, related_count, topics, lists,
        flags, last, folder, medium
      FROM article LEFT JOIN mark ON mark.state = ? AND mark.article = article.id WHERE id = ?
      """)
    var rows: [ArticleRow] = []
    rows.reserveCapacity(ids.count)
    var own = try OwnRows(database, of: self)
    let labels = LabelTable(database)
    let muted = try mutedSet(database)
    let lights = try highlighting?.searches(in: self, database) ?? []
    let wholes = try wholeTexts?.searches(in: self, database) ?? []
    for id in ids {
      var folder: Int64 = 0
      let found = try query.first(state.rawValue, id.rawValue) { query in
        folder = query.integer(11)
        return row(id, query)
      }
      guard var row = found ?? nil else { continue }
      try own?.tell(&row, storedFrom: folder)
      row.isMuted = muted.contains(id)
      row.highlight = try lights.first { try $0.search.holds(id) }?.rule
      row.wantsFullText = try wholes.contains { try $0.search.holds(id) }
      if row.flags.contains(.labelled) {
        row.labels = try labels.labels(of: id.rawValue, under: state.rawValue)
      }
      rows.append(row)
    }
    return rows
  }

  private func row(_ id: ArticleID, _ query: Query) -> ArticleRow? {
    guard let address = Address(key: query.text(0)) else { return nil }
    let topics = query.text(7)
    let sources = sources(in: query, 8)
    var row = ArticleRow(
      id: id, key: ArticleKey(address), title: query.text(1),
      provider: sources.lazy.compactMap { names[$0] }.first ?? query.text(2),
      published: query.optionalInteger(3).map(Instant.init(milliseconds:)),
      topics: topics.isEmpty ? [] : topics.utf8.split(separator: 0x0A).compactMap(String.init),
      sources: sources,
      quality: query.optionalInteger(4).map(Int.init(clamping:)),
      heat: query.optionalInteger(5).map(Int.init(clamping:)),
      relatedCount: Int(clamping: query.integer(6)),
      flags: MarkFlags(rawValue: UInt8(truncatingIfNeeded: query.integer(9))),
      lastMarked: query.optionalInteger(10).map(Instant.init(milliseconds:)))
    row.medium = query.optionalInteger(12).map(Medium.init(packed:))
    return row
  }

  /// Whether a list is that of a source of this view.
  func isOfSources(_ list: Int64) -> Bool { places[list] != nil }

  /// Which of the sources of this view are among the packed lists of an article.
  func sources(in query: Query, _ column: Int32) -> [SourceID] {
    query.withBlob(column) { bytes in
      var found: [Int] = []
      PackedIntegers.each(bytes) { if let place = places[$0] { found.append(place) } }
      if found.count > 1 { found.sort() }
      return found.map { sources[$0] }
    }
  }

  func article(_ hash: Int64, _ database: Database) throws -> ArticleID? {
    guard let id = try AddressClaims.owner(of: hash, database) else { return nil }
    let isListed = try Query(database, "SELECT lists FROM article WHERE id = ?")
      .first(id) { !sources(in: $0, 0).isEmpty }
    return try isListed == true || isKept(ArticleID(id), database) ? ArticleID(id) : nil
  }

  /// Whether the article is of this view.
  func shows(_ row: ArticleRow) -> Bool {
    !row.sources.isEmpty || keepsStarred && !row.flags.isDisjoint(with: .keeping)
  }

  /// Whether the article is of this view by its star or its labels alone.
  func isKept(_ id: ArticleID, _ database: Database) throws -> Bool {
    guard keepsStarred else { return false }
    return try rows([id], database).first.map { !$0.flags.isDisjoint(with: .keeping) } ?? false
  }

  /// The labels of the person's own whose names say so.
  func labels(_ database: Database, where isWanted: (String) -> Bool) throws -> Set<Int64> {
    try Set(
      Query(database, "SELECT id, name FROM label").all {
        isWanted($0.text(1)) ? $0.integer(0) : nil
      }.compactMap(\.self))
  }

  /// The number of a label by its name.
  func label(_ name: String, _ database: Database) throws -> Int64? {
    try Label(name).flatMap { try LabelTable(database).find($0) }
  }
}

extension LibraryView {
  /// How many articles of these sources were stored after one, by whichever process, and are not hidden, each counted for
  /// the first of its sources, and the last of all that are stored. Costs as much as there are such
  /// articles; the first call none.
  /// - Parameter last: What an earlier call gave; `nil` for the first.
  public func arrivals(after last: ArticleID?) throws(StorageError) -> (
    counts: [SourceID: Int], last: ArticleID
  ) {
    var counts: [SourceID: Int] = [:]
    let newest = try eachArrival(after: last) { _, source in counts[source, default: 0] += 1 }
    return (counts, newest)
  }

  /// The same articles by their names, in the order in which they came.
  public func arrived(after last: ArticleID?) throws(StorageError) -> (
    ids: [ArticleID], last: ArticleID
  ) {
    var ids: [ArticleID] = []
    let newest = try eachArrival(after: last) { id, _ in ids.append(id) }
    return (ids, newest)
  }

  private func eachArrival(
    after last: ArticleID?, _ body: (ArticleID, SourceID) -> Void
  ) throws(StorageError) -> ArticleID {
    try library.read { database in
      guard let last else {
        let newest = try Query(database, "SELECT max(id) FROM article").first { $0.integer(0) }
        return ArticleID(newest ?? 0)
      }
      var newest = last.rawValue
      let hidden = try hidden(database)
      let query = try Query(database, "SELECT id, lists FROM article WHERE id > ? ORDER BY id")
      try query.each(last.rawValue) { row in
        newest = row.integer(0)
        if let hidden, hidden.contains(newest) { return true }
        if let source = sources(in: row, 1).first { body(ArticleID(newest), source) }
        return true
      }
      return ArticleID(newest)
    }
  }
}

extension LibraryView {
  /// The rows to paint before anything else is known: the newest, or those around an article.
  ///
  /// With `around`, the page begins a quarter of `limit` before that article, or further up where
  /// the list ends below it; an article that is not in the list counts as not given. For what stands
  /// in lists of the library the cost depends on `limit` and the number of sources alone, as long as
  /// not much of them is left out; other lists are read as by ``listing(_:)``.
  public func firstPage(_ scope: ListScope, around article: ArticleID? = nil, limit: Int)
    throws(StorageError) -> [ArticleRow]
  {
    try library.read { database in
      try folded(rows(firstArticles(scope, around: article, limit, database), database), database)
    }
  }

  private func firstArticles(
    _ scope: ListScope, around article: ArticleID?, _ limit: Int, _ database: Database
  ) throws -> [ArticleID] {
    switch scope.kept {
    case .label where article == nil, _ where article == nil && !scope.query.isEmpty:
      return try firstFound(scope.query, in: scope.kept, limit: limit, database)
    case .all, .unread, .tag, .source, .topic, .provider:
      guard scope.query.isEmpty else { break }
      let lists = try ListMerge(scope.kept, of: self, database)
      if let page = try article.flatMap({ try lists.page(around: $0, limit) }) ?? lists.first(limit)
      {
        return page
      }
    case .starred, .muted, .label: break
    }
    return page(try listing(scope, database).ids, article, limit)
  }

  /// The newest rows, if they are found without all of the list; given up soon after `isCancelled` says so.
  /// - Throws: `.cancelled` then.
  public func quickPage(
    _ scope: ListScope, limit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> [ArticleRow]? {
    try library.read { database in
      try Interruption.watch(database, isCancelled) {
        let ids: [ArticleID]?
        switch scope.kept {
        case .label,
          _ where !scope.query.isEmpty:
          ids = try firstArticles(scope, around: nil, limit, database)
        case .all, .unread, .tag, .source, .topic, .provider:
          ids = try ListMerge(scope.kept, of: self, database).first(limit)
        case .starred, .muted: ids = nil
        }
        return try ids.map { try folded(rows($0, database), database) }
      }
    }
  }

  /// A piece of a list that is made of lists of sources, or that marks take some of; `nil` for others.
  func newest(_ list: ListScope.Kept, from start: Int, _ count: Int, _ database: Database) throws
    -> [ArticleID]?
  {
    let whole = list == .unread ? .all : list
    switch whole {
    case .all, .tag, .source:
      return try ListMerge(whole, of: self, database).first(start + count).map {
        Array($0.dropFirst(start))
      }
    case .unread, .starred, .muted, .label, .topic, .provider: return nil
    }
  }

  private func page(_ ids: [ArticleID], _ article: ArticleID?, _ limit: Int) -> [ArticleID] {
    let index = article.flatMap { ids.firstIndex(of: $0) } ?? 0
    let start = max(0, min(index - limit / 4, ids.count - limit))
    return Array(ids[start...].prefix(limit))
  }
}
