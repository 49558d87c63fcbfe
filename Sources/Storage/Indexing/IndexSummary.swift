public import Articles

/// What a finished indexing found.
public struct IndexSummary: Hashable, Sendable {
  public var filesSeen = 0
  public var filesRead = 0
  public var added = 0
  public var changed = 0
  public var removed = 0
  /// Those that are new or changed, each once; of sources that were indexed before.
  public var articles: Set<ArticleID> = []
  public var problems = 0
  /// Whether it was stopped before the end; what was stored until then stays.
  public var isCancelled = false

  /// Whether lists or counts are others than before.
  public var hasChanges: Bool { added + changed + removed > 0 }

  mutating func add(_ other: IndexSummary) {
    filesSeen += other.filesSeen
    filesRead += other.filesRead
    added += other.added
    changed += other.changed
    removed += other.removed
    articles.formUnion(other.articles)
    problems += other.problems
    isCancelled = isCancelled || other.isCancelled
  }
}
