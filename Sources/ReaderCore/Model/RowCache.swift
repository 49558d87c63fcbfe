import Articles

/// The rows near the window, by article. Bounded: far rows are let go and asked for again.
struct RowCache: Sendable {
  static let capacity = 1024

  private var rows: [ArticleID: ArticleRow] = [:]
  private var asked: Set<ArticleID> = []
  private var gone: Set<ArticleID> = []
  /// Here, but perhaps no longer true.
  private var outdated: Set<ArticleID> = []
  /// Places in the list whose rows are here or on their way.
  private var covered = 0..<0

  subscript(id: ArticleID) -> ArticleRow? { rows[id] }

  func isAwaited(_ id: ArticleID) -> Bool { asked.contains(id) }

  /// Whether the library no longer has the article.
  func isGone(_ id: ArticleID) -> Bool { gone.contains(id) }

  /// All rows that are here, in no order.
  var all: some Sequence<ArticleRow> { rows.values }

  mutating func insert(_ loaded: [ArticleRow], asked wanted: [ArticleID] = []) {
    for id in wanted {
      asked.remove(id)
      gone.insert(id)
    }
    for row in loaded {
      rows[row.id] = row
      gone.remove(row.id)
      outdated.remove(row.id)
    }
  }

  /// The library changed: rows that are here are asked for again once the list is.
  mutating func outdate() {
    outdated = Set(rows.keys)
  }

  /// The list has other articles in other places now, or the rows may have changed.
  mutating func forgetPlaces() {
    covered = 0..<0
    asked = []
    gone = []
  }

  /// What to ask for so that the window and a screen to both sides are here.
  ///
  /// Looks at nothing while that holds, and asks for three screens ahead when it does not.
  mutating func missing(around window: Range<Int>, in ids: [ArticleID]) -> [ArticleID] {
    let near = expanded(window, by: window.count, within: ids.count)
    if covered.lowerBound <= near.lowerBound && near.upperBound <= covered.upperBound { return [] }
    covered = expanded(window, by: max(window.count * 3, 64), within: ids.count)
    if rows.count > Self.capacity { trim(to: ids[covered]) }
    let missing = ids[covered].filter {
      (rows[$0] == nil || outdated.contains($0)) && !asked.contains($0)
    }
    asked.formUnion(missing)
    outdated.subtract(missing)
    return missing
  }

  private func expanded(_ range: Range<Int>, by rows: Int, within count: Int) -> Range<Int> {
    let low = min(max(range.lowerBound - rows, 0), count)
    return low..<min(max(range.upperBound + rows, low), count)
  }

  private mutating func trim(to kept: ArraySlice<ArticleID>) {
    var near: [ArticleID: ArticleRow] = [:]
    for id in kept { near[id] = rows[id] }
    rows = near
  }
}

/// What only the texts of articles tell of the rows near the window. Bounded as the rows are.
struct DigestCache: Sendable {
  private var digests: [ArticleID: ArticleDigest] = [:]
  private var asked: Set<ArticleID> = []

  subscript(id: ArticleID) -> ArticleDigest? { digests[id] }

  /// Which of these are to be asked for.
  mutating func missing(_ ids: [ArticleID]) -> [ArticleID] {
    let missing = ids.filter { !asked.contains($0) }
    guard !missing.isEmpty else { return [] }
    if asked.count > RowCache.capacity { forget() }
    asked.formUnion(missing)
    return missing
  }

  mutating func insert(_ loaded: [ArticleID: ArticleDigest]) {
    digests.merge(loaded) { $1 }
  }

  /// Articles may have changed.
  mutating func forget() {
    digests = [:]
    asked = []
  }
}

/// The details read last, the newest at the end.
struct DetailCache: Sendable {
  static let capacity = 8

  private var details: [ArticleDetail] = []
  private var reasons: [ArticleID: String] = [:]
  private(set) var awaited: Set<ArticleID> = []

  subscript(id: ArticleID) -> ArticleDetail? {
    details.last { $0.row.id == id }
  }

  /// Why there is no detail of the article.
  func reason(_ id: ArticleID) -> String? { reasons[id] }

  /// Whether the article has to be asked for; then it counts as asked.
  mutating func needs(_ id: ArticleID) -> Bool {
    guard self[id] == nil, reasons[id] == nil else { return false }
    return awaited.insert(id).inserted
  }

  mutating func insert(_ detail: ArticleDetail) {
    awaited.remove(detail.row.id)
    reasons[detail.row.id] = nil
    details.removeAll { $0.row.id == detail.row.id }
    details.append(detail)
    if details.count > Self.capacity { details.removeFirst() }
  }

  mutating func add(similar: [SimilarArticle], to id: ArticleID) {
    guard let place = details.lastIndex(where: { $0.row.id == id }) else { return }
    details[place].similar = similar
  }

  mutating func fail(_ id: ArticleID, reason: String) {
    awaited.remove(id)
    reasons[id] = reason
  }

  mutating func forget(_ id: ArticleID) {
    details.removeAll { $0.row.id == id }
    reasons[id] = nil
  }

  /// Lets go of everything that may have changed.
  mutating func forget(except kept: ArticleID?) {
    details.removeAll { $0.row.id != kept }
    reasons = [:]
  }
}
