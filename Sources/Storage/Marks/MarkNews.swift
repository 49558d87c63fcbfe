import Articles

/// Collects what changes in the index while it is brought up to date, and then tells it.
struct MarkNews {
  /// The latest instant that was news.
  private(set) var latest: Instant?
  /// The revision up to which everything is told, once it is.
  private(set) var end: Int64
  /// Whether marks may have changed of addresses that no article has.
  var hasOthers: Bool { foundOthers || articles == nil }
  private var foundOthers = false
  /// The articles that changed here; `nil` if there were too many to note, or others changed the
  /// index in between: then they are found in it.
  private var articles: Set<ArticleID>? = []
  /// The revision of the index after the last change made here.
  private var revision: Int64
  private let seen: Int64
  /// What is still to tell, once that began.
  private var rest: ArraySlice<ArticleID>?
  private var last = ArticleID(.min)

  private static let mostNoted = 100_000
  private static let page = 5000

  init(after seen: Int64) {
    self.seen = seen
    revision = seen
    end = seen
  }

  /// Works a batch into the index, and empties it.
  mutating func add(_ batch: inout MarkBatch, _ index: MarkIndex) throws {
    guard !batch.rows.isEmpty else { return }
    defer { batch.removeAll() }
    var progress = try index.progress()
    if progress.revision != revision { articles = nil }
    let changed = try index.apply(batch, revision: progress.revision + 1)
    if let new = changed.latest { latest = max(latest ?? new, new) }
    if changed.hasOthers { foundOthers = true }
    if !changed.articles.isEmpty || changed.hasOthers {
      progress.revision += 1
      try index.set(progress)
    }
    revision = progress.revision
    articles?.formUnion(changed.articles)
    if let count = articles?.count, count > MarkNews.mostNoted { articles = nil }
  }

  /// The next of the changes, in the order of the articles; `nil` after the last.
  mutating func nextChanges(_ index: MarkIndex) throws -> [MarkChange]? {
    if rest == nil {
      end = try index.progress().revision
      if end != revision { articles = nil }
      rest = articles?.sorted { $0.rawValue < $1.rawValue }[...] ?? []
    }
    var page = rest?.prefix(MarkNews.page).map { $0 } ?? []
    rest?.removeFirst(page.count)
    if articles == nil {
      page = try index.changed(after: seen, beyond: last, limit: MarkNews.page)
    }
    guard let last = page.last else { return nil }
    self.last = last
    return try index.changes(of: page)
  }
}
