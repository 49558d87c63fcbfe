public import Articles
import GRDB

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
