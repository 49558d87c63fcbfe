import Articles
import GRDB

/// The first articles of several lists of the library as one, each once, read no further than needed.
struct ListMerge {
  private let lists: [Int64]
  private let view: LibraryView
  private let database: Database
  private let hidden: ArticleSet?
  /// What of the lists is meant, if not all.
  private let condition: Condition?

  private enum Condition {
    case unread
    /// A topic or a provider has articles of sources that the view does not show.
    case shown
  }

  /// - Parameter list: one that stands in lists of the library: nothing but articles of sources, and
  ///   those of a topic or a provider.
  init(_ list: ListScope.Kept, of view: LibraryView, _ database: Database) throws {
    self.view = view
    self.database = database
    hidden = try view.hidden(database)
    func lists(_ kind: ListKind, _ name: String) throws -> [Int64] {
      try Query(database, "SELECT id FROM list WHERE kind = ? AND name = ?")
        .all(kind.rawValue, Array(name.utf8)) { $0.integer(0) }
    }
    switch list {
    case .all, .unread, .starred, .muted, .label:
      self.lists = view.sources.map(\.rawValue)
      condition = list == .unread ? .unread : nil
    case .tag(let name): (self.lists, condition) = (view.tagged(name).map(\.rawValue), nil)
    case .source(let source):
      (self.lists, condition) = (view.isOfSources(source.rawValue) ? [source.rawValue] : [], nil)
    case .topic(let name): (self.lists, condition) = (try lists(.topic, name), .shown)
    case .provider(let name): (self.lists, condition) = (try lists(.provider, name), .shown)
    }
  }

  /// An article at its place in a list.
  private struct Place {
    var position: ListPosition
    var id: Int64
  }

  /// - Returns: `nil` where so many are left out that all are found sooner by other means.
  func first(_ limit: Int) throws -> [ArticleID]? {
    try merge(limit, backwards: false, condition: "") { query, list in query.bind(list) }
  }

  /// A page that begins a quarter of `limit` before an article.
  /// - Returns: `nil` where the article is in none of the lists, or too many are left out.
  func page(around article: ArticleID, _ limit: Int) throws -> [ArticleID]? {
    let lists = Set(lists)
    let position = try Query(database, "SELECT published, title, lists FROM article WHERE id = ?")
      .first(article.rawValue) { row -> ListPosition? in
        guard row.withBlob(2, PackedIntegers.unpack).contains(where: lists.contains) else {
          return nil
        }
        return ListPosition(published: row.optionalInteger(0), title: row.text(1))
      }
    guard let position = position ?? nil, hidden?.contains(article) != true,
      try isMeant(article.rawValue)
    else { return nil }
    let (sort, title) = (position.sort, position.title)
    func bind(_ query: Query, _ list: Int64) {
      query.bind(list, sort, title, article.rawValue)
    }
    let after = try merge(
      limit, backwards: false, condition: "AND (sort, title, article) >= (?2, ?3, ?4)", bind)
    let before = try merge(
      limit, backwards: true, condition: "AND (sort, title, article) < (?2, ?3, ?4)", bind)
    guard let after, let before else { return nil }
    let above = min(before.count, max(limit / 4, limit - after.count))
    return before.prefix(above).reversed() + after.prefix(limit - above)
  }

  private func isMeant(_ article: Int64) throws -> Bool {
    switch condition {
    case nil: true
    case .unread:
      try Query(database, "SELECT flags FROM mark WHERE state = ? AND article = ?")
        .first(view.state.rawValue, article) { $0.integer(0) }.map {
          $0 & Int64(MarkFlags.read.rawValue) == 0
        } ?? true
    case .shown:
      try Query(database, "SELECT lists FROM article WHERE id = ?")
        .first(article) { !view.sources(in: $0, 0).isEmpty } ?? false
    }
  }

  /// So many that are left out cost as much as a list.
  private static let mostLeftOut = 2000

  private func merge(
    _ limit: Int, backwards: Bool, condition: String, _ bind: (Query, Int64) -> Void
  ) throws -> [ArticleID]? {
    let direction = backwards ? "DESC" : "ASC"
    let sql = """
      SELECT sort, title, article FROM listed WHERE list = ?1 \(condition)
      ORDER BY sort \(direction), title \(direction), article \(direction)
      """
    var places: [Place] = []
    /// The last place of a page, as far as the lists have been read: what comes behind it is not read.
    var bound: Place?
    var leftOut = 0
    for list in lists {
      let query = try Query(database, sql)
      bind(query, list)
      defer { query.reset() }
      let end = places.count + limit
      while places.count < end, try query.step() {
        let id = query.integer(2)
        let place = Place(
          position: ListPosition(sort: query.integer(0), title: query.text(1)), id: id)
        if let bound, precedes(bound, place, backwards) { break }
        if let hidden, hidden.contains(ArticleID(id)) { continue }
        guard try isMeant(id) else {
          leftOut += 1
          if leftOut > Self.mostLeftOut { return nil }
          continue
        }
        places.append(place)
      }
      if lists.count > 1, places.count >= 2 * limit {
        sort(&places, limit, backwards)
        if places.count == limit { bound = places.last }
      }
    }
    if lists.count > 1 { sort(&places, limit, backwards) }
    return places.map { ArticleID($0.id) }
  }

  /// Sorts them, each article once, and keeps the first of them.
  private func sort(_ places: inout [Place], _ limit: Int, _ backwards: Bool) {
    places.sort { precedes($0, $1, backwards) }
    var end = 0
    for place in places where end < limit && (end == 0 || places[end - 1].id != place.id) {
      places[end] = place
      end += 1
    }
    places.removeLast(places.count - end)
  }

  private func precedes(_ a: Place, _ b: Place, _ backwards: Bool) -> Bool {
    backwards ? precedes(b, a) : precedes(a, b)
  }

  private func precedes(_ a: Place, _ b: Place) -> Bool {
    a.position.precedes(b.position) ?? (a.id < b.id)
  }
}

/// Where an article stands in every list: newest first, then those without a date by title.
struct ListPosition: Hashable {
  var sort: Int64
  var title: String

  init(sort: Int64, title: String) {
    self.sort = sort
    self.title = title
  }

  init(published: Int64?, title: String) {
    if let published {
      sort = published == .min ? .max - 1 : -published
      self.title = ""
    } else {
      sort = .max
      self.title = title
    }
  }

  /// Whether it comes first; `nil` where only the numbers of the articles decide.
  ///
  /// Titles as SQLite's NOCASE orders them: bytes, with the letters A–Z as if small.
  func precedes(_ other: ListPosition) -> Bool? {
    if sort != other.sort { return sort < other.sort }
    guard title != other.title else { return nil }
    let (left, right) = (title.utf8.lazy.map(Self.folded), other.title.utf8.lazy.map(Self.folded))
    if left.lexicographicallyPrecedes(right) { return true }
    return right.lexicographicallyPrecedes(left) ? false : nil
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}

extension ListPosition {
  /// As SQLite's NOCASE compares titles: bytes, with the letters A–Z as if small.
  var foldedTitle: [UInt8] {
    title.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// See ``TextIndex/leastNumber(published:)``.
  var leastTextNumber: Int64 {
    TextIndex.leastNumber(
      published: sort == .max ? nil : sort == .max - 1 ? .min : -sort)
  }
}
