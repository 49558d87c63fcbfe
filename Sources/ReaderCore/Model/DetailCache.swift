import Articles

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
